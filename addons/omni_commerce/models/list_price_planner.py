"""What the price lists of a channel are to be told, and what was."""

from odoo import models
from odoo.fields import Domain

from odoo.addons.omni_core.engine.language import tell

from ..adapter import SetListPrice
from ..listing_sender import is_left
from .integration_price_list import DUE


class ListingPlanner(models.AbstractModel):
    _inherit = "integration.listing.planner"

    def _plan_list_prices(self, connection, wish, only_these=None):
        """Of the listings that are due: what differs from what was told, per list."""
        domain = Domain("external_ref", "!=", False)
        listings = self._due(connection, DUE, domain, self._prices_per_job, only_these)
        bindings = listings.variant_ids.filtered("product_id")
        lists = self.env["integration.price.list"]._filled(connection)
        known = self.env["integration.price.list.price"]._of(lists, bindings)
        prices = self.env["integration.listing.prices"]
        rows = []
        for one in lists:
            found = prices._by_rule(one.price_rule_id, bindings.product_id)
            for binding in bindings:
                row = _row(one, binding, *found[binding.product_id.id], wish)
                told = known.get((one.id, binding.id))
                if row["command"].price and (not told or told.told != row["told"]):
                    rows.append(row)
        due = {listing.id: listing[DUE] for listing in listings}
        return {"rows": rows, "refused": {}, "due": due}


class ListingBook(models.AbstractModel):
    _inherit = "integration.listing.book"

    def _write_down(self, connection, plan, results):
        """A variant that was not there before is on no price list yet."""
        super()._write_down(connection, plan, results)
        new = [
            row["listing"]
            for row in plan["rows"]
            if not all(variant.ref for variant in row["command"].product.variants)
        ]
        if new:
            listings = self.env["integration.product.binding"]
            listings._set_due(DUE, Domain("id", "in", new))

    def _write_down_list_prices(self, connection, plan, results):
        left = {row["listing"] for row in plan["rows"][len(results) :]}
        told = {}
        for row, result in zip(plan["rows"], results, strict=False):
            if is_left(result):
                left.add(row["listing"])
                continue
            error = result.error and tell(self.env.lang, result.error.message)
            told[row["list"], row["binding"]] = row["told"], error
        self.env["integration.price.list.price"]._write_down(told)
        self._settle(connection, DUE, plan, left)


def _row(one, binding, price, compare_at, wish):
    listing = binding.product_binding_id
    return {
        "listing": listing.id,
        "list": one.id,
        "binding": binding.id,
        "told": f"{price} / {compare_at}" if compare_at else str(price),
        "command": SetListPrice(
            one.external_ref,
            binding.external_ref,
            price,
            compare_at,
            f"{wish}:{one.id}:{binding.id}:{listing[DUE]}",
        ),
    }
