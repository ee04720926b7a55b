"""The fields that people look for on a product, over the listings that hold them."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .listing_common import SellingCase


@tagged("post_install", "-at_install")
class TestProductFields(SellingCase):
    def test_a_product_shows_its_listing_and_is_found_by_it(self):
        product = self.add_product("SHOWN-1")
        listing = self.listed(product, ebay_condition="NEW_OTHER")
        self.assertEqual(product.ebay_item_id, listing.ebay_item_id)
        self.assertEqual(product.ebay_condition, "NEW_OTHER")
        templates = self.env["product.template"]
        for domain in (
            [("ebay_item_id", "=", listing.ebay_item_id)],
            [("ebay_condition", "=", "NEW_OTHER")],
        ):
            self.assertEqual(templates.search(domain), product)

    def test_writing_them_prepares_a_listing_and_writes_it_there(self):
        product = self.add_product("WRITTEN-1")
        product.write({"ebay_category_id": self.pads.id, "ebay_condition": "NEW"})
        listing = product.ebay_listing_ids
        self.assertEqual(listing.state, "draft")
        self.assertEqual(listing.ebay_category_id, self.pads)
        product.ebay_listing_duration = "GTC"
        self.assertEqual(listing.ebay_listing_duration, "GTC")
        self.assertEqual(product.ebay_listing_ids, listing)
        listing.action_list()
        self.settle()
        product.ebay_condition = "USED_EXCELLENT"
        self.settle()
        self.assertEqual(self.item("WRITTEN-1")["condition"], "USED_EXCELLENT")

    def test_which_of_two_connections_a_person_has_to_say(self):
        product = self.add_product("WHICH-1")
        self.connection.copy({"name": "Second", "state": "paused"})
        with self.assertRaisesRegex(UserError, "more than one"):
            product.ebay_condition = "NEW"

    def test_the_form_of_a_product_has_the_grid(self):
        with Form(self.env["product.template"]) as form:
            form.name = "Pads"
            with form.ebay_fitment_ids.new() as row:
                row.make, row.model, row.year_from = "Honda", "CB500F", 2013
        self.assertEqual(form.record.ebay_vehicle_count, 1)

    def test_the_check_lists_what_is_wrong_and_leads_there(self):
        product = self.add_product("CHECK-1", image_1920=False, categ_id=False)
        listing = self.draft(product)
        listing.action_ebay_check()
        found = {row.field: row for row in listing.ebay_finding_ids}
        self.assertEqual(set(found), {"media", "extra.category"})
        self.assertEqual(found["media"].action_fix()["res_id"], product.id)
        self.assertEqual(found["extra.category"].action_fix()["res_id"], listing.id)
        listing.action_ebay_suggest()
        self.assertEqual(listing.ebay_category_id, self.pads)
        product.image_1920 = self.add_product("CHECK-2").image_1920
        listing.action_ebay_check()
        self.assertFalse(listing.ebay_finding_ids)
        self.assertTrue(listing.ebay_checked_at)

    def test_where_no_name_fits_ebay_is_asked_for_a_category(self):
        listing = self.draft(self.add_product("ASK-1", categ_id=False))
        listing.own_title = "Brake pads"
        leaves = self.env["ebay.category"].search([("is_leaf", "=", True)])
        leaves.name = "?"  # so that nothing that is loaded fits
        listing.action_ebay_suggest()
        self.assertFalse(listing.ebay_category_id)
        self.settle()
        self.assertEqual(listing.ebay_category_id, self.pads)

    def test_a_profile_is_applied_to_many_at_once(self):
        products = self.add_product("BULK-1") | self.add_product("BULK-2")
        listings = self.draft(products[0]) | self.draft(products[1])
        profile = self.profile.copy(
            {"name": "Used parts", "ebay_condition": "USED_EXCELLENT"}
        )
        listings.profile_id = profile
        listings.action_list()
        self.settle()
        self.assertEqual(listings.mapped("state"), ["listed", "listed"])
        self.assertEqual(self.item("BULK-2")["condition"], "USED_EXCELLENT")
        profile.ebay_condition = "NEW"
        self.settle()
        self.assertEqual(self.item("BULK-1")["condition"], "NEW")
