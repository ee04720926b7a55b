"""A seller of the sandbox, connected to Odoo as a merchant would connect it."""

from typing import ClassVar

from odoo.addons.omni_core.tests.common import QueueCase

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from tests.sandbox.ebay_sandbox import APPLICATION, EbayRemote


class EbayCase(QueueCase):
    platform = "ebay"
    seller_name = "motorparts_us"
    marketplace = "EBAY_US"
    with_history = False  # the seeded catalogue, with its year of orders
    secrets: ClassVar = {
        "app_id": APPLICATION.app_id,
        "cert_id": APPLICATION.cert_id,
        "dev_id": APPLICATION.dev_id,
    }

    @classmethod
    def setUpClass(cls):
        config = Config(platforms=("ebay",), load_data=cls.with_history)
        cls.remote = EbayRemote(cls.enterClassContext(SandboxThread(config)))
        cls.seller = cls.remote.seller(cls.seller_name)
        super().setUpClass()

    @classmethod
    def make_connection(cls, **vals):
        connection = super().make_connection(
            **{
                "base_url": f"{cls.remote.base_url}/ebay",
                "ebay_marketplace": cls.marketplace,
                "ebay_ru_name": APPLICATION.ru_name,
                **vals,
            }
        )
        cls.sign_in(connection)
        return connection

    @classmethod
    def sign_in(cls, connection):
        """As after a consent; the access token then comes by itself."""
        tokens = cls.remote.act("ebay", "issue-token", seller=cls.seller_name)
        cls.env["integration.credential"]._store_many(
            connection, {"refresh_token": (tokens["refresh_token"], None)}
        )

    def settle(self):
        """Let Odoo work, waits and all, until nothing is left to do."""
        for _round in range(5):
            self.drain()
            waiting = self.jobs.search([("status", "=", "pending")])
            if not waiting:
                return
            self.pass_time(waiting)
        self.fail(f"still waiting: {waiting.mapped('operation')}")
