"""Connecting a seller: keys, consent, and what the account still lacks."""

import os
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from odoo.exceptions import UserError, ValidationError
from odoo.tests import HttpCase, new_test_user, tagged

from .common import EbayCase


@tagged("post_install", "-at_install")
class TestConnection(EbayCase):
    def test_the_server_s_keys_serve_a_connection_that_has_none_of_its_own(self):
        connection = self.connection.copy({"name": "Without keys"})
        keys = {"EBAY_APP_ID": "from-server", "EBAY_CERT_ID": "of-server"}
        with patch.dict(os.environ, keys):
            secrets = connection._settings().secrets
            self.assertEqual(secrets["app_id"].reveal(), "from-server")
            own = self.connection._settings().secrets
            self.assertEqual(own["app_id"].reveal(), self.secrets["app_id"])

    def test_the_server_s_keys_of_the_sandbox_never_reach_production(self):
        connection = self.connection.copy({"name": "Live"})
        connection.write({"base_url": False, "environment": "production"})
        with patch.dict(os.environ, {"EBAY_APP_ID": "sandbox-key"}):
            self.assertNotIn("app_id", connection._settings().secrets)
            with patch.dict(os.environ, {"EBAY_SANDBOX": "false"}):
                self.assertIn("app_id", connection._settings().secrets)

    def test_a_connected_account_stays_in_its_environment(self):
        self.connection.write({"account": "motorparts_us", "account_ref": "abc"})
        with self.assertRaisesRegex(ValidationError, "connection of its own"):
            self.connection.write({"environment": "production", "base_url": False})

    def test_the_first_job_without_a_token_gets_one_and_then_runs(self):
        job = self.enqueue("location_import")
        order = self.enqueue("order_poll")
        self.settle()
        self.assertEqual({job.status, order.status}, {"done"})
        self.assertTrue(self.secret("access_token").has_value)
        self.assertTrue(self.secret("app_token").has_value)

    def test_a_consent_that_was_taken_back_stops_the_connection_and_asks(self):
        self.remote.act("ebay", "revoke-consent")
        self.enqueue("order_poll")
        self.settle_until_stopped()
        self.assertEqual(self.connection.state, "reauth")
        self.assertIn("sign in to eBay again", self.connection.state_reason)
        self.assertTrue(self.connection.activity_ids)

    def settle_until_stopped(self):
        for _round in range(3):
            self.drain()

    def test_an_expired_token_is_renewed_and_no_job_is_lost(self):
        self.sign_in(self.connection, "access_token")
        self.remote.act("ebay", "expire-token")
        job = self.enqueue("order_poll")
        self.settle()
        self.assertEqual(job.status, "done")

    def test_connecting_without_a_seller_says_what_to_press(self):
        self.connection.state = "draft"
        self.secret("refresh_token").unlink()
        with self.assertRaisesRegex(UserError, "Sign In"):
            self.connection.action_connect()

    def test_connecting_gets_tokens_and_reads_the_limits(self):
        self.connection.state = "draft"
        with self.at_a_button(), self.trap_jobs() as jobs:
            self.connection.action_connect()
        self.assertEqual(self.connection.state, "connected")
        self.assertTrue(self.secret("access_token").has_value)
        wanted = {job.operation for job in jobs}
        self.assertTrue({"notification_check", "call_limits"} <= wanted)

    def test_what_is_left_of_a_day_s_calls_is_read_live(self):
        self.remote.act("ebay", "set-limit", resource="sell.inventory", limit=70)
        self.enqueue("call_limits")
        self.settle()
        self.remote.act("ebay", "set-limit", resource="sell.inventory", limit=5000)
        budgets = self.env["integration.budget"].search(
            [("connection_id", "=", self.connection.id)]
        )
        left = {budget.name: budget.left_now for budget in budgets}
        self.assertLessEqual(left["inventory"], 70)
        self.assertGreater(left["fulfillment"], 4000)
        of = {budget.name: budget.capacity_now for budget in budgets}
        self.assertEqual(of["account"], 25_000)

    def test_used_up_calls_for_stock_leave_orders_alone(self):
        self.remote.act("ebay", "set-limit", resource="sell.inventory", limit=0)
        self.enqueue("call_limits")
        self.settle()
        stock = self.enqueue("stock_audit")
        orders = self.enqueue("order_poll")
        self.drain()
        self.remote.act("ebay", "set-limit", resource="sell.inventory", limit=5000)
        self.assertEqual(orders.status, "done")
        self.assertEqual((stock.status, stock.retry_count), ("pending", 0))


