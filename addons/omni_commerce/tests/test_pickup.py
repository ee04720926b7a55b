"""What the buyer comes for, and what the channel holds back."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.omni_core.lib.errors import RejectedError

from ..adapter import ReadyForPickup, ReleaseHolds, Ship
from ..documents import Handover, Kind
from .fulfilment_common import FulfilmentCase
from .orders_common import later, line, order


@tagged("post_install", "-at_install")
class TestPickup(FulfilmentCase):
    def pickup(self, **changes):
        changes = {"handover": Handover.PICKUP, "shipping": None, **changes}
        return self.sold(**changes)

    def ready(self, sale):
        sale.picking_ids.action_assign()
        sale.picking_ids.action_channel_ready()
        self.drain()

    # -- the buyer comes for it --------------------------------------------------------

    def test_it_is_known_on_order_and_transfer_and_needs_no_address(self):
        sale = self.pickup()
        self.assertEqual(sale.channel_handover, "pickup")
        self.assertEqual(sale.picking_ids.channel_handover, "pickup")
        found = [("sale_id.channel_binding_id.handover", "=", "pickup")]
        self.assertEqual(self.env["stock.picking"].search(found), sale.picking_ids)

    def test_the_shop_hears_once_that_it_is_ready(self):
        sale = self.pickup()
        self.ready(sale)
        [told] = self.told(ReadyForPickup)
        self.assertEqual(told.order_ref, "o1")
        self.assertEqual(sale.picking_ids.channel_ready, "done")
        self.assertEqual(sale.picking_ids.state, "assigned", "nothing has left yet")
        with self.assertRaisesRegex(UserError, "knows already"):
            sale.picking_ids.action_channel_ready()

    def test_when_the_buyer_has_been_here_no_number_is_waited_for(self):
        self.connection.fulfilment_waits = True
        sale = self.pickup()
        self.ready(sale)
        self.validate(sale.picking_ids, tracking=False)
        self.assertEqual(self.told(Ship)[0].parcels, ())

    def test_goods_that_were_picked_for_it_are_ready_by_themselves(self):
        self.shelf.warehouse_id.delivery_steps = "pick_ship"
        sale = self.pickup()
        picked = sale.picking_ids
        picked.action_assign()
        picked.move_ids.picked = True
        picked._action_done()
        self.drain()
        waiting = sale.picking_ids - picked
        self.assertEqual(
            (len(self.told(ReadyForPickup)), waiting.channel_ready), (1, "done")
        )

    def test_two_transfers_of_an_order_that_are_ready_at_once_stop_nobody(self):
        self.shelf.warehouse_id.delivery_steps = "pick_ship"
        sale = self.pickup()
        first = sale.picking_ids
        first.action_assign()
        first.move_ids.write({"quantity": 2, "picked": True})
        first._action_done()
        second = sale.picking_ids.filtered(lambda one: one.state == "assigned") - first
        second = second.filtered(lambda one: one.picking_type_code == "internal")
        second.move_ids.picked = True
        second._action_done()
        self.assertEqual(second.state, "done")
        self.drain()
        self.assertEqual(len(self.told(ReadyForPickup)), 1)

    def test_a_shop_that_writes_to_nobody_is_told_by_button_alone(self):
        self.connection.fulfilment_notify = False
        self.test_the_shop_hears_once_that_it_is_ready()

    def test_what_the_shop_has_against_it_is_on_the_transfer_and_can_be_tried_again(
        self,
    ):
        self.channel.refused[ReadyForPickup] = RejectedError("It was collected.")
        sale = self.pickup()
        self.ready(sale)
        self.assertEqual(sale.picking_ids.channel_ready, "refused")
        self.assertIn("It was collected", sale.channel_step_ids.text)
        self.channel.refused.clear()
        self.ready(sale)
        self.assertEqual(sale.picking_ids.channel_ready, "done")

    def test_it_leaves_from_the_shelf_where_the_buyer_comes(self):
        store = self.env["stock.warehouse"].create({"name": "Store", "code": "ST"})
        self.env["integration.location"].create(
            {
                "connection_id": self.connection.id,
                "external_ref": "store",
                "name": "Store",
                "location_ids": [(6, 0, store.lot_stock_id.ids)],
            }
        )
        self.assertEqual(self.pickup(pickup_ref="store").warehouse_id, store)
        elsewhere = self.sold(ref="o2")
        self.assertNotEqual(elsewhere.warehouse_id, store)

    def test_what_a_carrier_brings_is_never_ready_for_pickup(self):
        sale = self.sold(handover=Handover.SHIPPED)
        with self.assertRaisesRegex(UserError, "no pickup"):
            self.ready(sale)

    def test_only_who_handles_stock_tells_the_buyer_to_come(self):
        picking = self.pickup().picking_ids
        seller = new_test_user(
            self.env, "seller", groups="sales_team.group_sale_salesman_all_leads"
        )
        with self.assertRaises(UserError):
            picking.with_user(seller).action_channel_ready()

    # -- the channel holds it back -----------------------------------------------------

    def test_goods_that_are_held_back_there_wait_and_go_on_by_themselves(self):
        whole = order(shipping_holds=("The address is in doubt",), payments=())
        binding = self.arrive(whole)
        self.assertEqual((binding.state, binding.hold_codes), ("held", "stopped"))
        self.assertIn("The address is in doubt", binding.hold_text)
        self.arrive(later(whole, shipping_holds=()))
        self.assertEqual((binding.state, binding.order_id.state), ("imported", "sale"))

    def test_a_hold_is_released_from_odoo_and_what_was_refused_is_told(self):
        sale = self.sold(line(quantity=1))
        whole = self.channel.documents[Kind.ORDER]["o1"]
        self.arrive(later(whole, shipping_holds=("Fraud check",)))
        self.assertEqual(sale.channel_shipping_hold, "Fraud check")
        self.channel.refused[Ship] = RejectedError("On hold.")
        record = self.validate(sale.picking_ids)
        self.assertEqual(record.state, "failed")
        self.channel.refused.clear()
        sale.action_channel_release()
        self.drain()
        self.assertEqual(len(self.told(ReleaseHolds)), 1)
        self.assertEqual((sale.channel_shipping_hold, record.state), (False, "done"))
        with self.assertRaisesRegex(UserError, "not held back"):
            sale.action_channel_release()

    def test_only_operators_release(self):
        sale = self.sold()
        whole = self.channel.documents[Kind.ORDER]["o1"]
        self.arrive(later(whole, shipping_holds=("Fraud check",)))
        clerk = new_test_user(self.env, "clerk", groups="sales_team.group_sale_manager")
        with self.assertRaises(AccessError):
            sale.with_user(clerk).action_channel_release()
