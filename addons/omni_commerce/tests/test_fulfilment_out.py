"""A transfer is validated: the shop hears of it, once and exactly."""

from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.omni_core.lib.errors import RejectedError

from ..carriers import known_carrier
from ..documents import Parcel
from .dummy_adapter import DummyPlatform
from .fulfilment_common import CancelShipment, CorrectTracking, FulfilmentCase, Ship
from .orders_common import line


@tagged("post_install", "-at_install")
class TestFulfilmentOut(FulfilmentCase):
    # -- what is told ------------------------------------------------------------------

    def test_a_validated_transfer_is_told_with_its_number_carrier_and_link(self):
        sale = self.sold()
        record = self.validate(sale.picking_ids)
        [ship] = self.told()
        self.assertEqual((ship.order_ref, ship.lines), ("o1", (("1", Decimal(3)),)))
        self.assertEqual(
            ship.parcels, (Parcel("1Z1", "UPS", "https://ups.example/1Z1"),)
        )
        self.assertTrue(ship.notify_buyer)
        self.assertEqual((record.state, record.external_ref), ("done", "done-1"))
        self.assertEqual(sale.picking_ids.channel_told, "done")

    def test_each_part_of_an_order_is_told_when_it_leaves(self):
        sale = self.sold(line(quantity=3), line("2", "PADS", quantity=2))
        first = sale.picking_ids
        self.validate(first, "1Z1", CHAIN=2)
        rest = sale.picking_ids - first
        self.assertEqual(rest.backorder_id, first)
        self.validate(rest, "1Z2")
        one, two = self.told()
        self.assertEqual(dict(one.lines), {"1": 2})
        self.assertEqual(dict(two.lines), {"1": 1, "2": 2})
        self.assertEqual(two.parcels[0].tracking_number, "1Z2")

    def test_every_number_of_several_parcels_is_told(self):
        self.validate(self.sold().picking_ids, "1Z1, 1Z2")
        numbers = [p.tracking_number for p in self.told()[0].parcels]
        self.assertEqual(numbers, ["1Z1", "1Z2"])

    def test_a_kit_is_told_when_its_last_component_has_left(self):
        if "mrp.bom" not in self.env:
            self.skipTest("kits need Manufacturing")
        kit = self.env["product.product"].create(
            {"name": "Brake set", "default_code": "SET", "is_storable": True}
        )
        parts = [(self.chain, 1), (self.pads, 2)]
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    (0, 0, {"product_id": product.id, "product_qty": count})
                    for product, count in parts
                ],
            }
        )
        sale = self.sold(line(sku="SET", quantity=2))
        first = sale.picking_ids
        self.validate(first, "1Z1", CHAIN=2, PADS=2)
        self.validate(sale.picking_ids - first, "1Z2")
        self.assertEqual([dict(s.lines) for s in self.told()], [{"1": 1}, {"1": 1}])

    def test_no_more_than_was_sold_is_told(self):
        """A replacement, or a piece more that somebody packed."""
        picking = self.sold(line(quantity=2)).picking_ids
        self.validate(picking, CHAIN=3)
        self.assertEqual(dict(self.told()[0].lines), {"1": 2})

    def test_what_the_channel_did_not_sell_is_not_told(self):
        sale = self.sold()
        sale.order_line = [(0, 0, {"product_id": self.pads.id, "product_uom_qty": 1})]
        self.validate(sale.picking_ids)
        self.assertEqual(dict(self.told()[0].lines), {"1": 3})

    def test_the_place_is_the_one_that_is_filled_from_that_shelf(self):
        places = self.env["integration.location"]
        for ref, shelf in (("east", self.shelf.location_id), ("none", False)):
            places.create(
                {
                    "connection_id": self.connection.id,
                    "external_ref": ref,
                    "name": ref,
                    "location_ids": shelf and [(6, 0, self.shelf.ids)],
                }
            )
        self.validate(self.sold().picking_ids)
        self.assertEqual(self.told()[0].location_ref, "east")

    # -- when it is told ---------------------------------------------------------------

    def test_by_button_only(self):
        self.connection.fulfilment_tell = "button"
        picking = self.sold().picking_ids
        self.assertEqual(self.validate(picking).state, "pending")
        self.assertFalse(self.told())
        clerk = new_test_user(self.env, "packer", groups="stock.group_stock_user")
        picking.with_user(clerk).action_channel_tell()
        self.drain()
        self.assertEqual(len(self.told()), 1)
        with self.assertRaisesRegex(UserError, "nothing left"):
            picking.action_channel_tell()

    def test_the_shop_may_be_asked_to_write_to_nobody(self):
        self.connection.fulfilment_notify = False
        self.validate(self.sold().picking_ids)
        self.assertFalse(self.told()[0].notify_buyer)

    def test_a_number_that_comes_later_is_told_later(self):
        picking = self.sold().picking_ids
        self.validate(picking, tracking=False)
        self.assertEqual(self.told()[0].parcels, ())
        picking.carrier_tracking_ref = "1Z9"
        self.drain()
        [correction] = self.told(CorrectTracking)
        self.assertEqual(correction.fulfilment_ref, "done-1")
        self.assertEqual(correction.parcels[0].tracking_number, "1Z9")

    def test_a_connection_may_wait_for_the_number(self):
        self.connection.fulfilment_waits = True
        picking = self.sold().picking_ids
        self.assertEqual(self.validate(picking, tracking=False).state, "pending")
        picking.carrier_tracking_ref = "1Z9"
        self.drain()
        self.assertEqual(self.told()[0].parcels[0].tracking_number, "1Z9")

    def test_a_number_is_corrected_once(self):
        picking = self.sold().picking_ids
        self.validate(picking)
        for _twice in range(2):
            picking.carrier_tracking_ref = "1Z2"
            self.drain()
        self.assertEqual(len(self.told(CorrectTracking)), 1)

    def test_a_shipment_is_taken_back_and_told_again(self):
        picking = self.sold().picking_ids
        record = self.validate(picking)
        record.action_cancel_there()
        self.drain()
        self.assertEqual(record.state, "cancelled")
        self.assertEqual(self.told(CancelShipment)[0].fulfilment_ref, "done-1")
        picking.action_channel_tell()
        self.drain()
        self.assertEqual(len(self.told()), 2)

    # -- what goes wrong ---------------------------------------------------------------

    def test_an_answer_that_got_lost_is_looked_up_and_not_told_again(self):
        picking = self.sold().picking_ids
        self.channel.lose = 1
        record = self.validate(picking)
        self.assertEqual(record.state, "telling", "nobody knows what became of it")
        self.pass_time(record.job_id)
        self.drain()
        self.assertEqual((record.state, len(self.told())), ("done", 1))
        self.assertEqual(record.refs, ["done-1"])

    def test_what_never_arrived_is_told(self):
        picking = self.sold().picking_ids
        self.channel.throttle = 1
        record = self.validate(picking)
        self.drain()
        self.assertEqual((record.state, len(self.told())), ("done", 1))

    def test_a_refusal_is_somebodys_task_in_the_words_of_the_shop(self):
        self.channel.refused[Ship] = RejectedError("Held: the buyer is moving.")
        picking = self.sold().picking_ids
        record = self.validate(picking)
        self.assertEqual((record.state, picking.channel_told), ("failed", "failed"))
        self.assertIn("the buyer is moving", picking.channel_problem)
        self.assertIn("the buyer is moving", picking.activity_ids.note)
        self.channel.refused.clear()
        picking.action_channel_tell()
        self.drain()
        self.assertEqual((record.state, record.error), ("done", False))

    def test_a_refusal_is_one_task_and_its_words_are_text(self):
        self.channel.refused[Ship] = RejectedError("<b>Held</b>: weight < 1 kg & more")
        picking = self.sold().picking_ids
        self.validate(picking)
        picking.action_channel_tell()
        self.drain()
        [activity] = picking.activity_ids
        self.assertIn("<b>Held</b>: weight < 1 kg & more", activity.note.unescape())
        self.assertNotIn("<b>", activity.note)

    def test_whoever_has_nothing_to_do_with_stock_tells_nothing(self):
        record = self.validate(self.sold().picking_ids)
        clerk = new_test_user(self.env, "clerk", groups="omni_core.group_viewer")
        with self.assertRaisesRegex(UserError, "Only stock users"):
            record.with_user(clerk).action_cancel_there()

    # -- who carries it ----------------------------------------------------------------

    def test_a_carrier_that_the_shop_does_not_know_waits_to_be_mapped(self):
        self.patch(DummyPlatform, "carriers", {"UPS": "ups"})
        self.ups.name = "Our own van"
        record = self.validate(self.sold().picking_ids)
        self.assertEqual(record.state, "telling")
        mapping = self.env["integration.mapping"].search(
            [("kind", "=", "carrier_name")]
        )
        self.assertEqual(mapping.external_key, "Our own van")
        mapping.value = "Other"
        self.drain()
        self.assertEqual(self.told()[0].parcels[0].carrier, "Other")

    def test_a_carrier_has_one_name_whatever_methods_and_hubs_call_it(self):
        words = {
            "UPS Ground": "UPS",
            "stamps_com": "USPS",
            "dhl_express_worldwide": "DHL Express",
            "FEDEX": "FedEx",
            "upsilon": "",
            "Our own van": "",
        }
        self.assertEqual({word: known_carrier(word) for word in words}, words)
