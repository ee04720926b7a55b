"""What the price lists of a channel are to say."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import register_operation
from odoo.addons.omni_core.engine.preview import Change
from odoo.addons.omni_core.lib.words import _lt

from .listing_update import ListingOperation


@register_operation
class ListPriceUpdate(ListingOperation):
    """Sends prices of price lists that are others than were sent last."""

    name = "list_price_update"
    title = _lt("Send prices of price lists")
    priority = 20

    def _plan(self, connection, job):
        planner = connection.env["integration.listing.planner"]
        only_these = job.payload.get("listings")
        return planner._plan_list_prices(connection, job.trace_id, only_these)

    def _write_down(self, connection, plan, results):
        book = connection.env["integration.listing.book"]
        book._write_down_list_prices(connection, plan, results)

    def _changes(self, listings, wish):
        lists = listings.env["integration.price.list"]
        bindings = listings.env["integration.variant.binding"]
        for row in wish["rows"]:
            binding = bindings.browse(row["binding"])
            yield Change(
                binding.title or binding.sku or "",
                lists.browse(row["list"]).name,
                "",
                row["told"],
                model=listings._name,
                record_id=row["listing"],
            )
