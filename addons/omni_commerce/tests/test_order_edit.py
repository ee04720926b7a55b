"""The channel changes an order that lives here: carried out where nobody is in the way,
told exactly where somebody is."""

from dataclasses import replace

from odoo.tests import tagged

from ..documents import Discount, ShippingLine
from .orders_common import (
    HOME,
    NOON,
    OrderCase,
    later,
    line,
    money,
    order,
    paid_by,
    tax,
)

PRODUCT = "delivery.product_product_delivery"


def chains(quantity=3, **more):
    return line("1", quantity=quantity, title="Chain", **more)


def pads():
    return line("2", "PADS", title="Pads")


@tagged("post_install", "-at_install")
class TestOrderEdit(OrderCase):
    def setUp(self):
        super().setUp()
        self.fulfil()
        self.whole = order(lines=[chains(), pads()], payments=(paid_by("card", 40),))
        self.binding = self.arrive(self.whole)
        self.sale = self.binding.order_id

    def edit(self, *lines, minutes=5, **changes):
        """The order as it is on the channel from now on."""
        lines = lines or self.whole.lines
        total = sum(x.unit_price.shop.amount * x.quantity for x in lines)
        total -= sum(d.price.shop.amount for x in lines for d in x.discounts)
        changes.setdefault("total", money(total))
        self.whole = later(self.whole, minutes, lines=tuple(lines), **changes)
        self.arrive(self.whole)

    def to_send(self):
        """{SKU: how many} that is still to be delivered."""
        moves = self.sale.picking_ids.move_ids
        waiting = moves.filtered(lambda m: m.state not in ("done", "cancel"))
        return {m.product_id.default_code: m.product_uom_qty for m in waiting}

    def pick(self):
        for move in self.sale.picking_ids.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        return self.sale.picking_ids

    def line_of(self, sku):
        return self.sale.order_line.filtered(
            lambda row: row.product_id.default_code == sku
        )

    def assertCarriedOut(self, total):
        self.assertEqual((self.binding.state, self.binding.hold_text), (
            "imported", False
        ))  # fmt: skip
        self.assertFalse(self.binding.base_document)
        self.assertFalse(self.sale.activity_ids)
        self.assertEqual(self.sale.amount_total, total)
        self.assertEqual(self.binding.proof_state, "proven")
        self.assertIn(str(self.whole.total.shop), self.binding.proof_html)

    # -- carried out -------------------------------------------------------------------

    def test_fewer_and_more_pieces_are_delivered_and_charged(self):
        self.edit(chains(1), pads())
        self.assertCarriedOut(20)
        self.assertEqual(self.to_send(), {"CHAIN": 1, "PADS": 1})
        self.edit(chains(5), pads())
        self.assertCarriedOut(60)
        self.assertEqual(self.to_send(), {"CHAIN": 5, "PADS": 1})
        self.assertEqual(
            self.binding.step_ids.mapped("text"),
            ["“Chain”: quantity 1 → 5", "“Chain”: quantity 3 → 1"],
        )

    def test_a_line_is_taken_off_and_another_put_on(self):
        self.edit(chains(), line("3", "PADS", 2, price=7, title="Better pads"))
        self.assertCarriedOut(44)
        self.assertEqual(self.to_send(), {"CHAIN": 3, "PADS": 2})

    def test_prices_discounts_and_taxes_follow_to_the_cent(self):
        off = (Discount(money("0.37"), "SORRY"),)
        charged = chains(price="9.99", discounts=off, taxes=(tax("2.96"),))
        self.map_taxes(order(lines=[charged]))
        self.edit(charged, pads(), total=money("42.56"))
        self.assertCarriedOut(42.56)
        self.assertEqual(self.sale.amount_tax, 2.96)

    def test_shipping_is_charged_later_on(self):
        express = ShippingLine("s", "Express", money(8))
        self.map("carrier", "Express", self.env["integration.workflow"])  # ignored
        self.edit(shipping_lines=(express,), total=money(48))
        self.assertCarriedOut(48)

    def test_the_parcel_goes_to_the_new_address(self):
        self.edit(shipping=replace(HOME, street="2 Side St"), note="Ring twice")
        self.assertCarriedOut(40)
        self.assertEqual(self.sale.partner_shipping_id.street, "2 Side St")
        self.assertEqual(self.sale.picking_ids.partner_id.street, "2 Side St")
        self.assertEqual(self.sale.partner_invoice_id.street, "1 Main St")
        self.assertEqual(self.sale.channel_note, "Ring twice")

    def test_tags_come_and_go_and_those_that_were_put_on_here_stay(self):
        self.edit(tags=("vip", "wholesale"))
        mine = self.env["crm.tag"].create({"name": "call first"})
        self.sale.tag_ids += mine
        self.edit(tags=("vip", "gift"))
        self.assertEqual(
            set(self.sale.tag_ids.mapped("name")), {"vip", "gift", "call first"}
        )
        self.assertEqual(self.binding.step_ids[0].text, "Tags: + gift, − wholesale")
        self.assertCarriedOut(40)

    def test_tags_are_changed_whatever_has_happened_to_the_goods(self):
        self.pick().button_validate()
        self.edit(tags=("late",), note="Sorry")
        self.assertEqual(self.sale.tag_ids.mapped("name"), ["late"])
        self.assertCarriedOut(40)

    def test_a_locked_order_is_changed_and_stays_locked(self):
        self.sale.action_lock()
        self.edit(chains(1), pads())
        self.assertCarriedOut(20)
        self.assertTrue(self.sale.locked)
        self.assertEqual(self.to_send(), {"CHAIN": 1, "PADS": 1})

    def test_more_goods_after_all_has_left_are_a_delivery_of_their_own(self):
        """So it is with an exchange: the old goods are gone, new ones are to go."""
        self.pick().button_validate()
        self.edit(chains(), pads(), line("3", "PADS", title="Other pads"))
        self.assertCarriedOut(50)
        self.assertEqual(self.to_send(), {"PADS": 1})

    # -- together with what was done here ----------------------------------------------

    def test_the_channels_price_stays_when_somebody_here_changes_the_quantity(self):
        """Odoo would take its own, 1.00, for any price that nobody typed in."""
        self.line_of("CHAIN").product_uom_qty = 2
        self.assertEqual(self.sale.amount_total, 30)

    def test_what_was_changed_here_besides_is_kept(self):
        self.line_of("PADS").price_unit = 9
        self.edit(chains(1), pads())
        self.assertCarriedOut(19)

    def test_what_was_changed_here_as_well_is_left_to_a_person(self):
        chain = self.line_of("CHAIN")
        chain.product_uom_qty = 2
        self.edit(chains(1), pads())
        self.assertEqual(chain.product_uom_qty, 2)
        self.assertTold("“Chain”: quantity 3 → 1", "it was changed here as well")

    def test_the_same_change_on_both_sides_is_none(self):
        chain = self.line_of("CHAIN")
        chain.product_uom_qty = 1
        self.edit(chains(1), pads())
        self.assertEqual((self.binding.state, chain.product_uom_qty), ("imported", 1))

    def test_an_address_that_was_corrected_here_is_kept(self):
        mine = self.sale.partner_shipping_id.copy({"street": "3 Back Alley"})
        self.sale.partner_shipping_id = mine
        self.edit(shipping=replace(HOME, street="2 Side St"))
        self.assertEqual(self.sale.partner_shipping_id, mine)
        self.assertIn("2 Side St", self.sale.activity_ids.note)

    # -- too late ----------------------------------------------------------------------

    def assertTold(self, *words):
        """One activity with the exact difference, and the order waits."""
        self.assertEqual((self.binding.state, self.binding.hold_codes), (
            "held", "changed"
        ))  # fmt: skip
        activity = self.sale.activity_ids
        self.assertEqual(activity.summary, "Changed on the channel")
        for word in words:
            self.assertIn(word, self.binding.hold_text)
            self.assertIn(word, activity.note)

    def test_a_change_during_picking_is_told_once_and_exactly(self):
        self.pick()
        self.edit(chains(1), pads())
        self.assertTold("“Chain”: quantity 3 → 1", "goods are being picked")
        self.assertEqual(self.to_send(), {"CHAIN": 3, "PADS": 1})
        self.edit(chains(2), pads(), note="Ring twice")
        self.assertTold("“Chain”: quantity 3 → 2")
        self.assertNotIn("3 → 1", self.sale.activity_ids.note)
        self.assertEqual(self.sale.channel_note, "Ring twice")

    def test_a_new_address_after_the_parcel_has_left(self):
        self.pick().button_validate()
        self.edit(shipping=replace(HOME, street="2 Side St"))
        self.assertTold("2 Side St", "goods have left")

    def test_an_invoiced_order_keeps_its_amounts_and_takes_the_address(self):
        self.sale._create_invoices().action_post()
        self.edit(chains(1), pads(), shipping=replace(HOME, zip="97202"))
        self.assertTold("quantity 3 → 1", "it is invoiced")
        self.assertEqual(self.sale.partner_shipping_id.zip, "97202")
        self.assertEqual(self.sale.amount_total, 40)

    def test_a_person_has_seen_to_it(self):
        self.pick()
        self.edit(chains(1), pads())
        self.binding.action_approve()
        self.drain()
        self.assertEqual(self.binding.state, "imported")
        self.edit(chains(1), pads(), note="And hurry")
        self.assertEqual(self.binding.state, "imported")

    # -- not as it should be -----------------------------------------------------------

    def test_a_change_that_does_not_add_up_is_not_made(self):
        self.edit(chains(1), pads(), total=money("20.01"))
        self.assertTold("“Chain”: quantity 3 → 1", "its total is 20.01 USD")
        self.assertEqual((self.sale.amount_total, self.to_send()["CHAIN"]), (40, 3))

    def test_an_unknown_product_waits_and_then_goes_on_by_itself(self):
        charged = chains(taxes=(tax("3.00"),))
        self.edit(charged, pads(), total=money(43))
        self.assertTold("Sales Tax 10 %")
        self.map_taxes(order(lines=[charged]))
        self.drain()
        self.assertEqual(self.sale.amount_total, 43)
        self.assertEqual(self.binding.state, "imported")

    def test_news_of_an_order_are_heard_while_it_waits_for_a_mapping(self):
        self.edit(chains(taxes=(tax("3.00"),)), pads(), total=money(43))
        theirs = self.env["sync.job"].search(self.binding._of_their_jobs())
        self.assertIn("order_wait", theirs.mapped("operation"))
        self.whole = later(self.whole, 9, cancelled_at=NOON, cancel_reason="customer")
        self.arrive(self.whole)
        self.assertEqual(self.sale.state, "cancel")
        waiting = self.env["sync.job"].search([("operation", "=", "order_wait")])
        self.assertEqual(set(waiting.mapped("status")), {"done"}, "it needs no tax now")

    def test_changes_come_twice_late_and_out_of_order(self):
        first = self.whole
        self.edit(chains(1), pads())
        second = self.whole
        self.edit(chains(2), pads())
        for document in (first, second, self.whole, second, first, self.whole):
            self.arrive(document)
        self.assertCarriedOut(30)
        self.assertEqual(self.to_send(), {"CHAIN": 2, "PADS": 1})
        self.assertEqual(len(self.binding.step_ids), 2)

    def test_an_order_that_was_held_keeps_its_sales_order_when_a_tax_is_unknown(self):
        """Not confirmed yet, it is made anew of each document; never a second one."""
        held = order("h", is_test=True)
        binding = self.arrive(held)
        sale = binding.order_id
        charged = later(held, lines=(line(taxes=(tax("1.00"),)),), total=money(11))
        self.arrive(charged)
        self.assertEqual((binding.state, binding.order_id), ("held", sale))
        self.map_taxes(charged)
        self.drain()
        self.assertEqual((binding.order_id, sale.amount_total), (sale, 11))


