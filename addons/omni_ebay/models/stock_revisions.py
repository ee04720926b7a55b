"""eBay lets a listing be revised 250 times a day, and then locks it until tomorrow.

Everything but the last revisions is for ordinary changes; those are kept for what would
sell what is not there: from some to none, and back.
"""

from collections import Counter
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.omni_core.engine.platform import JobRequest

MOST_A_DAY = 250
KEPT_FOR_URGENT = 50


class EbayRevision(models.Model):
    _name = "ebay.revision"
    _description = "eBay Revisions of a Day"
    _log_access = False

    connection_id = fields.Many2one(
        "integration.connection", required=True, ondelete="cascade"
    )
    product_ref = fields.Char("Listing", required=True)
    day = fields.Date(required=True)
    count = fields.Integer(required=True)

    _once = models.UniqueIndex("(connection_id, product_ref, day)")

    @api.model
    def _today(self, connection, product_refs):
        """{listing: how often it was revised today}"""
        rows = self.sudo().search(
            [
                ("connection_id", "=", connection.id),
                ("product_ref", "in", list(product_refs)),
                ("day", "=", fields.Date.today()),
            ]
        )
        return {row.product_ref: row.count for row in rows}

    @api.model
    def _count(self, connection, revised):
        """``revised`` {listing: times} on top of what was counted."""
        if not revised:
            return
        self.env.cr.execute(
            SQL(
                """INSERT INTO ebay_revision (connection_id, product_ref, day, count)
                   SELECT %s, ref, %s, times
                     FROM unnest(%s, %s::int[]) AS data(ref, times)
                    ORDER BY ref
                       ON CONFLICT (connection_id, product_ref, day)
                       DO UPDATE SET count = ebay_revision.count + EXCLUDED.count""",
                connection.id,
                fields.Date.today(),
                list(revised),
                list(revised.values()),
            )
        )

    @api.autovacuum
    def _gc_past(self):
        self.search([("day", "<", fields.Date.today())]).unlink()


class StockPlanner(models.AbstractModel):
    _inherit = "integration.stock.planner"

    def _plan(self, connection, wish):
        plan = super()._plan(connection, wish)
        if connection.platform != "ebay":
            return plan
        rows, overdrawn = self._ebay_within_limits(connection, plan["rows"])
        return plan | {"rows": rows, "overdrawn": overdrawn}

    def _ebay_within_limits(self, connection, rows):
        """What may go today, and what has to wait for tomorrow."""
        listings = self._ebay_listings(rows)
        used = self.env["ebay.revision"]._today(connection, set(listings.values()))
        kept, overdrawn = [], []
        for row in sorted(rows, key=_is_urgent, reverse=True):
            listing = listings[row["binding"]]
            most = MOST_A_DAY if _is_urgent(row) else MOST_A_DAY - KEPT_FOR_URGENT
            if used.get(listing, 0) < most:
                used[listing] = used.get(listing, 0) + 1
                kept.append(row | {"listing": listing})
            else:
                overdrawn.append(row)
        return kept, overdrawn

    def _ebay_listings(self, rows):
        bindings = self.env["integration.variant.binding"].browse(
            {row["binding"] for row in rows}
        )
        return {
            binding.id: binding.product_binding_id.external_ref or binding.external_ref
            for binding in bindings
        }


class StockBook(models.AbstractModel):
    _inherit = "integration.stock.book"

    def _write_down(self, connection, told):
        revised = Counter(
            row["listing"]
            for row in told["rows"]
            if row.get("listing") and row["end"] != "left"
        )
        self.env["ebay.revision"]._count(connection, revised)
        text = self.env._(
            "The listing was revised as often today as eBay allows. It is sent "
            "tomorrow by itself; what sells out or comes back is sent at once."
        )
        overdrawn = [
            row | {"end": "refused", "error": text}
            for row in told.get("overdrawn") or ()
        ]
        self._ebay_try_tomorrow(connection, overdrawn)
        return super()._write_down(
            connection, told | {"rows": [*told["rows"], *overdrawn]}
        )

    def _ebay_try_tomorrow(self, connection, rows):
        ids = {row["binding"] for row in rows}
        products = self.env["integration.variant.binding"].browse(ids).product_id
        tomorrow = datetime.combine(
            fields.Date.today() + timedelta(days=1), time(minute=5)
        )
        self.env["sync.job"].enqueue_many(
            connection,
            [
                JobRequest(
                    "stock_release",
                    {"products": [product.id]},
                    identity_key=f"revisions:{product.id}",
                    eta=tomorrow,
                )
                for product in products
            ],
        )


def _is_urgent(row):
    """It sells out, or comes back."""
    return not row["wanted"] or not row["believed"]
