"""People pack in ShipStation: orders go there, what was really shipped comes back."""

from datetime import datetime, timezone
from decimal import Decimal

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.omni_core.engine.platform import StoredEvent

from sandbox.data.model import Address
from sandbox.shipstation.channel import ChannelLine, ChannelOrder, import_order

from .common import ShipStationCase

RED_DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHx"
    "gljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=="
)


class PackingCase(ShipStationCase):
    def setUp(self):
        super().setUp()
        self.connection.hub_export = "button"
        self.enqueue("hub_reference")
        self.drain()
        self.pads = self.env["product.product"].create(
            {"name": "Pads", "default_code": "PADS", "is_storable": True, "weight": 1}
        )
        self.product.default_code = "CHAIN"
        stock = self.warehouse.lot_stock_id
        self.env["stock.quant"]._update_available_quantity(self.pads, stock, 100)

    def sold(self, *quantities, number="#1001"):
        """The ready transfer of an order of chains, and pads, if there is a second."""
        products = (self.product, self.pads)
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "client_order_ref": number,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "price_unit": 20,
                        }
                    )
                    for product, quantity in zip(
                        products, quantities or (2,), strict=False
                    )
                ],
            }
        )
        sale.action_confirm()
        sale.picking_ids.action_assign()
        return sale.picking_ids

    def send(self, pickings):
        pickings.action_hub_send()
        self.drain()
        return pickings.hub_order_ids

    def look(self):
        self.enqueue("hub_poll")
        self.drain()

    def audit(self):
        self.enqueue("hub_audit")
        self.drain()

    def there(self, order):
        [found] = [
            one
            for one in self.seller.v1("GET", "/orders").json()["orders"]
            if one["orderKey"] == order.ref
        ]
        return found

    def ship(self, order):
        """Somebody buys a label in ShipStation's own screen."""
        key = order if isinstance(order, str) else order.ref
        return self.seller.act("ship-order", order=key)

    def shop_feeds(self, number):
        """A shop that is connected to ShipStation directly brings an order itself."""
        store = self.seller.act("add-store", name="Motor Parts", marketplace_id=12)
        jo = Address("Jo Rider", "1 Main St", "Austin", "78701", "US")
        whole = ChannelOrder(
            number=number,
            key=f"shopify-{number}",
            created_at=datetime.now(timezone.utc),
            email="jo@example.org",
            billing=jo,
            ship_to=jo,
            lines=[ChannelLine("1", "CHAIN", "Chain", 2, Decimal(20), 500)],
        )
        platform = self.sandbox.kernel.platforms["shipstation"]
        [account] = [a for a in platform.accounts if a.name == self.seller.name]
        import_order(platform.office, account, store, whole)


