"""What the shop hears of Odoo's documents: their numbers, and that all is done."""

from odoo.tests import tagged

from odoo.addons.omni_core.lib.errors import RejectedError

from ..adapter import CloseOrder, WriteNumbers
from .fulfilment_common import FulfilmentCase
from .orders_common import order


@tagged("post_install", "-at_install")
class TestOrderWriteBack(FulfilmentCase):
    def setUp(self):
        super().setUp()
        self.connection.write({"order_numbers_push": True, "order_close": True})

    def numbers(self):
        return [dict(one.numbers) for one in self.told(WriteNumbers)]

    def test_the_shop_reads_odoos_numbers_as_they_come(self):
        sale = self.sold()
        self.drain()
        self.assertEqual(
            self.numbers()[-1],
            {"order": sale.name, "delivery": sale.picking_ids.name},
        )
        sale._create_invoices().action_post()
        self.drain()
        self.assertEqual(self.numbers()[-1]["invoice"], sale.invoice_ids.name)

    def test_what_the_shop_knows_is_not_told_again(self):
        sale = self.sold()
        self.drain()
        known = len(self.told(WriteNumbers))
        self.env["integration.order.write.back"]._request(sale)
        self.drain()
        self.assertEqual(len(self.told(WriteNumbers)), known)

    def test_an_order_is_closed_when_it_is_delivered_and_invoiced(self):
        sale = self.sold()
        sale._create_invoices().action_post()
        self.drain()
        self.assertFalse(self.told(CloseOrder), "its goods are still here")
        self.validate(sale.picking_ids)
        self.assertEqual(len(self.told(CloseOrder)), 1)

    def test_nobody_is_told_unless_the_connection_says_so(self):
        self.connection.write({"order_numbers_push": False, "order_close": False})
        self.sold()
        self.drain()
        self.assertFalse(self.numbers())

    def test_a_recorded_order_is_none_of_ours_to_write_on(self):
        self.connection.order_policy = "visibility"
        sale = self.arrive(order()).order_id
        self.env["integration.order.write.back"]._request(sale)
        self.drain()
        self.assertFalse(self.numbers())

    def test_one_that_is_refused_says_why(self):
        self.channel.refused[CloseOrder] = RejectedError("It cannot be closed.")
        sale = self.sold()
        sale._create_invoices().action_post()
        self.validate(sale.picking_ids)
        job = self.env["sync.job"].search(
            [("operation", "=", "order_write_back"), ("status", "=", "failed")]
        )
        self.assertIn("cannot be closed", job.last_error)
        self.assertEqual(sale.channel_state, "imported")
