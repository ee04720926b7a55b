"""A paid order of the sandbox's store, with goods on the shelf to be sent."""

from odoo.tests import HttpCase

from .common import PostCase

HOLD = """mutation Hold($id: ID!, $hold: FulfillmentOrderHoldInput!) {
  fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
    fulfillmentOrder { id } userErrors { field message }
  }
}"""
RELEASE = """mutation Release($id: ID!) {
  fulfillmentOrderReleaseHold(id: $id) {
    fulfillmentOrder { id } userErrors { field message }
  }
}"""
SHIPMENTS = """query Shipments($id: ID!) {
  order(id: $id) {
    fulfillments {
      id status
      trackingInfo { number company url }
      fulfillmentLineItems(first: 10) { nodes { quantity } }
    }
  }
}"""


class ShipmentCase(PostCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.enqueue("webhook_check")
        self.settle()
        self.connection.write({"order_policy": "fulfil", "hold_unpaid": False})
        self.connection.workflow_id = self.env["integration.workflow"].create(
            {"name": "Any", "confirm_on": "always"}
        )
        sku = f"LEVER-{self._testMethodName[-20:]}"
        self.there = self.merchant.product(sku)
        self.here = self.env["product.product"].create(
            {"name": "Lever", "default_code": sku, "is_storable": True}
        )
        shelf = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        self.env["stock.quant"]._update_available_quantity(self.here, shelf, 50)
        service = self.env["product.product"].create({"name": "P", "type": "service"})
        self.ups = self.env["delivery.carrier"].create(
            {"name": "UPS Ground", "product_id": service.id}
        )

    # -- what people do ----------------------------------------------------------------

    def ordered(self, quantity=3):
        """(the order there, its sales order) once it has arrived."""
        there = self.merchant.order(self.there, quantity=quantity)
        self.hear()
        sale = self.orders()[there["id"]].order_id
        self.assertEqual(sale.state, "sale", self.orders()[there["id"]].hold_text)
        return there, sale

    def hear(self):
        self.deliver()
        self.drain()
        # How it was paid does not matter here
        gateways = self.env["integration.mapping"].search([("kind", "=", "gateway")])
        gateways.action_ignore()
        self.settle()

    def ship(self, picking, number, quantity=None):
        """Returns how it stood before anything was tried again."""
        picking.action_assign()
        if quantity:
            picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.write({"carrier_id": self.ups.id, "carrier_tracking_ref": number})
        picking._action_done()
        self.drain()
        told = picking.channel_told
        self.settle()
        return told

    def lose_the_answer(self):
        """The next shipment is written down over there, and nobody here hears of it."""
        match = {"operation": "fulfillmentCreate"}
        args = {"after": True}
        self.remote.fault("hangup", platform="shopify", match=match, times=1, args=args)

    def shipments(self, order):
        return self.merchant.read(SHIPMENTS, id=order["id"])["fulfillments"]

    def part(self, order):
        return order["fulfillmentOrders"]["nodes"][0]["id"]
