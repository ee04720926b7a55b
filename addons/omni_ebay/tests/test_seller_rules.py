"""What a seller decides once for all channels holds for eBay: orders, unknown parts,
pieces kept back, and the daily check."""

from datetime import timedelta

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .test_orders import OrderCase, StockOnEbay


@tagged("post_install", "-at_install")
class TestOrderRules(OrderCase):
    def test_an_order_is_only_recorded_where_the_seller_wants_to_look_first(self):
        self.connection.order_policy = "visibility"
        order = self.read(self.sold()).order_id
        self.assertFalse(order.picking_ids)
        self.assertFalse(order.order_line.move_ids, "no stock is moved")
        order.action_take_over()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_part_that_odoo_does_not_know_holds_the_order(self):
        binding = self.read(self.seller.sold(self.listed())["orderId"])
        self.assertEqual(binding.state, "held")
        self.assertFalse(binding.order_id.picking_ids)

    def test_a_part_that_odoo_does_not_know_becomes_a_product(self):
        self.connection.unknown_sku = "create"
        sku = self.listed()
        order = self.read(self.seller.sold(sku)["orderId"]).order_id
        self.assertIn(sku, order.order_line.product_id.mapped("default_code"))
        self.assertEqual(order.state, "sale", order.channel_hold_text)

    def test_each_company_sees_its_own_seller_alone(self):
        ours = self.read(self.sold())
        self.assertEqual(ours.order_id.company_id, self.connection.company_id)
        self.remote.act("ebay", "open-return", order_id=ours.external_ref)
        self.enqueue("case_poll")
        self.enqueue("ebay_policy_import")
        self.settle()
        other = self.env["res.company"].create({"name": "Other Parts"})
        clerk = new_test_user(
            self.env,
            "other_clerk",
            groups="omni_core.group_operator",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        for model in ("integration.case", "ebay.policy", "integration.order.binding"):
            records = self.env[model]
            self.assertTrue(records.search([]), model)
            self.assertFalse(records.with_user(clerk).search([]), model)


@tagged("post_install", "-at_install")
class TestStockRules(StockOnEbay):
    def test_pieces_that_are_kept_back_are_not_offered_on_ebay(self):
        self.connection.buffer_fixed = 2
        self.has(7)
        self.assertEqual(self.there(), 5)
        self.connection.buffer_maximum = 3
        self.has(8)
        self.assertEqual(self.there(), 3)

    def test_the_daily_check_finds_what_somebody_changed_on_ebay(self):
        self.has(7)
        for level in self.env["integration.stock.level"].search([]):
            level.pushed_at -= timedelta(hours=1)
        item = self.remote.platform.seller().items[self.sku]
        item["availability"]["shipToLocationAvailability"]["quantity"] = 99
        self.enqueue("stock_audit")
        self.settle()
        finding = self.env["integration.stock.finding"].search(
            [("binding_id", "=", self.binding.id)]
        )
        self.assertEqual((finding.expected, finding.actual), (7, 99))
        finding.action_heal()
        self.settle()
        self.assertEqual(self.there(), 7)
