"""From a transfer in Odoo to a label in ShipStation, and back."""

from odoo.tests import tagged

from .common import ShipStationCase


@tagged("post_install", "-at_install")
class TestLabels(ShipStationCase):
    def test_the_services_of_the_account_can_be_chosen(self):
        services = self.env["integration.carrier.service"].search(
            [("connection_id", "=", self.connection.id)]
        )
        self.assertIn("UPS", " ".join(services.mapped("display_name")))

    def test_a_label_with_its_file_its_cost_and_its_number(self):
        picking = self.transfer()
        label = self.buy(picking)
        [there] = self.over_there()
        self.assertEqual(label.state, "bought", label.problem)
        self.assertEqual(picking.carrier_tracking_ref, there["tracking_number"])
        self.assertEqual(label.cost, there["shipment_cost"]["amount"])
        self.assertEqual(there["external_shipment_id"], label.ref)
        self.assertTrue(label.attachment_ids.raw.startswith(b"%PDF-"))
        self.assertIn("tools.usps.com", picking.carrier_tracking_url)

    def test_zpl_for_the_label_printer(self):
        self.method.omni_format = "zpl"
        label = self.buy(self.transfer())
        self.assertTrue(label.attachment_ids.raw.startswith(b"^XA"))

    def test_many_transfers_at_once_one_of_them_bad(self):
        nowhere = self.env["res.partner"].create({"name": "Nobody"})
        good = self.env["stock.picking"].union(*(self.transfer() for _n in range(5)))
        self.buy(good | self.transfer(customer=nowhere))
        self.assertEqual(len(self.over_there()), 5)
        self.assertEqual(len(set(good.mapped("carrier_tracking_ref"))), 5)

    def test_a_test_method_buys_nothing(self):
        before = self.seller.balance()
        self.method.prod_environment = False
        label = self.buy(self.transfer())
        self.assertEqual((label.state, label.test, label.cost), ("bought", True, 0))
        self.assertEqual((self.seller.balance(), self.over_there()), (before, []))

    def test_the_cheapest_service_is_found_when_it_is_bought(self):
        self.method.omni_service_ids = False
        label = self.buy(self.transfer())
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        answer = self.method.rate_shipment(order)
        self.assertAlmostEqual(answer["price"], label.cost, places=2)

    def test_a_void_gives_the_money_back_and_takes_the_number_away(self):
        before = self.seller.balance()
        picking = self.transfer()
        label = self.buy(picking)
        self.assertLess(self.seller.balance(), before)
        picking.cancel_shipment()
        self.drain()
        self.assertEqual(label.state, "voided")
        self.assertFalse(picking.carrier_tracking_ref)
        self.assertAlmostEqual(self.seller.balance(), before)

    def test_a_void_that_the_carrier_refuses_is_said(self):
        picking = self.transfer()
        label = self.buy(picking)
        number = label.tracking_number
        self.seller.act("tracking-event", tracking_number=number, status="accepted")
        label.action_void()
        self.drain()
        self.assertEqual((label.state, label.job_status), ("bought", "failed"))
        self.assertIn("scanned", label.job_id.last_error)

    def test_no_funds_is_a_refusal_with_the_words_of_shipstation(self):
        self.seller.act("add-funds", carrier="stamps_com", amount=-100000)
        picking = self.transfer()
        label = self.buy(picking)
        self.assertEqual(label.state, "failed")
        self.assertIn("Insufficient funds", picking.activity_ids.note)

    def test_where_the_parcel_is_and_that_it_is_in_trouble(self):
        picking = self.transfer()
        label = self.buy(picking)
        for status in ("accepted", "exception"):
            self.seller.act(
                "tracking-event", tracking_number=label.tracking_number, status=status
            )
        self.enqueue("parcel_track_all")
        self.drain()
        self.assertEqual(label.progress, "exception")
        self.assertIn("problem with parcel", picking.activity_ids.note)

    def test_the_customer_gets_a_label_for_the_way_back(self):
        picking = self.transfer()
        self.buy(picking)
        picking.move_ids.picked = True
        picking.button_validate()
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        back.carrier_id = self.method
        back.print_return_label()
        self.drain()
        there = {one["is_return_label"]: one for one in self.over_there()}
        self.assertEqual(there[True]["ship_to"]["postal_code"], "78701")
        self.assertEqual(back.carrier_tracking_ref, there[True]["tracking_number"])
        self.assertTrue(back.return_label_ids)

    def test_a_return_is_paid_when_the_carrier_gets_it(self):
        self.method.write({"return_label_on_delivery": True, "omni_return_pay": "use"})
        before = self.seller.balance()
        out, back = self.buy(self.transfer()).sorted("is_return")
        paid = before - out.cost
        self.assertAlmostEqual(self.seller.balance(), paid, places=2)
        number = back.tracking_number
        self.seller.act("tracking-event", tracking_number=number, status="accepted")
        self.assertAlmostEqual(self.seller.balance(), paid - back.cost, places=2)

    def test_a_wrong_address_is_refused_before_anything_is_paid(self):
        self.method.omni_address_check = "refuse"
        self.customer.zip = "ABC"
        label = self.buy(self.transfer())
        self.assertIn("postal code", label.problem)
        self.assertEqual(self.over_there(), [])


@tagged("post_install", "-at_install")
class TestLabelsOfV1(ShipStationCase):
    """The same with a V1 key alone."""

    keys = ("v1_key", "v1_secret")

    def setUp(self):
        super().setUp()
        origin = self.seller.v1("GET", "/warehouses").json()[0]["originAddress"]
        self.warehouse.partner_id.zip = origin["postalCode"]

    def test_a_label_is_bought_for_an_order_of_its_own(self):
        picking = self.transfer()
        label = self.buy(picking)
        [there] = self.seller.v1("GET", "/shipments").json()["shipments"]
        self.assertEqual((label.state, there["orderKey"]), ("bought", label.ref))
        self.assertEqual(picking.carrier_tracking_ref, there["trackingNumber"])
        self.assertTrue(label.attachment_ids.raw.startswith(b"%PDF-"))

    def test_a_label_that_v1_cannot_show_again_calls_somebody_to_print_it(self):
        self.remote.fault(
            "hangup",
            platform="shipstation",
            match={"operation": "v1 POST /orders/createlabelfororder"},
            times=1,
            args={"after": True},
        )
        picking = self.transfer()
        label = self.buy(picking)
        self.pass_time(label.job_id)
        self.drain()
        self.assertEqual((label.state, label.attachment_ids.ids), ("bought", []))
        self.assertIn("Print it", picking.activity_ids.note)

    def test_the_500_of_a_refused_label_is_not_tried_again(self):
        self.seller.act("add-funds", carrier="stamps_com", amount=-100000)
        label = self.buy(self.transfer())
        self.assertEqual((label.state, label.job_id.retry_count), ("failed", 0))
        self.assertIn("Insufficient funds", label.problem)
