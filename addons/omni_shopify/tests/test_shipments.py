"""What leaves the shelf is told to the store; what leaves elsewhere is booked here."""

from odoo.tests import tagged

from .shipment_common import HOLD, RELEASE, ShipmentCase

SHIP = """mutation Ship($shipment: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $shipment) {
    fulfillment { id } userErrors { field message }
  }
}"""


@tagged("post_install", "-at_install")
class TestShipments(ShipmentCase):
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
