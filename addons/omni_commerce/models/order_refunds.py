"""What the channel gave back, each refund once: goods, credit note, money.

Units that were never shipped come off the order (``order_edit``). What is invoiced
is credited (``order_credit``), what comes back is received (``order_receipt``), each as
the connection says. A refund that cannot be told to the cent is left to a person.
"""

from odoo import models

from odoo.addons.omni_core.engine.language import tell

from ..payments import open_of
from ..refunds import credit_of
from .integration_order_binding import _naive


class IntegrationOrderRefunds(models.AbstractModel):
    _name = "integration.order.refunds"
    _description = "Refunds of Orders"

    def _record_only(self, arrival):
        """For an order that is only mirrored, or not made yet: on record, no more."""
        if not arrival.order.refunds or not arrival.sale:
            return
        steps = self.env["integration.order.step"]
        known = steps._of(arrival.binding, "refund")
        for refund in arrival.order.refunds:
            if refund.ref not in known:
                self._note(arrival, refund, "recorded")

    def _take(self, connection, arrival):
        """Deal with whatever is new or waits; the texts of what cannot be told."""
        order, binding = arrival.order, arrival.binding
        if not order.refunds:
            return []
        steps = self.env["integration.order.step"]._of(binding, "refund")
        texts = []
        for refund in sorted(order.refunds, key=lambda refund: refund.at):
            step = steps.get(refund.ref)
            if step and step.state in ("done", "recorded"):
                continue
            step = self._note(arrival, refund, "waiting")
            texts += self._settle(connection, arrival, refund, step)
        return texts

    def _note(self, arrival, refund, state):
        credit = credit_of(arrival.order, refund, arrival.side)
        currency = arrival.proof.currency
        return self.env["integration.order.step"]._note(
            arrival.binding,
            "refund",
            refund.ref,
            state=state,
            at=_naive(refund.at),
            amount=credit.paid_back or credit.total,
            currency_id=arrival.binding.order_id.currency_id.id,
            text=self.env._(
                "%(amount)s given back%(note)s",
                amount=f"{credit.paid_back or credit.total} {currency}",
                note=f": {refund.note}" if refund.note else "",
            ),
        )

    def _settle(self, connection, arrival, refund, step):
        """Goods and money; done when both are, or as far as the connection wants."""
        # What was asked for here was also received here, or is going to be.
        lines = returned(refund) if step.direction == "in" else []
        receipt, text = self.env["integration.order.receipt"]._receive(
            connection, arrival, refund.ref, lines, refund.return_ref
        )
        if receipt:
            step.picking_id = receipt
        texts = [text] if text else []
        if connection.refund_credit_note == "none":
            step.state = "done"
            return texts
        credit = credit_of(arrival.order, refund, arrival.side)
        overpaid = self.env["integration.order.overpaid"]
        if credit.problems and credit.settled and overpaid._is(arrival, refund):
            back = credit.paid_back
            step.state, problem = overpaid._settle(
                connection, arrival, refund, back, step
            )
            self._nothing_owed(arrival)
            return texts + (
                [self._doubt(connection, refund, problem)] if problem else []
            )
        if credit.problems:
            return texts + [
                self._doubt(connection, refund, problem) for problem in credit.problems
            ]
        if not credit.settled or self._is_unsettled_exchange(arrival, refund, credit):
            return texts  # money that has not gone back is not credited
        notes = self.env["integration.order.credit"]
        state, problem = notes._credit(connection, arrival, refund, credit, step)
        step.state = state
        return texts + ([self._doubt(connection, refund, problem)] if problem else [])

    def _nothing_owed(self, arrival):
        """Whoever was asked to give it back is asked no more."""
        if not open_of(arrival.order, arrival.side).amount:
            summary = self.env["integration.order.echo"]._owed_summary()
            activities = arrival.binding.order_id.activity_ids
            activities.filtered(lambda one: one.summary == summary).unlink()

    def _is_unsettled_exchange(self, arrival, refund, credit):
        """Goods were taken back from a buyer who paid, and no money has moved (yet)."""
        return bool(credit.total and not refund.payments and arrival.order.payments)

    def _doubt(self, connection, refund, problem):
        return self.env._(
            "The refund of %(day)s is not credited: %(why)s",
            day=connection._day_of(refund.at),
            why=tell(self.env.lang, problem),
        )


def returned(refund):
    """[(order line ref, quantity)] of the goods that come back by it."""
    return [
        (row.line_ref, row.quantity) for row in refund.lines if row.restock == "return"
    ]
