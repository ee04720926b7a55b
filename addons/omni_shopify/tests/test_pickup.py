"""Orders that the buyer comes for, and goods that Shopify holds back."""

from odoo.tests import tagged

from .shipment_common import HOLD, ShipmentCase

PARTS = """query Parts($id: ID!) {
  order(id: $id) {
    fulfillmentOrders(first: 5) { nodes { status deliveryMethod { methodType } } }
  }
}"""


@tagged("post_install", "-at_install")
class TestPickup(ShipmentCase):
    def parts(self, order):
        return self.merchant.read(PARTS, id=order["id"])["fulfillmentOrders"]["nodes"]

    def chosen(self, method):
        there = self.merchant.order(self.there)
        self.remote.act(
            "shopify",
            "choose-handover",
            shop=self.merchant.shop,
            order=there["id"],
            by=method,
        )
        self.hear()
        return there, self.orders()[there["id"]].order_id

    def test_an_order_that_the_buyer_comes_for_is_ready_and_then_collected(self):
        there, sale = self.chosen("PICK_UP")
        picking = sale.picking_ids
        self.assertEqual((sale.state, picking.channel_handover), ("sale", "pickup"))
        picking.action_assign()
        picking.action_channel_ready()
        self.settle()
        self.assertEqual(picking.channel_ready, "done")
        self.assertEqual(self.parts(there)[0]["status"], "IN_PROGRESS")
        self.assertFalse(self.shipments(there), "nothing has left yet")
        self.ship(picking, False)
        self.hear()
        [told] = self.shipments(there)
        self.assertEqual((told["status"], told["trackingInfo"]), ("SUCCESS", []))
        self.assertEqual(sale.channel_handover, "pickup", "also when it is done")

    def test_a_lost_answer_tells_the_buyer_once(self):
        there, sale = self.chosen("PICK_UP")
        match = {"operation": "fulfillmentOrderLineItemsPreparedForPickup"}
        self.remote.fault(
            "hangup", platform="shopify", match=match, times=1, args={"after": True}
        )
        sale.picking_ids.action_assign()
        sale.picking_ids.action_channel_ready()
        self.settle()
        self.assertEqual(sale.picking_ids.channel_ready, "done")
        self.assertEqual(self.parts(there)[0]["status"], "IN_PROGRESS")

    def test_a_local_delivery_is_known_as_one(self):
        _there, sale = self.chosen("LOCAL")
        self.assertEqual(sale.picking_ids.channel_handover, "local")

    def test_without_the_scope_orders_are_taken_for_such_that_are_shipped(self):
        there = self.merchant.order(self.there)
        shop = {"shop": self.merchant.shop}
        scopes = self.remote.act("shopify", "set-app", **shop)["scopes"]
        kept = [one for one in scopes if "fulfillment_orders" not in one]
        self.remote.act("shopify", "set-app", scopes=kept, **shop)
        self.addCleanup(self.remote.act, "shopify", "set-app", scopes=scopes, **shop)
        self.hear()
        binding = self.orders()[there["id"]]
        self.assertEqual((binding.handover, binding.order_id.state), (False, "sale"))

    def test_a_hold_of_the_store_is_seen_and_released_from_odoo(self):
        there, sale = self.ordered()
        hold = {"reason": "OTHER", "reasonNotes": "Buyer is moving"}
        self.merchant.do(HOLD, id=self.part(there), hold=hold)
        self.hear()
        self.assertEqual(sale.channel_shipping_hold, "Buyer is moving")
        self.assertEqual(self.ship(sale.picking_ids, "1Z1"), "failed")
        sale.action_channel_release()
        self.settle()
        self.assertFalse(sale.channel_shipping_hold)
        self.assertEqual(sale.picking_ids.channel_told, "done")
        self.assertEqual(len(self.shipments(there)), 1)
