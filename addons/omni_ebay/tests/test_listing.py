"""A product's way onto eBay: checked, listed, revised, ended, and up again."""

from odoo.tests import tagged

from tests.contract.ebay_seller import INVENTORY

from .listing_common import SellingCase, picture

HONDA = {"make": "Honda", "model": "CB500F", "year_from": 2013, "year_to": 2015}


@tagged("post_install", "-at_install")
class TestListing(SellingCase):
    def test_a_product_goes_live_with_all_that_ebay_wants_to_know(self):
        product = self.add_product("PAD-1", barcode="4006381333931", weight=0.4)
        product.ebay_fitment_ids = [(0, 0, HONDA)]
        listing = self.listed(
            product,
            own_description="<p onclick='x()'>Good<script>evil()</script></p>",
        )
        item, offer = self.item("PAD-1"), self.offer("PAD-1")
        self.assertEqual(
            item["product"]["aspects"],
            {"Brand": ["Torvex"], "Manufacturer Part Number": ["PAD-1"]},
        )
        self.assertEqual(item["product"]["ean"], ["4006381333931"])
        self.assertEqual(item["condition"], "NEW")
        weight = item["packageWeightAndSize"]["weight"]
        self.assertEqual((weight["value"], weight["unit"]), (400, "GRAM"))
        ship_to = item["availability"]["shipToLocationAvailability"]
        self.assertEqual(ship_to["quantity"], 5)
        self.assertEqual(offer["categoryId"], "35564")
        self.assertEqual(offer["merchantLocationKey"], "PDX")
        self.assertEqual(offer["pricingSummary"]["price"]["value"], "39.90")
        self.assertNotIn("evil", offer["listingDescription"])
        self.assertNotIn("onclick", offer["listingDescription"])
        there = self.there(listing.ebay_item_id)
        self.assertEqual(len(there.compatibility), 3)
        self.assertTrue(there.image_urls[0].startswith("https://i.ebayimg.com/"))
        self.assertEqual(listing.external_ref, "sku:PAD-1")
        self.assertTrue(listing.url.endswith(f"/itm/{listing.ebay_item_id}"))
        self.assertEqual(listing.variant_ids.product_id, product.product_variant_ids)

    def test_a_change_is_sent_alone_and_wipes_nothing_that_is_there(self):
        product = self.add_product("PAD-2")
        listing = self.listed(product)
        path = f"{INVENTORY}/inventory_item/PAD-2"
        item = {k: v for k, v in self.item("PAD-2").items() if k != "sku"}
        item["product"] |= {"upc": ["012345678905"], "subtitle": "By hand"}
        item["product"]["aspects"]["Material"] = ["Sintered"]
        item["availability"]["shipToLocationAvailability"].pop("allocationByFormat")
        self.seller.ok("PUT", path, {k: v for k, v in item.items() if k != "locale"})
        offer = self.offer("PAD-2")
        body = {
            key: offer[key]
            for key in ("categoryId", "listingPolicies", "merchantLocationKey")
        }
        body |= {"pricingSummary": offer["pricingSummary"], "quantityLimitPerBuyer": 2}
        self.seller.ok("PUT", f"{INVENTORY}/offer/{offer['offerId']}", body)

        product.name = "Better pads"
        self.settle()
        after = self.item("PAD-2")["product"]
        self.assertEqual(after["title"], "Better pads")
        self.assertEqual(after["subtitle"], "By hand")
        self.assertEqual(after["upc"], ["012345678905"])
        self.assertEqual(after["aspects"]["Material"], ["Sintered"])
        self.assertEqual(self.offer("PAD-2")["quantityLimitPerBuyer"], 2)
        self.assertEqual(self.there(listing.ebay_item_id).title, "Better pads")

    def test_what_is_the_same_costs_no_revision(self):
        listing = self.listed(self.add_product("PAD-3"))
        there = self.there(listing.ebay_item_id)
        before = sum(there.revisions.values())
        listing.sent_hash = False
        self.listings._set_due("content_due", [("id", "=", listing.id)])
        self.settle()
        self.assertEqual(sum(there.revisions.values()), before)
        self.assertTrue(listing.sent_hash, "it was looked at")

    def test_vehicles_that_change_are_sent_and_can_be_taken_away(self):
        product = self.add_product("PAD-4")
        product.ebay_fitment_ids = [(0, 0, HONDA)]
        listing = self.listed(product)
        there = self.there(listing.ebay_item_id)
        product.ebay_fitment_ids.year_to = 2014
        self.settle()
        self.assertEqual(len(there.compatibility), 2)
        product.ebay_fitment_ids.unlink()
        self.settle()
        path = f"{INVENTORY}/inventory_item/PAD-4/product_compatibility"
        self.assertEqual(self.seller.call("GET", path).status_code, 404)

    def test_a_picture_is_uploaded_once_and_a_new_one_takes_its_place(self):
        product = self.add_product("PAD-5")
        listing = self.listed(product)
        (first,) = self.item("PAD-5")["product"]["imageUrls"]
        images = self.remote.platform.seller(self.seller_name).images
        count = len(images)
        product.name = "Other pads"
        self.settle()
        self.assertEqual(len(images), count)
        product.image_1920 = picture("blue")
        self.settle()
        (second,) = self.item("PAD-5")["product"]["imageUrls"]
        self.assertNotEqual(first, second)
        self.assertEqual(len(images), count + 1)
        self.assertEqual(self.there(listing.ebay_item_id).image_urls, [second])

    def test_one_that_is_refused_fails_no_other(self):
        good, bad = self.add_product("GOOD-1"), self.add_product("BAD-1")
        listings = self.draft(good) | self.draft(bad, ebay_condition="LIKE_NEW")
        self.pads.conditions = []  # so that it is eBay that has to refuse it
        listings.action_list()
        self.settle()
        self.assertEqual(listings.mapped("state"), ["listed", "error"])
        self.assertIn("condition is not allowed", listings[1].error)
        listings[1].ebay_condition = "USED_EXCELLENT"
        listings[1].action_list()
        self.settle()
        self.assertEqual(listings[1].state, "listed", listings[1].error)

    def test_an_end_is_carried_out_and_what_is_put_up_again_has_another_number(self):
        listing = self.listed(self.add_product("PAD-6"))
        first = listing.ebay_item_id
        listing.action_end()
        self.settle()
        self.assertEqual(listing.state, "ended")
        self.assertFalse(self.there(first).is_active)
        listing.action_list()
        self.settle()
        self.assertEqual(listing.state, "listed", listing.error)
        self.assertNotEqual(listing.ebay_item_id, first)
        self.assertTrue(self.there(listing.ebay_item_id).is_active)
        numbers = listing.ebay_number_ids
        self.assertEqual(numbers.mapped("number"), [listing.ebay_item_id, first])
        self.assertTrue(numbers[1].ended_at)
        self.assertFalse(numbers[0].ended_at)

    def test_a_lost_answer_makes_no_second_listing(self):
        listing = self.listed(self.add_product("PAD-7"))
        number = listing.ebay_item_id
        listing.variant_ids.unlink()
        listing.write({"external_ref": False, "ebay_item_id": False, "state": "queued"})
        listing.action_list()
        self.settle()
        self.assertEqual(listing.ebay_item_id, number)
        self.assertEqual(self.offer("PAD-7")["listing"]["listingId"], number)

    def test_pictures_of_what_is_not_on_sale_are_sent_again_after_a_month(self):
        live = self.listed(self.add_product("PAD-9"))
        ended = self.listed(self.add_product("PAD-10", image_1920=picture("green")))
        ended.action_end()
        self.settle()
        (live | ended).sent_at = "2020-01-01"
        self.enqueue("ebay_listing_watch")
        self.settle()
        self.assertTrue(live.media_refs)
        self.assertFalse(ended.media_refs)
        before = self.item("PAD-10")["product"]["imageUrls"]
        ended.action_list()
        self.settle()
        self.assertEqual(ended.state, "listed", ended.error)
        self.assertNotEqual(self.item("PAD-10")["product"]["imageUrls"], before)

    def test_a_deleted_listing_takes_its_offer_along(self):
        listing = self.listed(self.add_product("PAD-8"))
        listing.action_delete_there()
        self.settle()
        answer = self.seller.call("GET", f"{INVENTORY}/offer?sku=PAD-8")
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(listing.ebay_item_id)
