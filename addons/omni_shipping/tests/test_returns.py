"""The way back: along with the parcel, on demand, in the portal, paid when used."""

from odoo.tests import tagged

from .common import ShippingCase
from .toy_carrier import POST_OFFICE


@tagged("post_install", "-at_install")
class TestReturns(ShippingCase):
    def test_a_label_for_the_way_back_comes_with_the_parcel(self):
        self.method.return_label_on_delivery = True
        picking = self.transfer()
        out, back = self.buy(picking).sorted("is_return")
        self.assertEqual((out.is_return, back.is_return), (False, True))
        self.assertEqual(picking.carrier_tracking_ref, out.tracking_number)
        self.assertEqual(picking.carrier_price, 5.0, "the buyer pays the way there")
        request = POST_OFFICE.bought[-1]
        self.assertEqual(request.ship_from.city, "New York")
        self.buy(picking)
        self.assertEqual(len(POST_OFFICE.labels), 2, "each way once")

    def test_it_is_bought_on_demand_when_somebody_asks_for_it_later(self):
        picking = self.transfer()
        self.buy(picking)
        picking.move_ids.picked = True
        picking.button_validate()
        picking.action_omni_return_labels()
        self.drain()
        self.assertEqual(picking.omni_label_ids.mapped("is_return"), [True, False])
        self.assertTrue(picking.return_label_ids)

    def test_the_customer_finds_it_in_the_portal(self):
        self.method.return_label_on_delivery = True
        self.method.get_return_label_from_portal = True
        picking = self.transfer()
        self.buy(picking)
        self.assertTrue(picking.return_label_ids.access_token)

    def test_what_is_paid_on_use_costs_nothing_before(self):
        self.method.write({"return_label_on_delivery": True, "omni_return_pay": "use"})
        back = self.buy(self.transfer()).filtered("is_return")
        self.assertTrue(POST_OFFICE.bought[-1].pay_on_use)
        self.assertEqual((back.cost, back._cost_in(self.usd)), (5.0, 0.0))
        back.progress = "accepted"
        self.assertEqual(back._cost_in(self.usd), 5.0)
