"""Prices at quotation."""

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import ShippingCase
from .toy_carrier import POST_OFFICE


@tagged("post_install", "-at_install")
class TestDeliveryRate(ShippingCase):
    def order(self, quantity=1):
        line = {"product_id": self.product.id, "product_uom_qty": quantity}
        return self.env["sale.order"].create(
            {"partner_id": self.customer.id, "order_line": [Command.create(line)]}
        )

    def price(self, order, method=None):
        return (method or self.method).rate_shipment(order)

    def test_the_cheapest_price_with_what_it_is_made_of(self):
        answer = self.price(self.order())
        self.assertTrue(answer["success"], answer)
        self.assertEqual(answer["price"], 5.0)
        self.assertIn("Snail Mail; Postage 5.00; 6 days", answer["warning_message"])

    def test_the_fields_of_odoo_count(self):
        self.method.write({"margin": 0.1, "fixed_margin": 1})
        self.assertAlmostEqual(self.price(self.order())["price"], 6.5)
        self.method.write({"free_over": True, "amount": 0})
        self.assertEqual(self.price(self.order())["price"], 0)

    def test_an_order_in_another_currency_has_its_prices_in_that(self):
        order = self.in_yen()
        answer = self.price(order)
        self.assertEqual(answer["price"], 750.0, "5 dollars at 150 yen")
        self.method.invoice_policy = "real"
        order.carrier_id = self.method
        order.action_confirm()
        self.buy(order.picking_ids)
        freight = order.order_line.filtered("is_delivery")
        self.assertEqual((freight.currency_id.name, freight.price_unit), ("JPY", 750.0))

    def in_yen(self):
        yen = self.env.ref("base.JPY")
        yen.active = True
        yen.rate_ids.unlink()
        self.env["res.currency.rate"].create({"currency_id": yen.id, "rate": 150})
        pricelist = self.env["product.pricelist"].create(
            {"name": "Yen", "currency_id": yen.id}
        )
        order = self.order()
        order.pricelist_id = pricelist
        return order

    def test_the_same_question_is_asked_once_an_hour(self):
        for _time in range(3):
            self.price(self.order())
        self.assertEqual(POST_OFFICE.asked, 1)
        newest = self.env["integration.rate"].search([], limit=1)
        newest.copy()  # as somebody leaves it who asked at the same moment
        self.assertEqual(self.price(self.order())["price"], 5.0)
        self.price(self.order(quantity=2))
        self.assertEqual(POST_OFFICE.asked, 2, "another parcel is another question")
        self.env["integration.rate"].search([]).asked_at = "2020-01-01"
        self.price(self.order())
        self.assertEqual(POST_OFFICE.asked, 3)

    def by_pigeon(self, **values):
        self.connection.action_fetch_services()
        self.drain()
        services = self.env["integration.carrier.service"].search(
            [("connection_id", "=", self.connection.id)]
        )
        pigeon = services.filtered(lambda one: one.code == "pigeon")
        return self.make_method(omni_service_ids=pigeon.ids, **values)

    def test_a_method_of_one_service_never_pays_more_than_its_cap(self):
        label = self.buy(self.transfer(method=self.by_pigeon(omni_most=12)))
        self.assertEqual((label.state, POST_OFFICE.labels), ("failed", {}))
        self.assertIn("Pigeon", label.problem)

    def test_a_method_of_one_service_takes_that(self):
        method = self.by_pigeon()
        self.assertEqual(self.price(self.order(), method)["price"], 12.5)
        label = self.buy(self.transfer(method=method))
        self.assertEqual(label.service_code, "pigeon")

    def test_an_address_that_is_not_complete_is_said_to_be(self):
        self.customer.city = False
        answer = self.price(self.order())
        self.assertFalse(answer["success"])
        self.assertIn("city", answer["error_message"])

    def test_a_connection_that_rests_says_so(self):
        self.connection.state = "paused"
        self.assertIn("not connected", self.price(self.order())["error_message"])

    def test_a_salesman_sees_prices(self):
        groups = "sales_team.group_sale_salesman_all_leads"
        salesman = new_test_user(self.env, "salesman", groups=groups)
        order = self.order()
        answer = self.method.with_user(salesman).rate_shipment(
            order.with_user(salesman)
        )
        self.assertEqual(answer["price"], 5.0, answer)
