"""The screens in a real browser."""

from odoo.tests import HttpCase, tagged

from .common import ShippingCase


@tagged("post_install", "-at_install")
class TestScreens(ShippingCase, HttpCase):
    def test_a_packer_buys_a_label(self):
        picking = self.transfer()
        address = f"/odoo/action-stock.action_picking_tree_all/{picking.id}"
        self.start_tour(address, "omni_shipping_buy_a_label", login="admin")
        self.drain()
        self.assertEqual(picking.carrier_tracking_ref, "TOY00001")

    def test_a_manager_gets_the_money_of_an_orphan_back(self):
        label = self.buy(self.transfer())
        label.write({"state": "orphan"})
        address = "/odoo/action-omni_shipping.integration_label_orphan_action"
        self.start_tour(address, "omni_shipping_void_an_orphan", login="admin")
        self.drain()
        self.assertEqual(label.state, "voided")
