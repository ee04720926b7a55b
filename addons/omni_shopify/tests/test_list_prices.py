"""A market's prices in its own currency, by a pricelist of Odoo."""

from odoo.tests import tagged

from .listing_case import ListingCase

PRICES = """query Prices($id: ID!) {
  priceList(id: $id) {
    prices(first: 10, originType: FIXED) {
      nodes { price { amount currencyCode } compareAtPrice { amount } variant { sku } }
    }
  }
}"""


@tagged("post_install", "-at_install")
class TestListPrices(ListingCase):
    def setUp(self):
        super().setUp()
        opened = self.remote.act(
            "shopify", "open-price-list", shop=self.merchant.shop, currency="CAD"
        )
        self.ref = opened["price_list"]
        self.env.ref("base.CAD").active = True
        self.enqueue("price_list_import")
        self.settle()
        self.canada = self.connection.price_list_ids.filtered(
            lambda one: one.external_ref == self.ref
        )
        self.pricelist = self.env["product.pricelist"].create(
            {
                "name": "Canada",
                "currency_id": self.env.ref("base.CAD").id,
                "item_ids": [(0, 0, {"compute_price": "fixed", "fixed_price": 165})],
            }
        )
        rule = self.env["integration.price.rule"].create(
            {"name": "Canada", "pricelist_id": self.pricelist.id}
        )
        self.put_on_sale()
        self.canada.price_rule_id = rule
        self.settle()

    def fixed(self):
        rows = self.merchant.read(PRICES, id=self.ref)["prices"]["nodes"]
        return [(r["variant"]["sku"], r["price"]["amount"]) for r in rows]

    def test_a_market_costs_what_its_pricelist_says(self):
        sku = self.helmet.default_code
        self.assertEqual(self.fixed(), [(sku, "165.0")])
        self.assertEqual(self.there()["variants"]["nodes"][0]["price"], "120.00")
        self.pricelist.item_ids.fixed_price = 150
        self.settle()
        self.assertEqual(self.fixed(), [(sku, "150.0")])

    def test_one_that_is_refused_keeps_no_other_from_its_price(self):
        """A call with a wrong one sets none: the others go again without it."""
        visor = self.env["product.template"].create(
            {"name": "Visor", "default_code": f"V-{self.ref[-6:]}", "list_price": 20}
        )
        self.draft(visor).action_list()
        self.settle()
        variant = self.listing.variant_ids.external_ref
        self.merchant.do(
            """mutation Gone($product: ID!) {
                 productDelete(input: {id: $product}) { userErrors { message } } }""",
            product=self.listing.external_ref,
        )
        self.pricelist.item_ids.fixed_price = 140
        self.settle()
        self.assertEqual(self.fixed()[-1], (visor.default_code, "140.0"))
        refused = self.canada.price_ids.filtered("error")
        self.assertEqual(refused.variant_binding_id.external_ref, variant)
