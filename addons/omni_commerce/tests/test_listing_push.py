"""Listings go out: what changed, once, and nothing else; a bad one hurts no other."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.omni_core.lib.errors import RejectedError

from .. import documents as doc
from ..adapter import Ending, EndProduct, SetPrice
from ..documents import Kind
from .listing_common import DOT, ListingCase


@tagged("post_install", "-at_install")
class TestListingPush(ListingCase):
    def test_a_draft_is_sent_when_somebody_puts_it_on_sale(self):
        listing = self.draft(self.helmet)
        self.settle()
        self.assertFalse(self.channel.pushed, "a draft is nobody's business")
        self.list(listing)
        self.assertEqual(listing.state, "listed")
        self.assertEqual(listing.external_ref, "p-1")
        binding = listing.variant_ids
        self.assertEqual(binding.product_id, self.helmet.product_variant_id)
        self.assertEqual(
            self.told().fields & {"title", "handle", "variants.price"},
            {"title", "variants.price"},
            "an empty address says nothing",
        )

    def test_all_variants_are_bound_even_without_a_sku(self):
        shirt = self.add_shirt()
        listing = self.list(self.draft(shirt))
        self.assertEqual(listing.variant_ids.product_id, shirt.product_variant_ids)

    def test_nothing_is_sent_when_nothing_changed(self):
        listing = self.list(self.draft(self.helmet))
        self.helmet.name = "Helmet"
        self.settle()
        self.assertEqual(self.sent(), 1)
        self.assertFalse(listing.content_due)

    def test_a_change_is_sent_once_however_often_it_is_saved(self):
        self.list(self.draft(self.helmet))
        self.helmet.name = "Helm"
        self.helmet.name = "Helmet II"
        self.settle()
        self.assertEqual(self.sent(), 2)
        self.assertEqual(self.told().product.title, "Helmet II")
        self.assertNotIn("variants.price", self.told().fields)

    def test_what_the_channel_decides_is_never_sent(self):
        self.profile.owner_ids = [
            (0, 0, {"field": "title", "owner": "theirs"}),
            (0, 0, {"field": "description", "owner": "first"}),
        ]
        self.helmet.description_sale = "Hard"
        self.list(self.draft(self.helmet))
        self.assertNotIn("title", self.told().fields)
        self.assertIn("description", self.told().fields)
        self.helmet.write({"name": "Other", "description_sale": "Soft"})
        self.settle()
        self.assertEqual(self.sent(), 1)

    def test_a_text_that_was_sent_can_be_emptied_again(self):
        listing = self.list(self.draft(self.helmet, seo_title="Best"))
        listing.seo_title = False
        self.settle()
        self.assertEqual(self.sent(), 2)
        self.assertIn("seo_title", self.told().fields)
        self.assertNotIn("seo_description", self.told().fields)

    def test_one_bad_listing_never_fails_the_others(self):
        boots = self.add_product("BOOTS")
        self.channel.refused["Boots"] = RejectedError("The title is taken.")
        bad, good = self.draft(boots), self.draft(self.helmet)
        self.list(bad | good)
        self.assertEqual((bad.state, bad.error), ("error", "The title is taken."))
        self.assertEqual(good.state, "listed")

    def test_what_the_check_finds_is_never_sent(self):
        listing = self.list(self.draft(self.add_product("FREE", price=0)))
        self.assertEqual(listing.state, "error")
        self.assertIn("sold for nothing", listing.error)
        self.assertFalse(self.channel.pushed)
        listing.product_tmpl_id.list_price = 5
        self.list(listing)
        self.assertEqual(listing.state, "listed")
        self.assertFalse(listing.error)

    def test_a_lost_answer_creates_nothing_twice(self):
        self.channel.lose = 1
        listing = self.list(self.draft(self.helmet))
        self.assertEqual(listing.state, "queued")
        self.settle()
        self.assertEqual(listing.state, "listed")
        self.assertEqual(len(self.channel.documents[Kind.PRODUCT]), 1)

    def test_an_event_that_is_quicker_than_the_answer_is_the_same_listing(self):
        listing = self.draft(self.helmet)
        quick = doc.Product("p-1", "Helmet", (doc.Variant("p-1-v", sku="HELMET"),))
        self.env["integration.product.importer"]._import(self.connection, [quick])
        self.list(listing)
        self.assertEqual(listing.external_ref, "p-1")
        found = self.listings.search([("connection_id", "=", self.connection.id)])
        self.assertEqual(found, listing)

    def test_many_are_sent_in_portions(self):
        planner = type(self.env["integration.listing.planner"])
        for number in range(5):
            self.draft(self.add_product(f"P{number}"))
        with patch.object(planner, "_listings_per_job", 2):
            self.list(self.listings.search([]))
        self.assertEqual(self.sent(), 5)
        self.assertEqual(set(self.listings.search([]).mapped("state")), {"listed"})

    def test_a_variant_that_we_gave_up_is_named_and_one_of_others_is_not(self):
        shirt = self.add_shirt()
        self.list(self.draft(shirt))
        given_up = shirt.product_variant_ids[0]
        ref = given_up.channel_listing_ids.external_ref
        given_up.action_archive()
        self.settle()
        self.assertEqual(self.told().gone, (ref,))
        self.assertEqual(len(self.told().product.variants), 3)

    def test_an_image_is_sent_once(self):
        self.helmet.image_1920 = DOT
        self.list(self.draft(self.helmet))
        self.assertFalse(self.told().product.media[0].ref)
        self.helmet.name = "Helmet II"
        self.settle()
        self.assertTrue(self.told().product.media[0].ref)

    def test_nothing_is_sent_before_the_connection_says_so(self):
        self.connection.listing_push = False
        with self.assertRaisesRegex(UserError, "sends no listings"):
            self.draft(self.helmet).action_list()

    def test_only_operators_put_on_sale(self):
        listing = self.draft(self.helmet)
        viewer = new_test_user(self.env, "viewer", "omni_core.group_viewer")
        with self.assertRaisesRegex(UserError, "operator"):
            listing.with_user(viewer).action_list()


@tagged("post_install", "-at_install")
class TestListingPrice(ListingCase):
    def test_a_new_price_goes_out_alone(self):
        self.list(self.draft(self.helmet))
        self.helmet.list_price = 90
        self.settle()
        [price] = self.pushed(SetPrice)
        self.assertEqual(str(price.price), "90.00 USD")
        self.assertEqual(self.sent(), 1)
        self.helmet.list_price = 90.0
        self.settle()
        self.assertEqual(len(self.pushed(SetPrice)), 1)

    def test_a_pricelist_item_concerns_its_product_only(self):
        pricelist = self.env["product.pricelist"].create({"name": "Shop"})
        self.profile.price_rule_id = self.env["integration.price.rule"].create(
            {"name": "Shop", "pricelist_id": pricelist.id}
        )
        boots = self.add_product("BOOTS")
        self.list(self.draft(self.helmet) | self.draft(boots))
        item = {"product_tmpl_id": boots.id, "applied_on": "1_product"}
        pricelist.item_ids = [
            (0, 0, {**item, "compute_price": "fixed", "fixed_price": 7})
        ]
        self.settle()
        self.assertEqual([str(p.price) for p in self.pushed(SetPrice)], ["7.00 USD"])

    def test_a_price_whose_day_has_come_is_found_by_the_sweep(self):
        pricelist = self.env["product.pricelist"].create({"name": "Shop"})
        self.profile.price_rule_id = self.env["integration.price.rule"].create(
            {"name": "Shop", "pricelist_id": pricelist.id}
        )
        self.list(self.draft(self.helmet))
        item = {"compute_price": "fixed", "fixed_price": 7, "date_end": "2020-01-02"}
        pricelist.item_ids = [(0, 0, item)]
        self.settle()
        self.connection.prices_swept_at = "2020-01-01"
        with self.trap_jobs() as jobs:
            self.connection._request("listing_sweep")
            self.settle()
        self.assertIn("price_update", [job.operation for job in jobs])

    def test_a_refused_price_is_told_until_it_is_taken(self):
        listing = self.list(self.draft(self.helmet))
        self.channel.refused[SetPrice] = RejectedError("Prices end in 9 here.")
        self.helmet.list_price = 90
        self.settle()
        self.assertEqual(listing.price_error, "Prices end in 9 here.")
        self.assertEqual(listing.state, "listed", "it is there all the same")
        self.channel.refused.clear()
        self.helmet.list_price = 89
        self.settle()
        self.assertFalse(listing.price_error)

    def test_the_channel_may_decide_about_prices(self):
        self.profile.owner_ids = [(0, 0, {"field": "variants.price"})]
        self.list(self.draft(self.helmet))
        self.helmet.list_price = 90
        self.settle()
        self.assertFalse(self.pushed(SetPrice))


@tagged("post_install", "-at_install")
class TestListingEnd(ListingCase):
    def test_an_archived_product_is_hidden_and_comes_back(self):
        listing = self.list(self.draft(self.helmet))
        self.helmet.action_archive()
        self.settle()
        self.assertEqual(self.pushed(EndProduct)[0].how, Ending.HIDE)
        self.assertEqual(listing.state, "ended")
        self.helmet.action_unarchive()
        self.list(listing)
        self.assertEqual(listing.state, "listed")
        self.assertEqual(self.told().product.ref, "p-1")

    def test_the_profile_may_have_it_deleted_or_left_alone(self):
        self.profile.when_archived = "nothing"
        listing = self.list(self.draft(self.helmet))
        self.helmet.action_archive()
        self.settle()
        self.assertEqual(listing.state, "listed")
        listing.action_delete_there()
        self.settle()
        self.assertEqual(listing.state, "ended")
        self.assertFalse(listing.external_ref)
        self.assertFalse(self.channel.documents[Kind.PRODUCT])

    def test_what_is_deleted_there_is_kept_here_as_the_profile_says(self):
        cases = {"end": "ended", "draft": "draft", "archive": "ended"}
        for policy, state in cases.items():
            product = self.add_product(policy.upper())
            self.profile.when_gone = policy
            listing = self.list(self.draft(product))
            self.listings._gone(self.connection, [listing.external_ref])
            self.assertEqual(listing.state, state, policy)
            self.assertEqual(product.active, policy != "archive", policy)

    def test_a_listing_that_was_only_read_can_be_taken_over(self):
        there = doc.Product("p9", "Hat", (doc.Variant("v9", sku="HELMET"),))
        self.env["integration.product.importer"]._import(self.connection, [there])
        listing = self.listings.search([("external_ref", "=", "p9")])
        self.assertEqual((listing.state, listing.is_managed), ("listed", False))
        self.helmet.name = "Helmet II"
        self.settle()
        self.assertFalse(self.channel.pushed)
        listing.action_take_over()
        self.helmet.name = "Helmet III"
        self.settle()
        self.assertEqual(self.told().product.title, "Helmet III")
