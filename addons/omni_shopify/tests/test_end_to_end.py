"""From the buyer's click to Odoo, and from Odoo's shelf to the store."""

from odoo.tests import HttpCase, tagged

from odoo.addons.omni_commerce.models import integration_stock_change

from .common import PostCase, ShopifyCase

DELETE = """mutation Delete($id: ID!) {
  productDelete(input: { id: $id }) {
    deletedProductId userErrors { field message }
  }
}"""


@tagged("post_install", "-at_install")
class TestOrdersArrive(PostCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.enqueue("webhook_check")
        self.settle()
        self.product = self.merchant.product("CHAIN-1")

    def test_an_order_arrives_by_webhook(self):
        made = self.merchant.order(self.product, quantity=2)
        self.assertEqual(set(self.deliver()), {200})
        self.settle()
        self.assertEqual(self.orders()[made["id"]].name, made["name"])

    def test_events_that_come_twice_or_late_make_one_order(self):
        made = self.merchant.order(self.product)
        self.remote.settle()
        post = list(self.ear.heard)
        self.deliver()
        self.ear.heard[:] = reversed(post)
        self.deliver()
        self.settle()
        self.assertEqual(list(self.orders()), [made["id"]])

    def test_an_order_whose_webhook_was_lost_is_found_by_the_poll(self):
        self.connection.orders_polled_until = "2020-01-01"
        made = self.merchant.order(self.product)
        self.remote.settle()
        self.ear.heard.clear()  # lost
        self.enqueue("order_poll")
        self.settle()
        self.assertIn(made["id"], self.orders())

    def test_a_throttled_store_delays_an_order_and_loses_none(self):
        made = self.merchant.order(self.product)
        self.remote.fault("throttle", platform="shopify", times=1)
        self.deliver("orders/create")
        self.settle()
        self.assertIn(made["id"], self.orders())

    def test_a_cancelled_order_is_known_as_cancelled(self):
        made = self.merchant.order(self.product)
        self.deliver()
        self.settle()
        self.remote.act(
            "shopify", "cancel-order", shop=self.merchant.shop, name=made["name"]
        )
        self.deliver()
        self.settle()
        self.assertTrue(self.orders()[made["id"]].document["cancelled_at"])

    def test_an_order_becomes_a_sales_order_of_the_same_total(self):
        self.env["product.product"].create(
            {"name": "Chain", "default_code": "CHAIN-1", "is_storable": True}
        )
        made = self.merchant.order(self.product, quantity=2)
        self.deliver()
        self.settle()
        order = self.orders()[made["id"]]
        self.assertEqual(order.state, "imported", order.hold_text)
        self.assertEqual(order.order_id.amount_total, 50.0)
        self.assertEqual(order.order_id.order_line.product_id.default_code, "CHAIN-1")

    def test_a_product_that_the_store_deleted_does_not_fail_its_order(self):
        chain = self.env["product.product"].create(
            {"name": "Chain", "default_code": "CHAIN-1", "is_storable": True}
        )
        made = self.merchant.order(self.product, quantity=2)
        self.merchant.do(DELETE, id=self.product["id"])
        self.deliver()
        self.settle()
        order = self.orders()[made["id"]]
        self.assertEqual(order.state, "imported", order.hold_text)
        self.assertEqual(order.order_id.order_line.product_id, chain)


@tagged("post_install", "-at_install")
class TestStockGoesOut(PostCase, HttpCase):
    def setUp(self):
        super().setUp()
        sku = f"CHAIN-{self._testMethodName[-20:]}"  # the store outlives the test
        self.product = self.env["product.product"].create(
            {"name": "Chain", "default_code": sku, "is_storable": True}
        )
        there = self.merchant.product(sku, stock=10)
        self.item = there["variants"]["nodes"][0]["inventoryItem"]["id"]
        self.enqueue("location_import")
        self.enqueue("product_poll")
        self.settle()
        warehouse = self.env["stock.warehouse"].search([], limit=1)
        self.shelf = warehouse.lot_stock_id
        place = self.env["integration.location"].search(
            [
                ("connection_id", "=", self.connection.id),
                ("external_ref", "=", self.merchant.locations()[0]),
            ]
        )
        place.location_ids = self.shelf
        self.connection.stock_push = True

    def put(self, quantity):
        self.env["stock.quant"]._update_available_quantity(
            self.product, self.shelf, quantity
        )
        # The end of a transaction: what changed is told after it.
        self.env.cr.flush()
        with self.enter_registry_test_mode():
            self.env.cr.postcommit.run()
        integration_stock_change._covered_until.clear()
        self.settle()

    def test_the_listing_is_matched_by_its_sku(self):
        self.assertEqual(self.product.channel_listing_ids.stock_ref, self.item)

    def test_what_changes_on_the_shelf_changes_in_the_store(self):
        self.put(7)
        self.assertEqual(self.merchant.available(self.item), 7)
        self.put(-3)
        self.assertEqual(self.merchant.available(self.item), 4)

    def test_the_stock_of_the_store_is_taken_over_once_somebody_approves(self):
        self.connection.stock_push = False
        action = self.connection.action_load_stock()
        self.settle()
        load = self.env[action["res_model"]].browse(action["res_id"])
        self.assertFalse(self.product.qty_available)
        load.action_approve()
        self.assertEqual(self.product.qty_available, 10)

    def test_what_somebody_changed_over_there_meanwhile_is_read_and_set_right(self):
        self.put(7)
        self.merchant.do(
            """mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {
                 inventorySetQuantities(input: $input) @idempotent(key: $key) {
                   userErrors { message }
                 }
               }""",
            key="by-hand",
            input={
                "name": "available",
                "reason": "correction",
                "quantities": [
                    {
                        "inventoryItemId": self.item,
                        "locationId": self.merchant.locations()[0],
                        "quantity": 99,
                        "changeFromQuantity": None,
                    }
                ],
            },
        )
        self.put(1)
        self.assertEqual(self.merchant.available(self.item), 8)


@tagged("post_install", "-at_install")
class TestHistory(ShopifyCase):
    with_history = True

    def test_orders_of_the_past_arrive_to_the_cent_once_their_taxes_are_mapped(self):
        there = {row.gid: row for row in self.remote.store["Order"]}
        days = sorted(row.created_at for row in there.values())[-120:]
        since, until = days[0].isoformat(), days[-1].isoformat()
        self.connection.unknown_sku = "create"
        wanted = {"created_since": since, "created_until": until}
        self.enqueue("order_history", payload=wanted)
        self.drain()
        self.map_taxes()
        self.settle()
        orders = self.orders()
        self.assertEqual(len(orders), 120)
        for ref, order in orders.items():
            self.assertEqual(order.proof_state, "proven", (order.name, order.hold_text))
            total = float(there[ref].total_price_set.shop)
            self.assertAlmostEqual(order.order_id.amount_total, total, 2, order.name)

    def map_taxes(self):
        """What a patient person would do: a tax of Odoo for each of the store's."""
        mappings = self.env["integration.mapping"].search(
            [("connection_id", "=", self.connection.id), ("kind", "=", "tax")]
        )
        self.assertTrue(mappings)
        for mapping in mappings:
            *_, rate, _name, how = mapping.external_key.split("/")
            mapping.res_id = self.env["account.tax"].create(
                {
                    "name": mapping.external_key,
                    "amount": float(rate) * 100,
                    "price_include_override": f"tax_{how}",
                }
            )
