"""Forgetting a customer: contacts, orders and what was said, as far as one may."""

import json

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .. import documents as doc
from .orders_common import OrderCase, later, order

EMAIL, PHONE = "ada@example.org", "+1 503 555 0100"


def of_ada(ref="o1", **more):
    ada = doc.Customer("c-4711", EMAIL, PHONE, "Ada", "Rider")
    return order(ref, customer=ada, note="Ring twice", **more)


@tagged("post_install", "-at_install")
class TestForgettingCustomers(OrderCase):
    def forget(self, **person):
        person = person or {"emails": [EMAIL]}
        evidence = self.connection._forget_person(reason="Letter 7", **person)
        self.env.invalidate_all()
        return evidence

    def everything(self, *records):
        return json.dumps([record.read() for record in records], default=str)

    def test_a_customer_is_gone_from_contacts_orders_and_calls(self):
        binding = self.arrive(of_ada())
        partner = binding.partner_id
        evidence = self.forget()
        counts = (evidence.partner_count, evidence.kept_count, evidence.order_count)
        self.assertEqual(counts, (1, 0, 1))
        for word in (EMAIL, PHONE, "Ada", "1 Main St", "Ring twice"):
            self.assertNotIn(word, self.everything(binding, partner, evidence), word)
        self.assertFalse(partner.active)
        self.assertFalse(partner.channel_binding_ids)

    def test_nor_does_it_stand_in_the_document_that_its_order_was_made_of(self):
        self.connection.order_policy = "fulfil"
        binding = self.arrive(of_ada())
        newer = later(of_ada(), tags=("vip",))
        binding._takes(newer, self.bindings._staged_vals(newer, False), False)
        self.assertIn(EMAIL, json.dumps(binding.base_document))
        self.forget()
        self.assertNotIn(EMAIL, self.everything(binding))

    def test_the_order_itself_stays_with_its_lines_and_its_proof(self):
        binding = self.arrive(of_ada())
        self.forget()
        self.assertEqual(binding.order_id.amount_total, 10)
        self.assertEqual(len(binding._document().lines), 1)
        self.assertEqual(binding.proof_state, "proven")

    def test_the_number_over_there_is_enough(self):
        binding = self.arrive(of_ada())
        self.assertEqual(self.forget(refs=["c-4711"]).order_count, 1)
        self.assertNotIn(EMAIL, self.everything(binding))

    def test_a_guest_without_a_phone_is_forgotten_too(self):
        self.arrive(order("o3"))
        self.assertEqual(self.forget(emails=["o3@example.org"]).partner_count, 1)

    def test_what_the_books_need_is_kept(self):
        binding = self.arrive(of_ada())
        partner = binding.partner_id
        line = {"name": "Chain", "price_unit": 10, "tax_ids": []}
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_line_ids": [(0, 0, line)],
            }
        )
        move.action_post()
        evidence = self.forget()
        self.assertEqual((evidence.partner_count, evidence.kept_count), (0, 1))
        self.assertEqual(partner.name, "Ada Rider")
        self.assertNotIn("1 Main St", self.everything(binding))

    def test_a_customer_of_another_shop_stays_its_customer(self):
        partner = self.arrive(of_ada()).partner_id
        other = self.make_connection(name="Other")
        self.env["integration.partner.binding"].create(
            {"connection_id": other.id, "external_ref": "x", "partner_id": partner.id}
        )
        self.assertEqual(self.forget().kept_count, 1)
        self.assertTrue(partner.active)

    def test_others_are_left_alone(self):
        other = self.arrive(order("o2"))
        self.arrive(of_ada())
        before = self.everything(other.partner_id)
        self.forget()
        self.assertEqual(self.everything(other.partner_id), before)
        self.assertIn("customer", other.document)

    def test_forgetting_twice_finds_nothing_the_second_time(self):
        self.arrive(of_ada())
        self.forget()
        again = self.forget()
        self.assertEqual((again.partner_count, again.order_count), (0, 0))

    def test_a_person_looks_first_and_then_forgets(self):
        self.arrive(of_ada())
        wizard = self.env["integration.forget"].create(
            {"email": EMAIL, "reason": "Letter 7"}
        )
        self.assertIn("Contacts: 1", wizard.found)
        self.assertIn("Orders: 1", wizard.found)
        wizard.action_forget()
        wizard.invalidate_recordset(["found"])
        self.assertNotIn("Orders", wizard.found)

    def test_only_administrators_forget(self):
        clerk = new_test_user(self.env, "clerk", "omni_core.group_operator")
        with self.assertRaises(AccessError):
            self.env["integration.forget"].with_user(clerk).create({"reason": "x"})
