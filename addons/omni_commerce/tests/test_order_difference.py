"""People change a shop's order in Odoo: the shop hears of it, or they hear why not."""

from decimal import Decimal

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from odoo.addons.omni_core.lib.errors import RejectedError

from ..adapter import CreateReturn, EditOrder, RefundOrder
from ..documents import Kind, Money, Paid, ShippingLine
from .orders_common import OrderCase, later, line, money, order, paid_by, tax


def chains(quantity=3, **more):
    return line("1", quantity=quantity, title="Chain", **more)


def pads():
    return line("2", "PADS", title="Pads")


class DifferenceCase(OrderCase):
    """Three chains and one pair of pads at 10 each, paid, and confirmed in Odoo."""

    def setUp(self):
        super().setUp()
        self.fulfil()
        self.connection.order_edit_push = "button"
        self.env["integration.variant.binding"].create(
            {
                "connection_id": self.connection.id,
                "external_ref": "v-pads",
                "product_id": self.pads.id,
            }
        )

    def begin(self, *lines, **changes):
        lines = lines or (chains(), pads())
        changes.setdefault("payments", (paid_by("card", 40),))
        self.whole = order(lines=lines, **changes)
        self.map_taxes(self.whole)
        self.binding = self.arrive(self.whole)
        self.sale = self.binding.order_id
        self.assertEqual(self.sale.state, "sale", self.binding.hold_text)

    # -- what people do ----------------------------------------------------------------

    def line_of(self, sku):
        return self.sale.order_line.filtered(
            lambda row: row.product_id.default_code == sku
        )

    def add(self, product, quantity=1, price=9, **more):
        vals = {
            "product_id": product.id,
            "product_uom_qty": quantity,
            "price_unit": price,
            "tax_ids": [Command.clear()],
            **more,
        }
        self.sale.order_line = [Command.create(vals)]
        return self.sale.order_line[-1]

    def send(self):
        self.sale.action_channel_send_changes()
        self.drain()

    def calm(self):
        """A minute has gone by since the last change."""
        self.pass_time(
            self.env["sync.job"].search([("operation", "=", "order_compare")])
        )
        self.drain()

    def pick(self):
        for move in self.sale.picking_ids.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        return self.sale.picking_ids

    # -- what came of it ---------------------------------------------------------------

    def wishes(self):
        return [wish for wish in self.channel.pushed if isinstance(wish, EditOrder)]

    def there(self):
        return self.channel.documents[Kind.ORDER]["o1"]

    def step(self):
        return self.binding.step_ids.filtered(lambda step: step.direction == "out")

    def assertAgreed(self, total):
        """The same on both sides, proven, and nobody is called."""
        self.assertEqual(float(self.there().total.shop.amount), total)
        self.assertEqual(self.sale.amount_total, total)
        self.assertEqual(
            (self.binding.state, self.binding.hold_text), ("imported", False)
        )
        self.assertEqual(self.binding.proof_state, "proven")
        self.assertFalse(self.binding.base_document)
        self.assertFalse(self.sale.channel_difference)
        self.assertEqual(set(self.step().mapped("state")), {"done"})
        edits = self.binding.step_ids.filtered(lambda step: step.kind == "edit")
        self.assertEqual(edits, self.step(), "the echo is no change")


