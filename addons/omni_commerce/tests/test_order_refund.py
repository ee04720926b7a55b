"""The channel gives money back: once, to the cent, and no more than is switched on."""

from dataclasses import replace
from decimal import Decimal

from odoo.tests import tagged

from ..documents import Paid, ShippingLine
from .orders_common import OrderCase, later, line, money, order, paid_by, tax
from .test_refunds import back, refund, row


@tagged("post_install", "-at_install")
class TestOrderRefund(OrderCase):
    def setUp(self):
        super().setUp()
        journals = self.env["account.journal"]
        self.bank = journals.search([("type", "=", "bank")], limit=1)
        self.flow = self.fulfil(
            invoice=True, register_payment=True, journal_id=self.bank.id
        )
        self.connection.refund_credit_note = "posted"
        self.map("carrier", "Post", self.env["integration.workflow"])  # ignored

    def begin(self, **changes):
        """Three chains, with taxes and shipping: 38.50, paid."""
        self.whole = order(
            lines=[line(quantity=3, taxes=(tax("3.00"),))],
            total="38.50",
            shipping_lines=(ShippingLine("s", "Post", money(5), taxes=(tax("0.50"),)),),
            **{"payments": (paid_by("card", "38.50"),), **changes},
        )
        self.map_taxes(self.whole)
        self.binding = self.arrive(self.whole)
        self.sale = self.binding.order_id
        self.assertEqual(self.sale.state, "sale", self.binding.hold_text)

    def give_back(self, *refunds, **changes):
        changes.setdefault("paid", Paid.PARTLY_REFUNDED)
        self.whole = later(
            self.whole, refunds=(*self.whole.refunds, *refunds), **changes
        )
        self.arrive(self.whole)

    def deliver(self, quantity=3):
        picking = self.sale.picking_ids
        picking.move_ids.write({"quantity": quantity, "picked": True})
        picking._action_done()
        self.drain()

    def notes(self):
        return self.env["account.move"].search(
            [("move_type", "=", "out_refund"), ("ref", "like", "#o1")]
        )

    def receipts(self):
        return self.sale.picking_ids.filtered(
            lambda picking: picking.picking_type_code == "incoming"
        )

    # -- money -------------------------------------------------------------------------

    def test_a_refund_is_a_credit_note_that_was_paid_back(self):
        self.begin()
        self.deliver()
        given = refund("r1", row(charged=1, restock="none"), payments=(back(11),))
        self.give_back(given)
        note = self.notes()
        self.assertEqual((note.state, note.amount_total, note.amount_tax), (
            "posted", 11, 1
        ))  # fmt: skip
        self.assertEqual(note.reversed_entry_id.amount_total, 38.5)
        self.assertEqual(note.invoice_line_ids.product_id, self.chain)
        self.assertIn(note.payment_state, ("paid", "in_payment"))
        self.assertEqual(self.binding.state, "imported", self.binding.hold_text)
        step = self.binding.step_ids.filtered(lambda s: s.kind == "refund")
        self.assertEqual((step.ref, step.state, step.move_id, step.amount), (
            "r1", "done", note, 11
        ))  # fmt: skip
        self.assertEqual(self.sale.invoice_status, "invoiced")

    def test_shipping_alone_goes_back(self):
        self.begin()
        given = refund(
            "r1",
            shipping=money(5),
            shipping_tax=money("0.50"),
            payments=(back("5.50"),),
        )
        self.give_back(given)
        [entry] = self.notes().invoice_line_ids
        self.assertEqual(entry.product_id, self.connection.product_shipping_id)
        self.assertEqual((self.notes().amount_total, entry.price_subtotal), (5.5, 5))

    def test_goodwill_goes_to_an_account_of_its_own(self):
        self.begin()
        given = refund(
            "r1", adjustments=(("goodwill", money("2.22")),), payments=(back("2.22"),)
        )
        self.give_back(given)
        entry = self.notes().invoice_line_ids
        self.assertEqual(entry.product_id, self.connection.product_adjustment_id)
        self.assertEqual(self.notes().amount_total, 2.22)

    def test_a_fee_that_was_kept_makes_the_credit_smaller(self):
        self.begin()
        self.deliver()
        given = refund(
            "r1",
            row(charged=1, restock="none"),
            adjustments=(("restocking_fee", money(-3)),),
            payments=(back(8),),
        )
        self.give_back(given)
        self.assertEqual(self.notes().amount_total, 8)

    def test_several_refunds_are_several_credit_notes_and_each_comes_once(self):
        self.begin()
        self.deliver()
        one = row(charged=1, restock="none")
        first = refund("r1", one, payments=(back(11, "b1"),))
        self.give_back(first)
        older = self.whole
        self.give_back(refund("r2", one, payments=(back(11, "b2"),)))
        for document in (older, self.whole, older):
            self.arrive(document)
        self.binding.action_process()
        self.drain()
        self.assertEqual(self.notes().mapped("amount_total"), [11, 11])
        self.assertEqual(set(self.notes().mapped("amount_residual")), {0})

    def test_money_that_is_still_on_its_way_is_not_credited(self):
        self.begin()
        pending = replace(back(5), status="pending")
        given = refund("r1", adjustments=(("goodwill", money(5)),), payments=(pending,))
        self.give_back(given)
        self.assertFalse(self.notes())
        [step] = self.binding.step_ids.filtered(lambda s: s.kind == "refund")
        self.assertEqual(step.state, "waiting")
        settled = replace(given, payments=(back(5),))
        self.whole = replace(self.whole, refunds=())
        self.give_back(settled)
        self.assertEqual(self.notes().amount_total, 5)

    def test_an_exchange_without_money_makes_no_credit_note(self):
        self.begin()
        self.deliver()
        self.give_back(refund("r1", row(charged=1, restock="return")))
        self.assertFalse(self.notes())
        self.assertTrue(self.receipts())

    def test_a_refund_that_does_not_add_up_is_left_to_a_person(self):
        self.begin()
        given = refund("r1", row(charged=1, restock="none"), payments=(back(9),))
        self.give_back(given)
        self.assertFalse(self.notes())
        self.assertIn("9 went back, but its parts make 11", self.binding.hold_text)
        self.assertIn("9 went back", self.sale.activity_ids.note)

    def test_a_refund_to_an_account_that_owes_settles_its_invoice(self):
        """Net 30: nothing was paid, so nothing is paid back."""
        self.flow.confirm_on = "always"
        self.connection.write({"workflow_id": self.flow.id, "hold_unpaid": False})
        self.begin(paid=Paid.PENDING, payments=())
        self.assertEqual(self.sale.invoice_ids.amount_residual, 38.5)
        self.give_back(refund("r1", row(charged=1)), paid=Paid.PENDING)
        self.assertEqual(self.notes().amount_total, 11)
        invoice = self.notes().reversed_entry_id
        self.assertEqual(invoice.amount_residual, 27.5)

    def test_money_that_goes_back_to_a_gift_card_is_owed_again(self):
        cards = self.env["account.journal"].create(
            {"name": "Gift cards", "type": "cash", "code": "GC"}
        )
        flow = self.flow.copy({"name": "Gift card", "journal_id": cards.id})
        self.map("gateway", "gift_card", flow)
        self.begin(
            payments=(
                paid_by("card", "30"),
                paid_by("gift_card", "8.50", gift_card_ref="g1"),
            )
        )
        goodwill = ("goodwill", money(8))
        to_card = replace(back(8), gateway="gift_card", gift_card_ref="g1")
        self.give_back(refund("r1", adjustments=(goodwill,), payments=(to_card,)))
        paid_back = self.env["account.payment"].search(
            [("memo", "like", "#o1"), ("payment_type", "=", "outbound")]
        )
        self.assertEqual((paid_back.journal_id, paid_back.amount), (cards, 8))

    # -- goods -------------------------------------------------------------------------

    def test_units_that_have_not_left_are_not_sent_any_more(self):
        self.begin()
        self.give_back(refund("r1", row(charged=1), payments=(back(11),)))
        self.assertEqual(self.sale.picking_ids.move_ids.product_uom_qty, 2)
        self.assertEqual(self.sale.order_line[0].product_uom_qty, 2)
        self.assertEqual((self.notes().amount_total, self.binding.state), (
            11, "imported"
        ))  # fmt: skip
        self.assertEqual(self.sale.order_line[0].qty_invoiced, 2)
        self.assertFalse(self.receipts())
        self.assertEqual(self.sale.invoice_status, "invoiced")

    def test_a_refund_while_the_goods_are_picked_calls_a_person(self):
        self.begin()
        self.sale.picking_ids.move_ids.write({"quantity": 3, "picked": True})
        self.give_back(refund("r1", row(charged=1), payments=(back(11),)))
        self.assertEqual(self.sale.picking_ids.move_ids.product_uom_qty, 3)
        self.assertIn("goods are being picked", self.binding.hold_text)
        self.assertEqual(self.notes().amount_total, 11)
        self.arrive(later(self.whole, note="Ring twice"))
        self.assertIn("goods are being picked", self.binding.hold_text)
        self.sale.picking_ids.move_ids.picked = False
        self.binding.action_process()
        self.drain()
        self.assertEqual(self.binding.state, "imported", self.binding.hold_text)
        self.assertEqual(self.sale.picking_ids.move_ids.product_uom_qty, 2)
        self.assertEqual(self.notes().amount_total, 11)

    def test_an_order_without_an_invoice_becomes_smaller_and_nothing_is_credited(self):
        self.chain.invoice_policy = "delivery"
        self.begin()
        self.sale.invoice_ids.button_draft()
        self.sale.invoice_ids.button_cancel()
        self.give_back(refund("r1", row(charged=1), payments=(back(11),)))
        self.assertFalse(self.notes())
        self.assertEqual(self.sale.amount_total, 27.5)
        self.assertEqual(self.binding.step_ids.filtered(
            lambda s: s.kind == "refund"
        ).state, "done")  # fmt: skip

    def test_goods_that_come_back_are_received_where_they_left(self):
        self.begin()
        self.deliver()
        given = refund("r1", row(charged=1, restock="return"), payments=(back(11),))
        self.give_back(given)
        self.arrive(later(self.whole, note="again"))
        receipt = self.receipts()
        self.assertEqual((receipt.state, receipt.move_ids.product_uom_qty), (
            "assigned", 1
        ))  # fmt: skip
        self.assertEqual(receipt.return_id.sale_id, self.sale)
        self.assertEqual(self.sale.invoice_status, "invoiced")

    def test_a_return_of_what_never_left_calls_a_person(self):
        self.begin()
        given = refund("r1", row(charged=1, restock="return"), payments=(back(11),))
        self.give_back(given)
        self.assertFalse(self.receipts())
        self.assertIn("1 × [CHAIN] Chain 520, which has not", self.binding.hold_text)

    # -- what is switched on -----------------------------------------------------------

    def test_each_step_is_a_switch(self):
        """Nothing but the record, a draft, a receipt that is validated by itself."""
        cases = (
            ({"refund_credit_note": "none", "refund_receipt": "none"}, [], []),
            (
                {"refund_credit_note": "draft", "refund_receipt": "ready"},
                ["draft"],
                ["assigned"],
            ),
            (
                {"refund_credit_note": "none", "refund_receipt": "done"},
                [],
                ["done"],
            ),
        )
        self.begin()
        self.deliver()
        for number, (switches, notes, receipts) in enumerate(cases):
            with self.subTest(switches):
                self.connection.write(switches)
                money_back = back(11, f"b{number}")
                one = row(charged=1, restock="return")
                before = self.notes(), self.receipts()
                self.give_back(refund(f"r{number}", one, payments=(money_back,)))
                new_notes = self.notes() - before[0]
                new_receipts = self.receipts() - before[1]
                self.assertEqual(new_notes.mapped("state"), notes)
                self.assertEqual(new_receipts.mapped("state"), receipts)
                self.assertEqual(len(self.binding.step_ids.filtered(
                    lambda s: s.kind == "refund"
                )), number + 1)  # fmt: skip

    def test_an_order_that_is_only_seen_books_nothing(self):
        self.connection.order_policy = "visibility"
        whole = order()
        binding = self.arrive(whole)
        given = refund("r1", row(), payments=(back(10),))
        self.arrive(later(whole, refunds=(given,), paid=Paid.REFUNDED))
        self.assertEqual(binding.step_ids.mapped("state"), ["recorded"])
        self.assertFalse(binding.order_id.invoice_ids)
        binding.order_id.action_take_over()
        binding.action_process()
        self.drain()
        self.assertEqual(binding.order_id.order_line.product_uom_qty, 1)

    def test_a_refund_in_the_buyers_currency(self):
        self.connection.order_currency = "buyer"
        both = money(10, buyer=(9, "EUR"))
        whole = order(
            lines=[line(price=both)],
            total=both,
            payments=(replace(paid_by("card", 10), price=both),),
        )
        sale = self.arrive(whole).order_id
        given = refund(
            "r1",
            replace(row(restock="none"), subtotal=both, tax=money(0, buyer=(0, "EUR"))),
            payments=(replace(back(10), price=both),),
        )
        sale.picking_ids.move_ids.write({"quantity": 1, "picked": True})
        sale.picking_ids._action_done()
        self.arrive(later(whole, refunds=(given,), paid=Paid.REFUNDED))
        note = self.notes()
        self.assertEqual((note.amount_total, note.currency_id.name), (9, "EUR"))
        self.assertEqual(Decimal(str(note.amount_residual)), 0)
