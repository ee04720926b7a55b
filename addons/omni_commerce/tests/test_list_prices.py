"""Prices of their own for a market: by a price rule for each list of the channel."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.omni_core.lib.errors import RejectedError

from ..adapter import SetListPrice
from ..documents import Kind, PriceList
from .listing_common import ListingCase


@tagged("post_install", "-at_install")
class TestListPrices(ListingCase):
    def setUp(self):
        super().setUp()
        self.env["res.currency"].with_context(active_test=False).search(
            [("name", "in", ("CAD", "USD"))]
        ).active = True
        self.channel.put(Kind.PRICE_LIST, PriceList("ca", "Canada", "CAD"))
        self.enqueue("price_list_import")
        self.settle()
        self.canada = self.connection.price_list_ids
        self.pricelist = self.env["product.pricelist"].create(
            {
                "name": "Canada",
                "currency_id": self.env.ref("base.CAD").id,
                "item_ids": [(0, 0, self.fixed(self.helmet, 150))],
            }
        )
        self.rule = self.env["integration.price.rule"].create(
            {"name": "Canada", "pricelist_id": self.pricelist.id}
        )
        self.listing = self.list(self.draft(self.helmet))

    def fixed(self, template, price):
        return {
            "applied_on": "1_product",
            "product_tmpl_id": template.id,
            "compute_price": "fixed",
            "fixed_price": price,
        }

    def fill(self):
        self.canada.price_rule_id = self.rule
        self.settle()

    def told_prices(self):
        return [str(one.price) for one in self.pushed(SetListPrice)]

    def test_nothing_is_sent_to_a_list_that_nobody_fills(self):
        self.assertEqual((self.canada.name, self.canada.currency), ("Canada", "CAD"))
        self.assertEqual(self.told_prices(), [])

    def test_a_list_is_filled_by_its_pricelist_and_once(self):
        self.fill()
        [told] = self.pushed(SetListPrice)
        self.assertEqual(told.list_ref, "ca")
        self.assertEqual(told.variant_ref, self.listing.variant_ids.external_ref)
        self.assertEqual(self.told_prices(), ["150.00 CAD"])
        self.connection._list_prices_due()
        self.settle()
        self.assertEqual(len(self.told_prices()), 1)
        self.assertEqual(self.canada.told_count, 1)

    def test_a_new_price_of_the_pricelist_goes_out_alone(self):
        other = self.list(self.draft(self.add_product("VISOR", 20)))
        self.fill()
        self.pricelist.item_ids.fixed_price = 140
        self.settle()
        self.assertEqual(self.told_prices()[2:], ["140.00 CAD"])
        self.assertTrue(other.variant_ids)

    def test_a_new_listing_is_priced_on_every_list(self):
        self.fill()
        self.list(self.draft(self.add_product("VISOR", 20)))
        self.settle()
        self.assertEqual(len(self.told_prices()), 2)

    def test_a_rule_in_another_currency_is_refused(self):
        plain = self.env["integration.price.rule"].create({"name": "Plain"})
        with self.assertRaisesRegex(ValidationError, "CAD"):
            self.canada.price_rule_id = plain

    def test_a_refusal_stands_by_its_price_and_is_tried_again(self):
        self.channel.refused[SetListPrice] = RejectedError("Not on this list.")
        self.fill()
        self.assertEqual(self.canada.price_ids.error, "Not on this list.")
        self.assertEqual((self.canada.refused_count, self.listing.error), (1, False))
        self.channel.refused.clear()
        self.pricelist.item_ids.fixed_price = 140
        self.settle()
        price = self.canada.price_ids
        self.assertEqual((price.told, price.error), ("140.00 CAD", False))

    def test_a_list_that_is_gone_over_there_is_filled_no_more(self):
        self.fill()
        self.channel.documents[Kind.PRICE_LIST].clear()
        self.enqueue("price_list_import")
        self.settle()
        self.pricelist.item_ids.fixed_price = 140
        self.settle()
        self.assertEqual(self.told_prices(), ["150.00 CAD"])

    def test_the_preview_tells_what_each_list_would_say(self):
        self.connection.listing_push = False
        self.canada.price_rule_id = self.rule
        wish = [("list_price_update", {"listings": self.listing.ids})]
        action = self.env["integration.preview"]._open(self.connection, wish)
        preview = self.env["integration.preview"].browse(action["res_id"])
        rows = [(row.what, row.after) for row in preview.line_ids]
        self.assertEqual(rows, [("Canada", "150.00 CAD")])
