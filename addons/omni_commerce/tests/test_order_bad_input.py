"""What no shop should send and some shop will: a clear state, a clear reason,
nothing half-written."""

from dataclasses import replace
from decimal import Decimal

from odoo.tests import tagged

from ..documents import Address, Customer, Refund
from .orders_common import HOME, NOON, OrderCase, later, line, money, order, paid_by


@tagged("post_install", "-at_install")
class TestOrderBadInput(OrderCase):
    def assertHeld(self, binding, code, words):
        """It waits and says why; there is no sales order, nor a new customer."""
        self.assertEqual((binding.state, binding.hold_codes), ("held", code))
        self.assertIn(words, binding.hold_text)
        self.assertFalse(binding.order_id)

    def test_an_order_without_lines(self):
        self.assertHeld(self.arrive(order(lines=[], total=0)), "empty", "no lines")

    def test_a_negative_quantity(self):
        binding = self.arrive(order(lines=[line(quantity=-1)]))
        self.assertHeld(binding, "lines", "negative quantity")

    def test_an_unknown_currency(self):
        odd = money(10, "XTS")
        binding = self.arrive(order(lines=[line(price=odd)], total=odd))
        self.assertHeld(binding, "currency", "XTS")

    def test_three_hundred_lines(self):
        lines = [line(str(n), price="1.01") for n in range(300)]
        binding = self.arrive(order(lines=lines))
        self.assertEqual(len(binding.order_id.order_line), 300)
        self.assertEqual(binding.order_id.amount_total, 303)
        self.assertEqual(binding.proof_state, "proven")

    def test_two_lines_of_one_reference(self):
        binding = self.arrive(order(lines=[line("7"), line("7", "PADS")]))
        self.assertHeld(binding, "lines", "same reference “7”")

    def test_a_total_that_does_not_add_up(self):
        """It is recorded, so that people can look, and never passes for proven."""
        binding = self.arrive(order(total="12.34"))
        self.assertEqual((binding.state, binding.proof_state), ("held", "unproven"))
        self.assertIn("make 10 USD, its total is 12.34 USD", binding.hold_text)
        self.assertIn("12.34 USD", binding.proof_html)

    def test_amounts_in_two_currencies_at_once(self):
        binding = self.arrive(order(lines=[line(price=money(10, "EUR"))], total=10))
        self.assertEqual(binding.proof_state, "unproven")
        self.assertIn("is in EUR, the total in USD", binding.hold_text)

    def test_an_address_without_a_country(self):
        bare = Address(name="Ada Rider", street="Main St", city="Portland")
        binding = self.arrive(order(billing=bare, shipping=bare))
        self.assertEqual(binding.state, "imported")
        self.assertFalse(binding.order_id.partner_shipping_id.country_id)

    def test_an_unknown_country_and_state(self):
        odd = replace(HOME, country_code="ZZ", state_code="QQ")
        binding = self.arrive(order(billing=odd, shipping=odd))
        self.assertEqual(binding.state, "imported")

    def test_no_address_at_all(self):
        binding = self.arrive(order(billing=None, shipping=None))
        self.assertEqual(binding.order_id.partner_id.name, "Ada Rider")

    def test_emoji_right_to_left_and_unstorable_text(self):
        """PostgreSQL knows no NUL and no half characters; markup is text."""
        odd = "🏍️ عادل <b>x</b> \x00\ud83d"
        binding = self.arrive(
            order(
                lines=[line(title=odd, properties=((odd, odd),))],
                billing=replace(HOME, name=odd),
                note=odd,
                tags=(odd,),
            )
        )
        sale = binding.order_id
        self.assertIn("🏍️ عادل <b>x</b>", sale.order_line.name)
        self.assertIn("🏍️ عادل", sale.partner_id.name)
        self.assertIn("&lt;b&gt;", binding.proof_html)

    def test_a_note_of_ten_thousand_characters(self):
        binding = self.arrive(order(note="x" * 10_000))
        self.assertEqual(len(binding.order_id.channel_note), 10_000)

    def test_a_customer_who_is_archived(self):
        self.env["res.partner"].create(
            {"name": "Old Ada", "email": "o1@example.org", "active": False}
        )
        binding = self.arrive(order())
        self.assertHeld(binding, "customer", "Old Ada, who is archived")

    def test_a_customer_who_works_here(self):
        user = self.env["res.users"].create(
            {"name": "Sam", "login": "sam", "email": "o1@example.org"}
        )
        binding = self.arrive(order())
        self.assertHeld(binding, "customer", "Sam, who is a user")
        binding.partner_choice_id = other = user.partner_id.copy({"email": False})
        binding.action_process()
        self.drain()
        self.assertEqual(binding.order_id.partner_id, other)
        self.assertEqual(binding.partner_why, "chosen by hand")

    def test_a_buyer_of_whom_nothing_is_known(self):
        binding = self.arrive(order(customer=None, billing=None, shipping=None))
        self.assertEqual(binding.state, "imported")
        self.assertEqual(binding.order_id.partner_id.name, "#o1")

    def test_a_refund_before_its_order(self):
        """The refund is read with the whole order, so that it is never an orphan."""
        refund = Refund("r1", NOON, adjustments=(("goodwill", money(1)),))
        self.connection.order_policy = "fulfil"
        binding = self.arrive(order(refunds=(refund,)))
        self.assertEqual((binding.state, binding.hold_codes), ("held", "refunded"))
        self.assertEqual(binding._document().refunds, (refund,))
        self.assertFalse(binding.order_id.picking_ids)

    def test_a_product_that_changed_company(self):
        """It was matched when it was ours; now nobody may sell it here."""
        other = self.env["res.company"].create({"name": "Other"})
        self.env["integration.variant.binding"].create(
            {
                "connection_id": self.connection.id,
                "external_ref": "v7",
                "product_id": self.chain.id,
            }
        )
        self.chain.company_id = other
        by_sku = self.arrive(order("s"))
        self.assertHeld(by_sku, "product", "No product has the SKU “CHAIN”")
        by_match = self.arrive(order("m", lines=[line(variant_ref="v7")]))
        self.assertHeld(by_match, "product", "belongs to Other")

    def test_a_product_that_changed_company_after_the_order_was_made(self):
        self.fulfil()
        whole = order(payments=(paid_by("card", 10),))
        binding = self.arrive(whole)
        other = self.env["res.company"].create({"name": "Other"})
        self.env.cr.execute(
            "UPDATE product_template SET company_id = %s WHERE id = %s",
            [other.id, self.chain.product_tmpl_id.id],
        )
        self.env.invalidate_all()
        self.arrive(later(whole, lines=(line(quantity=3),), total=money(30)))
        self.assertEqual((binding.state, binding.hold_codes), ("held", "changed"))
        self.assertIn("quantity 1 → 3", binding.hold_text)
        self.assertEqual(binding.order_id.amount_total, 10)

    def test_bad_orders_do_not_disturb_the_good_ones_of_their_batch(self):
        binding = self.arrive(
            order("a"),
            order("b", lines=[], total=0),
            order("c", lines=[line(quantity=Decimal(-2))]),
            order("d"),
        )
        self.assertEqual(
            binding.mapped("state"), ["imported", "held", "held", "imported"]
        )

    def test_what_odoo_refuses_is_marked_with_its_reason(self):
        """A rule of this company that the import cannot know, met by one of four."""
        company = self.connection.company_id
        other = self.env["res.company"].create({"name": "Other"})
        self.env["integration.partner.binding"].create(
            {
                "connection_id": self.connection.id,
                "external_ref": "c9",
                "partner_id": self.env["res.partner"]
                .create({"name": "Foreign", "company_id": other.id})
                .id,
            }
        )
        foreign = Customer(ref="c9", email="c9@example.org")
        binding = self.arrive(
            order("a"), order("bad", customer=foreign), order("c"), order("d")
        )
        self.assertEqual(
            binding.mapped("state"), ["imported", "failed", "imported", "imported"]
        )
        self.assertIn(company.name, binding[1].hold_text)
        self.assertFalse(binding[1].order_id)
