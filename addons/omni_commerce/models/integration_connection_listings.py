"""What a connection's listings start with, and whether their changes are sent."""

from odoo import SUPERUSER_ID, fields, models
from odoo.fields import Domain

OPERATION_OF = {"content_due": "product_update", "price_due": "price_update"}


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    listing_push = fields.Boolean(
        "Send Listings",
        tracking=True,
        help="What changes about products and prices in Odoo is sent to the listings "
        "that Odoo keeps. Nothing is sent before.",
    )
    listing_profile_ids = fields.One2many(
        "integration.listing.profile", "connection_id", "Listing Profiles"
    )
    showcase_ids = fields.One2many("integration.showcase", "connection_id", "Showcases")

    def _default_profile(self):
        """The first one; a new connection gets one that leaves everything to Odoo."""
        self.ensure_one()
        profiles = self.env["integration.listing.profile"].sudo()
        return self.sudo().listing_profile_ids[:1] or profiles.create(
            {"name": self.env._("Standard"), "connection_id": self.id}
        )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("listing_push"):
            listings = self.env["integration.product.binding"].sudo()
            for column in OPERATION_OF:
                listings._set_due(column, Domain("connection_id", "in", self.ids))
        return result

    def _request_listings(self, column):
        """Nobody's wish in particular: it must run even if its user leaves."""
        self.with_user(SUPERUSER_ID)._request(OPERATION_OF[column])
