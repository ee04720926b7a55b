"""Goods on their way back: told by the channel, received here; or the other way round.

What goes out in exchange are lines of the order: they come as a change of it
(``order_edit``), and are delivered like any other.
"""

from odoo import models

from odoo.addons.omni_core.engine.platform import get_platform

from ..adapter import Can, CreateReturn
from ..shipments import exact
from .integration_order_binding import _naive

COMING = ("open", "closed")


class IntegrationOrderReturns(models.AbstractModel):
    _name = "integration.order.returns"
    _description = "Returns of Orders"

    # -- the channel tells -------------------------------------------------------------

    def _take(self, connection, arrival):
        """Each return once; the texts of what cannot be received."""
        steps = self.env["integration.order.step"]._of(arrival.binding, "return")
        texts = []
        for back in arrival.order.returns:
            step = steps.get(back.ref)
            if step and step.state == "done":
                self._give_up(back, step)
                continue
            texts += self._receive(connection, arrival, back)
        return texts

    def _receive(self, connection, arrival, back):
        """Asked for: on record. Agreed: a receipt, as far as the connection wants."""
        note = self.env["integration.order.step"]._note
        step = note(
            arrival.binding,
            "return",
            back.ref,
            state="waiting",
            at=_naive(back.at or arrival.order.updated_at),
            text=self._told(arrival.order, back),
        )
        if back.status == "requested":
            return []
        if back.status not in COMING:
            step.state = "done"
            return []
        lines = [(line.line_ref, line.quantity) for line in back.lines]
        receipt, text = self.env["integration.order.receipt"]._receive(
            connection, arrival, back.ref, lines
        )
        if text:
            return [text]
        step.write({"state": "done", "picking_id": receipt.id})
        return []

    def _told(self, order, back):
        titles = {line.ref: line.title for line in order.lines}
        goods = ", ".join(
            f"{line.quantity:f} × {titles.get(line.line_ref, line.line_ref)}"
            + (f" ({line.reason})" if line.reason else "")
            for line in back.lines
        )
        return self.env._("Return %(name)s: %(goods)s", name=back.name, goods=goods)

    def _give_up(self, back, step):
        """Called off: what was to be received, is not."""
        receipt = step.picking_id
        if back.status not in ("declined", "cancelled") or not receipt:
            return
        if receipt.state not in ("done", "cancel"):
            receipt.action_cancel()

    # -- we tell the channel -----------------------------------------------------------

    def _tell_of(self, pickings):
        """Receipts of returned goods that no return or refund of the channel made."""
        if self.env.context.get("channel_knows"):
            return
        for picking in pickings.filtered("return_id").sudo():
            binding = picking.sale_id.channel_binding_id
            connection = binding.connection_id
            if not connection.return_push or binding.record_only:
                continue
            if Can.RETURN not in get_platform(connection.platform).can:
                continue
            if picking in binding.step_ids.picking_id:
                continue  # the channel knows it: it told us
            self._ask(picking, binding)

    def _ask(self, picking, binding):
        lines = tuple(
            (line.channel_line_ref, exact(quantity))
            for line, quantity in self._returned(picking).items()
            if line.channel_line_ref and quantity
        )
        if lines:
            self.env["integration.order.step"]._ask(
                binding,
                CreateReturn(binding.external_ref, lines),
                text=self.env._("Return %s", picking.name),
                picking_id=picking.id,
            )

    def _returned(self, picking):
        found = {}
        for move in picking.move_ids:
            if move.state == "done" and move.location_id.usage == "customer":
                line = move.sale_line_id
                found[line] = found.get(line, 0) + move.quantity
        return found
