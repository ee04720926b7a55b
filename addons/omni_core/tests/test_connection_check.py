"""“Test connection”: a button that tells people how it stands, in their words."""

import json
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from .http_fake import fake_server
from .vault_common import SECRET, VaultMixin


@tagged("post_install", "-at_install")
class TestConnectionCheck(VaultMixin, TransactionCase):
    def setUp(self):
        super().setUp()
        self.store()
        self.share_transaction()
        # A test case forbids commits; a button makes one before it calls the network.
        committed = patch.object(self.env.cr, "commit", self.env.flush_all)
        committed.start()
        self.addCleanup(committed.stop)

    def answer(self, status=200, **body):
        """The platform, on loopback, answers like this."""
        content = json.dumps({"name": "Ann's Garage", "ref": "shop-7", **body}).encode()
        running = fake_server({"/whoami": lambda h: h.answer(content, status)})
        server = running.__enter__()
        self.addCleanup(running.__exit__, None, None, None)
        self.connection.base_url = server.url
        return server

    def press(self):
        return self.connection.action_check()["params"]

    def test_a_good_test_says_who_we_are_over_there(self):
        server = self.answer()
        shown = self.press()
        [(_method, _path, headers, _body)] = server.seen
        self.assertEqual(headers["X-Toy-Key"], SECRET)
        self.assertEqual(shown["type"], "success")
        self.assertIn("Ann's Garage", shown["title"])
        self.assertEqual(self.connection.account_ref, "shop-7")
        self.assertTrue(self.connection.last_check_ok)

    def test_the_test_is_on_record_like_any_other_call(self):
        self.connection.call_mode = "all"
        self.answer()
        self.press()
        domain = [("connection_id", "=", self.connection.id)]
        call = self.env["integration.call"].search(domain)
        self.assertEqual((call.method, call.status), ("GET", 200))
        self.assertNotIn(SECRET, repr(call.read()))

    def test_warnings_are_shown_beside_the_success(self):
        self.answer(warnings=["The right to read orders is missing."])
        shown = self.press()
        self.assertEqual(shown["type"], "warning")
        self.assertIn("read orders", shown["message"])

    def test_refused_secrets_lead_to_an_advice_not_a_traceback(self):
        self.answer(status=401)
        shown = self.press()
        self.assertEqual(shown["type"], "danger")
        self.assertIn("Enter them again", shown["message"])
        self.assertFalse(self.connection.last_check_ok)

    def test_a_hiccup_asks_for_patience(self):
        self.answer(status=503)
        self.assertIn("in a few minutes", self.press()["message"])

    def test_a_good_test_brings_a_signed_out_connection_back(self):
        self.connection.action_connect()
        self.connection._require_reauth(self.connection.ids, "expired")
        self.answer()
        self.press()
        self.assertEqual(self.connection.state, "connected")
        self.assertFalse(self.connection.activity_ids)

    def test_a_good_test_does_not_resume_what_a_person_paused(self):
        self.connection.action_connect()
        self.connection.action_pause()
        self.answer()
        self.press()
        self.assertEqual(self.connection.state, "paused")

    def test_what_is_missing_is_named_before_anything_is_sent(self):
        server = self.answer()
        self.connection.credential_ids.unlink()
        with self.assertRaisesRegex(UserError, "Missing: API Key"):
            self.press()
        self.assertFalse(server.seen)

    def test_a_locked_vault_is_explained(self):
        with self.with_keys(""), self.assertRaisesRegex(UserError, "vault is locked"):
            self.press()

    def test_operators_may_test_and_see_no_secret_in_the_answer(self):
        operator = new_test_user(self.env, "omni_check_op", "omni_core.group_operator")
        self.answer()
        shown = self.connection.with_user(operator).action_check()
        self.assertNotIn(SECRET, str(shown))
