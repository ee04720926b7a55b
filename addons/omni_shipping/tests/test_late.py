"""What was promised for a day that is over is seen, and somebody is told."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..models.stock_picking_late import LATE
from .common import ShippingCase


@tagged("post_install", "-at_install")
class TestLate(ShippingCase):
    def promised(self, **ago):
        picking = self.transfer()
        picking.move_ids.date_deadline = fields.Datetime.now() - timedelta(**ago)
        return picking

    def told(self, picking):
        kind = self.env.ref(LATE)
        return picking.activity_ids.filtered(lambda one: one.activity_type_id == kind)

    def look(self):
        self.env["stock.picking"]._omni_cron_late()

    def test_somebody_is_told_once_of_a_transfer_that_is_late(self):
        late, in_time = self.promised(hours=2), self.promised(hours=-2)
        self.look()
        self.look()
        self.assertEqual(len(self.told(late)), 1)
        self.assertFalse(self.told(in_time))

    def test_what_has_left_needs_nobody_any_more(self):
        late = self.promised(hours=2)
        self.look()
        late.move_ids.picked = True
        late._action_done()
        self.assertFalse(self.told(late))

    def test_an_old_backlog_does_not_flood_anybody(self):
        old = self.promised(days=30)
        self.look()
        self.assertFalse(self.told(old))
        self.assertIn(old, self.env["stock.picking"].search(old._omni_late()))
