"""One seller, several sites: the same article on other terms, each on its own."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from tests.contract.ebay_seller import ACCOUNT, INVENTORY

from .listing_common import SellingCase

GB = "EBAY_GB"
POLICIES = {
    "fulfillment": {
        "handlingTime": {"value": 1, "unit": "DAY"},
        "shippingOptions": [
            {
                "optionType": "DOMESTIC",
                "costType": "FLAT_RATE",
                "shippingServices": [
                    {
                        "sortOrder": 1,
                        "shippingCarrierCode": "RoyalMail",
                        "shippingServiceCode": "UK_RoyalMailSecondClassStandard",
                        "shippingCost": {"value": "3.95", "currency": "GBP"},
                    }
                ],
            }
        ],
    },
    "payment": {"immediatePay": True},
    "return": {
        "returnsAccepted": True,
        "returnPeriod": {"value": 30, "unit": "DAY"},
        "returnShippingCostPayer": "BUYER",
    },
}


@tagged("post_install", "-at_install")
class TestSites(SellingCase):
    def setUp(self):
        super().setUp()
        self.with_policies()
        pounds = self.env.ref("base.GBP")
        pounds.active = True
        pricelist = self.env["product.pricelist"].create(
            {"name": "Pounds", "currency_id": pounds.id}
        )
        self.rule = self.env["integration.price.rule"].create(
            {"name": "Pounds", "pricelist_id": pricelist.id}
        )
        self.price = self.env["product.pricelist.item"].create(
            {
                "pricelist_id": pricelist.id,
                "compute_price": "fixed",
                "fixed_price": 29.5,
                "applied_on": "3_global",
            }
        )
        self.site = self.env["ebay.site"].create(
            {
                "connection_id": self.connection.id,
                "marketplace": GB,
                "price_rule_id": self.rule.id,
            }
        )
        self.drain()
        self.pads_there = self.env["ebay.category"].search(
            [("tree_id.ref", "=", "3"), ("is_leaf", "=", True)], limit=1
        )
        self.mapping = self.env["ebay.category.mapping"].create(
            {
                "categ_id": self.brakes.id,
                "tree_id": self.pads_there.tree_id.id,
                "category_id": self.pads_there.id,
            }
        )
        self.profile.ebay_site_ids = self.site

    def with_policies(self):
        """The seller has some on the other site; those outlive a test."""
        for kind, terms in POLICIES.items():
            path = f"{ACCOUNT}/{kind}_policy"
            if self.seller.ok("GET", f"{path}?marketplace_id={GB}")["total"]:
                continue
            more = {
                "name": f"British {kind}",
                "marketplaceId": GB,
                "categoryTypes": [{"name": "ALL_EXCLUDING_MOTORS_VEHICLES"}],
            }
            self.seller.ok("POST", path, terms | more)

    def offers(self, sku):
        """{marketplace: offer} as eBay has them."""
        found = self.seller.ok("GET", f"{INVENTORY}/offer?sku={sku}")["offers"]
        return {offer["marketplaceId"]: offer for offer in found}

    def test_an_article_is_offered_on_each_site_on_its_own_terms(self):
        listing = self.listed(self.add_product("GB-1"))
        offers = self.offers("GB-1")
        home, there = offers["EBAY_US"], offers[GB]
        self.assertEqual(
            [one["pricingSummary"]["price"] for one in (home, there)],
            [
                {"value": "39.90", "currency": "USD"},
                {"value": "29.50", "currency": "GBP"},
            ],
        )
        self.assertEqual(there["categoryId"], self.pads_there.ref)
        self.assertNotEqual(home["listingPolicies"], there["listingPolicies"])
        self.assertEqual({home["status"], there["status"]}, {"PUBLISHED"})
        [offer] = listing.ebay_offer_ids
        self.assertEqual(offer.site_id, self.site)
        self.assertEqual(offer.number, there["listing"]["listingId"])
        self.assertEqual(listing.ebay_item_id, home["listing"]["listingId"])

    def test_they_sell_from_one_stock_and_a_look_finds_one_listing(self):
        listing = self.listed(self.add_product("GB-2", stock=4))
        number = listing.ebay_item_id
        self.assertEqual(
            {one["availableQuantity"] for one in self.offers("GB-2").values()}, {4}
        )
        self.run_job("product_poll")
        self.assertEqual(listing.ebay_item_id, number)
        found = self.listings.search([("external_ref", "=", "sku:GB-2")])
        self.assertEqual(found, listing)

    def test_a_price_of_another_site_is_sent_when_it_changes(self):
        self.listed(self.add_product("GB-3"))
        self.price.fixed_price = 31
        self.settle()
        price = self.offers("GB-3")[GB]["pricingSummary"]["price"]
        self.assertEqual(price, {"value": "31.00", "currency": "GBP"})

    def test_what_is_missing_there_is_said_and_holds_nothing_up_at_home(self):
        self.mapping.unlink()
        listing = self.listed(self.add_product("GB-4"))
        self.assertEqual(list(self.offers("GB-4")), ["EBAY_US"])
        self.assertIn("Not on sale on United Kingdom yet", listing.hint)
        self.assertIn("a category", listing.hint)

    def test_what_ebay_refuses_there_is_said_and_holds_nothing_up_at_home(self):
        self.price.fixed_price = 0.01
        listing = self.listed(self.add_product("GB-5"))
        offers = self.offers("GB-5")
        self.assertEqual(offers["EBAY_US"]["status"], "PUBLISHED")
        self.assertNotIn(GB, offers)
        self.assertIn("price", listing.ebay_offer_ids.error)
        self.assertFalse(listing.ebay_offer_ids.number)

    def test_variations_are_put_up_on_each_site_as_one_listing(self):
        colour = self.env["product.attribute"].create({"name": "Color"})
        values = self.env["product.attribute.value"].create(
            [{"name": name, "attribute_id": colour.id} for name in ("Red", "Black")]
        )
        both = self.category("35566")  # the trees have the number in common
        levers_there = both.filtered(lambda one: one.tree_id.ref == "3")
        levers = both - levers_there
        product = self.add_product(
            False,
            stock=0,
            name="Torvex brake lever",
            attribute_line_ids=[
                (0, 0, {"attribute_id": colour.id, "value_ids": values.ids})
            ],
        )
        for number, variant in enumerate(product.product_variant_ids):
            variant.default_code = f"GB-6-{number}"
            self.put_in_stock(variant, 3)
        listing = self.draft(
            product,
            ebay_category_id=levers.id,
            ebay_aspect_rule_ids=[
                (0, 0, {"name": "Manufacturer Part Number", "value": "GB-6"})
            ],
            ebay_offer_ids=[
                (0, 0, {"site_id": self.site.id, "category_id": levers_there.id})
            ],
        )
        listing.action_list()
        self.settle()
        self.assertEqual(listing.state, "listed", listing.error)
        [offer] = listing.ebay_offer_ids
        self.assertTrue(offer.number, offer.error)
        there = self.there(offer.number)
        self.assertEqual(len(there.variations), 2)
        self.profile.ebay_site_ids = False
        self.settle()
        self.assertFalse(there.is_active)
        self.assertTrue(self.there(listing.ebay_item_id).is_active)
        self.profile.ebay_site_ids = self.site
        self.settle()
        listing.action_end()
        self.settle()
        self.assertEqual(listing.state, "ended", listing.error)
        self.assertFalse(self.there(listing.ebay_item_id).is_active)

    def test_a_site_that_is_taken_out_ends_there_alone(self):
        listing = self.listed(self.add_product("GB-7"))
        with self.assertRaisesRegex(ValidationError, "still on sale"):
            self.site.unlink()
        self.profile.ebay_site_ids = False
        self.settle()
        offers = self.offers("GB-7")
        self.assertEqual(offers[GB]["status"], "UNPUBLISHED")
        self.assertEqual(offers["EBAY_US"]["status"], "PUBLISHED")
        self.assertFalse(listing.ebay_offer_ids.number)
        self.site.unlink()

    def test_a_listing_that_ends_ends_everywhere(self):
        listing = self.listed(self.add_product("GB-8"))
        listing.action_end()
        self.settle()
        statuses = {one["status"] for one in self.offers("GB-8").values()}
        self.assertEqual(statuses, {"UNPUBLISHED"})
        self.assertFalse(listing.ebay_offer_ids.number)

    def test_what_is_the_same_costs_no_revision_on_any_site(self):
        listing = self.listed(self.add_product("GB-9"))
        numbers = (listing.ebay_item_id, listing.ebay_offer_ids.number)
        before = [sum(self.there(one).revisions.values()) for one in numbers]
        listing.sent_hash = False
        self.listings._set_due("content_due", [("id", "=", listing.id)])
        self.settle()
        after = [sum(self.there(one).revisions.values()) for one in numbers]
        self.assertEqual(after, before)

    def test_the_home_site_is_no_other_site(self):
        with self.assertRaisesRegex(ValidationError, "home site"):
            self.env["ebay.site"].create(
                {"connection_id": self.connection.id, "marketplace": "EBAY_US"}
            )
