"""Connecting a store, and what Shopify tells about the app itself."""

from typing import ClassVar
from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import HttpCase, tagged

from ..topics import SUBSCRIBED, enum_of
from .common import PostCase, ShopifyCase


@tagged("post_install", "-at_install")
class TestConnecting(ShopifyCase):
    def secret(self, key):
        return self.connection.sudo().credential_ids.filtered(
            lambda c: c.key == key and c.slot == "current"
        )

    def test_the_first_job_without_a_token_gets_one_and_then_runs(self):
        job = self.enqueue("location_import")
        self.settle()
        self.assertEqual(job.status, "done")
        self.assertTrue(self.secret("access_token").has_value)
        places = self.env["integration.location"].search(
            [("connection_id", "=", self.connection.id)]
        )
        self.assertEqual(set(places.mapped("name")), {"Portland", "Atlanta"})

    def test_a_wrong_client_secret_stops_the_connection_and_asks_a_person(self):
        self.secret("client_secret").value = "wrong"
        self.enqueue("location_import")
        self.drain()
        self.assertEqual(self.connection.state, "reauth")
        self.assertIn("client secret", self.connection.state_reason)

    def test_the_store_s_address_is_checked_when_it_is_entered(self):
        with self.assertRaisesRegex(ValidationError, "my-store.myshopify.com"):
            self.connection.shopify_shop = "https://evil.example/admin"

    def test_connecting_signs_in_at_once_and_says_what_is_wrong(self):
        self.connection.state = "draft"
        self.secret("client_secret").value = "wrong"
        # A test case forbids commits; a button makes one before it calls the network.
        self.startPatcher(patch.object(self.env.cr, "commit", self.env.flush_all))
        with (
            self.enter_registry_test_mode(),
            self.assertRaisesRegex(UserError, "client secret"),
        ):
            self.connection.action_connect()
        self.assertEqual(self.connection.state, "draft")

    def test_connecting_gets_a_token_and_starts_the_schedules(self):
        self.connection.state = "draft"
        self.startPatcher(patch.object(self.env.cr, "commit", self.env.flush_all))
        with self.enter_registry_test_mode():
            self.connection.action_connect()
        self.assertEqual(self.connection.state, "connected")
        self.assertTrue(self.secret("access_token").has_value)
        names = (
            self.env["integration.schedule"]
            .search([("connection_id", "=", self.connection.id)])
            .mapped("operation")
        )
        self.assertGreaterEqual(
            set(names),
            {"order_poll", "webhook_check", "product_poll", "stock_audit"},
        )


@tagged("post_install", "-at_install")
class TestExpiredToken(ShopifyCase):
    secrets: ClassVar = {**ShopifyCase.secrets, "access_token": "shpua_ended"}

    def test_a_token_that_has_ended_is_renewed_and_no_job_is_lost(self):
        job = self.enqueue("location_import")
        self.settle()
        self.assertEqual(job.status, "done")
        self.assertEqual(self.connection.state, "connected")


@tagged("post_install", "-at_install")
class TestWebhooks(PostCase, HttpCase):
    def subscriptions(self):
        rows = self.merchant.read(
            "{ webhookSubscriptions(first: 50) { nodes { id topic uri } } }"
        )["nodes"]
        return {row["topic"]: row for row in rows}

    def test_every_subscription_is_made_checked_and_repaired(self):
        self.enqueue("webhook_check")
        self.settle()
        found = self.subscriptions()
        self.assertEqual(set(found), {enum_of(topic) for topic in SUBSCRIBED})
        self.assertTrue(
            all(row["uri"] == self.connection.webhook_url for row in found.values())
        )
        self.assertIn("in place", self.connection.shopify_webhook_state)
        self.merchant.do(
            """mutation Drop($id: ID!) {
                 webhookSubscriptionDelete(id: $id) { userErrors { message } }
               }""",
            id=found["ORDERS_CREATE"]["id"],
        )
        self.enqueue("webhook_check")
        self.settle()
        self.assertIn("ORDERS_CREATE", self.subscriptions())

    def test_webhooks_that_shopify_refuses_are_told_on_the_connection(self):
        params = self.env["ir.config_parameter"]
        params.set_param("web.base.url", "http://shop.example")
        self.enqueue("webhook_check")
        self.settle()
        self.assertIn("refuses", self.connection.shopify_webhook_state)

    def test_an_event_brings_no_personal_data_only_what_to_read(self):
        self.enqueue("webhook_check")
        self.settle()
        self.merchant.order(self.merchant.product())
        self.remote.settle()
        body = self.ear.body("orders/create")
        self.assertLessEqual(set(body), {"id", "admin_graphql_api_id", "updated_at"})

    def test_an_app_that_was_removed_stops_everything(self):
        self.enqueue("webhook_check")
        self.settle()
        shop = self.merchant.shop
        self.remote.act("shopify", "uninstall-app", shop=shop)
        self.addCleanup(self.remote.act, "shopify", "install-app", shop=shop)
        self.assertEqual(self.deliver("app/uninstalled"), [200])
        self.settle()
        self.assertEqual(self.connection.state, "blocked")
        self.assertIn("removed", self.connection.state_reason)
        self.assertTrue(self.connection.activity_ids)

    def test_a_privacy_request_is_put_before_the_owner(self):
        self.enqueue(
            "privacy_request",
            payload={
                "topic": "customers/redact",
                "customer": "123",
            },
        )
        self.settle()
        [activity] = self.connection.activity_ids
        self.assertIn("123", activity.note)
        self.assertIn("erased", activity.note)

    def test_a_delivery_for_another_store_is_refused(self):
        self.enqueue("webhook_check")
        self.settle()
        self.merchant.order(self.merchant.product())
        self.remote.settle()
        headers, raw = self.ear.heard[0]
        foreign = {**headers, "X-Shopify-Shop-Domain": "other.myshopify.com"}
        answer = self.url_open(self.path, data=raw, headers=foreign)
        self.assertEqual(answer.status_code, 401)
