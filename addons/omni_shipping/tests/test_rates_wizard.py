"""A clerk compares what carriers ask for a transfer, and takes one offer."""

from odoo.tests import tagged

from .common import ShippingCase
from .toy_carrier import POST_OFFICE


@tagged("post_install", "-at_install")
class TestRatesWizard(ShippingCase):
    def setUp(self):
        super().setUp()
        self.enqueue("service_fetch")
        self.drain()

    def compare(self, picking):
        action = picking.action_omni_rates()
        return self.env["integration.rates"].browse(action["res_id"])

    def test_offers_stand_side_by_side_with_their_parts(self):
        rates = self.compare(self.transfer())
        self.assertEqual(rates.line_ids.mapped("price"), [5.0, 12.5])
        self.assertEqual(rates.line_ids.mapped("days"), [6, 1])
        self.assertEqual(rates.line_ids[0].parts, "Postage 5.00")
        self.assertFalse(POST_OFFICE.labels, "looking costs nothing")

    def test_the_chosen_offer_is_bought_whatever_the_method_would_take(self):
        picking = self.transfer()
        self.compare(picking).line_ids[1].action_buy()
        self.drain()
        self.assertEqual(picking.omni_label_ids.service_code, "pigeon")
        self.assertEqual(picking.carrier_price, 12.5)

    def test_what_keeps_it_from_being_shipped_is_said(self):
        self.product.weight = 0
        self.assertIn("weight", self.compare(self.transfer()).problem)
