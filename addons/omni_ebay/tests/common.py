"""A seller of the sandbox, connected to Odoo as a merchant would connect it."""

import json
from contextlib import contextmanager
from typing import ClassVar
from unittest.mock import patch

from odoo.addons.omni_core.controllers import webhook
from odoo.addons.omni_core.tests.common import QueueCase

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from tests.contract.ebay_seller import listening
from tests.sandbox.ebay_sandbox import APPLICATION, EbayRemote

VERIFICATION_TOKEN = "t" * 40
_WAREHOUSE = {
    "name": "Portland",
    "locationTypes": ["WAREHOUSE"],
    "merchantLocationStatus": "ENABLED",
    "location": {"address": {"postalCode": "97201", "country": "US"}},
}


class EbayCase(QueueCase):
    platform = "ebay"
    seller_name = "motorparts_us"
    marketplace = "EBAY_US"
    with_history = False  # the seeded catalogue, with its year of orders
    simulated = ("ebay",)
    secrets: ClassVar = {
        "app_id": APPLICATION.app_id,
        "cert_id": APPLICATION.cert_id,
        "dev_id": APPLICATION.dev_id,
        "verification_token": VERIFICATION_TOKEN,
    }

    @classmethod
    def setUpClass(cls):
        config = Config(platforms=cls.simulated, load_data=cls.with_history)
        cls.sandbox = cls.enterClassContext(SandboxThread(config))
        cls.remote = EbayRemote(cls.sandbox)
        cls.seller = cls.remote.seller(cls.seller_name)
        if not cls.with_history and cls.seller_name == "motorparts_us":
            cls.seller.ok("POST", "/api/sell/inventory/v1/location/PDX", _WAREHOUSE)
        super().setUpClass()

    def setUp(self):
        super().setUp()
        # A test may have taken the consent back; the sandbox outlives the test.
        self.sign_in(self.connection)

    @classmethod
    def make_connection(cls, **vals):
        return super().make_connection(
            **{
                "base_url": f"{cls.remote.base_url}/ebay",
                "ebay_marketplace": cls.marketplace,
                "ebay_ru_name": APPLICATION.ru_name,
                "ebay_alert_email": "alerts@example.com",
                **vals,
            }
        )

    @classmethod
    def sign_in(cls, connection, *more):
        """As after a consent; the access token then comes by itself."""
        tokens = cls.remote.act("ebay", "issue-token", seller=cls.seller_name)
        cls.env["integration.credential"]._store_many(
            connection, {key: (tokens[key], None) for key in ("refresh_token", *more)}
        )
        # All of a test is one moment to PostgreSQL: this was before it.
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE integration_credential SET write_date = write_date - interval '1h'"
        )
        cls.env.invalidate_all()

    def secret(self, key):
        return self.connection.sudo().credential_ids.filtered(
            lambda c: c.key == key and c.slot == "current"
        )

    @contextmanager
    def at_a_button(self):
        """A test case forbids commits; a button makes one before it calls out."""
        with (
            patch.object(self.env.cr, "commit", self.env.flush_all),
            self.enter_registry_test_mode(),
        ):
            yield
        self.env.invalidate_all()

    def settle(self):
        """Let Odoo work, waits and all, until nothing is left to do."""
        for _round in range(5):
            self.drain()
            waiting = self.jobs.search([("status", "=", "pending")])
            if not waiting:
                return
            self.pass_time(waiting)
        self.fail(f"still waiting: {waiting.mapped('operation')}")

    def listed(self):
        """An article of the test's own, listed; its SKU."""
        sku = f"TEST-{self.remote.platform.next_id('test')}"
        self.seller.listed(sku, availableQuantity=None)
        return sku

    def sold(self, **more):
        """Somebody buys one that Odoo knows; the order's number."""
        sku = self.listed()
        self.env["product.product"].create(
            {"name": "Brake pads", "default_code": sku, "is_storable": True}
        )
        return self.seller.sold(sku, **more)["orderId"]

    def orders(self):
        """By their reference over there."""
        bindings = self.env["integration.order.binding"].search(
            [("connection_id", "=", self.connection.id)]
        )
        return {binding.external_ref: binding for binding in bindings}

    def read(self, ref):
        self.enqueue("order_import", payload={"ref": ref})
        self.settle()
        return self.orders()[ref]


class PostCase(EbayCase):
    """With a postman between the sandbox and Odoo's test server, which lets in nobody
    but the test itself: every delivery is handed on as it came."""

    def setUp(self):
        super().setUp()
        webhook.doors.forget()
        webhook.wakes._next.clear()
        webhook.fetches._next.clear()
        self.path = f"/omni/webhook/{self.connection.webhook_token}"
        self.postman = self.enterContext(listening(VERIFICATION_TOKEN))
        base = self.postman.url.removesuffix("/ebay")
        self.postman.url = base + self.path
        self.env["ir.config_parameter"].set_param("web.base.url", base)

    def deliver(self):
        """Hand on what the sandbox has sent by now; Odoo's answers."""
        self.remote.settle()
        post, self.postman.got[:] = list(self.postman.got), []
        return [self.hand_on(body, seal) for body, seal in post]

    def hand_on(self, body, seal):
        headers = {"Content-Type": "application/json", "X-EBAY-SIGNATURE": seal}
        answer = self.url_open(self.path, data=body, headers=headers)
        return answer.status_code

    def topic(self, body):
        return json.loads(body)["metadata"]["topic"]
