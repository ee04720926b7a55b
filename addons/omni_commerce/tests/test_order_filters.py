"""Orders that are none of ours: left out with a reason, and looked at again."""

from dataclasses import replace

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..documents import Fulfilment, Paid
from .orders_common import HOME, OrderCase, later, order


@tagged("post_install", "-at_install")
class TestOrderFilters(OrderCase):
    def leave_out(self, **conditions):
        return self.env["integration.order.filter"].create(
            {
                "connection_id": self.connection.id,
                "name": "Somebody else ships it",
                **conditions,
            }
        )

    def states(self, *orders):
        return self.arrive(*orders).mapped("state")

    def test_it_is_on_a_list_with_the_reason_and_nothing_is_made_of_it(self):
        self.leave_out(tags="3PL, other")
        binding = self.arrive(order(tags=("vip", "3pl")))
        self.assertEqual(
            (binding.state, binding.hold_text), ("skipped", "Somebody else ships it")
        )
        self.assertFalse(binding.order_id)
        self.assertFalse(binding.partner_id, "nor a customer")
        action = self.connection.action_open_skipped()
        self.assertIn("search_default_skipped", action["context"])
        self.assertEqual(self.connection.skipped_count, 1)

    def test_by_channel_payment_risk_and_country(self):
        german = replace(HOME, country_code="DE", state_code="")
        for condition, odd in (
            ({"channels": "pos"}, {"channel": "POS"}),
            ({"paid": "pending"}, {"paid": Paid.PENDING}),
            ({"risk": "high"}, {"risk": "high"}),
            (
                {"country_ids": self.env.ref("base.de").ids},
                {"shipping": german, "billing": german},
            ),
        ):
            rule = self.leave_out(**condition)
            [name] = condition
            found = self.states(order(f"{name}-odd", **odd), order(f"{name}-ours"))
            self.assertEqual(found, ["skipped", "imported"], name)
            rule.active = False

    def test_by_the_location_where_it_was_sold_or_that_sends_it(self):
        paris = self.env["integration.location"].create(
            {
                "connection_id": self.connection.id,
                "external_ref": "paris",
                "name": "Paris",
            }
        )
        self.leave_out(location_ids=paris.ids)
        sent = Fulfilment("f1", "open", (("1", 1),), location_ref="paris")
        self.assertEqual(
            self.states(
                order("a", location_ref="paris"),
                order("b", fulfilments=(sent,)),
                order("c", location_ref="here"),
            ),
            ["skipped", "skipped", "imported"],
        )

    def test_all_that_a_rule_says_has_to_be_true(self):
        self.leave_out(tags="3pl", channels="web")
        self.assertEqual(
            self.states(
                order("a", tags=("3pl",), channel="web"),
                order("b", tags=("3pl",), channel="pos"),
            ),
            ["skipped", "imported"],
        )

    def test_a_rule_can_name_the_only_ones_that_are_ours(self):
        self.leave_out(mode="only", channels="web")
        self.leave_out(mode="only", channels="pos")
        self.leave_out(tags="3pl")
        self.assertEqual(
            self.states(
                order("a", channel="web"),
                order("b", channel="pos"),
                order("c", channel="amazon"),
                order("d", channel="web", tags=("3pl",)),
            ),
            ["imported", "imported", "skipped", "skipped"],
        )

    def test_when_the_rule_changes_they_come_in_after_all(self):
        rule = self.leave_out(tags="3pl")
        binding = self.arrive(order(tags=("3pl",)))
        rule.tags = "other"
        self.drain()
        self.assertEqual(binding.state, "imported")
        self.assertTrue(binding.order_id)

    def test_an_order_that_becomes_ours_over_there_comes_in(self):
        self.leave_out(paid="pending")
        whole = order(paid=Paid.PENDING)
        binding = self.arrive(whole)
        self.assertEqual(binding.state, "skipped")
        self.arrive(later(whole, paid=Paid.PAID))
        self.assertEqual(binding.state, "imported")

    def test_what_was_made_here_stays_here(self):
        whole = order()
        binding = self.arrive(whole)
        self.leave_out(tags="3pl")
        self.arrive(later(whole, tags=("3pl",)))
        self.assertEqual(binding.state, "imported")

    def test_a_rule_that_says_nothing_would_leave_out_everything(self):
        with self.assertRaisesRegex(ValidationError, "says nothing about orders"):
            self.leave_out()
