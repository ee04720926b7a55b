"""A shop whose listings Odoo keeps: products, a profile, a channel to tell."""

from odoo.addons.omni_core.tests.common import QueueCase

from ..adapter import UpsertProduct
from . import dummy_adapter

# The smallest picture there is.
DOT = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    b"awAAAABJRU5ErkJggg=="
)


class ListingCase(QueueCase):
    platform = "dummy"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.connection = cls.connection.with_env(cls.env)
        cls.listings = cls.env["integration.product.binding"]
        cls.composer = cls.env["integration.listing.composer"]
        cls.profile = cls.connection._default_profile()
        cls.connection.listing_push = True
        cls.helmet = cls.add_product("HELMET", 100.0)

    def setUp(self):
        super().setUp()
        self.channel = dummy_adapter.reset()

    @classmethod
    def add_product(cls, sku, price=10.0, **vals):
        return cls.env["product.template"].create(
            {"name": sku.title(), "default_code": sku, "list_price": price, **vals}
        )

    @classmethod
    def add_shirt(cls, **more):
        """A product in two sizes and two colours."""
        return cls.env["product.template"].create(
            {
                "name": "Shirt",
                "attribute_line_ids": [
                    (0, 0, cls.line("Size", "S", "M")),
                    (0, 0, cls.line("Colour", "Red", "Blue")),
                ],
                **more,
            }
        )

    @classmethod
    def line(cls, name, *values):
        attribute = cls.env["product.attribute"].create(
            {"name": name, "value_ids": [(0, 0, {"name": value}) for value in values]}
        )
        return {"attribute_id": attribute.id, "value_ids": attribute.value_ids.ids}

    @classmethod
    def draft(cls, template, **vals):
        return cls.listings.create(
            {
                "connection_id": cls.connection.id,
                "product_tmpl_id": template.id,
                "profile_id": cls.profile.id,
                "is_managed": True,
                **vals,
            }
        )

    def compose(self, listing):
        return self.composer._compose(listing)[listing.id]

    def list(self, listings):
        listings.action_list()
        self.settle()
        return listings

    def settle(self):
        """Commit, and let everything run that follows."""
        self.env.cr.flush()
        self.pass_time(self.jobs.search([("status", "=", "pending")]))
        self.drain()

    def pushed(self, kind):
        return [c for c in self.channel.pushed if isinstance(c, kind)]

    def sent(self):
        """How many listings the channel was told about."""
        return len(self.pushed(UpsertProduct))

    def told(self):
        """What it was told last."""
        return self.pushed(UpsertProduct)[-1]
