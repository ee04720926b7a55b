"""What follows when an order may go on: confirm, invoice, record the payments."""

from odoo import models

from ..documents import PaymentKind
from ..proof import side_of
from .integration_order_binding import _naive

SETTLED = (PaymentKind.CAPTURE, PaymentKind.SALE)


class IntegrationOrderConfirmation(models.AbstractModel):
    _name = "integration.order.confirmation"
    _description = "Confirms Sales Orders of Channels"

    def _workflow(self, connection, arrival):
        """That of the gateway which brings most of the money."""
        payments = sorted(
            (p for p in arrival.order.payments if not p.gift_card_ref),
            key=lambda payment: side_of(payment.price, arrival.side).amount,
            reverse=True,
        )
        for payment in payments:
            if workflow := arrival.workflows.get(payment.gateway):
                return workflow
        return connection.workflow_id

    def _carry_out(self, connection, arrivals):
        """Confirm all in one go, then do what their workflows say."""
        flows = [(a, self._workflow(connection, a)) for a in arrivals]
        by_hand = [a for a, flow in flows if flow.confirm_on == "never"]
        sales = self.env["sale.order"].union(
            *(a.sale for a in arrivals if a not in by_hand)
        )
        if sales:
            sales.action_confirm()
        for arrival, flow in flows:
            if flow.invoice and arrival not in by_hand:
                self._invoice(arrival)

    def _invoice(self, arrival):
        """What can be invoiced now: what Odoo invoices on delivery comes later."""
        sale = arrival.sale
        if sale.invoice_status != "to invoice":
            return
        invoices = sale._create_invoices()
        invoices.invoice_date = sale.date_order.date()
        invoices.action_post()
        for payment in self._settled(arrival):
            self._record_payment(arrival, invoices, payment)

    def _settled(self, arrival):
        return [
            payment
            for payment in arrival.order.payments
            if payment.kind in SETTLED and payment.status == "success"
        ]

    def _record_payment(self, arrival, invoices, payment):
        """The money waits in the gateway's journal; a gift card's is a liability."""
        workflow = arrival.workflows.get(payment.gateway)
        open_invoices = invoices.filtered(
            lambda move: move.payment_state in ("not_paid", "partial")
        )
        if not workflow or not workflow.register_payment or not open_invoices:
            return
        at = payment.at or arrival.order.created_at
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=open_invoices.ids
        )
        amount = side_of(payment.price, arrival.side).amount
        wizard.create(
            {
                "journal_id": workflow.journal_id.id,
                "amount": float(amount),
                "currency_id": arrival.currency.id,
                "payment_date": _naive(at).date(),
                "communication": f"{arrival.order.name} {payment.ref}",
            }
        )._create_payments()
