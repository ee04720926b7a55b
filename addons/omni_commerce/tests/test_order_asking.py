"""From Odoo to the channel: cancel, capture, refund. Asked once, and known again."""

from decimal import Decimal

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.omni_core.lib.errors import RejectedError

from ..adapter import CancelOrder, CapturePayment, RefundOrder
from ..documents import Kind, Paid
from .orders_common import OrderCase, later, line, order, paid_by, tax
from .test_order_payments import authorized


@tagged("post_install", "-at_install")
class TestOrderAsking(OrderCase):
    def setUp(self):
        super().setUp()
        journals = self.env["account.journal"]
        self.bank = journals.search([("type", "=", "bank")], limit=1)
        self.flow = self.fulfil(
            confirm_on="authorized",
            invoice=True,
            register_payment=True,
            journal_id=self.bank.id,
        )
        self.connection.refund_credit_note = "posted"

    def begin(self, **changes):
        changes.setdefault("payments", (paid_by("card", 30),))
        self.whole = order(lines=[line(quantity=3)], **changes)
        self.map_taxes(self.whole)
        self.binding = self.arrive(self.whole)
        self.sale = self.binding.order_id
        self.assertEqual(self.sale.state, "sale", self.binding.hold_text)

    def ask(self, button, **choices):
        action = getattr(self.sale, button)()
        model = self.env[action["res_model"]].with_context(**action["context"])
        with Form(model) as form:
            for name, value in choices.items():
                setattr(form, name, value)
        return form.record

    def refund(self, quantity, **choices):
        wizard = self.ask("action_channel_refund", **choices)
        wizard.line_ids.quantity = quantity
        return wizard

    def steps(self, kind):
        return self.binding.step_ids.filtered(lambda step: step.kind == kind)

    def pushed(self, kind):
        return [wish for wish in self.channel.pushed if isinstance(wish, kind)]

    def notes(self):
        return self.env["account.move"].search(
            [("move_type", "=", "out_refund"), ("company_id", "=", self.env.company.id)]
        )

    def lose_answer(self):
        """The channel does it, and the line goes dead before it has said so."""
        self.channel.lose = 1
        self.drain()
        [job] = self.binding.step_ids.filtered(lambda s: s.state == "asked").job_id
        self.assertEqual(job.status, "pending")
        return job

    # -- cancel ------------------------------------------------------------------------

    def test_an_order_is_cancelled_here_and_there(self):
        self.begin()
        self.ask("action_channel_cancel", reason="inventory").action_cancel()
        self.assertEqual(self.sale.state, "cancel")
        self.drain()
        [wish] = self.pushed(CancelOrder)
        self.assertEqual((wish.order_ref, wish.reason), ("o1", "inventory"))
        self.assertTrue(self.binding.cancelled_at)
        self.assertEqual(self.steps("cancel").state, "done")
        self.assertEqual(self.binding.state, "imported")
        self.assertFalse(self.sale.activity_ids)
        self.assertFalse(self.sale.channel_can_cancel)

    def test_a_channel_that_refuses_to_cancel_is_heard(self):
        self.begin()
        self.channel.refused[CancelOrder] = RejectedError("It was shipped already.")
        self.ask("action_channel_cancel").action_cancel()
        self.drain()
        self.assertEqual(self.steps("cancel").state, "refused")
        self.assertIn("It was shipped already", self.sale.activity_ids.note)
        self.assertTrue(self.sale.channel_can_cancel)

    def test_an_order_that_is_cancelled_only_here_reminds_of_the_channel(self):
        self.begin()
        self.sale._action_cancel()
        self.assertEqual(
            self.sale.activity_ids.summary, "Cancelled here, still open on the channel"
        )
        self.assertTrue(self.sale.channel_can_cancel)

    def test_what_has_left_is_not_cancelled(self):
        self.begin()
        self.sale.picking_ids.move_ids.write({"quantity": 3, "picked": True})
        self.sale.picking_ids._action_done()
        wizard = self.ask("action_channel_cancel")
        with self.assertRaisesRegex(UserError, "has left already"):
            wizard.action_cancel()

    def test_a_cancellation_on_both_sides_at_once_is_one(self):
        self.begin()
        self.ask("action_channel_cancel").action_cancel()
        gone = {"cancelled_at": self.whole.updated_at, "cancel_reason": "customer"}
        self.arrive(later(self.whole, **gone))
        self.assertEqual((self.sale.state, self.binding.state), ("cancel", "imported"))
        self.assertEqual(len(self.steps("cancel")), 1)
        self.assertFalse(self.sale.activity_ids)

    # -- capture -----------------------------------------------------------------------

    def test_money_that_is_held_is_captured_and_pays_the_invoice(self):
        self.begin(payments=(authorized(30),), paid=Paid.AUTHORIZED)
        self.assertTrue(self.sale.channel_can_capture)
        wizard = self.ask("action_channel_capture")
        self.assertEqual((wizard.held, wizard.amount), (30, 30))
        wizard.action_capture()
        self.drain()
        [wish] = self.pushed(CapturePayment)
        self.assertEqual((wish.payment_ref, wish.amount.amount), ("auth", 30))
        self.assertEqual(self.steps("capture").state, "done")
        self.assertEqual(len(self.steps("payment").payment_id), 1)
        self.assertEqual(self.sale.invoice_ids.amount_residual, 0)
        self.assertFalse(self.sale.channel_can_capture)
        self.assertFalse(self.sale.activity_ids)

    def test_no_more_is_captured_than_is_held(self):
        self.begin(payments=(authorized(30),), paid=Paid.AUTHORIZED)
        wizard = self.ask("action_channel_capture", amount=31)
        with self.assertRaisesRegex(UserError, "Between 0 and 30 USD"):
            wizard.action_capture()

    def test_a_capture_whose_answer_was_lost_is_found_again(self):
        self.begin(payments=(authorized(30),), paid=Paid.AUTHORIZED)
        self.ask("action_channel_capture").action_capture()
        self.pass_time(self.lose_answer())
        self.drain()
        self.assertEqual(len(self.pushed(CapturePayment)), 1)
        self.assertEqual(self.steps("capture").state, "done")
        self.assertEqual(self.sale.invoice_ids.amount_residual, 0)

    # -- refund ------------------------------------------------------------------------

    def test_a_refund_is_seen_beforehand_sent_once_and_credited_once(self):
        self.begin()
        wizard = self.refund(2, restock=True, note="Too late")
        self.assertIn("20.00 USD", wizard.preview)
        wizard.action_refund()
        self.drain()
        [wish] = self.pushed(RefundOrder)
        self.assertEqual(wish.lines, (("1", Decimal(2)),))
        step = self.steps("refund")
        self.assertEqual((step.state, step.direction, step.amount), ("done", "out", 20))
        self.assertEqual((self.notes().amount_total, step.move_id), (20, self.notes()))
        self.arrive(later(self.channel.documents[Kind.ORDER]["o1"], note="echo"))
        self.binding.action_process()
        self.drain()
        self.assertEqual(len(self.notes()), 1)
        self.assertEqual(self.sale.order_line.product_uom_qty, 1)

    def test_goodwill_is_beyond_what_the_channel_reckons(self):
        self.begin()
        wizard = self.refund(0, goodwill=4)
        wizard.action_refund()
        self.drain()
        self.assertEqual(self.pushed(RefundOrder)[0].amount.amount, 4)
        self.assertEqual(self.notes().amount_total, 4)

    def test_a_credit_note_is_paid_back_by_the_channel(self):
        """What began here is not credited a second time when it comes back."""
        self.begin()
        invoice = self.sale.invoice_ids
        note = invoice._reverse_moves([{"invoice_date": invoice.date}])
        note.invoice_line_ids.quantity = 1
        note.action_post()
        self.assertTrue(note.channel_can_refund)
        action = note.action_channel_refund()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        wizard = wizard.create({})
        self.assertEqual(wizard.line_ids.quantity, 1)
        wizard.action_refund()
        self.env.invalidate_all()
        self.assertFalse(note.channel_can_refund)
        self.drain()
        self.assertEqual(self.notes(), note)
        self.assertEqual(self.steps("refund").move_id, note)
        self.assertIn(note.payment_state, ("paid", "in_payment"))

    def test_taxes_are_in_what_is_seen_beforehand(self):
        whole = order(
            lines=[line(quantity=3, taxes=(tax("3.00"),))],
            total="33.00",
            payments=(paid_by("card", 33),),
        )
        self.map_taxes(whole)
        self.sale = self.arrive(whole).order_id
        self.assertIn("22.00 USD", self.refund(2).preview)

    def test_a_refund_whose_answer_was_lost_is_found_again(self):
        self.begin()
        self.refund(1).action_refund()
        self.pass_time(self.lose_answer())
        self.drain()
        self.assertEqual(len(self.pushed(RefundOrder)), 1)
        self.assertEqual(self.steps("refund").state, "done")
        self.assertEqual(self.notes().amount_total, 10)

    def test_a_refund_that_was_given_up_is_known_when_it_comes_back(self):
        """All tries have failed, it seemed; then the order shows that one had not."""
        self.begin()
        self.refund(1).action_refund()
        self.lose_answer().action_cancel()
        self.bindings._request_reading(self.connection, ["o1"])
        self.drain()
        [step] = self.steps("refund")
        self.assertEqual((step.direction, step.state), ("out", "done"))
        self.assertEqual(self.notes().amount_total, 10)

    def test_a_refund_that_is_refused_changes_nothing(self):
        self.begin()
        self.channel.refused[RefundOrder] = RejectedError("Only 5 can go back.")
        self.refund(1).action_refund()
        self.drain()
        self.assertEqual(self.steps("refund").state, "refused")
        self.assertIn("Only 5 can go back", self.sale.activity_ids.note)
        self.assertFalse(self.notes())
        del self.channel.refused[RefundOrder]
        self.refund(1).action_refund()
        self.drain()
        self.assertEqual(self.notes().amount_total, 10)

    def test_the_button_pressed_twice_asks_once(self):
        self.begin()
        first, second = self.refund(1), self.refund(1)
        first.action_refund()
        with self.assertRaisesRegex(UserError, "on its way to the channel already"):
            second.action_refund()

    def test_no_more_goes_back_than_was_bought(self):
        self.begin()
        with self.assertRaisesRegex(UserError, "Between 0 and 3"):
            self.refund(4).action_refund()
        with self.assertRaisesRegex(UserError, "Say first"):
            self.refund(0).action_refund()
        twice = self.refund(2)
        twice.line_ids.copy()  # as a program may send it
        with self.assertRaisesRegex(UserError, "Between 0 and 3"):
            twice.action_refund()
        wizard = self.refund(0)
        wizard.shipping = 1
        with self.assertRaisesRegex(UserError, "Of shipping, 0 can go back"):
            wizard.action_refund()

    def test_only_operators_move_money(self):
        self.begin()
        seller = new_test_user(
            self.env, "seller", "sales_team.group_sale_salesman_all_leads"
        )
        for button in ("cancel", "refund", "capture"):
            with self.assertRaises(AccessError):
                getattr(self.sale.with_user(seller), f"action_channel_{button}")()

    def test_a_recorded_order_asks_nothing(self):
        self.connection.order_policy = "visibility"
        sale = self.arrive(order("r", payments=(paid_by("card", 10),))).order_id
        self.assertFalse(sale.channel_can_refund or sale.channel_can_cancel)
        with self.assertRaisesRegex(UserError, "take it over first"):
            sale.action_channel_refund()
