"""The channel cancels: carried out while nobody has touched the goods, else told."""

from odoo.tests import tagged
from odoo.tools import html2plaintext

from .orders_common import NOON, OrderCase, later, order, paid_by


@tagged("post_install", "-at_install")
class TestOrderCancel(OrderCase):
    def setUp(self):
        super().setUp()
        self.fulfil()
        self.whole = order(payments=(paid_by("card", 10),))
        self.binding = self.arrive(self.whole)
        self.sale = self.binding.order_id

    def cancel(self, minutes=5):
        gone = {"cancelled_at": NOON, "cancel_reason": "customer"}
        self.arrive(later(self.whole, minutes, **gone, note=f"{minutes}"))

    def deliver(self):
        picking = self.sale.picking_ids
        picking.move_ids.write({"quantity": 1, "picked": True})
        return picking

    def test_an_order_that_nobody_has_touched_is_cancelled_with_its_delivery(self):
        self.cancel()
        self.assertEqual(self.sale.state, "cancel")
        self.assertEqual(self.sale.picking_ids.state, "cancel")
        self.assertEqual(self.binding.state, "imported")
        told = self.sale.message_ids.filtered("body")[:1]  # what else changed has none
        self.assertEqual(
            html2plaintext(told.body), "Cancelled on the channel: customer"
        )

    def test_a_cancel_during_picking_calls_a_person(self):
        self.deliver()
        self.cancel()
        self.assertEqual(self.sale.state, "sale")
        self.assertEqual((self.binding.state, self.binding.hold_codes), (
            "held", "changed"
        ))  # fmt: skip
        self.assertIn("goods are being picked: stop the parcel", self.binding.hold_text)
        self.assertEqual(self.sale.activity_ids.user_id, self.connection.user_id)

    def test_a_cancel_after_delivery_or_invoice_undoes_nothing(self):
        self.deliver().button_validate()
        self.cancel()
        self.assertEqual(self.sale.state, "sale")
        self.assertIn("goods have left", self.binding.hold_text)

    def test_an_invoiced_order_is_not_cancelled_silently(self):
        self.sale._create_invoices().action_post()
        self.cancel()
        self.assertEqual(self.sale.state, "sale")
        self.assertIn("it is invoiced", self.binding.hold_text)

    def test_what_is_told_twice_is_done_once(self):
        self.deliver()
        self.cancel(5)
        self.cancel(10)
        self.assertEqual(len(self.sale.activity_ids), 1)
        self.binding.action_approve()
        self.drain()
        self.assertEqual(self.binding.state, "imported")

    def test_a_request_to_cancel_is_for_a_person_to_answer(self):
        self.arrive(later(self.whole, cancel_requested=True))
        self.assertEqual(self.sale.state, "sale")
        self.assertIn("asks to cancel", self.sale.activity_ids.summary)
