"""Rows of a profile or of one listing that say what its listings are filled from."""

from odoo import api, models
from odoo.fields import Domain


class IntegrationListingSourceMixin(models.AbstractModel):
    """Has a ``profile_id`` (for all its listings) or a ``listing_id``.

    Whatever becomes of such a row, its listings are due: those it was for, and those it
    is for now.
    """

    _name = "integration.listing.source.mixin"
    _description = "What Listings are Filled From"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._listings_are_due()
        return rows

    def write(self, vals):
        self._listings_are_due()
        result = super().write(vals)
        self._listings_are_due()
        return result

    def unlink(self):
        self._listings_are_due()
        return super().unlink()

    def _listings_are_due(self):
        self.env.registry.clear_cache()  # which fields of products are watched
        listings = self.env["integration.product.binding"].sudo()
        mine = Domain("id", "in", self.listing_id.ids)
        mine |= self.profile_id._listings_domain()
        listings._set_due("content_due", mine)
