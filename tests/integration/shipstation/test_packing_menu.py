"""*Pack in the Hub* in the Action menu: what would be packed there is shown first."""

from odoo.tests import new_test_user, tagged

from .test_packing import PackingCase


@tagged("post_install", "-at_install")
class TestPackingMenu(PackingCase):
    def choose(self, pickings):
        entry = self.env.ref("omni_shipping.stock_picking_hub_send")
        action = (
            entry.with_env(pickings.env)
            .with_context(active_model="stock.picking", active_ids=pickings.ids)
            .run()
        )
        return pickings.env["integration.preview"].browse(action["res_id"])

    def test_a_clerk_sees_what_would_be_packed_before_it_goes_there(self):
        clerk = new_test_user(self.env, "clerk", "stock.group_stock_user")
        pickings = self.sold(2, 1) | self.sold(3, number="#1002")
        preview = self.choose(pickings.with_user(clerk))
        shown = preview.line_ids.mapped(lambda x: (x.name, x.after, x.effect))
        self.assertEqual(
            shown,
            [
                (pickings[0].name, "2 × [CHAIN] Chain\n1 × [PADS] Pads", "create"),
                (pickings[1].name, "3 × [CHAIN] Chain", "create"),
            ],
        )
        self.assertFalse(pickings.hub_order_ids, "looking hands nothing over")
        preview.action_run()
        self.drain()
        self.assertEqual((preview.total, preview.done), (2, 2))
        self.assertEqual(pickings.hub_order_ids.mapped("state"), ["open", "open"])
        there = self.seller.v1("GET", "/orders").json()["orders"]
        self.assertEqual({x["orderNumber"] for x in there}, {"#1001", "#1002"})
