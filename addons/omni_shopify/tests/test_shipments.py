"""What leaves the shelf is told to the store; what leaves elsewhere is booked here."""

from odoo.tests import HttpCase, tagged

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
SHIP = """mutation Ship($shipment: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $shipment) {
    fulfillment { id } userErrors { field message }
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


@tagged("post_install", "-at_install")
class TestShipments(PostCase, HttpCase):
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

    # -- and what follows --------------------------------------------------------------

    def test_a_delivery_in_two_parcels_is_told_parcel_by_parcel_and_echoes(self):
        there, sale = self.ordered(3)
        first = sale.picking_ids
        self.ship(first, "1Z1", quantity=2)
        self.hear()
        self.ship(sale.picking_ids - first, "1Z2")
        self.hear()
        told = self.shipments(there)
        rows = [
            (
                one["trackingInfo"][0]["company"],
                one["trackingInfo"][0]["number"],
                one["fulfillmentLineItems"]["nodes"][0]["quantity"],
            )
            for one in told
        ]
        self.assertEqual(rows, [("UPS", "1Z1", 2), ("UPS", "1Z2", 1)])
        self.assertEqual(set(sale.picking_ids.mapped("state")), {"done"})
        self.assertEqual(
            set(sale.channel_binding_id.fulfilment_ids.mapped("origin")), {"odoo"}
        )

    def test_a_lost_answer_makes_no_second_shipment(self):
        there, sale = self.ordered()
        self.lose_the_answer()
        self.assertEqual(self.ship(sale.picking_ids, "1Z1"), "telling")
        [record] = sale.picking_ids.channel_fulfilment_ids
        self.assertEqual(record.state, "done")
        self.assertEqual([one["id"] for one in self.shipments(there)], record.refs)

    def test_a_lost_answer_of_a_shipment_without_number_makes_no_second_one(self):
        there, sale = self.ordered()
        self.lose_the_answer()
        self.assertEqual(self.ship(sale.picking_ids, False), "telling")
        self.assertEqual(len(self.shipments(there)), 1)
        self.assertEqual(sale.picking_ids.channel_told, "done")

    def test_a_number_is_corrected_and_a_shipment_taken_back(self):
        there, sale = self.ordered()
        self.ship(sale.picking_ids, "1Z1")
        sale.picking_ids.carrier_tracking_ref = "1Z7"
        self.settle()
        [told] = self.shipments(there)
        self.assertEqual(told["trackingInfo"][0]["number"], "1Z7")
        sale.picking_ids.channel_fulfilment_ids.action_cancel_there()
        self.settle()
        self.assertEqual(self.shipments(there)[0]["status"], "CANCELLED")
        sale.picking_ids.action_channel_tell()
        self.settle()
        self.assertEqual(
            [one["status"] for one in self.shipments(there)], ["CANCELLED", "SUCCESS"]
        )

    def test_a_shipment_on_hold_says_why_and_goes_on_when_it_is_released(self):
        there, sale = self.ordered()
        hold = {"reason": "OTHER", "reasonNotes": "Buyer is moving"}
        self.merchant.do(HOLD, id=self.part(there), hold=hold)
        self.ship(sale.picking_ids, "1Z1")
        picking = sale.picking_ids
        self.assertIn("Buyer is moving", picking.channel_problem)
        self.merchant.do(RELEASE, id=self.part(there))
        picking.action_channel_tell()
        self.settle()
        self.assertEqual(
            (picking.channel_told, len(self.shipments(there))), ("done", 1)
        )

    def test_what_somebody_ships_in_the_store_is_booked_here_and_never_twice(self):
        there, sale = self.ordered(3)
        line = self.merchant.read(
            "query Part($id: ID!) { fulfillmentOrder(id: $id) {"
            " lineItems(first: 1) { nodes { id } } } }",
            id=self.part(there),
        )["lineItems"]["nodes"][0]["id"]
        rows = [{"id": line, "quantity": 2}]
        part = {
            "fulfillmentOrderId": self.part(there),
            "fulfillmentOrderLineItems": rows,
        }
        tracking = {"numbers": ["X1"], "company": "DHL Express"}
        shipment = {"lineItemsByFulfillmentOrder": [part], "trackingInfo": tracking}
        self.merchant.do(SHIP, shipment=shipment)
        self.hear()
        done = sale.picking_ids.filtered(lambda one: one.state == "done")
        self.assertEqual((done.move_ids.quantity, done.carrier_tracking_ref), (2, "X1"))
        self.ship(sale.picking_ids - done, "1Z1")
        self.hear()
        self.assertEqual(len(self.shipments(there)), 2)
        self.assertEqual(sum(sale.picking_ids.move_ids.mapped("quantity")), 3)