@tagged("post_install", "-at_install")
class TestOrdersGoThere(PackingCase):
    def test_a_ready_transfer_is_sent_with_lines_weights_and_the_shops_number(self):
        order = self.send(self.sold(2, 1))
        self.assertEqual(order.state, "open", order.problem)
        there = self.there(order)
        self.assertEqual(there["orderNumber"], "#1001")
        self.assertEqual(there["orderStatus"], "awaiting_shipment")
        rows = [(item["sku"], item["quantity"]) for item in there["items"]]
        self.assertEqual(rows, [("CHAIN", 2), ("PADS", 1)])
        self.assertEqual(there["shipTo"]["postalCode"], "10001")

    def test_the_day_it_has_to_leave_is_the_warehouses_own(self):
        """Late on the tenth in Texas it is the eleventh in UTC."""
        self.warehouse.partner_id.tz = "America/Chicago"
        picking = self.sold()
        picking.move_ids.date_deadline = "2026-12-11 05:00:00"
        there = self.there(self.send(picking))
        self.assertEqual(there["shipByDate"][:10], "2026-12-10")

    def test_the_rule_chooses_and_the_preview_shows_what_would_go(self):
        one, two = self.sold(number="#1"), self.sold(number="#2")
        self.connection.hub_domain = f"[('id', 'in', {(one | two).ids})]"
        domain = self.connection.action_hub_preview()["domain"]
        self.assertEqual(self.env["stock.picking"].search(domain), one | two)
        self.connection.write(
            {"hub_export": "auto", "hub_domain": f"[('id', '=', {one.id})]"}
        )
        self.enqueue("hub_export")
        self.drain()
        self.assertEqual((one.hub_state, two.hub_state), ("open", False))
        self.assertNotIn(one, self.env["stock.picking"].search(domain))

    def test_who_packs_sees_picture_choices_shelf_and_tags(self):
        """And three texts of our choice, in ShipStation's custom fields."""
        picking = self.sold(1)
        self.product.write({"image_1920": RED_DOT, "barcode": "4006381333931"})
        picking.sale_id.tag_ids = self.env["crm.tag"].create({"name": "Fragile"})
        self.connection.hub_custom3 = "customer_ref"
        there = self.there(self.send(picking))
        [item] = there["items"]
        self.assertIn(f"/web/image/product.product/{self.product.id}", item["imageUrl"])
        self.assertEqual(item["upc"], "4006381333931")
        self.assertEqual(item["warehouseLocation"], "Stock")
        custom = there["advancedOptions"]
        self.assertEqual(
            [custom[f"customField{number}"] for number in (1, 2, 3)],
            [picking.name, picking.sale_id.name, "#1001"],
        )
        tags = self.seller.v1("GET", "/accounts/listtags").json()
        [fragile] = [tag["tagId"] for tag in tags if tag["name"] == "Fragile"]
        self.assertEqual(there["tagIds"], [fragile])

    def test_attributes_of_a_variant_are_its_options(self):
        names = [Command.create({"name": name}) for name in ("Red", "Blue")]
        colour = self.env["product.attribute"].create(
            {"name": "Colour", "value_ids": names}
        )
        line = {
            "attribute_id": colour.id,
            "value_ids": [Command.set(colour.value_ids.ids)],
        }
        grips = self.env["product.template"].create(
            {
                "name": "Grips",
                "is_storable": True,
                "attribute_line_ids": [Command.create(line)],
            }
        )
        self.product = grips.product_variant_ids[0]
        self.env["stock.quant"]._update_available_quantity(
            self.product, self.warehouse.lot_stock_id, 10
        )
        [item] = self.there(self.send(self.sold(1)))["items"]
        self.assertEqual(item["options"], [{"name": "Colour", "value": "Red"}])

    def test_it_ships_from_the_warehouse_that_was_chosen_for_ours(self):
        answer = self.seller.v1(
            "POST",
            "/warehouses/createwarehouse",
            {
                "warehouseName": "Dock 2",
                "originAddress": {
                    "name": "Dock 2",
                    "street1": "9 Far Rd",
                    "city": "Reno",
                    "state": "NV",
                    "postalCode": "89501",
                    "country": "US",
                },
            },
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        self.enqueue("hub_reference")
        self.drain()
        dock = self.connection.hub_warehouse_ids.filtered(lambda w: w.name == "Dock 2")
        self.connection.hub_warehouse_ids.warehouse_id = False
        dock.warehouse_id = self.warehouse
        there = self.there(self.send(self.sold(1)))
        self.assertEqual(
            str(there["advancedOptions"]["warehouseId"]), dock.external_ref
        )

    def test_sending_twice_makes_one_order(self):
        picking = self.sold()
        self.remote.fault(
            "hangup",
            platform="shipstation",
            match={"operation": "v1 POST /orders/createorders"},
            times=1,
            args={"after": True},
        )
        order = self.send(picking)
        self.assertEqual(order.state, "sending")
        self.pass_time(order.job_id)
        self.drain()
        self.assertEqual(order.state, "open")
        self.assertTrue(self.there(order))

    def test_one_bad_address_stops_no_other(self):
        bad, good = self.sold(number="#1"), self.sold(number="#2")
        bad.partner_id = self.env["res.partner"].create({"name": "Nobody"})
        orders = self.send(bad | good)
        self.assertEqual((bad.hub_state, good.hub_state), ("failed", "open"))
        self.assertIn("street", orders.filtered("problem").problem)

    def test_what_changes_here_changes_there(self):
        picking = self.sold()
        order = self.send(picking)
        picking.move_ids.product_uom_qty = 1
        self.customer.street = "9 New Street"
        self.enqueue("hub_export")
        self.drain()
        there = self.there(order)
        self.assertEqual(there["items"][0]["quantity"], 1)
        self.assertEqual(there["shipTo"]["street1"], "9 New Street")

    def test_hold_release_and_cancel(self):
        picking = self.sold()
        order = self.send(picking)
        steps = (
            (order.action_hold, "held", "on_hold"),
            (order.action_release, "open", "awaiting_shipment"),
            (picking.action_cancel, "cancelled", "cancelled"),
        )
        for step, here, over_there in steps:
            step()
            self.drain()
            self.assertEqual(order.state, here, order.problem)
            self.assertEqual(self.there(order)["orderStatus"], over_there)

    def test_what_was_shipped_there_is_never_opened_again(self):
        picking = self.sold()
        order = self.send(picking)
        self.ship(order)
        picking.action_cancel()
        self.drain()
        self.assertEqual(self.there(order)["orderStatus"], "shipped")
        self.assertIn("shipped in ShipStation", order.problem)
        self.assertIn("did not cancel", picking.activity_ids.note)

    def test_who_packs_buys_the_label(self):
        picking = self.sold()
        picking.carrier_id = self.method
        self.send(picking)
        with self.assertRaisesRegex(UserError, "which buys the label"):
            picking.action_omni_buy_labels()

    def test_what_is_shipped_here_after_all_is_cancelled_there(self):
        picking = self.sold()
        order = self.send(picking)
        picking.move_ids.picked = True
        picking.button_validate()
        self.drain()
        self.assertEqual(self.there(order)["orderStatus"], "cancelled")
        self.assertEqual(order.state, "cancelled")


@tagged("post_install", "-at_install")
class TestShipmentsComeBack(PackingCase):
    def test_a_parcel_validates_the_transfer_with_number_carrier_and_cost(self):
        picking = self.sold(2)
        order = self.send(picking)
        parcel = self.ship(order)
        self.look()
        self.assertEqual((picking.state, order.state), ("done", "shipped"))
        self.assertEqual(picking.carrier_tracking_ref, parcel["trackingNumber"])
        [label] = picking.omni_label_ids
        self.assertTrue(label.made_there)
        self.assertEqual(label.carrier_code, parcel["carrierCode"])
        sale = picking.sale_id
        self.assertAlmostEqual(sale.omni_label_cost, parcel["shipmentCost"], 2)
        self.assertAlmostEqual(sale.omni_freight_margin, -parcel["shipmentCost"], 2)

    def test_what_is_read_twice_is_booked_once(self):
        picking = self.sold(2)
        self.ship(self.send(picking))
        self.look()
        self.connection.hub_polled_until = False
        self.look()
        self.assertEqual(len(picking.omni_label_ids), 1)

    def test_an_order_that_was_split_there_comes_back_in_parts(self):
        picking = self.sold(3, 1)
        order = self.send(picking)
        child = self.seller.act("split-order", order=order.ref, lines={"CHAIN": 2})
        self.ship(child["orderKey"])
        self.look()
        done = picking.move_ids.filtered(lambda move: move.state == "done")
        self.assertEqual((done.product_id, done.quantity), (self.product, 2))
        self.assertEqual(order.state, "open", "the rest is still to be packed")
        rest = picking.backorder_ids
        self.connection.write(
            {"hub_export": "auto", "hub_domain": f"[('id', '=', {rest.id})]"}
        )
        self.enqueue("hub_export")
        self.drain()
        self.assertFalse(rest.hub_order_ids, "it is over there already")
        self.ship(order)
        self.look()
        pickings = picking | picking.backorder_ids
        self.assertEqual(set(pickings.mapped("state")), {"done"})
        self.assertEqual(order.state, "shipped")
        self.assertEqual(len(pickings.omni_label_ids), 2)

    def test_orders_that_were_merged_there_come_back_each_with_its_own(self):
        one, two = self.sold(2, number="#1"), self.sold(1, number="#2")
        orders = self.send(one | two)
        self.seller.act("merge-orders", orders=orders.mapped("ref"))
        parcel = self.ship(orders[0])
        self.look()
        self.assertEqual((one.state, two.state), ("done", "done"))
        self.assertEqual(set(orders.mapped("state")), {"shipped"})
        numbers = (one | two).mapped("carrier_tracking_ref")
        self.assertEqual(set(numbers), {parcel["trackingNumber"]})
        cost = sum((one | two).omni_label_ids.mapped("cost"))
        self.assertAlmostEqual(cost, parcel["shipmentCost"], 2, "paid once")
        self.enqueue("parcel_track_all")
        self.drain()
        failed = self.jobs.search([("status", "=", "failed")])
        self.assertFalse(failed, "followed once, for both")
        self.seller.act("void-shipment", tracking_number=parcel["trackingNumber"])
        self.look()
        self.assertEqual(set((one | two).omni_label_ids.mapped("state")), {"voided"})
        self.assertFalse((one | two).filtered("carrier_tracking_ref"))

    def test_a_void_takes_the_number_away_and_calls_somebody(self):
        picking = self.sold()
        parcel = self.ship(self.send(picking))
        self.look()
        self.seller.act("void-shipment", tracking_number=parcel["trackingNumber"])
        self.look()
        self.assertEqual(picking.omni_label_ids.state, "voided")
        self.assertFalse(picking.carrier_tracking_ref)
        self.assertIn("open again", "".join(picking.activity_ids.mapped("note")))

    def test_a_webhook_makes_us_look(self):
        platform = self.connection._platform()
        url = f"{self.connection.base_url}/ssapi/shipments?batchId=1"
        said = f'{{"resource_type": "SHIP_NOTIFY", "resource_url": "{url}"}}'
        jobs = list(platform.jobs_for(StoredEvent("", {}, said.encode())))
        picking = self.sold()
        self.ship(self.send(picking))
        made = self.jobs.enqueue_many(self.connection, jobs)
        self.pass_time(made)
        self.drain()
        self.assertEqual(picking.state, "done")


@tagged("post_install", "-at_install")
class TestFedOnce(PackingCase):
    def test_an_order_that_the_shop_has_brought_itself_is_not_sent_again(self):
        self.shop_feeds("1001")
        order = self.send(self.sold(number="#1001"))
        self.assertEqual(order.state, "failed")
        self.assertIn("Motor Parts", order.problem)
        self.assertIn("twice", self.connection.hub_double_feed)
        numbers = [
            one["orderNumber"]
            for one in self.seller.v1("GET", "/orders").json()["orders"]
        ]
        self.assertEqual(numbers, ["1001"], "one order, so one parcel")

    def test_a_shop_that_begins_to_feed_later_stops_ours_before_the_parcel(self):
        order = self.send(self.sold(number="#1001"))
        self.shop_feeds("1001")
        self.audit()
        self.assertEqual(order.state, "held")
        self.assertEqual(self.there(order)["orderStatus"], "on_hold")
        self.assertIn("Motor Parts", self.connection.hub_double_feed)

    def test_an_order_that_was_deleted_there_is_missed(self):
        order = self.send(self.sold())
        self.seller.v1("DELETE", f"/orders/{order.remote_ref}")
        self.audit()
        self.assertIn("deleted", order.problem)
        order.action_send_again()
        self.drain()
        self.assertEqual((order.state, order.problem), ("open", False))
        self.assertTrue(self.there(order))

    def test_an_order_that_was_cancelled_there_is_told(self):
        picking = self.sold()
        order = self.send(picking)
        self.seller.v2("PUT", f"/shipments/se-{order.remote_ref}/cancel")
        self.audit()
        self.assertEqual(order.state, "cancelled")
        self.assertIn("was cancelled in", picking.activity_ids.note)

    def test_an_order_that_is_marked_as_shipped_without_a_label_is_told(self):
        order = self.send(self.sold())
        self.seller.act("mark-as-shipped", order=order.ref)
        self.connection.hub_polled_until = "2099-01-01"
        self.audit()
        self.assertIn("marked as shipped", order.problem)

    def test_what_is_sent_while_the_hub_is_asked_is_not_missed(self):
        """Its answer is older than the order."""
        orders = self.env["integration.hub.order"]
        early = self.send(self.sold(number="#1"))
        _since, sent = orders._audit_plan(self.connection.id)
        late = self.send(self.sold(number="#2"))
        orders._compare(self.connection.id, [], [], sent)
        self.assertEqual((early.state, late.state), ("failed", "open"))

    def test_an_address_that_was_broken_since_stops_no_audit(self):
        order = self.send(self.sold(number="#1001"))
        self.customer.city = False
        self.shop_feeds("1001")
        self.audit()
        self.assertIn("Motor Parts", self.connection.hub_double_feed)
        self.assertTrue(order.problem)

    def test_both_sides_agree_where_all_is_well(self):
        order = self.send(self.sold())
        self.audit()
        self.assertEqual((order.state, order.problem), ("open", False))


@tagged("post_install", "-at_install")
class TestPackingNeedsV1(PackingCase):
    keys = ("v2_key",)

    def test_without_v1_it_is_said_what_is_missing(self):
        order = self.send(self.sold())
        self.assertIn("key and secret of V1", order.problem)
        self.look()
        self.assertFalse(self.jobs.search([("status", "=", "failed")]))
