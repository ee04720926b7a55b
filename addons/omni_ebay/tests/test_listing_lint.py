"""What eBay would refuse is said before it is asked, in words that help."""

from odoo.tests import tagged

from .listing_common import SellingCase


@tagged("post_install", "-at_install")
class TestLint(SellingCase):
    def findings(self, product=None, **vals):
        listing = self.draft(product or self.add_product("LINT-1"), **vals)
        composed = self.env["integration.listing.composer"]._compose(listing)
        found = listing._lint(composed)[listing.id]
        listing.unlink()
        return [finding.text for finding in found if finding.is_error]

    def assert_found(self, words, product=None, **vals):
        found = self.findings(product, **vals)
        self.assertEqual(len(found), 1, found)
        self.assertIn(words, found[0])

    def test_nothing_is_wrong_with_a_product_that_is_ready(self):
        self.assertEqual(self.findings(), [])

    def test_nothing_is_sent_while_something_is_wrong(self):
        product = self.add_product("LINT-2", image_1920=False)
        listing = self.draft(product, own_title="x" * 81)
        listing.action_list()
        with self.trap_jobs():
            self.settle()
        self.assertEqual(listing.state, "error")
        self.assertIn("81 characters; eBay takes 80", listing.error)
        self.assertIn("There is no picture", listing.error)
        self.assertNotIn("LINT-2", self.remote.platform.seller(self.seller_name).items)

    def test_what_belongs_to_the_product(self):
        product = self.add_product("LINT-3", stock=0)
        self.assert_found("Nothing of it is in stock", product)
        product = self.add_product("LINT-4", barcode="4006381333932")
        self.assert_found("its check digit does not fit", product)
        product = self.add_product("LINT-5", list_price=0.5)
        self.assert_found("lowest price is 0.99", product)
        product = self.add_product("x" * 51)
        self.assert_found("at most 50 characters", product)

    def test_what_belongs_to_the_category(self):
        self.assert_found(
            "not allowed in the category. It takes: New", ebay_condition="LIKE_NEW"
        )
        self.profile.ebay_aspect_rule_ids.unlink()
        self.assert_found("“Manufacturer Part Number” is missing")
        wrong = [(0, 0, {"name": "Placement on Vehicle", "value": "Upside|Front"})]
        part = [(0, 0, {"name": "Manufacturer Part Number", "value": "P"})]
        self.assert_found(
            "“Upside” is no value of “Placement on Vehicle”. eBay takes: Front",
            ebay_aspect_rule_ids=wrong + part,
        )
        two = [(0, 0, {"name": "Country of Origin", "value": "Japan|Italy"})]
        self.assert_found("takes one value only", ebay_aspect_rule_ids=two + part)

    def test_a_category_is_found_by_listing_then_profile_then_mapping(self):
        product = self.add_product("LINT-6", categ_id=False)
        self.assert_found("No eBay category", product)
        self.profile.ebay_category_id = self.pads
        self.assertEqual(self.findings(product), [])
        self.pads.active = False
        self.assert_found("takes no listings in", product)

    def test_what_belongs_to_the_terms(self):
        self.assert_found("until they are cancelled", ebay_listing_duration="DAYS_7")
        policies = self.env["ebay.policy"]
        policies._only(self.connection, "return").unlink()
        self.assert_found("No return policy, or more than one")
        self.enqueue("ebay_policy_import")
        self.settle()
        policies._only(self.connection, "fulfillment").is_calculated = True
        self.assert_found("The postage is reckoned from the weight")
        policies._only(self.connection, "fulfillment").is_calculated = False
        self.env["ebay.place"].search([]).action_archive()
        self.assert_found("where the goods are sent from")

    def test_a_price_in_another_currency_than_the_site(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        pricelist = self.env["product.pricelist"].create(
            {"name": "Euro", "currency_id": euro.id}
        )
        rule = self.env["integration.price.rule"].create(
            {"name": "Euro", "pricelist_id": pricelist.id}
        )
        self.assert_found("this site of eBay sells in USD", price_rule_id=rule.id)

    def test_vehicles_that_ebay_does_not_know_hold_the_listing(self):
        product = self.add_product("LINT-7")
        product.ebay_fitment_ids = [
            (0, 0, {"make": "Hond", "model": "CB500F", "year_from": 2013})
        ]
        product.action_ebay_check_fitment()
        self.settle()
        self.assert_found("eBay knows no vehicle “Hond CB500F”", product)
