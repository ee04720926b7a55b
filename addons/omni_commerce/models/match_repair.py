"""What follows from a match: orders that waited go on, what was wrong is put right.

Nothing that left the house is touched: people are told of it.
"""

import json

from odoo import models
from odoo.tools import SQL

# Held orders that name one of these listings. PostgreSQL reads them:
# documents are large.
_WAITING_FOR = """
    SELECT DISTINCT binding.id
      FROM integration_order_binding binding,
           jsonb_array_elements(binding.document->'lines') line
     WHERE binding.connection_id = %s AND binding.state = 'held' AND binding.active
       AND binding.hold_codes LIKE '%%product%%' AND line->>'variant_ref' = ANY(%s)
"""
# Orders of a connection that were made with a product, for a listing.
_MADE_WITH = """
    SELECT DISTINCT binding.id
      FROM sale_order_line line
      JOIN sale_order sale ON sale.id = line.order_id
      JOIN integration_order_binding binding ON binding.id = sale.channel_binding_id
     WHERE line.product_id = %s AND sale.channel_connection_id = %s
       AND sale.state != 'cancel' AND binding.document->'lines' @> %s::jsonb
"""


class MatchRepair(models.AbstractModel):
    _name = "integration.match.repair"
    _description = "Puts Right What a Wrong Match Did"

    def _put_right(self, before):
        """``before``: {listing: the product that it was until now, or none}."""
        before = {
            listing: product
            for listing, product in before.items()
            if listing.product_id != product
        }
        listings = self.env["integration.variant.binding"].union(*before)
        self._release(listings.filtered("product_id"))
        for listing, product in before.items():
            if product:
                self._orders_made_with(listing, product)
                self._take_back(listing.sudo(), product)

    def _release(self, listings):
        """Held orders that name these listings can be tried again."""
        orders = self.env["integration.order.binding"].sudo()
        orders.flush_model()
        for connection, mine in listings.sudo().grouped("connection_id").items():
            refs = [ref for ref in mine.mapped("external_ref") if ref]
            rows = self.env.execute_query(SQL(_WAITING_FOR, connection.id, refs))
            orders.browse(id_ for (id_,) in rows)._request_processing()
        self.env["integration.stock.finding"].sudo()._close("unmatched", listings)

    def _orders_made_with(self, listing, product):
        """Those still ours to write are made anew; of the others people are told."""
        self.env.flush_all()
        named = json.dumps([{"variant_ref": listing.external_ref}])
        rows = self.env.execute_query(
            SQL(_MADE_WITH, product.id, listing.connection_id.id, named)
        )
        orders = self.env["integration.order.binding"].sudo().browse(i for (i,) in rows)
        made_anew = orders.filtered("order_id.channel_guard")
        made_anew._request_processing()
        for order in orders - made_anew:
            if _has_more_to_send(order.order_id, product):
                self._tell(order, listing, product)

    def _tell(self, order, listing, product):
        change = self.env["integration.order.change"].sudo()
        summary = self.env._("“%s” may be the wrong product", product.display_name)
        note = self.env._(
            "%(user)s found that “%(title)s” is not %(product)s, which this order was "
            "made with. Put the line right before it is sent.",
            user=self.env.user.name,
            title=listing.title,
            product=product.display_name,
        )
        change._call_somebody(order, summary, note)

    def _take_back(self, listing, product):
        """The stock, price and texts over there are those of another product."""
        listing.level_ids.write({"history": []})
        listing.price_told = False
        parent = listing.product_binding_id
        if parent.is_managed and parent.product_tmpl_id:
            parent.sent_hash = False
            parent._send_anew()
        sent = listing.level_ids.filtered("pushed_at")
        if not listing.product_id and sent:
            self._report_stock(listing, product, sent)

    def _report_stock(self, listing, product, levels):
        text = self.env._(
            "%(quantity)s are offered, which is the stock of %(product)s. Match the "
            "listing to its product, or correct the stock over there.",
            quantity=sum(levels.mapped("quantity")),
            product=product.display_name,
        )
        self.env["integration.stock.finding"].sudo()._report(
            [{"binding_id": listing.id, "kind": "unmatched", "text": text}]
        )


def _has_more_to_send(sale, product):
    return any(
        line.qty_delivered < line.product_uom_qty
        for line in sale.order_line
        if line.product_id == product
    )
