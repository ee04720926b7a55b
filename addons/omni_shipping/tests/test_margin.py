"""What freight costs and what it brings."""

from odoo.fields import Command
from odoo.tests import tagged

from .common import ShippingCase


@tagged("post_install", "-at_install")
class TestMargin(ShippingCase):
    def sold(self, freight):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.product.id})],
            }
        )
        order._create_delivery_line(self.method, freight)
        order.order_line.tax_ids = False
        order.action_confirm()
        picking = order.picking_ids
        picking.action_assign()
        picking.carrier_id = self.method
        return picking

    def test_a_label_knows_what_the_buyer_paid_for_it(self):
        self.method.return_label_on_delivery = True
        out, back = self.buy(self.sold(freight=8.0)).sorted("is_return")
        self.assertEqual((out.cost, out.charged, out.margin), (5.0, 8.0, 3.0))
        self.assertEqual((back.charged, back.margin), (0.0, -5.0))

    def test_a_voided_label_counts_for_nothing(self):
        label = self.buy(self.sold(freight=8.0))
        label.action_void()
        self.drain()
        self.assertEqual((label.charged, label.margin), (0.0, 0.0))
