"""What a connection's listings start with, and whether their changes are sent."""

from odoo import SUPERUSER_ID, fields, models
from odoo.fields import Domain

from odoo.addons.omni_core.engine.platform import JobRequest

from .integration_listing_life import OPERATIONS


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

    create_products = fields.Boolean(
        "Create Missing Products",
        help="What the channel lists and Odoo has no product for becomes a product. "
        "Otherwise it waits to be matched.",
    )
    prices_swept_at = fields.Datetime(readonly=True, copy=False)

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
            self._all_listings_due()
        return result

    def _all_listings_due(self):
        listings = self.env["integration.product.binding"].sudo()
        for column in OPERATIONS:
            listings._set_due(column, Domain("connection_id", "in", self.ids))

    def _sweep_prices(self):
        """The prices of a pricelist whose day began or ended since the last look."""
        now = fields.Datetime.now()
        since = self.prices_swept_at or self.create_date
        begun = Domain("date_start", ">", since) & Domain("date_start", "<=", now)
        ended = Domain("date_end", ">", since) & Domain("date_end", "<=", now)
        self.env["product.pricelist.item"].search(begun | ended)._note_prices()
        self.prices_swept_at = now

    def _request_by_system(self, operation, **wish):
        """Nobody's wish in particular: it must run even if its user leaves."""
        self.with_user(SUPERUSER_ID)._request(operation, **wish)

    def _look_again_at(self, ref, eta):
        """Read a product once more later. It holds up no event about it till then."""
        request = JobRequest(
            "product_import", {"ref": ref}, identity_key=f"look_again:{ref}", eta=eta
        )
        self.env["sync.job"].sudo().enqueue_many(self.sudo(), [request])

    # -- buttons --

    def action_read_showcases(self):
        return self._request_by_person("showcase_import")

    def action_preview_listings(self):
        """What is due now, and what it would change."""
        names = [name for steps in OPERATIONS.values() for name, _domain in steps]
        wishes = [(name, {}) for name in (*names, "product_delete", "inventory_update")]
        return self.env["integration.preview"]._open(self, wishes)
