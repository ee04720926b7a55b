"""An unknown tax of a channel stands beside the tax of Odoo that it probably is."""

from odoo.tests import tagged

from .orders_common import OrderCase, line, order, tax


@tagged("post_install", "-at_install")
class TestTaxSuggestion(OrderCase):
    def waiting(self, **more):
        """The mapping that an order with a tax of 10 % waits for."""
        self.arrive(order("1", lines=[line(taxes=(tax("1.00", **more),))]))
        return self.env["integration.mapping"].search([("kind", "=", "tax")])

    def a_tax(self, name, rate=10.0, how="tax_excluded", **more):
        values = {"name": name, "amount": rate, "price_include_override": how}
        return self.env["account.tax"].create(values | more)

    def test_the_one_tax_of_the_rate_in_the_country_is_suggested(self):
        self.a_tax("Other rate", rate=9.5)
        self.a_tax("Inside of the price", how="tax_included")
        self.a_tax("Of purchases", type_tax_use="purchase")
        state = self.a_tax("State")
        mapping = self.waiting()
        self.assertEqual(mapping.suggestion, "State")
        mapping.action_accept_suggestion()
        self.assertEqual(mapping._target(), state)
        self.drain()
        binding = self.bindings.search([("name", "=", "#1")])
        self.assertEqual(binding.order_id.order_line.tax_ids, state)

    def test_of_two_with_the_rate_the_one_with_the_name_is_suggested(self):
        self.a_tax("State")
        mapping = self.waiting()
        named = self.a_tax(mapping.label)
        self.assertEqual(mapping.suggested_id, named.id)

    def test_of_two_with_the_rate_and_other_names_none_is_suggested(self):
        self.a_tax("State")
        self.a_tax("City")
        self.assertFalse(self.waiting().suggestion)

    def test_the_name_alone_suggests_no_tax_of_another_rate(self):
        mapping = self.waiting()
        self.a_tax(mapping.label, rate=11.0)
        self.assertFalse(mapping.suggestion)
