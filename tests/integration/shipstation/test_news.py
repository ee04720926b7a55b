"""ShipStation tells of labels and parcels: signed by its own key, proven by ours."""

import json
from datetime import datetime, timezone

from odoo.tests import HttpCase, tagged

from odoo.addons.omni_core.controllers import webhook
from odoo.addons.omni_core.engine.platform import InboundRequest
from odoo.addons.omni_core.lib.errors import SignatureError

from .common import ShipStationCase


@tagged("post_install", "-at_install")
class TestNews(ShipStationCase):
    def subscribe(self):
        self.connection.action_shipstation_subscribe()
        self.drain()

    def delivered(self, body):
        """As the sandbox signs it, with the key that it serves."""
        stamp = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        signer = self.sandbox.kernel.platforms["shipstation"].office.signer
        headers = signer.headers(body, stamp)
        return InboundRequest("POST", "/omni/webhook/x", headers, {}, body)

    def test_subscribing_twice_changes_nothing(self):
        self.subscribe()
        self.subscribe()
        urls = [
            one["url"] for one in self.seller.v2("GET", "/environment/webhooks").json()
        ]
        self.assertEqual(urls, [self.connection.webhook_url] * 2)

    def test_what_shipstation_signs_is_believed_once_its_key_was_read(self):
        url = f"{self.connection.base_url}/api/v2/labels?batch_id=se-1"
        said = {"resource_type": "LABEL_CREATED_V2", "resource_url": url}
        request = self.delivered(json.dumps(said).encode())
        platform = self.connection._platform()
        with self.assertRaises(SignatureError):
            platform.verify(request, self.connection._settings())
        self.enqueue("shipstation_keys")
        self.drain()
        delivery = platform.verify(request, self.connection._settings())
        self.assertEqual(delivery.topic, "LABEL_CREATED_V2")


@tagged("post_install", "-at_install")
class TestNewsByHttp(ShipStationCase, HttpCase):
    """Through Odoo's own door, as from the internet."""

    def setUp(self):
        super().setUp()
        webhook.doors.forget()
        self.connection.action_shipstation_subscribe()
        self.drain()
        webhook.doors.forget()

    def post(self, body, forged=False):
        stamp = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        signer = self.sandbox.kernel.platforms["shipstation"].office.signer
        headers = signer.headers(body, stamp)
        path = self.connection.webhook_url.partition("/omni/")[2]
        sent = body.replace(b"LABEL", b"Label") if forged else body
        headers = {"Content-Type": "application/json", **headers}
        return self.url_open(f"/omni/{path}", data=sent, headers=headers).status_code

    def said(self, host=""):
        url = f"{host or self.connection.base_url}/api/v2/labels?batch_id=se-1"
        return json.dumps(
            {"resource_type": "LABEL_CREATED_V2", "resource_url": url}
        ).encode()

    def test_a_signed_webhook_comes_in_by_http_and_starts_a_look(self):
        self.assertEqual(self.post(self.said()), 200)
        self.drain()
        waiting = self.jobs.search([("status", "=", "pending")])
        self.assertEqual(
            set(waiting.mapped("operation")), {"label_recover", "hub_poll"}
        )

    def test_a_forged_one_and_one_that_points_elsewhere_are_refused(self):
        self.assertEqual(self.post(self.said(), forged=True), 401)
        self.assertEqual(self.post(self.said("https://evil.example")), 401)
        self.assertFalse(
            self.env["integration.event"].search(
                [("connection_id", "=", self.connection.id)]
            )
        )


@tagged("post_install", "-at_install")
class TestNewsOfV1(ShipStationCase):
    keys = ("v1_key", "v1_secret")

    def test_the_address_given_to_v1_carries_its_proof(self):
        keys = {"webhook": ("s3cret", None)}
        self.env["integration.credential"]._store_many(self.connection, keys)
        self.connection.action_shipstation_subscribe()
        self.drain()
        [hook] = self.seller.v1("GET", "/webhooks").json()["webhooks"]
        self.assertEqual(hook["Url"], f"{self.connection.webhook_url}?proof=s3cret")
