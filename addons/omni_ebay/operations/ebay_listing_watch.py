"""Listings that ended over there, and pictures that eBay will throw away."""

from __future__ import annotations

from odoo.addons.omni_commerce.operations.common import connection_of
from odoo.addons.omni_core.engine.operation import LocalOperation, register_operation
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class EbayListingWatch(LocalOperation):
    """What a full look at eBay has not seen again is asked for by its reference."""

    platform = "ebay"
    name = "ebay_listing_watch"
    title = _lt("Look for ended listings")
    lane = "bulk"

    def apply(self, env, jobs, outcome):
        listings = env["integration.product.binding"].sudo()
        for job in jobs:
            connection = connection_of(env, job)
            listings._ebay_forget_pictures(connection)
            listings._ebay_ask_for_missing(connection)
