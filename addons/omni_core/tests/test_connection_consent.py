"""Signing in on the platform's own page: nobody but who began it can end it."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from ..engine.platform import CheckResult, register_platform
from ..lib.errors import AuthError
from .vault_common import VaultMixin, VaultToy


@register_platform
class SignInToy(VaultToy):
    """Whoever brings the code “good” is let in, as the account of that name."""

    code = "signintoy"
    name = "Sign-in Toy"
    account = "ann"

    def client(self, settings, transport):
        return settings

    def check(self, client):
        return CheckResult(self.account, self.account)

    def consent_url(self, settings, state, callback):
        return f"https://toy.example/allow?state={state}&back={callback}"

    def consented(self, settings, transport, answer, callback):
        if answer["code"] != "good":
            raise AuthError("The toy does not know this code.")
        return {"api_key": ("token-of-ann", None)}


@tagged("post_install", "-at_install")
class TestConsent(VaultMixin, HttpCase):
    def setUp(self):
        super().setUp()
        self.connection = self.make_connection(platform="signintoy")
        self.boss = new_test_user(
            self.env, "boss", "omni_core.group_administrator", password="bossboss"
        )
        self.authenticate("boss", "bossboss")

    def begin(self, user=None):
        action = self.connection.with_user(user or self.boss).action_sign_in()
        return action["url"].partition("state=")[2].partition("&")[0]

    def come_back(self, **answer):
        query = "&".join(f"{key}={value}" for key, value in answer.items())
        return self.url_open(f"/omni/consent?{query}", allow_redirects=False)

    def test_who_agrees_comes_back_to_a_working_connection(self):
        answer = self.come_back(state=self.begin(), code="good")
        self.assertEqual(answer.status_code, 303)
        self.assertIn(
            f"/odoo/connections/{self.connection.id}", answer.headers["Location"]
        )
        self.assertEqual(self.connection.state, "connected")
        self.assertEqual(self.connection.account, "ann")
        secret = self.connection._settings().secrets["api_key"]
        self.assertEqual(secret.reveal(), "token-of-ann")

    def test_a_state_works_once(self):
        state = self.begin()
        self.come_back(state=state, code="good")
        self.assertEqual(self.come_back(state=state, code="good").status_code, 400)

    def test_a_state_that_nobody_gave_out_is_refused(self):
        self.begin()
        for state in ("", "made-up"):
            self.assertEqual(self.come_back(state=state, code="good").status_code, 400)
        self.assertEqual(self.connection.state, "draft")

    def test_nobody_can_end_the_sign_in_of_another(self):
        """Else an attacker's link would bind the victim to the attacker's account."""
        state = self.begin(self.env.ref("base.user_admin"))
        self.assertEqual(self.come_back(state=state, code="good").status_code, 400)
        self.assertEqual(self.connection.state, "draft")

    def test_a_sign_in_ends_after_a_quarter_of_an_hour(self):
        state = self.begin()
        self.env["integration.consent"].search([]).ends_at = "2020-01-01"
        self.assertEqual(self.come_back(state=state, code="good").status_code, 400)

    def test_of_the_state_only_a_hash_is_kept(self):
        state = self.begin()
        kept = self.env["integration.consent"].search([])
        self.assertNotIn(state, repr(kept.read()))

    def test_who_does_not_agree_is_told_that_nothing_has_changed(self):
        self.come_back(state=self.begin(), error="access_denied")
        self.assertEqual(self.connection.state, "draft")
        self.assertIn("nothing has changed", self.connection.last_check)

    def test_what_the_platform_has_against_it_stands_on_the_connection(self):
        self.come_back(state=self.begin(), code="bad")
        self.assertEqual(self.connection.state, "draft")
        self.assertIn("does not know this code", self.connection.last_check)

    def test_another_account_than_before_is_refused(self):
        self.come_back(state=self.begin(), code="good")
        state = self.begin()
        with patch.object(SignInToy, "account", "mallory"):
            self.come_back(state=state, code="good")
        self.assertEqual(self.connection.account, "ann")
        self.assertIn("mallory", self.connection.last_check)

    def test_it_needs_an_administrator(self):
        clerk = new_test_user(self.env, "clerk", "omni_core.group_operator")
        with self.assertRaises(AccessError):
            self.begin(clerk)

    def test_nobody_reads_the_sign_ins_under_way(self):
        self.begin()
        with self.assertRaises(AccessError):
            self.env["integration.consent"].with_user(self.boss).search([])

    def test_set_up_leads_to_the_sign_in(self):
        steps = {step.code: step for step in self.connection._setup_steps()}
        self.assertEqual(steps["connected"].action, "action_sign_in")
