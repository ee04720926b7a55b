"""What people see of listings: every screen opens, and says what it should."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .. import documents as doc
from ..adapter import SetPrice
from .listing_common import ListingCase


@tagged("post_install", "-at_install")
class TestListingPreview(ListingCase):
    def preview(self, listing):
        action = listing.action_preview()
        found = self.env["integration.preview"].browse(action["res_id"])
        return {
            line.what: (line.before, line.after, line.effect) for line in found.line_ids
        }

    def test_a_draft_shows_all_that_would_be_new(self):
        lines = self.preview(self.draft(self.helmet))
        self.assertEqual(lines["Title"], ("", "Helmet", "create"))
        self.assertEqual(lines["Price"], ("", "100.00 USD", "create"))

    def test_a_change_shows_what_is_there_and_what_would_be(self):
        listing = self.list(self.draft(self.helmet))
        self.helmet.write({"name": "Helm", "list_price": 80})
        lines = self.preview(listing)
        self.assertEqual(lines["Title"], ("Helmet", "Helm", "change"))
        self.assertEqual(lines["Price"], ("100.00 USD", "80.00 USD", "change"))
        self.assertEqual(self.sent(), 1, "nothing was sent")
        self.assertFalse(self.pushed(SetPrice))

    def test_what_is_only_read_can_be_looked_at_before_it_is_taken_over(self):
        there = doc.Product("p9", "Hat", (doc.Variant("v9", sku="HELMET"),))
        self.env["integration.product.importer"]._import(self.connection, [there])
        listing = self.listings.search([("external_ref", "=", "p9")])
        listing.action_take_over()
        self.assertEqual(self.preview(listing)["Title"], ("Hat", "Helmet", "change"))

    def test_what_the_check_would_refuse_is_shown(self):
        listing = self.draft(self.add_product("FREE", price=0))
        [line] = self.preview(listing).values()
        self.assertEqual(line[2], "refused")
        self.assertIn("sold for nothing", line[1])

    def test_nothing_to_send_says_so(self):
        listing = self.list(self.draft(self.helmet))
        listing.action_send()
        self.settle()
        action = listing.action_preview()
        preview = self.env["integration.preview"].browse(action["res_id"])
        self.assertIn("Nothing would change", preview.note)

    def test_only_operators_look(self):
        viewer = new_test_user(self.env, "viewer", "omni_core.group_viewer")
        with self.assertRaises(AccessError):
            self.draft(self.helmet).with_user(viewer).action_preview()


@tagged("post_install", "-at_install")
class TestListingScreens(ListingCase):
    def wizard(self, products, **vals):
        wizard = self.env["integration.listing.create"].with_context(
            active_model="product.template", active_ids=products.ids
        )
        return wizard.create({"connection_ids": self.connection.ids, **vals})

    def test_products_are_listed_in_bulk_and_each_once(self):
        products = self.helmet | self.add_product("BOOTS")
        self.draft(self.helmet)
        action = self.wizard(products, send=True).action_create_listings()
        listings = self.listings.search(action["domain"])
        self.assertEqual(listings.product_tmpl_id, products)
        self.settle()
        self.assertEqual(set(listings.mapped("state")), {"listed"})

    def test_drafts_wait_until_somebody_sends_them(self):
        action = self.wizard(self.helmet).action_create_listings()
        listing = self.listings.search(action["domain"])
        self.assertEqual(listing.state, "draft")
        self.assertEqual(listing.profile_id, self.profile)

    def test_a_product_of_another_company_is_refused(self):
        self.helmet.company_id = self.env["res.company"].create({"name": "Other"})
        with self.assertRaisesRegex(UserError, "belongs to Other"):
            self.wizard(self.helmet).action_create_listings()

    def test_a_product_shows_how_it_stands_on_each_channel(self):
        self.helmet.list_price = 0
        self.list(self.draft(self.helmet))
        self.assertEqual(self.helmet.channel_listing_count, 1)
        self.assertEqual(self.helmet.channel_error_count, 1)
        found = self.listings.search(self.helmet.action_open_listings()["domain"])
        self.assertIn("sold for nothing", found.note)
        Form(self.helmet)

    def test_a_listing_is_written_in_its_form(self):
        with Form(self.draft(self.helmet)) as form:
            form.own_title = "Race Helmet"
            with form.custom_field_ids.new() as field:
                field.key = "brand"
                field.value = "Acme"
        listing = self.listings.search([("own_title", "=", "Race Helmet")])
        self.assertEqual(self.compose(listing).custom_fields[0].value, "Acme")

    def test_a_profile_and_a_price_rule_are_written_in_their_forms(self):
        rule = Form(self.env["integration.price.rule"])
        rule.name = "Shop"
        rule.percent, rule.round_to, rule.has_ending = 5, 1, True
        rule.ending = 0.99
        self.assertIn("105.99", rule.example)
        with Form(self.profile) as profile:
            profile.price_rule_id = rule.save()
            with profile.owner_ids.new() as line:
                line.field, line.owner = "tags", "theirs"
        self.assertNotIn("tags", self.profile._owned_fields(is_new=True))

    def test_a_secret_field_cannot_be_published_by_a_path(self):
        for path in ("standard_price", "seller_ids.price", "no_such.thing"):
            with self.assertRaisesRegex(UserError, "no field of a product"):
                self.profile.custom_field_ids = [(0, 0, {"key": "x1", "path": path})]

    def test_the_connection_previews_all_that_is_due(self):
        self.list(self.draft(self.helmet))
        self.helmet.name = "Helm"
        self.env.cr.flush()
        action = self.connection.action_preview_listings()
        preview = self.env["integration.preview"].browse(action["res_id"])
        self.assertEqual(preview.line_ids.mapped("what"), ["Title"])
        Form(self.connection)