@tagged("post_install", "-at_install")
class TestOrderDifference(DifferenceCase):
    # -- sent --------------------------------------------------------------------------

    def test_fewer_pieces_are_fewer_in_the_shop(self):
        self.begin()
        self.line_of("CHAIN").product_uom_qty = 2
        self.assertIn("“Chain”: quantity 3 → 2", self.sale.channel_difference)
        self.send()
        [wish] = self.wishes()
        self.assertEqual(wish.quantities, (("1", 2),))
        self.assertAgreed(30)
        self.assertIn("The buyer gets 10 USD back", self.step().text)
        self.assertEqual(self.sale.channel_open, -10)
        self.assertEqual(self.sale.activity_ids.summary, "The buyer gets money back")

    def test_a_new_line_is_a_line_in_the_shop_and_only_one_here(self):
        self.begin()
        mine = self.add(self.pads, 2)
        self.send()
        [added] = self.wishes()[0].added
        self.assertEqual((added.variant_ref, added.quantity), ("v-pads", 2))
        self.assertEqual(added.unit_price.amount, 9)
        self.assertAgreed(58)
        self.assertEqual(len(self.sale.order_line), 3)
        self.assertEqual(mine.channel_line_ref, self.there().lines[-1].ref)
        self.assertIn("The buyer owes 18.00 USD", self.step().text)
        self.assertEqual(self.sale.channel_open, 18)

    def test_what_is_not_in_the_shops_catalogue_is_a_line_of_its_own(self):
        self.begin()
        wrapping = self.env["product.product"].create(
            {"name": "Gift wrapping", "type": "service"}
        )
        self.add(wrapping, price=1.25)
        self.send()
        [added] = self.wishes()[0].added
        self.assertEqual((added.variant_ref, added.title), ("", "Gift wrapping"))
        self.assertFalse(added.requires_shipping)
        self.assertAgreed(41.25)

    def test_a_line_is_taken_off(self):
        self.begin()
        self.line_of("PADS").product_uom_qty = 0
        self.assertIn("“Pads” was removed", self.sale.channel_difference)
        self.send()
        self.assertEqual(self.wishes()[0].quantities, (("2", 0),))
        self.assertAgreed(30)

    def test_goods_that_are_being_picked_are_no_obstacle_to_more(self):
        self.begin()
        self.pick()
        self.add(self.pads)
        self.send()
        self.assertAgreed(49)

    def test_the_shop_reckons_the_taxes_and_odoo_takes_them_to_the_cent(self):
        """Odoo knew of no tax for the new line, and had one of its own for the rest."""
        self.begin(
            chains(taxes=(tax("3.00"),)), total=33, payments=(paid_by("card", 33),)
        )
        self.line_of("CHAIN").product_uom_qty = 2
        self.add(self.pads, price="9.99")
        self.send()
        self.assertAgreed(32.99)
        self.assertEqual(self.sale.amount_tax, 3)
        self.assertEqual(self.line_of("PADS").price_total, 10.99)

    def test_the_tax_that_the_channel_pays_changes_along(self):
        collected = tax("3.00", by_channel=True)
        self.begin(
            chains(taxes=(collected,)), total=33, payments=(paid_by("card", 33),)
        )
        self.line_of("CHAIN").product_uom_qty = 2
        self.send()
        self.assertAgreed(22)

    def test_an_order_that_is_invoiced_is_changed_as_well(self):
        self.begin()
        self.sale._create_invoices().action_post()
        self.line_of("CHAIN").product_uom_qty = 4
        self.send()
        self.assertAgreed(50)
        self.assertEqual(self.line_of("CHAIN").qty_to_invoice, 1)

    def test_an_order_that_is_locked_meanwhile_stays_locked(self):
        self.begin(
            chains(taxes=(tax("3.00"),)), total=33, payments=(paid_by("card", 33),)
        )
        self.add(self.pads)
        self.sale.action_channel_send_changes()
        self.sale.action_lock()
        self.drain()
        self.assertAgreed(42.9)
        self.assertTrue(self.sale.locked)

    def test_what_was_given_back_before_is_not_given_back_again(self):
        """The shop counts what there is now, Odoo what was ordered and not given up."""
        self.begin()
        back = self.channel.do(RefundOrder("o1", (("1", Decimal(1)),), restock=True))
        self.assertTrue(back.ok)
        self.arrive(self.there())
        self.assertEqual(self.line_of("CHAIN").product_uom_qty, 2)
        self.assertFalse(self.sale.channel_difference)

    def test_an_exchange_made_here_is_a_return_and_a_new_line(self):
        """The buyer sends two chains back and gets pads for them."""
        self.connection.return_push = True
        self.begin()
        self.pick()._action_done()
        self.drain()
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": self.sale.picking_ids.id}
        )
        sent_back = wizard.product_return_moves.filtered(
            lambda row: row.product_id == self.chain
        )
        sent_back.quantity = 2
        receipt = wizard._create_return()
        receipt.move_ids.write({"quantity": 2, "picked": True})
        receipt._action_done()
        self.add(self.pads, price=20)
        self.send()
        [back] = [w for w in self.channel.pushed if isinstance(w, CreateReturn)]
        self.assertEqual(back.lines, (("1", 2),))
        self.assertEqual(self.there().lines[-1].quantity, 1)
        self.assertEqual(self.binding.state, "imported", self.binding.hold_text)
        self.assertFalse(self.sale.channel_difference)
        waiting = self.sale.picking_ids.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        self.assertEqual(waiting.product_id, self.pads)

    # -- once --------------------------------------------------------------------------

    def test_an_answer_that_got_lost_is_looked_up_and_not_asked_for_again(self):
        self.begin()
        self.add(self.pads)
        self.sale.action_channel_send_changes()
        self.channel.lose = 1
        self.drain()
        [job] = self.step().job_id
        self.assertEqual((job.status, len(self.wishes())), ("pending", 1))
        self.pass_time(job)
        self.drain()
        self.assertEqual(len(self.wishes()), 1)
        self.assertAgreed(49)

    def test_pressed_twice_it_is_asked_once(self):
        self.begin()
        self.line_of("CHAIN").product_uom_qty = 2
        self.sale.action_channel_send_changes()
        with self.assertRaisesRegex(UserError, "no change that the shop"):
            self.sale.action_channel_send_changes()
        self.drain()
        self.assertEqual(len(self.wishes()), 1)

    def test_what_is_changed_again_on_the_way_is_sent_afterwards(self):
        self.begin()
        chain = self.line_of("CHAIN")
        chain.product_uom_qty = 2
        self.sale.action_channel_send_changes()
        chain.product_uom_qty = 1
        self.drain()
        self.assertEqual(self.binding.state, "imported", self.binding.hold_text)
        self.assertEqual(chain.product_uom_qty, 1)
        self.assertIn("quantity 2 → 1", self.sale.channel_difference)
        self.send()
        self.assertAgreed(20)

    def test_what_the_shop_changes_meanwhile_stays(self):
        self.begin()
        self.line_of("CHAIN").product_uom_qty = 2
        self.sale.action_channel_send_changes()
        more = later(self.there(), lines=(chains(), pads(), line("3")), total=money(50))
        self.channel.put(Kind.ORDER, more)
        self.drain()
        self.assertEqual(self.binding.state, "imported", self.binding.hold_text)
        self.assertEqual(self.sale.amount_total, 40)
        self.assertFalse(self.sale.channel_difference)

    def test_a_refusal_is_heard_and_may_be_tried_again(self):
        self.begin()
        self.channel.refused[EditOrder] = RejectedError("It is on its way already.")
        self.line_of("CHAIN").product_uom_qty = 2
        self.send()
        self.assertEqual(self.step().state, "refused")
        self.assertIn("on its way already", self.sale.activity_ids.note)
        self.assertIn("quantity 3 → 2", self.sale.channel_difference)
        del self.channel.refused[EditOrder]
        self.send()
        self.assertEqual(self.there().total.shop.amount, 30)

    # -- by itself ---------------------------------------------------------------------

    def test_by_itself_it_is_sent_once_when_people_are_done(self):
        self.connection.order_edit_push = "auto"
        self.begin()
        self.line_of("CHAIN").product_uom_qty = 2
        self.drain()
        self.add(self.pads)
        self.drain()
        self.assertFalse(self.wishes())
        self.calm()
        self.assertEqual(len(self.wishes()), 1)
        self.assertAgreed(39)
        self.calm()
        self.assertEqual(len(self.wishes()), 1)

    def test_a_change_of_the_shop_is_not_sent_back(self):
        self.connection.order_edit_push = "auto"
        self.begin()
        self.arrive(later(self.whole, lines=(chains(1), pads()), total=money(20)))
        self.calm()
        self.assertEqual(self.sale.amount_total, 20)
        self.assertFalse(self.wishes())

    # -- told --------------------------------------------------------------------------

    def told(self):
        self.calm()
        [activity] = self.sale.activity_ids
        self.assertEqual(activity.summary, "Changed here, and not in the shop")
        return activity.note

    def test_nothing_is_sent_unless_the_connection_says_so(self):
        self.connection.order_edit_push = "off"
        self.begin()
        self.line_of("CHAIN").product_uom_qty = 2
        self.assertFalse(self.sale.channel_can_send)
        note = self.told()
        self.assertIn("“Chain”: quantity 3 → 2", note)
        self.assertIn("Make the same change in Test", note)
        with self.assertRaisesRegex(UserError, "Make the same change"):
            self.sale.action_channel_send_changes()
        self.line_of("CHAIN").product_uom_qty = 3
        self.calm()
        self.assertFalse(self.sale.activity_ids, "it is the same again")

    def test_what_has_left_is_told_and_the_rest_is_sent(self):
        self.connection.order_edit_push = "auto"
        self.begin()
        self.pick()._action_done()
        self.drain()
        self.line_of("CHAIN").product_uom_qty = 5
        self.add(self.pads)
        self.calm()
        [wish] = self.wishes()
        self.assertFalse(wish.quantities)
        self.assertEqual(len(wish.added), 1)
        self.assertIn("some of it has left", self.told())

    def test_prices_and_shipping_stay_the_shops(self):
        self.map("carrier", "Post", self.env["integration.workflow"])
        post = ShippingLine("s", "Post", money(5))
        self.begin(shipping_lines=(post,), total=45, payments=(paid_by("card", 45),))
        self.line_of("CHAIN").price_unit = 8
        shipping = self.sale.order_line.filtered("is_delivery")
        shipping.product_uom_qty = 0
        note = self.told()
        self.assertIn("amount of one 10.00 → 8.00", note)
        self.assertIn("the shop keeps the prices", note)
        self.assertIn("“Post” was removed (not sent: shipping", note)
        self.assertFalse(self.sale.channel_can_send)

    def test_orders_that_are_over_or_only_recorded_differ_from_nothing(self):
        self.begin()
        self.line_of("CHAIN").product_uom_qty = 2
        self.arrive(later(self.whole, cancelled_at=self.whole.updated_at))
        self.assertFalse(self.sale.channel_difference)
        self.connection.order_policy = "visibility"
        recorded = self.arrive(order("r", paid=Paid.PAID)).order_id
        self.assertFalse(recorded.channel_difference)

    # -- people ------------------------------------------------------------------------

    def test_everything_is_seen_before_it_is_sent(self):
        self.begin()
        self.add(self.pads)
        window = self.sale.action_channel_preview_changes()
        preview = self.env[window["res_model"]].browse(window["res_id"])
        self.assertEqual(
            [(row.what, row.before, row.after) for row in preview.line_ids],
            [
                ("Change", "", "“Brake pads” was added: 1 × 9.00"),
                ("Total, about", "40.00 USD", "49.00 USD"),
                ("Then open", "Nothing is open.", "The buyer owes 9.00 USD."),
                ("The buyer", "", "gets a mail from the shop"),
            ],
        )
        self.assertFalse(self.step())
        preview.action_run()
        self.drain()
        self.assertAgreed(49)

    def test_only_operators_change_what_buyers_owe(self):
        self.begin()
        self.line_of("CHAIN").product_uom_qty = 2
        seller = new_test_user(
            self.env, "seller", "sales_team.group_sale_salesman_all_leads"
        )
        sale = self.sale.with_user(seller)
        self.assertIn("quantity 3 → 2", sale.channel_difference)
        with self.assertRaises(AccessError):
            sale.action_channel_send_changes()


