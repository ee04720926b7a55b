"""Orders on their journey: channel, sales order, transfer, invoice, refund."""

from odoo import api, models
from odoo.fields import Domain

_MOST = 20


class IntegrationJourney(models.AbstractModel):
    _inherit = "integration.journey"

    @api.model
    def _find(self, term):
        bindings = self.env["integration.order.binding"]
        number = term.lstrip("#")
        return [
            *super()._find(term),
            bindings.search(
                Domain("name", "in", [term, number, f"#{number}"])
                | Domain("connection_id", "in", self._connection_ids())
                & Domain("external_ref", "in", self._refs(number)),
                limit=_MOST,
            ),
            *self._find_in_odoo(term),
        ]

    def _refs(self, number):
        """What channels may call the order of this number; platforms add their own."""
        return [number]

    def _find_in_odoo(self, term):
        for model, names in (
            ("sale.order", ("name", "client_order_ref")),
            ("stock.picking", ("name", "carrier_tracking_ref")),
            ("integration.fulfilment", ("tracking",)),
            ("account.move", ("name", "ref")),
        ):
            records = self.env[model]
            if records.has_access("read"):
                domain = Domain.OR([Domain(name, "=", term) for name in names])
                yield records.search(domain, limit=_MOST)
        if "@" in term and self.env["sale.order"].has_access("read"):
            yield self._orders_of_mail(term)

    def _orders_of_mail(self, address):
        """What this buyer ordered on any channel, newest first."""
        return self.env["sale.order"].search(
            Domain("partner_id.email_normalized", "=", address.lower())
            & Domain("channel_binding_id", "!=", False),
            limit=_MOST,
        )

    @api.model
    def _related(self, records):
        follow = {
            "integration.order.binding": self._related_of_bindings,
            "sale.order": self._related_of_orders,
            "stock.picking": lambda pickings: [pickings.sale_id],
            "integration.fulfilment": lambda told: [told.picking_id, told.binding_id],
            "account.move": self._related_of_moves,
        }.get(records._name)
        found = super()._related(records)
        return found + follow(records) if follow else found

    def _related_of_bindings(self, bindings):
        theirs = bindings._of_their_jobs()
        closed = ("done", "failed", "cancelled")
        jobs = self.env["sync.job"]
        return [
            bindings.order_id,
            *(
                jobs.search(theirs & Domain("status", "in", statuses), limit=60)
                for statuses in (closed, ("pending", "processing"))
            ),
        ]

    def _related_of_orders(self, orders):
        found = [orders.channel_binding_id]
        for name in ("picking_ids", "invoice_ids"):
            if self.env[orders._fields[name].comodel_name].has_access("read"):
                found.append(orders[name])
        return found

    def _related_of_moves(self, moves):
        return [moves.reversal_move_ids, moves.line_ids.sale_line_ids.order_id]

    @api.model
    def _steps(self, records):
        tell = {
            "integration.order.binding": self._step_of_binding,
            "sale.order": self._step_of_order,
            "stock.picking": self._step_of_picking,
            "account.move": self._step_of_move,
        }.get(records._name)
        return [tell(r) for r in records] if tell else super()._steps(records)

    def _state(self, record, field="state"):
        labels = dict(record._fields[field]._description_selection(self.env))
        return labels.get(record[field], "").lower()

    def _step_of_binding(self, binding):
        return self._step(
            binding,
            binding.ordered_at or binding.create_date,
            "fa-shopping-bag",
            self.env._(
                "Ordered on %(channel)s as %(name)s: %(state)s",
                channel=binding.connection_id.name,
                name=binding.name or binding.external_ref,
                state=self._state(binding),
            ),
            binding.hold_text or binding.total_text,
            {"imported": "success", "failed": "danger"}.get(binding.state, "warning"),
        )

    def _step_of_order(self, order):
        return self._step(
            order,
            order.create_date,
            "fa-file-text-o",
            self.env._(
                "Sales order %(name)s: %(state)s",
                name=order.name,
                state=self._state(order),
            ),
            order.partner_id.display_name,
            "success" if order.state == "sale" else "info",
        )

    def _step_of_picking(self, picking):
        return self._step(
            picking,
            picking.date_done or picking.create_date,
            "fa-truck",
            self.env._(
                "Transfer %(name)s: %(state)s",
                name=picking.name,
                state=self._state(picking),
            ),
            picking.origin,
            "success" if picking.state == "done" else "info",
        )

    def _step_of_move(self, move):
        is_refund = move.move_type == "out_refund"
        return self._step(
            move,
            move.create_date,
            "fa-undo" if is_refund else "fa-money",
            self.env._(
                "%(kind)s %(name)s: %(state)s",
                kind=self.env._("Refund") if is_refund else self.env._("Invoice"),
                name=move.name or "",
                state=self._state(move),
            ),
            self._state(move, "payment_state"),
            "success" if move.payment_state == "paid" else "info",
        )