@tagged("post_install", "-at_install")
class TestNewcomer(EbayCase):
    """An account that has nothing yet: told in plain words, with a button for each."""

    seller_name = "newcomer_us"

    def check(self):
        with self.at_a_button():
            self.connection.action_check()

    def test_what_is_missing_is_said_and_mended_by_buttons(self):
        self.settle_tokens()
        self.check()
        connection = self.connection
        self.assertTrue(connection.last_check_ok)
        self.assertEqual(
            set(connection.ebay_lacking), {"programme", "location", "alert_email"}
        )
        self.assertIn("business policies", connection.last_check)
        home = connection.company_id.partner_id
        home.write(
            {
                "street": "1 Dock Street",
                "city": "Portland",
                "zip": "97201",
                "country_id": self.env.ref("base.us").id,
                "state_id": self.env.ref("base.state_us_38").id,
            }
        )
        with self.at_a_button():
            connection.action_ebay_join_policies()
        self.assertTrue(connection.ebay_lacks_policies)
        self.assertFalse(connection.ebay_lacks_programme)
        with self.at_a_button():
            connection.action_ebay_create_location()
        with self.at_a_button():
            connection.action_ebay_set_alert_email()
        self.assertEqual(connection.ebay_lacking, ["policies"])
        url = connection.action_ebay_open_policies()["url"]
        self.assertEqual(url, "https://www.ebay.com/bp/manage")

    def settle_tokens(self):
        self.enqueue("token_renew")
        self.settle()


@tagged("post_install", "-at_install")
class TestConsent(EbayCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.remote.act("ebay", "consent-mode", mode="approve")
        url = f"{self.base_url()}/omni/consent"
        self.remote.act("ebay", "register-redirect", url=url)
        self.authenticate("admin", "admin")
        admin = self.env.ref("base.user_admin")
        self.mine = self.connection.with_user(admin)

    def begin(self):
        return self.mine.action_sign_in()["url"]

    def walk(self, address, **more):
        """What the browser does on eBay's side; the address it is sent back to."""
        answer = self.remote.session.get(address, params=more, allow_redirects=False)
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"

    def test_a_seller_consents_and_the_connection_works(self):
        self.connection.state = "draft"
        self.secret("refresh_token").unlink()
        back = self.walk(self.begin())
        answer = self.url_open(back, allow_redirects=False)
        self.assertIn(
            f"/odoo/connections/{self.connection.id}", answer.headers["Location"]
        )
        self.env.invalidate_all()
        self.assertEqual(self.connection.state, "connected", self.connection.last_check)
        self.assertEqual(self.connection.account, "motorparts_us (EBAY_US)")
        self.assertTrue(self.secret("refresh_token").expires_at)

    def test_another_seller_cannot_slip_in(self):
        self.connection.write({"account": "motorparts_us", "account_ref": "another"})
        back = self.walk(self.begin())
        before = self.secret("refresh_token").last_changed_at
        self.url_open(back, allow_redirects=False)
        self.env.invalidate_all()
        self.assertIn("You signed in as motorparts_us", self.connection.last_check)
        self.assertEqual(self.secret("refresh_token").last_changed_at, before)

    def test_a_state_is_good_once(self):
        back = self.walk(self.begin())
        self.url_open(back, allow_redirects=False)
        self.assertEqual(self.url_open(back, allow_redirects=False).status_code, 400)

    def test_a_state_of_somebody_else_is_worth_nothing(self):
        back = self.walk(self.begin())
        new_test_user(
            self.env, "mallory", groups="base.group_user,omni_core.group_administrator"
        )
        self.authenticate("mallory", "mallory")
        self.assertEqual(self.url_open(back, allow_redirects=False).status_code, 400)

    def test_a_state_that_nobody_began_is_worth_nothing(self):
        wrong = "/omni/consent?state=guessed&code=stolen"
        self.assertEqual(self.url_open(wrong, allow_redirects=False).status_code, 400)

    def test_a_state_ends_after_some_minutes(self):
        back = self.walk(self.begin())
        self.env["integration.consent"].sudo().search([]).ends_at = "2020-01-01"
        self.assertEqual(self.url_open(back, allow_redirects=False).status_code, 400)

    def test_a_seller_who_declines_is_told_that_nothing_has_changed(self):
        self.remote.act("ebay", "consent-mode", mode="deny")
        self.url_open(self.walk(self.begin()), allow_redirects=False)
        self.env.invalidate_all()
        self.assertIn("did not agree", self.connection.last_check)

    def test_only_administrators_may_begin(self):
        user = new_test_user(
            self.env, "olga", groups="base.group_user,omni_core.group_operator"
        )
        with self.assertRaisesRegex(Exception, "administrator"):
            self.connection.with_user(user).action_sign_in()

    def test_the_address_of_the_consent_holds_no_secret(self):
        query = parse_qs(urlsplit(self.begin()).query)
        self.assertEqual(query["redirect_uri"], [self.connection.ebay_ru_name])
        self.assertNotIn(self.secrets["cert_id"], str(query))
        self.assertGreaterEqual(len(query["state"][0]), 40)