@tagged("post_install", "-at_install")
class TestPaidTooMuch(DifferenceCase):
    """The order was made smaller after it was paid: the rest goes back."""

    def setUp(self):
        super().setUp()
        bank = self.env["account.journal"].search([("type", "=", "bank")], limit=1)
        self.fulfil(invoice=True, register_payment=True, journal_id=bank.id)
        self.connection.refund_credit_note = "posted"

    def begin_smaller(self):
        self.begin()
        self.line_of("CHAIN").product_uom_qty = 2
        self.send()
        self.assertAgreed(30)

    def wizard(self, record=None):
        action = (record or self.sale).action_channel_refund()
        return (
            self.env[action["res_model"]].with_context(**action["context"]).create({})
        )

    def notes(self):
        return self.sale.invoice_ids.filtered(lambda m: m.move_type == "out_refund")

    def assertEven(self):
        self.assertEqual(self.binding.state, "imported", self.binding.hold_text)
        self.assertEqual(self.sale.channel_open, 0)
        self.assertFalse(self.sale.activity_ids)
        self.assertEqual(self.sale.order_line.mapped("qty_to_invoice"), [0, 0])

    def test_it_is_given_back_once_and_what_was_invoiced_is_credited(self):
        self.begin_smaller()
        wizard = self.wizard()
        self.assertEqual((wizard.overpaid_left, wizard.overpaid), (10, 10))
        self.assertFalse(any(wizard.line_ids.mapped("quantity")))
        self.assertIn("10.00 USD", wizard.preview)
        wizard.action_refund()
        self.drain()
        [wish] = [w for w in self.channel.pushed if isinstance(w, RefundOrder)]
        self.assertEqual((wish.lines, wish.amount.amount), ((), 10))
        self.assertEqual(self.notes().amount_total, 10)
        self.assertIn(self.notes().payment_state, ("paid", "in_payment"))
        self.assertEven()

    def test_a_credit_note_that_was_made_here_is_the_one(self):
        self.begin_smaller()
        note = self.sale._create_invoices(final=True)
        note.action_post()
        wizard = self.wizard(note)
        self.assertFalse(
            any(wizard.line_ids.mapped("quantity")), "they are off already"
        )
        wizard.action_refund()
        self.drain()
        self.assertEqual(self.notes(), note)
        self.assertIn(note.payment_state, ("paid", "in_payment"))
        self.assertEven()

    def test_given_back_in_the_shop_it_is_credited_just_the_same(self):
        self.begin_smaller()
        self.channel.do(RefundOrder("o1", amount=Money(Decimal(10), "USD")))
        self.arrive(self.there())
        self.assertEqual(self.notes().amount_total, 10)
        self.assertEven()

    def test_another_amount_is_left_to_a_person(self):
        self.begin_smaller()
        self.channel.do(RefundOrder("o1", amount=Money(Decimal(4), "USD")))
        self.arrive(self.there())
        self.assertFalse(self.notes())
        self.assertIn("makes another amount", self.binding.hold_text)

    def test_no_more_goes_back_than_was_paid_too_much(self):
        self.begin_smaller()
        wizard = self.wizard()
        wizard.overpaid = 11
        with self.assertRaisesRegex(UserError, "10 was paid too much"):
            wizard.action_refund()
