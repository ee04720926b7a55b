"""A product with variants is one listing with variations."""

from odoo.tests import tagged

from tests.contract.ebay_seller import INVENTORY

from .listing_common import SellingCase


@tagged("post_install", "-at_install")
class TestVariations(SellingCase):
    def setUp(self):
        super().setUp()
        self.lever = self.category("35566")
        values = [(0, 0, {"name": name}) for name in ("Black", "Red", "Silver")]
        self.colour = self.env["product.attribute"].create(
            {"name": "Color", "value_ids": values}
        )

    def add_levers(self, count=2):
        values = self.colour.value_ids[:count]
        line = {"attribute_id": self.colour.id, "value_ids": values.ids}
        product = self.add_product(
            "", stock=0, default_code=False, attribute_line_ids=[(0, 0, line)]
        )
        product.name = "Kestrel brake lever"
        self.number(product)
        return product

    def number(self, product):
        for at, variant in enumerate(product.product_variant_ids):
            if not variant.default_code:
                variant.default_code = f"LEVER-{product.id}-{at}"
                self.put_in_stock(variant, 3)

    def list_levers(self, count=2):
        return self.listed(
            self.add_levers(count),
            ebay_category_id=self.lever.id,
            ebay_aspect_rule_ids=[
                (0, 0, {"name": "manufacturer part number", "value": "K-1"})
            ],
        )

    def group(self, listing):
        key = listing.external_ref.removeprefix("group:")
        return self.seller.ok("GET", f"{INVENTORY}/inventory_item_group/{key}")

    def test_variants_become_one_listing_that_varies_by_their_attribute(self):
        listing = self.list_levers()
        group = self.group(listing)
        skus = listing.product_tmpl_id.product_variant_ids.mapped("default_code")
        self.assertEqual(group["variantSKUs"], skus)
        self.assertEqual(
            group["variesBy"]["specifications"],
            [{"name": "Color", "values": ["Black", "Red"]}],
        )
        there = self.there(listing.ebay_item_id)
        aspects = [variation.aspects for variation in there.variations.values()]
        self.assertEqual(aspects, [{"Color": "Black"}, {"Color": "Red"}])
        self.assertEqual(there.aspects["Manufacturer Part Number"], ["K-1"])
        self.assertEqual(
            listing.variant_ids.product_id, listing.product_tmpl_id.product_variant_ids
        )

    def test_a_variant_that_is_added_joins_and_one_that_is_archived_leaves(self):
        listing = self.list_levers()
        product, number = listing.product_tmpl_id, listing.ebay_item_id
        first = product.product_variant_ids[0]
        line = product.attribute_line_ids
        line.value_ids = [(4, self.colour.value_ids[2].id)]
        self.number(product)
        self.settle()
        self.assertEqual(len(self.there(number).variations), 3)
        first.action_archive()
        self.settle()
        self.assertEqual(listing.ebay_item_id, number)
        self.assertNotIn(first.default_code, self.there(number).variations)
        self.assertEqual(len(self.there(number).variations), 2)

    def test_a_listing_with_variations_ends_as_a_whole(self):
        listing = self.list_levers()
        number = listing.ebay_item_id
        listing.action_end()
        self.settle()
        self.assertFalse(self.there(number).is_active)
        listing.action_list()
        self.settle()
        self.assertEqual(listing.state, "listed", listing.error)
        self.assertNotEqual(listing.ebay_item_id, number)

    def test_a_single_article_cannot_become_one_with_variations(self):
        product = self.add_product("ALONE-1")
        listing = self.listed(product)
        values = self.colour.value_ids[:2]
        product.attribute_line_ids = [
            (0, 0, {"attribute_id": self.colour.id, "value_ids": values.ids})
        ]
        self.number(product)
        self.settle()
        self.assertEqual(listing.state, "error")
        self.assertIn("cannot become one with variations", listing.error)
