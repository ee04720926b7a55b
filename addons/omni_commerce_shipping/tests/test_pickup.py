"""What no carrier comes for gets no label and is packed in no hub."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.omni_commerce.documents import Handover
from odoo.addons.omni_shipping.tests.toy_carrier import POST_OFFICE

from .test_label_to_shop import LabelCase


@tagged("post_install", "-at_install")
class TestPickup(LabelCase):
    def ready(self, ref, handover):
        picking = self.sold(ref=ref, handover=handover).picking_ids
        picking.carrier_id = self.method
        picking.action_assign()
        return picking

    def test_no_hub_packs_what_the_buyer_comes_for_or_the_shop_brings(self):
        theirs = self.ready("o2", Handover.PICKUP) + self.ready("o3", Handover.LOCAL)
        found = self.env["stock.picking"].search(self.carrier_account._hub_ready())
        self.assertIn(self.picking, found)
        self.assertFalse(found & theirs)

    def test_no_label_is_bought_for_what_the_buyer_comes_for(self):
        picking = self.ready("o2", Handover.PICKUP)
        with self.assertRaisesRegex(UserError, "needs no label"):
            picking.action_omni_buy_labels()
        picking.move_ids.picked = True
        picking._action_done()
        self.drain()
        self.assertFalse(picking.omni_label_ids or POST_OFFICE.labels)
        [told] = self.told()
        self.assertEqual(told.parcels, (), "told at once, without a number")
