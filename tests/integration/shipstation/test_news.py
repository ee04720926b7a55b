"""ShipStation tells of labels and parcels: signed by its own key, proven by ours."""

import json
from datetime import datetime, timezone

from odoo.tests import tagged

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
class TestNewsOfV1(ShipStationCase):
    keys = ("v1_key", "v1_secret")

    def test_the_address_given_to_v1_carries_its_proof(self):
        keys = {"webhook": ("s3cret", None)}
        self.env["integration.credential"]._store_many(self.connection, keys)
        self.connection.action_shipstation_subscribe()
        self.drain()
        [hook] = self.seller.v1("GET", "/webhooks").json()["webhooks"]
        self.assertEqual(hook["Url"], f"{self.connection.webhook_url}?proof=s3cret")
