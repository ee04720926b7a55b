"""The money of an order: what came in is recorded once, what is held is asked for."""

from datetime import timedelta

from odoo import models

from ..payments import authorizations, settled
from ..proof import side_of
from .integration_order_binding import _naive

UNPAID = ("not_paid", "partial")
# An authorization that ends this soon is somebody's business.
WARN_BEFORE = timedelta(days=1)


class IntegrationOrderPayments(models.AbstractModel):
    _name = "integration.order.payments"
    _description = "Payments of Orders"

    def _take(self, arrival):
        """Whatever is new of the money; payments wait for an invoice to be paid."""
        steps = self.env["integration.order.step"]
        binding = arrival.binding
        paid = [p for p in settled(arrival.order) if self._journal(arrival, p)]
        known = steps._of(binding, "payment") if paid else {}
        for payment in paid:
            step = known.get(payment.ref)
            if step and step.state != "waiting":
                continue
            made = self._record(arrival, payment)
            steps._note(
                binding,
                "payment",
                payment.ref,
                state="done" if made else "waiting",
                payment_id=made.id,
                at=_naive(payment.at or arrival.order.created_at),
                amount=side_of(payment.price, arrival.side).amount,
                currency_id=binding.order_id.currency_id.id,
                text=self.env._(
                    "%(amount)s by %(gateway)s",
                    amount=side_of(payment.price, arrival.side),
                    gateway=payment.gateway,
                ),
            )
        self._watch_authorizations(arrival)

    def _journal(self, arrival, payment):
        """Where the money waits; a gift card's is a liability."""
        workflow = arrival.workflows.get(payment.gateway)
        return workflow and workflow.register_payment and workflow.journal_id

    def _record(self, arrival, payment):
        """The payment in Odoo; none as long as there is nothing that it could pay."""
        invoices = arrival.binding.order_id.invoice_ids.filtered(
            lambda move: (
                move.state == "posted"
                and move.move_type == "out_invoice"
                and move.payment_state in UNPAID
            )
        )
        if not invoices:
            return self.env["account.payment"]
        return self._pay(arrival, invoices, payment)

    def _pay_back(self, arrival, credit_note, payment):
        """The money that went to the buyer; none where its journal is not known."""
        if self._journal(arrival, payment):
            return self._pay(arrival, credit_note, payment)
        return self.env["account.payment"]

    def _pay(self, arrival, moves, payment):
        """Pay those moves; a credit note is paid the other way round by itself."""
        order, connection = arrival.order, arrival.binding.connection_id
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=moves.ids
        )
        return wizard.create(
            {
                "journal_id": self._journal(arrival, payment).id,
                "amount": float(side_of(payment.price, arrival.side).amount),
                "currency_id": moves.currency_id.id,
                "payment_date": connection._day_of(payment.at or order.created_at),
                "group_payment": True,
                "communication": f"{order.name} {payment.ref}",
            }
        )._create_payments()

    # -- held by the buyer's bank ------------------------------------------------------

    def _watch_authorizations(self, arrival):
        """Somebody is reminded in time; the reminder goes with its reason."""
        sale = arrival.binding.order_id
        held = list(authorizations(arrival.order, arrival.side))
        summary = self.env._("Capture the payment")
        known = sale.activity_ids.filtered(lambda a: a.summary == summary)
        ends = [a.payment.expires_at for a in held if a.payment.expires_at]
        if not ends or sale.state == "cancel":
            known.unlink()
            return
        connection = arrival.binding.connection_id
        deadline = connection._day_of(min(ends) - WARN_BEFORE)
        note = self.env._(
            "The buyer's bank holds %(amount)s until %(end)s (UTC). Capture it before "
            "that, or it is gone.",
            amount=", ".join(str(authorization.left) for authorization in held),
            end=_naive(min(ends)),
        )
        if known:
            known.write({"date_deadline": deadline, "note": note})
        else:
            change = self.env["integration.order.change"]
            change._call_somebody(
                arrival.binding, summary, note, date_deadline=deadline
            )
