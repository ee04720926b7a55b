"""A refund as a credit note whose total is what went back, to the cent."""

from decimal import Decimal

from odoo import models
from odoo.fields import Command

from odoo.addons.omni_core.engine.language import tell

from ..proof import ZERO
from .integration_order_binding import _naive
from .order_builder import as_charged
from .order_taxes import tax_key
from .order_verdict import exact

_PRODUCTS = {"shipping": "shipping", "channel_tax": "channel_tax", "duty": "duty"}


class IntegrationOrderCredit(models.AbstractModel):
    _name = "integration.order.credit"
    _description = "Credit Notes of Orders"

    def _credit(self, connection, arrival, refund, credit, step):
        """(state of the step, what is wrong)."""
        sale = arrival.binding.order_id
        if step.move_id:  # it began with a credit note here
            if step.move_id.state == "posted":
                self._pay_back(arrival, refund, step.move_id)
            return "done", ""
        off = self._taken_off(arrival)
        rows = [row for row in credit.rows if self._is_owed(arrival, row, off)]
        if not rows:
            return "done", ""  # it came off the order before it was invoiced
        invoice = sale.invoice_ids.filtered(
            lambda move: move.move_type == "out_invoice" and move.state == "posted"
        )[:1]
        if not invoice:
            return "waiting", ""  # for the invoice that it is to be taken off
        taxes = self.env["integration.order.taxes"]._match(connection, [arrival.order])
        missing = {
            tax.name
            for row in rows
            for tax, _part in row.taxes
            if tax_key(arrival.order, tax) not in taxes
        }
        if missing:
            return "waiting", self.env._("not mapped yet: %s", ", ".join(missing))
        lines = [self._line(connection, arrival, row, taxes, off) for row in rows]
        return self._make(connection, arrival, refund, rows, lines, invoice, step)

    def _taken_off(self, arrival):
        """{order line ref: what is still wanted} of lines that became fewer."""
        rest = self.env["integration.order.edit"]._wanted(
            arrival.binding, arrival.order
        )
        now = {line.ref: line.quantity for line in rest.lines}
        return {
            line.ref: now[line.ref]
            for line in arrival.order.lines
            if now[line.ref] != line.quantity
        }

    def _is_owed(self, arrival, row, off):
        """Whether it is on an invoice, or will be: else it came off the order."""
        if row.ref not in off or not row.taken_off:
            return True
        return self._sale_line(arrival, row.ref).qty_invoiced > off[row.ref]

    def _sale_line(self, arrival, ref):
        return arrival.binding.order_id.order_line.filtered(
            lambda line: line.channel_line_ref == ref
        )[:1]

    def _make(self, connection, arrival, refund, rows, lines, invoice, step):
        vals = arrival.binding.order_id._prepare_invoice() | {
            "move_type": "out_refund",
            "reversed_entry_id": invoice.id,
            "invoice_date": connection._day_of(refund.at),
            "ref": f"{arrival.order.name} {refund.note or ''}".strip(),
            "invoice_line_ids": [Command.create(line) for line in lines],
        }
        note = self.env["account.move"].create(vals)
        cent = Decimal(1).scaleb(-note.currency_id.decimal_places)
        total = exact(note.amount_total, cent)
        due = self._due(arrival, rows)
        if total != due:
            note.unlink()
            return "waiting", self.env._(
                "Odoo reckons %(odoo)s, the channel gave back %(theirs)s.",
                odoo=total,
                theirs=due,
            )
        step.move_id = note
        if connection.refund_credit_note == "posted":
            note.action_post()
            self._pay_back(arrival, refund, note)
        return "done", ""

    def _due(self, arrival, rows):
        taxes = sum((part for row in rows for _tax, part in row.taxes), ZERO)
        amounts = sum((row.amount for row in rows), ZERO)
        return amounts + taxes * (not arrival.order.taxes_included)

    def _line(self, connection, arrival, row, taxes, off):
        sale_line = self._sale_line(arrival, row.ref) if row.kind == "line" else None
        product = sale_line and sale_line.product_id
        if not product:
            kind = _PRODUCTS.get(row.kind, "adjustment")
            product = connection._fallback_product(kind)
        quantity = row.quantity or Decimal(1)  # not every channel says how many
        charged = {}
        for tax, part in row.taxes:
            mapped, _rule = taxes[tax_key(arrival.order, tax)]
            for id_ in mapped.ids:
                charged[id_] = charged.get(id_, ZERO) + part
        vals = {
            "product_id": product.id,
            "name": tell(self.env.lang, row.label),
            "quantity": float(quantity),
            "price_unit": float(row.amount / quantity),
            "discount": 0.0,
            "tax_ids": [Command.set(list(charged))],
        }
        if sale_line:
            vals["product_uom_id"] = sale_line.product_uom_id.id
        if sale_line and row.taken_off and row.ref in off:
            # It came off the order as well, so that nothing is to be invoiced again.
            vals["sale_line_ids"] = [Command.link(sale_line.id)]
        if charged:
            included = arrival.order.taxes_included * sum(charged.values())
            currency = arrival.binding.order_id.currency_id
            vals["extra_tax_data"] = as_charged(
                vals, quantity, currency, row.amount - included, charged
            )
        return vals

    def _pay_back(self, arrival, refund, note):
        """By the journals of the gateways; what was never paid settles the invoice."""
        steps = self.env["integration.order.step"]
        payments = self.env["integration.order.payments"]
        known = steps._of(arrival.binding, "payment")
        for payment in refund.payments:
            if payment.ref in known or payment.status != "success":
                continue
            if made := payments._pay_back(arrival, note, payment):
                steps._note(
                    arrival.binding,
                    "payment",
                    payment.ref,
                    payment_id=made.id,
                    at=_naive(payment.at or refund.at),
                    text=self.env._("Paid back by %s", payment.gateway),
                )
        if not refund.payments:
            both = (note.reversed_entry_id + note).line_ids.filtered(
                lambda line: (
                    line.account_type == "asset_receivable" and not line.reconciled
                )
            )
            both.reconcile()
