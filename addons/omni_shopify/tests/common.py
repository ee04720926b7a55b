"""A store of the sandbox, connected to Odoo as a merchant would connect it."""

from typing import ClassVar

from odoo.addons.omni_core.controllers import webhook
from odoo.addons.omni_core.tests.common import QueueCase

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from tests.contract.shopify_merchant import Merchant
from tests.sandbox.shopify_sandbox import CLIENT_ID, SECRET, ShopifyRemote, ear


class ShopifyCase(QueueCase):
    platform = "shopify"
    secrets: ClassVar = {"client_id": CLIENT_ID, "client_secret": SECRET}

    between_rounds_s = 0  # what passes over there while a job waits
    with_history = False  # the seeded store, with its year of orders

    @classmethod
    def setUpClass(cls):
        config = Config(platforms=("shopify",), load_data=cls.with_history)
        sandbox = cls.enterClassContext(SandboxThread(config))
        cls.remote = ShopifyRemote(sandbox)
        if cls.with_history:
            cls.merchant = Merchant(cls.remote)
        else:
            cls.merchant = Merchant.of_a_new_shop(cls.remote)
        super().setUpClass()

    @classmethod
    def make_connection(cls, **vals):
        return super().make_connection(
            base_url=f"{cls.remote.base_url}/shopify",
            shopify_shop=f"{cls.merchant.shop}.myshopify.com",
            **vals,
        )

    def settle(self):
        """Let Odoo work, waits and all, until nothing is left to do."""
        for _round in range(5):
            self.drain()
            waiting = self.jobs.search([("status", "=", "pending")])
            if not waiting:
                return
            self.pass_time(waiting)
            if self.between_rounds_s:
                self.remote.advance(self.between_rounds_s)
        self.fail(f"still waiting: {waiting.mapped('operation')}")

    def orders(self):
        """By their reference over there."""
        bindings = self.env["integration.order.binding"].search(
            [("connection_id", "=", self.connection.id)]
        )
        return {binding.external_ref: binding for binding in bindings}


class PostCase(ShopifyCase):
    """With a postman between the sandbox and Odoo's test server, which lets in nobody
    but the test itself: every delivery is handed on as it came."""

    def setUp(self):
        super().setUp()
        webhook.doors.forget()
        webhook.wakes._next.clear()
        self.ear = self.enterContext(ear())
        base = self.ear.url.removesuffix("/hook")
        self.env["ir.config_parameter"].set_param("web.base.url", base)
        self.path = f"/omni/webhook/{self.connection.webhook_token}"

    def deliver(self, *topics):
        """Hand on what the sandbox has sent by now; returns Odoo's answers."""
        self.remote.settle()
        post, self.ear.heard[:] = list(self.ear.heard), []
        return [
            self.url_open(self.path, data=raw, headers=headers).status_code
            for headers, raw in post
            if not topics or headers["X-Shopify-Topic"] in topics
        ]
