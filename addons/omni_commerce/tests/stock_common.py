"""A shop whose stock Odoo keeps: products, listings, locations, real stock."""

from datetime import timedelta

from odoo.addons.omni_core.tests.common import QueueCase

from .. import documents as doc
from ..models import integration_stock_change
from . import dummy_adapter


class StockCase(QueueCase):
    platform = "dummy"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.connection = cls.connection.with_env(cls.env)
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.shelf = cls.warehouse.lot_stock_id
        cls.quants = cls.env["stock.quant"]
        cls.listings = cls.env["integration.variant.binding"]
        cls.findings = cls.env["integration.stock.finding"]
        cls.here = cls.add_location("main", cls.shelf)
        cls.helmet = cls.add_product("HELMET", quantity=10)
        cls.connection.stock_push = True

    def setUp(self):
        super().setUp()
        self.channel = dummy_adapter.reset()
        self.settle()
        self.channel.pushed.clear()
        self.channel.calls.clear()

    @classmethod
    def add_location(cls, ref, places, **vals):
        return cls.env["integration.location"].create(
            {
                "connection_id": cls.connection.id,
                "external_ref": ref,
                "name": ref.title(),
                "location_ids": places.ids,
                **vals,
            }
        )

    @classmethod
    def add_product(cls, sku, quantity=0, place=None, **vals):
        """A storable product, with so many on the shelf, that the shop lists."""
        product = cls.env["product.product"].create(
            {"name": sku.title(), "default_code": sku, "is_storable": True, **vals}
        )
        if quantity:
            cls.quants._update_available_quantity(product, place or cls.shelf, quantity)
        listed = cls.env["integration.product.binding"].create(
            {
                "connection_id": cls.connection.id,
                "external_ref": f"p-{sku}",
                "title": sku.title(),
            }
        )
        cls.listings.create(
            {
                "connection_id": cls.connection.id,
                "product_binding_id": listed.id,
                "external_ref": f"v-{sku}",
                "stock_ref": f"s-{sku}",
                "title": sku.title(),
                "sku": sku,
                "product_id": product.id,
            }
        )
        return product

    def listing(self, product):
        return product.channel_listing_ids

    def set_stock(self, product, quantity, place=None):
        """A person counts."""
        quants = self.quants.with_user(product.env.user)
        counted = quants.with_context(inventory_mode=True).create(
            {
                "product_id": product.id,
                "location_id": (place or self.shelf).id,
                "inventory_quantity": quantity,
            }
        )
        counted.action_apply_inventory()

    def commit(self):
        """What the end of a transaction does: the change is told after it."""
        self.env.cr.flush()
        with self.enter_registry_test_mode():
            self.env.cr.postcommit.run()

    def settle(self):
        """Commit, and let everything run that follows."""
        self.commit()
        integration_stock_change._covered_until.clear()  # its moment is over
        self.pass_time(self.jobs.search([("status", "=", "pending")]))
        self.drain()

    def a_while_later(self):
        """What was sent was sent long ago."""
        levels = self.env["integration.stock.level"].search([])
        for level in levels.filtered("pushed_at"):
            level.pushed_at -= timedelta(minutes=10)

    def offered(self, product, location="main"):
        """What the shop shows."""
        stock_ref = self.listing(product).stock_ref
        return self.channel.stock.get((stock_ref, location))

    def pushes(self):
        calls = self.channel.calls
        return calls.count("push")


def variant(sku, ref=None, **more):
    ref = ref or f"v-{sku}"
    return doc.Variant(ref, sku=sku, stock_ref=f"s-{ref}", **more)