@tagged("post_install", "-at_install")
class TestOrderCarrier(OrderCase):
    """An order that goes by post, until the shop or the buyer chooses another way."""

    def setUp(self):
        super().setUp()
        self.fulfil()
        self.post, self.express, self.ours = (
            self.env["delivery.carrier"].create(
                {"name": name, "product_id": self.env.ref(PRODUCT).id}
            )
            for name in ("Post", "Express", "Our van")
        )
        self.map("carrier", "Post", self.post)
        self.map("carrier", "Express", self.express)
        self.whole = order(lines=[chains()], **self.by("Post"))
        self.binding = self.arrive(self.whole)
        self.sale = self.binding.order_id

    def by(self, title, ref="s", price=5):
        way = ShippingLine(ref, title, money(price))
        total = 30 + price
        return {
            "shipping_lines": (way,),
            "total": money(total),
            "payments": (paid_by("card", total),),
        }

    def choose(self, *way, **changes):
        self.whole = later(self.whole, **self.by(*way), **changes)
        self.arrive(self.whole)

    def carriers(self):
        return self.sale.carrier_id | self.sale.picking_ids.carrier_id

    def test_the_parcel_goes_by_the_new_carrier(self):
        self.assertEqual(self.carriers(), self.post)
        self.choose("Express", "s2", 9)
        self.assertEqual(self.carriers(), self.express)
        self.assertEqual((self.binding.state, self.sale.amount_total), ("imported", 39))
        self.assertIn("Shipping method: Post → Express", self.binding.step_ids.text)

    def test_a_carrier_that_was_chosen_here_stays_and_is_told(self):
        self.sale.carrier_id = self.ours
        self.choose("Express")
        self.assertEqual(self.sale.carrier_id, self.ours)
        self.assertEqual(self.binding.state, "held")
        self.assertIn("it was changed here as well", self.binding.hold_text)

    def test_goods_in_somebodys_hands_go_as_they_were_to(self):
        for move in self.sale.picking_ids.move_ids:
            move.write({"quantity": 3, "picked": True})
        self.choose("Express")
        self.assertEqual(self.carriers(), self.post)
        self.assertIn("goods are being picked", self.binding.hold_text)

    def test_a_way_that_nobody_has_mapped_waits_and_goes_on_by_itself(self):
        self.choose("Drone")
        self.assertIn("“Drone” is not mapped", self.binding.hold_text)
        self.map("carrier", "Drone", self.ours)
        self.drain()
        self.assertEqual((self.binding.state, self.carriers()), ("imported", self.ours))
