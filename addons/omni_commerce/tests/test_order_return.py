"""Goods come back: told by the channel or by our warehouse, received once."""

from dataclasses import replace

from odoo.tests import tagged

from odoo.addons.omni_core.lib.errors import RejectedError

from ..adapter import CreateReturn
from ..documents import Kind, Return, ReturnLine
from .orders_common import NOON, OrderCase, later, line, money, order, paid_by
from .test_refunds import back, refund, row


def coming(ref="ret1", status="open", quantity=1, line_ref="1"):
    lines = (ReturnLine(line_ref, quantity, "Too small"),)
    return Return(ref, "#o1-R1", status, lines, NOON)


@tagged("post_install", "-at_install")
class TestOrderReturn(OrderCase):
    def setUp(self):
        super().setUp()
        self.fulfil(invoice=True)
        self.connection.refund_credit_note = "posted"
        self.whole = order(lines=[line(quantity=3)], payments=(paid_by("card", 30),))
        self.binding = self.arrive(self.whole)
        self.sale = self.binding.order_id

    def deliver(self):
        move = self.sale.picking_ids.move_ids
        move.write({"quantity": 3, "picked": True})
        self.sale.picking_ids._action_done()
        self.drain()

    def tell(self, **changes):
        self.whole = later(self.whole, **changes)
        self.arrive(self.whole)

    def receipts(self):
        return self.sale.picking_ids.filtered("return_id")

    def steps(self, kind="return"):
        return self.binding.step_ids.filtered(lambda step: step.kind == kind)

    def send_back(self, quantity):
        """Our warehouse takes it back, before the channel knows of it."""
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": self.sale.picking_ids.filtered(lambda p: not p.return_id).id}
        )
        wizard.product_return_moves.quantity = quantity
        receipt = wizard._create_return()
        receipt.move_ids.write({"quantity": quantity, "picked": True})
        receipt._action_done()
        self.drain()
        return receipt

    # -- told by the channel -----------------------------------------------------------

    def test_a_return_is_received_once_however_often_it_is_told(self):
        self.deliver()
        self.tell(returns=(coming(),))
        receipt = self.receipts()
        self.assertEqual((receipt.state, receipt.move_ids.product_uom_qty), (
            "assigned", 1
        ))  # fmt: skip
        step = self.steps()
        self.assertEqual((step.state, step.picking_id), ("done", receipt))
        self.assertIn("1 × Part CHAIN (Too small)", step.text)
        older = self.whole
        self.tell(returns=(coming(status="closed"),))
        for document in (older, self.whole):
            self.arrive(document)
        self.assertEqual(self.receipts(), receipt)

    def test_what_comes_back_goes_where_the_shop_wishes(self):
        """By default to where it left from; else it must not be sold as new."""
        self.deliver()
        place = self.sale.picking_ids.location_id.copy({"name": "Inspection"})
        self.connection.refund_receipt = "done"
        for number, (where, expected) in enumerate(
            (("stock", "internal"), ("inspection", "internal"), ("scrap", "inventory"))
        ):
            self.connection.write({"return_location_id": place.id, "return_to": where})
            returns = tuple(coming(f"ret{n}") for n in range(number + 1))
            self.tell(returns=returns)
            receipt = self.receipts().sorted("id")[-1]
            self.assertEqual(receipt.state, "done")
            found = receipt.move_line_ids.location_dest_id
            self.assertEqual(found.usage, expected)
            self.assertEqual(found == place, where == "inspection", where)

    def test_the_refund_of_a_return_brings_money_and_no_second_receipt(self):
        self.deliver()
        self.tell(returns=(coming(),))
        given = refund("r1", row(restock="return"), payments=(back(10),))
        self.tell(refunds=(replace(given, return_ref="ret1"),))
        self.assertEqual(len(self.receipts()), 1)
        self.assertEqual(self.steps("refund").move_id.amount_total, 10)

    def test_what_the_buyer_only_asks_for_is_on_record(self):
        self.deliver()
        self.tell(returns=(coming(status="requested"),))
        self.assertFalse(self.receipts())
        self.assertEqual(self.steps().state, "waiting")
        self.tell(returns=(coming(),))
        self.assertTrue(self.receipts())

    def test_a_return_that_was_called_off_is_not_waited_for(self):
        self.deliver()
        self.tell(returns=(coming(),))
        self.tell(returns=(coming(status="cancelled"),))
        self.assertEqual(self.receipts().state, "cancel")

    def test_a_return_of_what_never_left_calls_a_person(self):
        self.tell(returns=(coming(),))
        self.assertFalse(self.receipts())
        self.assertIn("has not left here", self.binding.hold_text)

    def test_a_connection_may_leave_receipts_to_people(self):
        self.connection.refund_receipt = "none"
        self.deliver()
        self.tell(returns=(coming(),))
        self.assertFalse(self.receipts())
        self.assertEqual(self.steps().state, "done")

    def test_an_exchange_takes_back_the_old_and_delivers_the_new(self):
        self.deliver()
        new = line("2", "PADS", title="Other pads")
        lines = (*self.whole.lines, new)
        self.tell(returns=(coming(),), lines=lines, total=money(40))
        self.assertEqual(self.binding.state, "imported", self.binding.hold_text)
        out = self.sale.picking_ids.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        self.assertEqual(
            sorted((m.product_id.default_code, m.picking_code) for m in out),
            [("CHAIN", "incoming"), ("PADS", "outgoing")],
        )

    # -- told to the channel -----------------------------------------------------------

    def test_a_return_at_our_door_is_told_to_the_channel_once(self):
        self.connection.return_push = True
        self.deliver()
        receipt = self.send_back(2)
        [wish] = [w for w in self.channel.pushed if isinstance(w, CreateReturn)]
        self.assertEqual(wish.lines, (("1", 2),))
        step = self.steps()
        self.assertEqual((step.state, step.picking_id), ("done", receipt))
        self.arrive(later(self.channel.documents[Kind.ORDER]["o1"], note="echo"))
        self.assertEqual(self.receipts(), receipt)
        self.assertEqual(len(self.steps()), 1)

    def test_a_channel_that_does_not_take_it_is_heard(self):
        self.connection.return_push = True
        self.channel.refused[CreateReturn] = RejectedError("The period is over.")
        self.deliver()
        self.send_back(2)
        self.assertEqual(self.steps().state, "refused")
        self.assertIn("The period is over", self.sale.activity_ids.note)

    def test_what_the_channel_told_is_not_told_back(self):
        self.connection.write({"return_push": True, "refund_receipt": "done"})
        self.deliver()
        self.tell(returns=(coming(),))
        self.assertEqual(self.receipts().state, "done")
        self.drain()
        self.assertFalse(
            [w for w in self.channel.pushed if isinstance(w, CreateReturn)]
        )

    def test_nothing_is_told_unless_it_is_switched_on(self):
        self.deliver()
        self.send_back(1)
        self.assertFalse(self.steps())
