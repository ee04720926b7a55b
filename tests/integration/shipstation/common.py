"""A seller in the sandbox, a connection to him, things to send."""

from itertools import count

from odoo.addons.omni_shipping.tests.common import ShippingCase

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from sandbox.remote import Remote
from tests.contract.shipstation_seller import Seller

_names = count(1)


class ShipStationCase(ShippingCase):
    platform = "shipstation"
    environment = "sandbox"
    keys = ("v1_key", "v1_secret", "v2_key")

    @classmethod
    def setUpClass(cls):
        running = SandboxThread(Config(seed=1, load_data=False))
        cls.sandbox = running.__enter__()
        cls.addClassCleanup(running.__exit__, None, None, None)
        cls.remote = Remote(cls.sandbox.base_url)
        cls.secrets = dict.fromkeys(cls.keys, "given in setUp")
        super().setUpClass()
        cls.connection.base_url = f"{cls.remote.base_url}/shipstation"

    def setUp(self):
        """A fresh account for each test: what was bought outlives a rollback."""
        super().setUp()
        self.addCleanup(self.remote.heal)
        self.seller = Seller(self.remote, f"integration-{next(_names)}")
        keys = {key: (self.seller.keys[key], None) for key in self.keys}
        self.env["integration.credential"]._store_many(self.connection, keys)
        self.enqueue("service_fetch")
        self.drain()
        self.take("stamps_com/usps_priority_mail")

    def take(self, *keys):
        """The method ships with these services."""
        services = self.env["integration.carrier.service"].search(
            [("connection_id", "=", self.connection.id), ("key", "in", keys)]
        )
        self.assertEqual(len(services), len(keys))
        self.method.omni_service_ids = services

    def over_there(self, **query):
        """The labels that ShipStation has, without the test labels."""
        return self.seller.v2("GET", "/labels", **query).json()["labels"]
