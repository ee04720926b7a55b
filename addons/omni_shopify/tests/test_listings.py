"""A product of Odoo in a store of Shopify, from the draft until it has ended."""

from odoo.tests import tagged

from .listing_case import ListingCase


@tagged("post_install", "-at_install")
class TestListings(ListingCase):
    def test_it_is_listed_with_its_price_and_its_image(self):
        self.put_on_sale()
        there = self.there()
        self.assertEqual(there["title"], "Helmet")
        self.assertIn("Light and hard", there["descriptionHtml"])
        [variant] = there["variants"]["nodes"]
        self.assertEqual(variant["price"], "120.00")
        self.assertEqual([m["status"] for m in there["media"]["nodes"]], ["READY"])
        self.assertFalse(self.listing.media_note)
        binding = self.helmet.product_variant_id.channel_listing_ids
        self.assertEqual(binding.sku, variant["sku"])
        self.assertEqual(binding.price_there, "120.00 USD")

    def test_a_new_title_and_a_new_price_go_out(self):
        self.put_on_sale()
        self.helmet.write({"name": "Helmet II", "list_price": 99})
        self.settle()
        there = self.there()
        self.assertEqual(there["title"], "Helmet II")
        self.assertEqual(there["variants"]["nodes"][0]["price"], "99.00")

    def test_what_the_store_answers_with_its_webhook_changes_nothing(self):
        """Our own change comes back as news; it is not news to us."""
        self.put_on_sale()
        digest = self.listing.sent_hash
        ref = self.listing.external_ref
        self.enqueue("product_import", payload={"ref": ref})
        with self.trap_jobs() as jobs:
            self.settle()
        self.assertNotIn("product_update", [job.operation for job in jobs])
        self.assertEqual(self.listing.sent_hash, digest)

    def test_four_options_are_refused_in_words_before_any_call(self):
        names = ("Size", "Colour", "Visor", "Lining")
        self.helmet.attribute_line_ids = [
            (0, 0, self.attribute(name, "A", "B")) for name in names
        ]
        self.listing.action_list()
        calls = self.env["integration.call"].search_count([])
        self.settle()
        self.assertEqual(self.listing.state, "error")
        self.assertIn("4 options (Size, Colour, Visor, Lining)", self.listing.error)
        self.assertEqual(self.env["integration.call"].search_count([]), calls)

    def attribute(self, name, *values):
        attribute = self.env["product.attribute"].create(
            {"name": name, "value_ids": [(0, 0, {"name": value}) for value in values]}
        )
        return {"attribute_id": attribute.id, "value_ids": attribute.value_ids.ids}

    def test_variants_are_bound_each_to_its_product(self):
        self.helmet.attribute_line_ids = [(0, 0, self.attribute("Size", "S", "M"))]
        for size, product in zip("SM", self.helmet.product_variant_ids, strict=True):
            product.default_code = f"{self._testMethodName[:20]}-{size}"
        self.put_on_sale()
        for product in self.helmet.product_variant_ids:
            self.assertEqual(product.channel_listing_ids.sku, product.default_code)

    def test_an_archived_product_cannot_be_bought_any_more(self):
        self.put_on_sale()
        self.helmet.action_archive()
        self.settle()
        self.assertEqual(self.there()["status"], "DRAFT")
        self.assertEqual(self.listing.state, "ended")

    def test_a_listing_that_was_deleted_in_shopify_has_ended(self):
        self.put_on_sale()
        self.merchant.do(
            """mutation D($id: ID!) { productDelete(input: {id: $id}) {
                 userErrors { message } } }""",
            id=self.listing.external_ref,
        )
        self.helmet.name = "Helmet II"
        self.settle()
        self.assertEqual(self.listing.state, "ended")
        self.assertIn("deleted over there", self.listing.error)

    def test_sales_channels_and_collections_are_read(self):
        self.merchant.do(
            """mutation C($c: CollectionCreateInput!) {
                 collectionCreate(collection: $c) { userErrors { message } } }""",
            c={"title": "Summer"},
        )
        self.enqueue("showcase_import")
        self.settle()
        self.assertIn("Summer", self.connection.showcase_ids.mapped("name"))

    def test_the_store_that_was_read_offers_its_prices(self):
        self.merchant.product("PRICED-1", price="33.00")
        self.enqueue("product_poll")
        self.settle()
        bindings = self.env["integration.variant.binding"]
        found = bindings.search([("sku", "=", "PRICED-1")])
        self.assertEqual(found.price_there, "33.00 USD")
