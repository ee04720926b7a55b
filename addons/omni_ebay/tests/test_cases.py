"""Returns and payment disputes: read, shown on the order, answered in time."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.omni_ebay.client.scopes import PERMISSIONS

from .test_orders import OrderCase

SCOPE = "https://api.ebay.com/oauth/api_scope"
DISPUTE = "sell.payment.dispute"


@tagged("post_install", "-at_install")
class TestCases(OrderCase):
    def order(self):
        return self.read(self.sold()).order_id

    def opened(self, what, order, **more):
        self.remote.act("ebay", f"open-{what}", order_id=order.channel_ref, **more)
        self.look()
        return order.channel_case_ids

    def look(self):
        self.enqueue("case_poll")
        self.settle()

    def asked(self, order):
        return order.activity_ids.filtered(
            lambda activity: activity.summary.startswith("Answer the shop")
        )

    def test_a_return_is_told_on_its_order_with_the_day_to_answer(self):
        order = self.order()
        case = self.opened("return", order, reason="DOES_NOT_FIT")
        self.assertEqual((case.kind, case.reason), ("return", "Does not fit"))
        self.assertEqual(order.channel_open_case_id, case)
        self.assertEqual(self.asked(order).date_deadline, case.respond_by.date())
        self.look()
        self.assertEqual(len(self.asked(order)), 1)
        told = order.message_ids.filtered(lambda m: "Does not fit" in (m.body or ""))
        self.assertEqual(len(told), 1, "however often it is read")

    def test_a_return_that_is_accepted_asks_no_more(self):
        order = self.order()
        case = self.opened("return", order)
        case.action_accept()
        self.settle()
        there = self.remote.platform.seller().returns[case.external_ref]
        self.assertEqual(there["status"], "READY_FOR_SHIPPING")
        self.assertEqual(case.state, "Item ready to ship")
        self.assertTrue(case.is_open)
        self.assertFalse(self.asked(order))
        with self.assertRaisesRegex(UserError, "answered already"):
            case.action_accept()

    def test_a_dispute_is_contested_by_what_the_seller_says(self):
        order = self.order()
        case = self.opened("dispute", order)
        self.assertTrue(case.amount.endswith(" USD"))
        case.our_note = "Delivered on Monday."
        case.action_contest()
        self.settle()
        there = self.remote.platform.seller().disputes[case.external_ref]
        self.assertEqual(there["sellerResponse"], "SELLER_CONTEST")
        self.assertEqual(there["note"], "Delivered on Monday.")
        self.assertEqual((case.state, case.can_contest), ("Open", False))
        self.assertFalse(self.asked(order))

    def test_a_dispute_that_changed_meanwhile_is_read_again_and_not_lost(self):
        case = self.opened("dispute", self.order())
        self.remote.platform.seller().disputes[case.external_ref]["revision"] = 5
        case.action_accept()
        self.settle()
        self.assertEqual(case.revision, 5)
        self.assertTrue(case.problem)
        case.action_accept()
        self.settle()
        self.assertEqual((case.is_open, case.problem), (False, False))

    def test_only_operators_answer(self):
        case = self.opened("dispute", self.order())
        clerk = new_test_user(
            self.env, "clerk2", groups="base.group_user,sales_team.group_sale_manager"
        )
        with self.assertRaises(AccessError):
            case.with_user(clerk).action_accept()

    def allow_all_but(self, *forbidden):
        scopes = [f"{SCOPE}/{one.scope}" for one in PERMISSIONS]
        kept = [one for one in scopes if not one.endswith(forbidden)]
        kept += [SCOPE, f"{SCOPE}/commerce.identity.readonly"]
        tokens = self.remote.act("ebay", "issue-token", scopes=kept)
        self.env["integration.credential"]._store_many(
            self.connection, {"refresh_token": (tokens["refresh_token"], None)}
        )
        self.enqueue("token_renew")
        self.settle()

    def test_a_missing_permission_is_named_with_what_it_switches_off(self):
        self.allow_all_but(DISPUTE, "sell.finances", "sell.account")
        with self.at_a_button():
            self.connection.action_check()
        text = self.connection.ebay_forbidden_text
        self.assertIn("Payouts and refunds (sell.finances)", text)
        self.assertIn("Payment disputes", text)
        self.assertNotIn("orders", text)
        self.assertEqual(self.connection.state, "connected")

    def test_without_the_permission_for_disputes_returns_are_read_all_the_same(self):
        order = self.order()
        self.allow_all_but(DISPUTE)
        case = self.opened("return", order)
        self.assertEqual(case.kind, "return")
        self.assertEqual(self.connection.state, "connected")
