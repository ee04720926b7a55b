"""A merchant lets another place ship: Shopify moves the promised pieces over there."""

from odoo.tests import HttpCase, tagged

from .common import PostCase

STOCK_THERE = """mutation There($item: ID!, $place: ID!, $key: String!) {
  inventoryActivate(inventoryItemId: $item, locationId: $place, available: 5)
    @idempotent(key: $key) {
    userErrors { message }
  }
}"""
MOVE = """mutation Move($id: ID!, $place: ID!) {
  fulfillmentOrderMove(id: $id, newLocationId: $place) {
    movedFulfillmentOrder { id } userErrors { field message }
  }
}"""


@tagged("post_install", "-at_install")
class TestMovedOrders(PostCase, HttpCase):
    """Odoo fills the first place from its shelf; the second one is none of its own."""

    def setUp(self):
        super().setUp()
        self.connection.write({"order_policy": "fulfil", "hold_unpaid": False})
        self.connection.workflow_id = self.env["integration.workflow"].create(
            {"name": "Any", "confirm_on": "always"}
        )
        self.first, self.second = self.merchant.locations()
        sku = f"MIRROR-{self._testMethodName[-20:]}"  # the store outlives the test
        there = self.merchant.product(sku, stock=10)
        self.item = there["variants"]["nodes"][0]["inventoryItem"]["id"]
        self.merchant.do(STOCK_THERE, item=self.item, place=self.second, key=sku)
        self.here = self.env["product.product"].create(
            {"name": "Mirror", "default_code": sku, "is_storable": True}
        )
        shelf = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        self.env["stock.quant"]._update_available_quantity(self.here, shelf, 10)
        for operation in ("webhook_check", "location_import", "product_poll"):
            self.enqueue(operation)
        self.settle()
        places = self.env["integration.location"].search(
            [("connection_id", "=", self.connection.id)]
        )
        places.filtered(lambda one: one.external_ref == self.first).location_ids = shelf
        self.connection.stock_push = True
        self.order = self.merchant.order(there, quantity=3)
        self.hear()
        self.tell()

    def tell(self):
        """As after each transaction that moves stock here, and some time passes."""
        self.here.channel_listing_ids._mark_due_of(self.here)
        self.enqueue("inventory_update")
        self.settle()
        # What is read in the second in which we set it is taken for older than that.
        self.env["integration.stock.level"].search([]).pushed_at = "2026-01-01"

    def hear(self):
        self.deliver()
        self.drain()
        gateways = self.env["integration.mapping"].search([("kind", "=", "gateway")])
        gateways.action_ignore()
        self.settle()

    def there(self):
        """What each place still has to sell."""
        return [
            self.merchant.available(self.item, place)
            for place in (self.first, self.second)
        ]

    def test_what_a_move_changes_at_both_places_the_audit_sets_right_at_ours(self):
        self.assertEqual((self.here.free_qty, self.there()), (7, [7, 5]))
        [source] = self.order["fulfillmentOrders"]["nodes"]
        self.merchant.do(MOVE, id=source["id"], place=self.second)
        self.hear()
        self.assertEqual(self.there(), [10, 2], "three too many: ours are promised")
        self.connection.stock_heal = True
        self.enqueue("stock_audit")
        self.settle()
        self.assertEqual(self.there(), [7, 2])

    def test_the_next_change_of_the_article_sets_it_right_as_well(self):
        [source] = self.order["fulfillmentOrders"]["nodes"]
        self.merchant.do(MOVE, id=source["id"], place=self.second)
        self.hear()
        self.tell()
        self.assertEqual(self.there(), [7, 2])
