"""Money that goes back because an order was made smaller after it was paid.

No line, shipping or goodwill accounts for it: what it pays for is no part of the order
any more. If that had been invoiced, Odoo's own credit note for it has to be the amount.
"""

from decimal import Decimal

from odoo import models

from ..payments import is_overpaid
from .order_verdict import exact


class IntegrationOrderOverpaid(models.AbstractModel):
    _name = "integration.order.overpaid"
    _description = "Refunds of What Was Paid Too Much"

    def _is(self, arrival, refund):
        return is_overpaid(arrival.order, refund, arrival.side)

    def _settle(self, connection, arrival, refund, amount, step):
        """(state of the step, what is wrong)."""
        sale, note = arrival.binding.order_id, step.move_id
        cent = Decimal(1).scaleb(-sale.currency_id.decimal_places)
        if not note:
            if self._invoiced(sale, cent) <= exact(sale.amount_total, cent):
                return "done", ""  # it came off before it was invoiced
            note = self._credit_note(sale, amount, cent)
            if not note:
                return "waiting", self.env._(
                    "%s went back for a smaller order, and what is invoiced too much "
                    "makes another amount.",
                    amount,
                )
            step.move_id = note
            if connection.refund_credit_note == "posted":
                note.action_post()
        if note.state == "posted":
            self.env["integration.order.credit"]._pay_back(arrival, refund, note)
        return "done", ""

    def _invoiced(self, sale, cent):
        posted = sale.invoice_ids.filtered(lambda move: move.state == "posted")
        return exact(sum(posted.mapped("amount_total_in_currency_signed")), cent)

    def _credit_note(self, sale, amount, cent):
        """As the button of the order makes it; none, if it is not this amount."""
        fewer = sale.order_line.filtered(lambda line: line.qty_to_invoice < 0)
        if not fewer:
            return sale.invoice_ids.browse()
        note = sale._create_invoices(final=True)
        if note.move_type == "out_refund" and exact(note.amount_total, cent) == amount:
            return note
        note.unlink()
        return note.browse()
