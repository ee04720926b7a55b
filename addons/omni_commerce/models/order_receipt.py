"""Goods that come back from the buyer, as a receipt for the delivery they left with."""

from odoo import models


class IntegrationOrderReceipt(models.AbstractModel):
    _name = "integration.order.receipt"
    _description = "Receipts of Returned Goods"

    def _receive(self, connection, arrival, ref, lines, return_ref=""):
        """(receipt, what is wrong): once for each return or refund.

        A refund of a return brings no second receipt: the return has one.
        """
        nothing = self.env["stock.picking"], ""
        if not lines or connection.refund_receipt == "none":
            return nothing
        if self._known(arrival.binding, ref, return_ref):
            return nothing
        sale = arrival.binding.order_id
        moves, missing = self._delivered(sale, lines)
        if missing:
            return self.env["stock.picking"], self.env._(
                "The buyer sends back %(goods)s, which has not left here: stop the "
                "parcel, or deliver it first.",
                goods=", ".join(missing),
            )
        receipts = self.env["stock.picking"]
        for picking, wanted in moves.items():
            receipts += self._return(picking, wanted)
        if place := connection._return_location():
            receipts.location_dest_id = place
            receipts.move_ids.location_dest_id = place
            receipts.move_line_ids.location_dest_id = place
        if connection.refund_receipt == "done":
            for move in receipts.move_ids:
                move.write({"quantity": move.product_uom_qty, "picked": True})
            receipts.with_context(channel_knows=True)._action_done()
        return receipts[:1], ""

    def _known(self, binding, *refs):
        return binding.step_ids.filtered(
            lambda step: step.ref in filter(None, refs) and step.picking_id
        )

    def _delivered(self, sale, lines):
        """({delivery: {move: quantity}}, [what never left]) of the channel's lines."""
        by_ref = {line.channel_line_ref: line for line in sale.order_line}
        found, missing = {}, []
        for ref, quantity in lines:
            line, left = by_ref.get(ref), float(quantity)
            for move in line.move_ids if line else ():
                can = min(left, self._with_buyer(move))
                if can > 0:
                    found.setdefault(move.picking_id, {})[move] = can
                    left -= can
            if left > 0 and line and line.product_id.type == "consu":
                missing.append(f"{left:g} × {line.product_id.display_name}")
        return found, missing

    def _with_buyer(self, move):
        """How much of a delivery has not come back, and is not on its way back."""
        if move.state != "done" or move.location_dest_id.usage != "customer":
            return 0
        back = move.returned_move_ids.filtered(lambda m: m.state != "cancel")
        return move.quantity - sum(
            m.quantity if m.state == "done" else m.product_uom_qty for m in back
        )

    def _return(self, picking, wanted):
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        for row in wizard.product_return_moves:
            row.quantity = wanted.get(row.move_id, 0)
        return wizard._create_return()
