"""The channel says that goods have left: our own echo, or somebody else's parcel."""

from odoo.tests import tagged

from ..documents import Kind
from .fulfilment_common import CorrectTracking, FulfilmentCase
from .orders_common import later, line, order, paid_by


@tagged("post_install", "-at_install")
class TestShippedElsewhere(FulfilmentCase):
    def hear(self, sale, *fulfilments):
        """The channel's order has these shipments now, and tells of it."""
        whole = self.channel.documents[Kind.ORDER][sale.channel_ref]
        self.arrive(later(whole, fulfilments=fulfilments))
        return sale.channel_binding_id.fulfilment_ids

    def test_the_echo_of_our_own_shipment_is_recognised(self):
        sale = self.sold()
        ours = self.validate(sale.picking_ids, CHAIN=2)
        whole = self.channel.documents[Kind.ORDER]["o1"]
        self.assertEqual(self.hear(sale, *whole.fulfilments), ours)
        states = sorted(sale.picking_ids.mapped("state"))
        self.assertEqual(states, ["assigned", "done"], "the rest is still to be sent")

    def test_the_transfer_is_validated_with_what_was_really_shipped(self):
        sale = self.sold(line(quantity=3), line("2", "PADS", quantity=1))
        first = sale.picking_ids
        [record] = self.hear(sale, self.shipped("f1", 2, "X1"))
        self.assertEqual((record.origin, record.state), ("channel", "done"))
        self.assertEqual(record.picking_id, first)
        self.assertEqual((first.state, first.carrier_tracking_ref), ("done", "X1"))
        done = first.move_ids.filtered(lambda move: move.state == "done")
        self.assertEqual((done.product_id, done.quantity), (self.chain, 2))
        rest = sale.picking_ids - first
        self.assertEqual(sorted(rest.move_ids.mapped("product_uom_qty")), [1, 1])
        self.assertFalse(self.told(), "the channel knows it")

    def test_what_is_heard_twice_is_booked_once(self):
        sale = self.sold()
        shipment = self.shipped("f1", 2)
        self.hear(sale, shipment)
        self.hear(sale, shipment)
        done = sale.picking_ids.filtered(lambda one: one.state == "done")
        self.assertEqual(done.move_ids.quantity, 2)

    def test_what_left_here_afterwards_is_told_and_nothing_more(self):
        sale = self.sold()
        self.hear(sale, self.shipped("f1", 2))
        rest = sale.picking_ids.filtered(lambda one: one.state != "done")
        self.validate(rest, "1Z1")
        self.assertEqual(dict(self.told()[0].lines), {"1": 1})

    def test_no_label_is_bought_for_what_left_elsewhere(self):
        sale = self.sold()
        self.hear(sale, self.shipped("f1", 3, number=""))
        self.assertEqual(sale.picking_ids.state, "done")
        self.assertFalse(sale.picking_ids.carrier_tracking_ref)

    def test_somebody_may_be_asked_first(self):
        self.connection.fulfilment_elsewhere = "ask"
        sale = self.sold()
        [record] = self.hear(sale, self.shipped("f1", 3))
        self.assertEqual(
            (record.state, sale.picking_ids.state), ("pending", "assigned")
        )
        self.assertIn("left elsewhere", sale.activity_ids.note)
        record.action_book()
        self.assertEqual((record.state, sale.picking_ids.state), ("done", "done"))

    def test_it_may_be_written_down_alone(self):
        self.connection.fulfilment_elsewhere = "ignore"
        sale = self.sold()
        self.hear(sale, self.shipped("f1", 3))
        self.assertEqual(sale.picking_ids.state, "assigned")

    def test_two_parcels_for_one_order_are_somebodys_task(self):
        """It left here, and over there it left too, in another parcel."""
        sale = self.sold()
        self.validate(sale.picking_ids)
        mine = self.channel.documents[Kind.ORDER]["o1"].fulfilments
        records = self.hear(sale, *mine, self.shipped("f2", 3, "X9"))
        self.assertEqual(len(records), 2)
        self.assertIn("two parcels", sale.activity_ids.note)
        self.assertEqual(len(sale.picking_ids), 1)

    def test_what_a_person_told_over_there_by_hand_is_ours_and_no_second_parcel(self):
        self.connection.fulfilment_tell = "never"
        sale = self.sold()
        record = self.validate(sale.picking_ids)
        self.assertEqual(self.hear(sale, self.shipped("f1", 3, number="")), record)
        self.assertEqual((record.state, record.refs), ("done", ["f1"]))
        self.assertFalse(sale.activity_ids)

    def test_a_shipment_that_the_shop_takes_back_is_somebodys_task(self):
        sale = self.sold()
        [record] = self.hear(sale, self.shipped("f1", 3))
        self.hear(sale, self.shipped("f1", 3, status="cancelled"))
        self.assertEqual(record.state, "cancelled")
        self.assertIn("took the shipment", sale.picking_ids.activity_ids.note)

    def test_a_number_that_is_corrected_over_there_is_corrected_here(self):
        sale = self.sold()
        self.hear(sale, self.shipped("f1", 3, "X1"))
        self.hear(sale, self.shipped("f1", 3, "X2"))
        self.assertEqual(sale.picking_ids.carrier_tracking_ref, "X2")
        self.assertFalse(self.told(CorrectTracking))

    def test_part_of_an_order_that_had_left_before_it_came_is_booked_on_approval(self):
        whole = order(
            "o2",
            [line(quantity=3)],
            payments=(paid_by("card", 30),),
            fulfilments=(self.shipped("f1", 1),),
        )
        binding = self.arrive(whole)
        self.assertIn("shipped", binding.hold_codes)
        binding.action_approve()
        self.drain()
        states = sorted(binding.order_id.picking_ids.mapped("state"))
        self.assertEqual(states, ["assigned", "done"])

    def test_goods_that_are_not_picked_yet_are_not_sent_behind_everybodys_back(self):
        """A warehouse in two steps: the parcel cannot leave before it was picked."""
        self.shelf.warehouse_id.delivery_steps = "pick_ship"
        sale = self.sold()
        [record] = self.hear(sale, self.shipped("f1", 3))
        self.assertEqual(record.state, "failed")
        self.assertIn("not picked yet", record.error)
        self.assertNotIn("done", sale.picking_ids.mapped("state"))
