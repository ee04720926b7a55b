"""Money that comes after the order: each payment once, in its gateway's journal."""

from dataclasses import replace
from datetime import date, timedelta

from odoo.tests import tagged

from ..documents import Paid, Payment, PaymentKind
from .orders_common import NOON, OrderCase, later, money, order, paid_by


def authorized(amount, ref="auth", **more):
    more.setdefault("expires_at", NOON + timedelta(days=7))
    return Payment(ref, PaymentKind.AUTHORIZATION, "card", money(amount), **more)


def captured(amount, ref="cap", parent="auth", **more):
    capture = PaymentKind.CAPTURE
    return Payment(ref, capture, "card", money(amount), parent_ref=parent, **more)


@tagged("post_install", "-at_install")
class TestOrderPayments(OrderCase):
    def setUp(self):
        super().setUp()
        journals = self.env["account.journal"]
        self.bank = journals.search([("type", "=", "bank")], limit=1)
        self.flow = self.fulfil(
            confirm_on="always",
            invoice=True,
            register_payment=True,
            journal_id=self.bank.id,
        )
        self.connection.workflow_id = self.flow
        self.connection.hold_unpaid = False

    def begin(self, *payments, paid=Paid.PENDING):
        self.whole = order(paid=paid, payments=payments)
        self.binding = self.arrive(self.whole)
        self.sale = self.binding.order_id
        self.assertEqual(self.sale.state, "sale", self.binding.hold_text)

    def pay(self, *payments, paid=Paid.PAID):
        self.whole = later(self.whole, payments=payments, paid=paid)
        self.arrive(self.whole)

    def payments(self):
        """[(journal, amount)] that are in Odoo."""
        found = self.env["account.payment"].search([("memo", "like", "#o1")])
        return sorted((p.journal_id, p.amount) for p in found)

    def left(self):
        return self.sale.invoice_ids.amount_residual

    def test_what_is_bought_on_new_years_eve_is_booked_in_the_old_year(self):
        """Though it is January by the platform's clock already."""
        self.connection.company_id.partner_id.tz = "America/Los_Angeles"
        eve = NOON.replace(year=2026, month=1, day=1, hour=6)
        paid = replace(paid_by("card", 10), at=eve)
        self.arrive(order(created_at=eve, updated_at=eve, payments=(paid,)))
        payment = self.env["account.payment"].search([("memo", "like", "#o1")])
        sale = payment.reconciled_invoice_ids.line_ids.sale_line_ids.order_id
        self.assertEqual(sale.invoice_ids.invoice_date, date(2025, 12, 31))
        self.assertEqual(payment.date, date(2025, 12, 31))

    def test_what_is_paid_later_pays_the_invoice_that_is_there(self):
        self.begin()
        self.assertEqual(self.left(), 10)
        self.pay(paid_by("card", 10))
        self.assertEqual(self.payments(), [(self.bank, 10.0)])
        self.assertEqual(self.left(), 0)
        [step] = self.binding.step_ids
        self.assertEqual((step.kind, step.ref, step.state), (
            "payment", "pay-card", "done"
        ))  # fmt: skip
        self.assertEqual(step.payment_id.amount, 10)

    def test_an_order_is_paid_in_parts(self):
        self.begin()
        first, rest = replace(paid_by("card", 4), ref="p1"), paid_by("card", 6)
        self.pay(first, paid=Paid.PARTLY_PAID)
        self.assertEqual(self.left(), 6)
        self.pay(first, rest)
        self.assertEqual(self.payments(), [(self.bank, 4.0), (self.bank, 6.0)])
        self.assertEqual(self.left(), 0)

    def test_only_what_has_come_in_is_recorded(self):
        pending = replace(paid_by("card", 10), status="pending")
        self.begin(pending)
        self.assertEqual(self.payments(), [])
        self.pay(replace(pending, status="success"))
        self.assertEqual(self.payments(), [(self.bank, 10.0)])

    def test_the_same_payment_told_many_times_and_out_of_order_is_one(self):
        self.begin()
        unpaid = self.whole
        self.pay(paid_by("card", 10))
        for document in (self.whole, unpaid, self.whole):
            self.arrive(document)
        self.pay(paid_by("card", 10))  # a later state says so again
        self.binding.action_process()
        self.drain()
        self.assertEqual(self.payments(), [(self.bank, 10.0)])

    def test_an_order_that_was_paid_at_once_is_not_paid_again_by_later_news(self):
        self.begin(paid_by("card", 10), paid=Paid.PAID)
        self.assertEqual(self.payments(), [(self.bank, 10.0)])
        self.pay(paid_by("card", 10))
        self.assertEqual(self.payments(), [(self.bank, 10.0)])

    def test_a_payment_waits_for_the_invoice_that_a_delivery_brings(self):
        self.chain.invoice_policy = "delivery"
        self.begin(paid_by("card", 10), paid=Paid.PAID)
        self.assertFalse(self.sale.invoice_ids)
        self.assertEqual(self.binding.step_ids.state, "waiting")
        move = self.sale.picking_ids.move_ids
        move.write({"quantity": 1, "picked": True})
        self.sale.picking_ids.button_validate()
        self.drain()
        self.assertEqual(self.sale.invoice_ids.state, "posted")
        self.assertEqual((self.left(), self.payments()), (0, [(self.bank, 10.0)]))

    def test_a_payment_waits_for_the_invoice_that_a_person_posts(self):
        self.chain.invoice_policy = "delivery"
        self.begin(paid_by("card", 10), paid=Paid.PAID)
        self.chain.invoice_policy = "order"
        self.sale.order_line.invalidate_recordset()
        self.env.add_to_compute(
            self.sale.order_line._fields["qty_to_invoice"], self.sale.order_line
        )
        self.sale._create_invoices().action_post()
        self.drain()
        self.assertEqual((self.left(), self.payments()), (0, [(self.bank, 10.0)]))

    # -- authorised and captured -------------------------------------------------------

    def test_an_authorisation_is_watched_until_it_is_captured(self):
        self.begin(authorized(10), paid=Paid.AUTHORIZED)
        reminder = self.sale.activity_ids
        self.assertEqual(reminder.summary, "Capture the payment")
        self.assertEqual(reminder.date_deadline, date(2025, 5, 7))
        self.assertIn("10 USD", reminder.note)
        self.assertEqual(self.payments(), [])
        part = captured(4)
        self.pay(authorized(10), part, paid=Paid.PARTLY_PAID)
        self.assertIn("6 USD", self.sale.activity_ids.note)
        self.assertEqual((self.left(), len(self.sale.activity_ids)), (6, 1))
        self.pay(authorized(10), part, captured(6, "cap2"))
        self.assertFalse(self.sale.activity_ids)
        self.assertEqual(self.left(), 0)

    def test_an_authorisation_that_was_given_up_reminds_nobody(self):
        self.begin(authorized(10), paid=Paid.AUTHORIZED)
        void = Payment("v", PaymentKind.VOID, "card", money(10), parent_ref="auth")
        self.pay(authorized(10), void, paid=Paid.VOIDED)
        self.assertFalse(self.sale.activity_ids)
        self.assertEqual(self.payments(), [])
