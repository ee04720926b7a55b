"""The whole way: bought on Shopify, labelled at ShipStation, told to the buyer."""

from odoo.tests import tagged

from tests.contract.shopify_merchant import Merchant
from tests.sandbox.shopify_sandbox import ShopifyRemote

from .shipstation.common import ShipStationCase
from .shop import connect_shop

TOLD = """query Told($id: ID!) {
  order(id: $id) {
    displayFulfillmentStatus
    fulfillments { trackingInfo { number company url } }
  }
}"""
AUSTIN = {
    "firstName": "Jo",
    "lastName": "Rider",
    "address1": "1 Main St",
    "city": "Austin",
    "zip": "78701",
    "provinceCode": "TX",
    "countryCode": "US",
}


@tagged("post_install", "-at_install")
class TestChain(ShipStationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.merchant = Merchant.of_a_new_shop(ShopifyRemote(cls.sandbox))
        cls.shop = connect_shop(
            cls.env,
            cls.merchant,
            order_policy="fulfil",
            hold_unpaid=False,
            orders_polled_until="2020-01-01",
        )
        cls.shop.workflow_id = cls.env["integration.workflow"].create(
            {"name": "Any", "confirm_on": "always"}
        )
        cls.product.default_code = "CHAIN-520"

    def settle(self):
        for _round in range(6):
            self.drain()
            gateways = self.env["integration.mapping"].search(
                [("kind", "=", "gateway"), ("state", "=", "unmapped")]
            )
            gateways.action_ignore()
            self.pass_time(self.jobs.search([("status", "=", "pending")]))

    def bought(self, quantity):
        product = self.merchant.product("CHAIN-520")
        there = self.merchant.order(product, quantity, shippingAddress=AUSTIN)
        self.jobs.enqueue(self.shop, "order_poll")
        self.settle()
        order = self.env["integration.order.binding"].search(
            [("external_ref", "=", there["id"])]
        )
        self.assertEqual(order.order_id.state, "sale", order.hold_text)
        return there, order.order_id.picking_ids

    def test_from_the_click_of_the_buyer_to_the_number_in_the_shop(self):
        there, picking = self.bought(2)
        picking.carrier_id = self.method
        picking.action_assign()
        picking.action_omni_buy_labels()
        self.settle()
        label = picking.omni_label_ids
        self.assertEqual(label.state, "bought", label.problem)
        self.assertEqual(picking.carrier_tracking_ref, label.tracking_number)
        picking.move_ids.picked = True
        picking.button_validate()
        self.settle()
        self.assertEqual((picking.state, picking.channel_told), ("done", "done"))
        order = self.merchant.read(TOLD, id=there["id"])
        self.assertEqual(order["displayFulfillmentStatus"], "FULFILLED")
        [told] = order["fulfillments"][0]["trackingInfo"]
        self.assertEqual(
            (told["number"], told["company"]), (label.tracking_number, "USPS")
        )
        self.assertEqual(len(self.over_there()), 1, "one label was paid")

    def test_a_label_after_the_validation_and_a_void_of_it_arrive_as_well(self):
        there, picking = self.bought(1)
        picking.carrier_id = self.method
        picking.action_assign()
        picking.move_ids.picked = True
        picking.button_validate()
        self.settle()
        label = picking.omni_label_ids
        self.assertEqual(self.numbers(there), [label.tracking_number])
        self.seller.act("void-shipment", tracking_number=label.tracking_number)
        self.enqueue("label_recover")
        self.settle()
        self.assertEqual(label.state, "voided")
        self.assertEqual(self.numbers(there), [])

    def test_what_is_packed_in_shipstation_is_told_to_the_shop_by_odoo(self):
        there, picking = self.bought(3)
        self.connection.hub_export = "button"
        picking.action_assign()
        picking.action_hub_send()
        self.settle()
        order = picking.hub_order_ids
        child = self.seller.act("split-order", order=order.ref, lines={"CHAIN-520": 2})
        for key in (child["orderKey"], order.ref):
            self.seller.act("ship-order", order=key)
        self.enqueue("hub_poll")
        self.settle()
        labels = (picking | picking.backorder_ids).omni_label_ids
        told = self.merchant.read(TOLD, id=there["id"])
        self.assertEqual(told["displayFulfillmentStatus"], "FULFILLED")
        self.assertEqual(
            {one["trackingInfo"][0]["number"] for one in told["fulfillments"]},
            set(labels.mapped("tracking_number")),
        )
        self.assertEqual(len(labels), 2)

    def numbers(self, there):
        [told] = self.merchant.read(TOLD, id=there["id"])["fulfillments"]
        return [info["number"] for info in told["trackingInfo"]]
