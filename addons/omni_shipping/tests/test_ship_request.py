"""What a carrier is told of a parcel: its worth, and what customs wants to know."""

from decimal import Decimal

from odoo.fields import Command
from odoo.tests import tagged

from ..documents import Money, TaxId
from .common import ShippingCase
from .toy_carrier import POST_OFFICE


@tagged("post_install", "-at_install")
class TestInsurance(ShippingCase):
    def insured(self, price):
        self.product.list_price = price
        self.product.standard_price = price
        self.buy(self.transfer())
        parcel = POST_OFFICE.bought[-1].parcel
        return parcel.insured and parcel.insured.amount

    def test_a_part_of_the_worth_is_insured(self):
        self.assertIsNone(self.insured(100))
        self.method.shipping_insurance = 50
        self.assertEqual(self.insured(100), Decimal(50))

    def test_what_is_cheap_is_not_insured(self):
        self.method.write({"shipping_insurance": 100, "omni_insure_above": 80})
        self.assertIsNone(self.insured(80))
        self.assertEqual(self.insured(81), Decimal(81))

    def test_a_fixed_value_by_the_platforms_own_insurance(self):
        self.method.write({"omni_insured_value": 30, "omni_insurer": "platform"})
        self.assertEqual(self.insured(500), Decimal(30))
        self.assertEqual(POST_OFFICE.bought[-1].insurer, "platform")


@tagged("post_install", "-at_install")
class TestCustoms(ShippingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write(
            {"omni_eori": "GB205672212000", "omni_ioss": "IM3720000224"}
        )
        place = {"street": "1 Rue", "city": "Paris", "zip": "75001"}
        place |= {"country_id": cls.env.ref("base.fr").id, "state_id": False}
        cls.jean = cls.env["res.partner"].create({"name": "Jean", **place})
        cls.product.write({"list_price": 40, "hs_code": "7315.11"})

    def declared(self, quantity=1):
        self.buy(self.transfer(quantity, customer=self.jean))
        return POST_OFFICE.bought[-1].customs

    def test_nothing_is_declared_at_home(self):
        self.buy(self.transfer())
        self.assertIsNone(POST_OFFICE.bought[-1].customs)

    def test_goods_contents_and_what_becomes_of_what_nobody_takes(self):
        self.method.write({"omni_contents": "gift", "omni_non_delivery": "abandon"})
        customs = self.declared(2)
        [goods] = customs.goods
        self.assertEqual((goods.quantity, goods.hs_code), (2, "7315.11"))
        self.assertEqual((customs.contents, customs.abandon), ("gift", True))

    def test_each_parcel_declares_what_is_in_it(self):
        picking = self.transfer(3, customer=self.jean)
        line = picking.move_line_ids
        line.quantity = 1
        boxes = self.env["stock.package"].create([{"name": "P1"}, {"name": "P2"}])
        line.result_package_id = boxes[0]
        line.copy({"quantity": 2}).result_package_id = boxes[1]
        self.buy(picking)
        pieces = sorted(
            [goods.quantity for goods in request.customs.goods]
            for request in POST_OFFICE.bought
        )
        self.assertEqual(pieces, [[1], [2]])

    def test_goods_are_worth_what_they_were_sold_for_in_that_currency(self):
        yen = self.env.ref("base.JPY")
        yen.active = True
        pricelist = self.env["product.pricelist"].create(
            {"name": "Yen", "currency_id": yen.id}
        )
        line = {"product_id": self.product.id, "price_unit": 1234, "tax_ids": False}
        order = self.env["sale.order"].create(
            {
                "partner_id": self.jean.id,
                "carrier_id": self.method.id,
                "pricelist_id": pricelist.id,
                "order_line": [Command.create(line)],
            }
        )
        order.action_confirm()
        self.buy(order.picking_ids)
        [goods] = POST_OFFICE.bought[-1].customs.goods
        self.assertEqual(goods.value, Money(Decimal(1234), "JPY"))

    def test_numbers_of_traders_go_along(self):
        self.jean.vat = "FR23334175221"
        numbers = {(one.kind, one.owner): one for one in self.declared().tax_ids}
        self.assertEqual(numbers["eori", "sender"].number, "GB205672212000")
        self.assertEqual(
            numbers["vat", "receiver"],
            TaxId("vat", "FR23334175221", "FR", "receiver"),
        )

    def test_ioss_is_for_small_parcels_into_the_union(self):
        self.env.ref("base.EUR").rate_ids.unlink()
        kinds = {one.kind for one in self.declared().tax_ids}
        self.assertIn("ioss", kinds)
        kinds = {one.kind for one in self.declared(4).tax_ids}
        self.assertNotIn("ioss", kinds, "160 euros are cleared the ordinary way")
