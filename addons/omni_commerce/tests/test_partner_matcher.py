"""Who bought: by rules in a fixed order, and never by overwriting anybody."""

from dataclasses import replace

from odoo.tests import tagged

from ..documents import Customer
from .orders_common import HOME, OrderCase, later, order


@tagged("post_install", "-at_install")
class TestPartnerMatcher(OrderCase):
    def customer(self, number, **person):
        return self.arrive(order(number, customer=Customer(**person)))

    def test_a_new_customer_is_made_and_known_from_then_on(self):
        first = self.customer("a", ref="c1", email="ada@example.org", first_name="Ada")
        again = self.customer("b", ref="c1", email="new-address@example.org")
        self.assertEqual(again.partner_id, first.partner_id)
        self.assertEqual(first.partner_why, "new customer")
        self.assertEqual(again.partner_why, "account over there")
        self.assertEqual(first.partner_id.email, "ada@example.org")
        self.assertEqual(first.partner_id.channel_names, self.connection.name)

    def test_an_e_mail_finds_a_contact_and_changes_nothing_of_it(self):
        known = self.env["res.partner"].create(
            {"name": "A. Rider", "email": "Ada@Example.org", "street": "Old St"}
        )
        binding = self.customer("a", email="ada@example.org", first_name="Ada")
        self.assertEqual(binding.partner_id, known)
        self.assertEqual((known.name, known.street), ("A. Rider", "Old St"))
        delivery = binding.order_id.partner_shipping_id
        self.assertEqual(delivery.parent_id, known)
        self.assertEqual(delivery.street, HOME.street)

    def test_of_several_with_one_e_mail_the_oldest_is_taken_and_told(self):
        contacts = self.env["res.partner"].create(
            [{"name": n, "email": "ada@example.org"} for n in ("First", "Second")]
        )
        binding = self.customer("a", email="ada@example.org")
        self.assertEqual(binding.partner_id, contacts[0])
        self.assertEqual(binding.partner_why, "e-mail (oldest of 2 contacts)")

    def test_a_company_is_found_by_its_vat_number_before_any_e_mail(self):
        company, person = self.env["res.partner"].create(
            [
                {"name": "Moto AG", "is_company": True, "vat": "DE123456788"},
                {"name": "Ada", "email": "ada@moto.example"},
            ]
        )
        binding = self.customer("a", email="ada@moto.example", vat="DE 123456788")
        self.assertEqual(binding.partner_id, company)
        self.assertNotEqual(binding.partner_id, person)

    def test_a_company_account_over_there_is_a_company_here(self):
        first = self.customer(
            "a", ref="c1", company_ref="k9", company="Moto AG", email="a@moto.example"
        )
        self.assertTrue(first.partner_id.is_company)
        second = self.customer("b", ref="c2", company_ref="k9", email="b@moto.example")
        self.assertEqual(second.partner_id, first.partner_id)
        self.assertEqual(second.partner_why, "company account")

    def test_a_guest_without_e_mail_is_found_by_phone_or_address(self):
        one = self.arrive(order("a", customer=Customer(phone="+1 503-555-0100")))
        two = self.arrive(order("b", customer=Customer(phone="1 (503) 5550100")))
        self.assertEqual(two.partner_id, one.partner_id)
        self.assertEqual(two.partner_why, "phone")
        elsewhere = replace(HOME, street="9 Side Rd")
        nameless = [
            self.arrive(order(ref, customer=None, billing=elsewhere))
            for ref in ("c", "d")
        ]
        self.assertEqual(nameless[0].partner_id, nameless[1].partner_id)
        self.assertEqual(nameless[1].partner_why, "name and address")

    def test_a_person_who_buys_twice_in_a_batch_is_one_contact(self):
        person = Customer(email="ada@example.org", first_name="Ada")
        pair = self.arrive(order("a", customer=person), order("b", customer=person))
        self.assertEqual(len(pair.partner_id), 1)

    def test_a_number_that_is_none_makes_nobody_the_same_person(self):
        guest = {"customer": Customer(phone="0"), "shipping": None}
        elsewhere = replace(HOME, name="Bo Driver", street="9 Side Rd")
        pair = self.arrive(order("a", **guest), order("b", **guest, billing=elsewhere))
        self.assertEqual(len(pair.partner_id), 2)

    def test_strangers_of_whom_nothing_is_known_are_not_taken_for_one(self):
        nothing = {"customer": None, "billing": None, "shipping": None}
        whole = order("a", **nothing)
        pair = self.arrive(whole, order("b", **nothing))
        self.assertEqual(len(pair.partner_id), 2)
        stranger = pair[0].partner_id
        self.arrive(later(whole, note="ring twice"))
        self.assertEqual(pair[0].order_id.partner_id, stranger)

    def test_addresses_are_reused_by_their_content(self):
        work = replace(HOME, street="5  Work  Ave", name="ada rider")
        person = Customer(email="ada@example.org")
        first = self.arrive(order("a", customer=person, shipping=work))
        same = replace(work, street="5 work ave", name="Ada Rider")
        second = self.arrive(order("b", customer=person, shipping=same))
        there = first.order_id.partner_shipping_id
        self.assertEqual(second.order_id.partner_shipping_id, there)
        self.assertEqual((there.type, there.parent_id), ("delivery", first.partner_id))
        self.assertEqual(first.order_id.partner_invoice_id, first.partner_id)

    def test_an_address_that_was_corrected_here_is_not_taken_for_the_old_one(self):
        work = replace(HOME, street="5 Work Ave")
        person = Customer(email="ada@example.org")
        first = self.arrive(order("a", customer=person, shipping=work))
        first.order_id.partner_shipping_id.street = "7 New Place"
        second = self.arrive(order("b", customer=person, shipping=work))
        self.assertEqual(second.order_id.partner_shipping_id.street, "5 Work Ave")

    def test_a_contact_of_another_company_is_not_taken(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.env["res.partner"].create(
            {"name": "X", "email": "ada@example.org", "company_id": other.id}
        )
        binding = self.customer("a", email="ada@example.org")
        self.assertNotEqual(binding.partner_id, stranger)

    def test_a_customer_chosen_by_hand_is_kept_for_later_orders(self):
        whole = order("a", customer=Customer(ref="c1", email="ada@example.org"))
        binding = self.arrive(whole)
        chosen = self.env["res.partner"].create({"name": "The right one"})
        binding.partner_choice_id = chosen
        self.arrive(later(whole, note="x"))
        self.assertEqual(binding.order_id.partner_id, chosen)
