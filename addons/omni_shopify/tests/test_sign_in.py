"""Signing in on Shopify's page, and leaving permanent tokens behind."""

from unittest.mock import patch
from urllib.parse import parse_qsl, urlsplit

from odoo.exceptions import UserError
from odoo.tests import tagged

from sandbox.shopify.platform import STATIC_TOKEN

from .common import ShopifyCase


@tagged("post_install", "-at_install")
class TestSignIn(ShopifyCase):
    def setUp(self):
        super().setUp()
        self.connection.write({"state": "draft", "shopify_grant": "refresh"})
        # A test case forbids commits; a sign-in makes one before it calls the network.
        self.enterContext(patch.object(self.env.cr, "commit", self.env.flush_all))

    def secret(self, key):
        return self.connection.sudo().credential_ids.filtered(
            lambda c: c.key == key and c.slot == "current"
        )

    def agree(self):
        """The merchant presses Install; what Shopify sends along with the way back."""
        page = self.connection.action_sign_in()["url"]
        button = page.replace("/oauth/authorize?", "/oauth/grant?")
        path = urlsplit(button)._replace(scheme="", netloc="").geturl()
        answer = self.remote.get(path, allow_redirects=False)
        back = urlsplit(answer.headers["Location"])
        self.assertEqual(
            f"{back.scheme}://{back.netloc}{back.path}", self.connection.callback_url
        )
        return dict(parse_qsl(back.query))

    def come_back(self, answer):
        with self.enter_registry_test_mode():
            self.connection._signed_in(answer)

    def test_a_merchant_agrees_and_both_tokens_are_stored(self):
        self.come_back(self.agree())
        self.assertEqual(self.connection.state, "connected")
        self.assertTrue(self.secret("access_token").expires_at)
        self.assertTrue(self.secret("refresh_token").has_value)
        job = self.enqueue("location_import")
        self.settle()
        self.assertEqual(job.status, "done")

    def test_the_page_asks_for_every_right_that_we_use(self):
        url = self.connection.action_sign_in()["url"]
        asked = dict(parse_qsl(urlsplit(url).query))["scope"].split(",")
        self.assertIn("read_orders", asked)
        self.assertIn("write_inventory", asked)

    def test_what_is_not_signed_by_shopify_is_refused(self):
        forged = {**self.agree(), "code": "another"}
        with self.assertRaisesRegex(UserError, "not signed"):
            self.come_back(forged)
        self.assertEqual(self.connection.state, "draft")

    def test_a_code_works_once(self):
        answer = self.agree()
        self.come_back(answer)
        with self.assertRaisesRegex(UserError, "used already"):
            self.come_back(answer)

    def test_the_permission_of_another_store_is_refused(self):
        answer = self.agree()
        self.connection.shopify_shop = "other-store"
        with self.assertRaisesRegex(UserError, "another store"):
            self.come_back(answer)


@tagged("post_install", "-at_install")
class TestPermanentToken(ShopifyCase):
    with_history = True  # the seeded store knows a permanent token

    def test_a_permanent_token_is_exchanged_for_one_that_is_renewed(self):
        connection = self.connection
        connection.shopify_grant = "static"
        credentials = self.env["integration.credential"]
        credentials._store_many(connection, {"access_token": (STATIC_TOKEN, None)})
        self.enterContext(patch.object(self.env.cr, "commit", self.env.flush_all))
        with self.enter_registry_test_mode():
            connection.action_shopify_renew_permanent()
        self.assertEqual(connection.shopify_grant, "refresh")
        secrets = connection._settings().secrets
        self.assertNotEqual(secrets["access_token"].reveal(), STATIC_TOKEN)
        self.assertTrue(secrets["refresh_token"])
        job = self.enqueue("location_import")
        self.settle()
        self.assertEqual(job.status, "done")
