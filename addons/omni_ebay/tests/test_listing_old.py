"""Listings that were there before: found, matched, revised as they were made, moved."""

from odoo.tests import tagged

from tests.contract.ebay_seller import INVENTORY

from .listing_common import SellingCase, picture


@tagged("post_install", "-at_install")
class TestOldListings(SellingCase):
    with_history = True

    def setUp(self):
        super().setUp()
        place = self.env["ebay.place"].search([("external_ref", "=", "PDX")])
        self.profile.ebay_place_id = place
        self.state = self.remote.platform.seller(self.seller_name)
        self.run_job("product_poll")

    def old(self, variations=1):
        """A listing made by Trading that nobody has touched."""
        number = next(
            number
            for number, one in self.state.listings.items()
            if one.source == "trading"
            and one.is_active
            and len(one.variations) == variations
            and not sum(one.revisions.values())
        )
        listing = self.listings.search([("ebay_item_id", "=", number)])
        return listing, self.state.listings[number]

    def adopt(self, listing):
        """Make products that fit, and take the listing over."""
        product = self.env["product.template"].create(
            {
                "name": listing.title,
                "default_code": listing.variant_ids.sku,
                "list_price": 20,
                "categ_id": self.brakes.id,
            }
        )
        self.run_job("product_match")
        self.assertEqual(listing.product_tmpl_id, product)
        listing.action_take_over()
        listing.ebay_category_id = self.env["ebay.category"].search(
            [("ref", "=", self.state.listings[listing.ebay_item_id].category_id)],
            limit=1,
        )
        product.image_1920 = picture("green")
        return product

    def test_every_active_listing_is_found_once_under_the_api_that_made_it(self):
        active = [n for n, one in self.state.listings.items() if one.is_active]
        found = self.listings.search([("connection_id", "=", self.connection.id)])
        self.assertEqual(sorted(found.mapped("ebay_item_id")), sorted(active))
        for listing in found:
            there = self.state.listings[listing.ebay_item_id]
            self.assertEqual(listing.ebay_api, there.source, listing.external_ref)
            self.assertEqual(
                sorted(listing.variant_ids.mapped("sku")), sorted(there.variations)
            )

    def test_an_old_listing_is_revised_by_trading_and_keeps_what_is_not_ours(self):
        listing, there = self.old()
        before = dict(there.aspects)
        product = self.adopt(listing)
        product.name = "Called by another name"
        self.settle()
        self.assertEqual(listing.state, "listed", listing.error)
        self.assertEqual(there.title, "Called by another name")
        self.assertEqual(there.source, "trading")
        for name, values in before.items():
            if name not in ("Brand", "Manufacturer Part Number"):
                self.assertEqual(there.aspects[name], values)
        self.assertNotIn(listing.variant_ids.sku, self.state.items)

    def test_an_old_listing_is_moved_under_its_number_and_then_goes_the_new_way(self):
        listing, there = self.old()
        product = self.adopt(listing)
        self.settle()
        sku, number = listing.variant_ids.sku, listing.ebay_item_id
        listing.action_ebay_migrate()
        self.settle()
        self.assertEqual(listing.external_ref, f"sku:{sku}")
        self.assertEqual(
            (listing.ebay_api, listing.ebay_item_id), ("inventory", number)
        )
        self.assertEqual(listing.variant_ids.stock_ref, sku)
        self.assertEqual(listing.variant_ids.product_id, product.product_variant_ids)
        self.assertIn(sku, self.state.items)
        product.name = "Moved and renamed"
        self.settle()
        self.assertEqual(there.title, "Moved and renamed", listing.error)
        item = self.seller.ok("GET", f"{INVENTORY}/inventory_item/{sku}")
        self.assertEqual(item["product"]["title"], "Moved and renamed")

    def test_a_listing_that_cannot_be_moved_says_why_and_stays_as_it_was(self):
        listing, there = self.old(variations=2)
        policies, there.policies = there.policies, {}
        listing.action_ebay_migrate()
        self.settle()
        there.policies = policies
        job = self.jobs.search([("operation", "=", "ebay_listing_migrate")])
        self.assertEqual(job.status, "failed")
        self.assertIn("cannot be moved", job.last_error)
        self.assertEqual(listing.ebay_api, "trading")

    def test_a_listing_that_ended_over_there_is_noticed(self):
        listing, _there = self.old(variations=2)
        listing.is_managed = True
        listing.profile_id = self.profile
        self.remote.act("ebay", "end-listing", listing_id=listing.ebay_item_id)
        self.env.cr.execute(
            "UPDATE integration_product_binding SET last_seen_at = last_seen_at "
            "- interval '1 day' WHERE id = %s",
            [listing.id],
        )
        self.run_job("ebay_listing_watch")
        self.settle()
        self.assertEqual(listing.state, "ended")
        self.assertFalse(listing.ebay_item_id)
        self.assertTrue(listing.ebay_number_ids.ended_at)
