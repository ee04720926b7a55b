"""The Action menu of transfers: what would be bought is shown before it is paid."""

from odoo.tests import new_test_user, tagged

from .common import ShippingCase
from .toy_carrier import POST_OFFICE


@tagged("post_install", "-at_install")
class TestTransferMenu(ShippingCase):
    def choose(self, entry, pickings):
        action = (
            self.env.ref(f"omni_shipping.stock_picking_{entry}")
            .with_env(pickings.env)
            .with_context(active_model="stock.picking", active_ids=pickings.ids)
            .run()
        )
        return pickings.env["integration.preview"].browse(action["res_id"])

    def test_a_clerk_sees_what_labels_are_bought_before_they_cost_money(self):
        clerk = new_test_user(self.env, "clerk", "stock.group_stock_user")
        pickings = self.transfer() | self.transfer(quantity=2)
        preview = self.choose("buy_labels", pickings.with_user(clerk))
        self.assertEqual(preview.line_ids.mapped("name"), pickings.mapped("name"))
        self.assertIn("New York", preview.line_ids[0].after)
        self.assertFalse(pickings.omni_label_ids, "not even an intent is left behind")
        preview.action_run()
        self.drain()
        self.assertEqual(len(POST_OFFICE.labels), 2)
        self.assertEqual((preview.total, preview.done), (2, 2))

    def test_what_keeps_a_label_back_is_told_and_the_others_are_bought(self):
        picking, without = self.transfer(), self.transfer()
        without.carrier_id = False
        preview = self.choose("buy_labels", picking | without)
        self.assertEqual(preview.line_ids.name, picking.name)
        preview.action_run()
        self.assertIn("1 transfers need a look", preview.note)

    def test_parcels_are_tracked_now(self):
        label = self.buy(self.transfer())
        preview = self.choose("track", label.picking_id)
        self.assertEqual(preview.line_ids.effect, "run")
        preview.action_run()
        self.drain()
        self.assertEqual(label.progress_text, "Eaten by a snail")
