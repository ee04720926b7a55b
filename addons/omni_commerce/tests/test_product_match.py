"""Products of a channel find ours: by SKU, by barcode, or by asking."""

from datetime import datetime, timezone

from odoo.tests import tagged

from .. import documents as doc
from ..documents import Kind
from .stock_common import StockCase, variant


def product(ref, *variants, **more):
    moment = datetime(2030, 1, 1, tzinfo=timezone.utc)
    return doc.Product(ref, f"Product {ref}", variants, updated_at=moment, **more)


@tagged("post_install", "-at_install")
class TestProductMatch(StockCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.listings.search([]).unlink()
        cls.connection.stock_push = False
        cls.boots = cls.make("BOOTS", barcode="111")
        cls.jacket = cls.make("JACKET", barcode="222")

    @classmethod
    def make(cls, sku, **vals):
        return cls.env["product.product"].create(
            {"name": sku.title(), "default_code": sku, **vals}
        )

    def read(self, *products, **wish):
        self.channel.put(Kind.PRODUCT, *products)
        self.connection._request("product_poll", payload={"all": True})
        self.settle()

    def found(self, ref):
        return self.listings._find(self.connection, [ref]).get(ref, self.listings)

    def test_by_sku(self):
        self.read(product("p1", variant("BOOTS")))
        self.assertEqual(self.found("v-BOOTS").product_id, self.boots)
        self.assertEqual(self.boots.channel_listing_ids, self.found("v-BOOTS"))
        self.assertEqual(self.boots.product_tmpl_id.channel_listing_count, 1)

    def test_by_barcode_where_the_sku_says_nothing(self):
        self.read(product("p1", variant("other", barcode="222")))
        self.assertEqual(self.found("v-other").product_id, self.jacket)

    def test_sku_and_barcode_of_different_products_ask(self):
        self.read(product("p1", variant("BOOTS", barcode="222")))
        listing = self.found("v-BOOTS")
        self.assertEqual(listing.match_state, "ambiguous")
        self.assertEqual(listing.candidate_ids, self.boots | self.jacket)

    def test_two_products_with_the_sku_ask(self):
        twin = self.make("BOOTS")
        self.read(product("p1", variant("BOOTS")))
        listing = self.found("v-BOOTS")
        self.assertEqual(listing.candidate_ids, self.boots | twin)
        listing.product_id = twin
        self.assertEqual(listing.match_state, "matched")
        self.assertIn("By hand", listing.match_note)

    def test_two_listings_with_the_sku_ask(self):
        self.read(
            product("p1", variant("BOOTS", "a")), product("p2", variant("BOOTS", "b"))
        )
        both = self.found("a") | self.found("b")
        self.assertEqual(set(both.mapped("match_state")), {"ambiguous"})
        self.assertIn("2 listings", both[0].match_note)

    def test_a_product_is_listed_once_per_connection(self):
        self.read(product("p1", variant("BOOTS", "a")))
        self.read(product("p2", variant("", "b", barcode="111")))
        self.assertEqual(self.found("a").product_id, self.boots)
        self.assertEqual(self.found("b").match_state, "ambiguous")
        self.assertIn("already listed", self.found("b").match_note)

    def test_what_nobody_knows_says_what_was_looked_for(self):
        self.read(product("p1", variant("NOPE", barcode="999"), variant("", "bare")))
        self.assertEqual(self.found("v-NOPE").match_state, "unmatched")
        self.assertIn("“NOPE”", self.found("v-NOPE").match_note)
        self.assertIn("neither", self.found("bare").match_note)

    def test_a_product_that_comes_later_is_found_by_matching_again(self):
        self.read(product("p1", variant("LATE")))
        late = self.make("LATE")
        self.connection._request("product_match")
        self.settle()
        self.assertEqual(self.found("v-LATE").product_id, late)

    def test_by_hand_only_means_no_guess(self):
        self.connection.match_by = "manual"
        self.read(product("p1", variant("BOOTS")))
        self.assertEqual(self.found("v-BOOTS").match_state, "unmatched")

    def test_ignored_stays_ignored(self):
        self.read(product("p1", variant("NOPE")))
        self.found("v-NOPE")._ignore("Sold by somebody else")
        self.make("NOPE")
        self.read(product("p1", variant("NOPE")))
        self.assertEqual(self.found("v-NOPE").match_state, "ignored")

    def test_a_variant_that_is_gone_is_archived_with_its_reference_free_again(self):
        self.read(product("p1", variant("BOOTS", "a"), variant("JACKET", "b")))
        self.read(product("p1", variant("BOOTS", "a")))
        self.assertFalse(self.found("b"))
        self.read(product("p1", variant("BOOTS", "a"), variant("JACKET", "b")))
        self.assertEqual(self.found("b").product_id, self.jacket)

    def test_a_product_that_is_gone_is_archived(self):
        self.read(product("p1", variant("BOOTS")))
        self.channel.documents[Kind.PRODUCT].clear()
        self.connection._request("product_import", payload={"ref": "p1"})
        self.settle()
        self.assertFalse(self.found("v-BOOTS"))

    def test_a_deleted_product_leaves_its_listing_to_be_matched_again(self):
        self.read(product("p1", variant("BOOTS")))
        self.boots.unlink()
        listing = self.found("v-BOOTS")
        self.assertEqual(listing.match_state, "unmatched")
        self.assertIn("deleted", listing.match_note)

    def test_many_pages_are_read_to_the_end(self):
        self.channel.page_size = 2
        self.read(*(product(f"p{n}", variant(f"SKU{n}")) for n in range(5)))
        self.assertEqual(self.listings.search_count([]), 5)
        self.assertEqual(self.channel.calls.count("fetch product"), 3)
        self.assertTrue(self.connection.products_polled_until)

    def test_a_matched_listing_gets_its_stock(self):
        self.connection.stock_push = True
        self.boots.is_storable = True
        self.quants._update_available_quantity(self.boots, self.shelf, 6)
        self.read(product("p1", variant("BOOTS")))
        self.settle()
        self.assertEqual(self.channel.stock["s-v-BOOTS", "main"], 6)

    def test_locations_are_read_and_a_single_one_is_filled_from_the_warehouse(self):
        self.here.unlink()
        self.channel.put(Kind.LOCATION, doc.Location("l1", "Our Shop"))
        self.connection._request("location_import")
        self.settle()
        location = self.connection.location_binding_ids
        self.assertEqual(location.name, "Our Shop")
        self.assertEqual(location.location_ids, self.shelf)

    def test_a_match_that_was_undone_is_not_made_again_by_itself(self):
        self.read(product("p1", variant("BOOTS")))
        listing = self.found("v-BOOTS")
        listing.action_undo_match()
        self.read(product("p1", variant("BOOTS")))
        self.assertFalse(listing.product_id)
        self.assertIn("Undone by", listing.match_note)
        listing.action_match_again()
        self.assertEqual(listing.product_id, self.boots)
