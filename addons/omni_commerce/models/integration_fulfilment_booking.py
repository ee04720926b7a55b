"""Shipped elsewhere: the transfers of Odoo are validated with what has really left."""

from decimal import Decimal

from odoo import models
from odoo.exceptions import UserError

from ..shipments import exact, unpack_lines, unpack_parcels

OPEN = ("confirmed", "waiting", "partially_available", "assigned")


class IntegrationFulfilment(models.Model):
    _inherit = "integration.fulfilment"

    def _book_or_ask(self):
        asked = self.filtered(
            lambda one: one.connection_id.fulfilment_elsewhere == "ask"
        )
        for one in asked:
            one._ask_to_book()
        (self - asked)._book_each()

    def _book_each(self):
        """One that Odoo refuses calls somebody; the others are booked."""
        for one in self:
            try:
                with self.env.cr.savepoint():
                    one._book()
            except UserError as error:
                one._note_unbooked(str(error))

    def _ask_to_book(self):
        self._warn(
            self.env._(
                "%(shop)s says that goods of order %(order)s have left elsewhere "
                "(%(number)s). Look at it, and press “Book” on the shipment.",
                shop=self.connection_id.name,
                order=self.binding_id.name,
                number=self.tracking,
            )
        )

    def _note_unbooked(self, message):
        self.write({"state": "failed", "error": message})
        self._warn(
            self.env._(
                "Goods of order %(order)s left elsewhere (%(number)s), but Odoo could "
                "not validate the transfer: %(why)s",
                order=self.binding_id.name,
                number=self.tracking,
                why=message,
            )
        )

    def _book(self):
        """Validate exactly what has left; the rest stays open, in a backorder."""
        shares, left = {}, {}
        for ref, quantity in unpack_lines(self.lines):
            left[ref] = self._share_out(ref, quantity, shares)
        pickings = self.env["stock.move"].union(*shares).picking_id
        self.write({"state": "done", "error": False, "picking_id": pickings[:1].id})
        for picking in pickings:
            self._validate(picking, shares)
        if any(left.values()):
            self._say_what_is_left(left)

    def _share_out(self, ref, quantity, shares):
        """Over the open moves of the sold line; returns what finds none."""
        line = self.binding_id.order_id.order_line.filtered(
            lambda one: one.channel_line_ref == ref
        )
        moves = line.move_ids.filtered(
            lambda m: m.state in OPEN and m.location_dest_usage == "customer"
        )
        self._demand_picked(line)
        rest = Decimal(0)
        for needed, same in _components(line, moves, quantity):
            left = needed
            for move in same:
                share = min(left, exact(move.product_uom_qty) - shares.get(move, 0))
                if share > 0:
                    shares[move] = shares.get(move, Decimal(0)) + share
                    left -= share
            rest = max(rest, left)
        return rest if moves else quantity

    def _demand_picked(self, line):
        """In a warehouse with several steps the parcel comes after the picking."""
        inside = line.move_ids.filtered(
            lambda m: (
                m.state in OPEN
                and (m.location_id.usage, m.location_dest_usage)
                == ("internal", "internal")
            )
        )
        if inside:
            raise UserError(
                self.env._(
                    "%s is not picked yet. Validate the steps before the delivery, "
                    "then press “Book” on the shipment.",
                    line.product_id.display_name,
                )
            )

    def _validate(self, picking, shares):
        moves = picking.move_ids.filtered(lambda move: move.state in OPEN)
        for move in moves:
            if share := shares.get(move):
                move.quantity = float(share)
            move.picked = bool(share)
        numbers = [p.tracking_number for p in unpack_parcels(self.parcels)]
        if numbers:
            picking.carrier_tracking_ref = ",".join(numbers)
        picking.with_context(channel_shipped_elsewhere=True)._action_done()
        picking.message_post(
            body=self.env._(
                "Shipped elsewhere, says %(shop)s: %(number)s",
                shop=self.connection_id.name,
                number=self.tracking,
            )
        )

    def _say_what_is_left(self, left):
        """More was shipped than was open here: two parcels may be on their way."""
        self.note = self.env._("Shipped from Odoo already: nothing was booked for it.")
        untold = self._untold()
        if any(quantity > untold.get(ref, 0) for ref, quantity in left.items()):
            self._warn(
                self.env._(
                    "%(shop)s says that goods of order %(order)s left elsewhere "
                    "(%(number)s), but here they have left as well, or were never "
                    "sold. Look whether two parcels are on their way.",
                    shop=self.connection_id.name,
                    order=self.binding_id.name,
                    number=self.tracking,
                )
            )

    def _untold(self):
        """What left from Odoo and the channel has not heard of from us."""
        mine = self.search(
            [("binding_id", "=", self.binding_id.id), ("origin", "=", "odoo")]
        )
        return mine.filtered(lambda one: not one.refs)._sum_lines()


def _components(line, moves, quantity):
    """(quantity, its open moves) of each thing that a sold line consists of."""
    if "bom_line_id" not in moves._fields or not moves.bom_line_id:
        sold_in, moved_in = line.product_uom_id, moves.product_uom[:1]
        in_moves = sold_in._compute_quantity(float(quantity), moved_in or sold_in)
        yield exact(in_moves), moves
        return
    planned = line.move_ids.filtered(
        lambda m: m.state != "cancel" and m.location_dest_usage == "customer"
    )
    for part, same in moves.grouped("bom_line_id").items():
        alike = planned.filtered(lambda move, part=part: move.bom_line_id == part)
        for_all = sum(alike.mapped("product_uom_qty"))
        yield exact(for_all * float(quantity) / line.product_uom_qty), same
