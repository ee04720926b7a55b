"""What a channel is told about a product, from what Odoo knows of it."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.omni_core.lib.money import Money

from ..documents import CustomField, Option
from .listing_common import DOT, ListingCase


@tagged("post_install", "-at_install")
class TestListingCompose(ListingCase):
    def test_a_draft_says_what_the_product_says(self):
        self.helmet.write({"description_sale": "Light.\nHard.", "weight": 1.5})
        product = self.compose(self.draft(self.helmet))
        self.assertEqual(product.title, "Helmet")
        self.assertIn("Light.<br", product.description)
        [variant] = product.variants
        self.assertEqual(variant.sku, "HELMET")
        self.assertEqual(variant.price.amount, Decimal("100.00"))
        self.assertEqual(variant.weight_g, Decimal(1500))

    def test_its_own_words_win_and_lose_what_could_hurt(self):
        listing = self.draft(
            self.helmet,
            own_title="Race Helmet",
            own_description="<p>Fast</p><script>alert(1)</script>",
        )
        product = self.compose(listing)
        self.assertEqual(product.title, "Race Helmet")
        self.assertEqual(product.description, "<p>Fast</p>")

    def test_attributes_become_options_and_one_variant_can_be_left_out(self):
        shirt = self.add_shirt()
        listing = self.draft(shirt, excluded_product_ids=shirt.product_variant_ids[:1])
        product = self.compose(listing)
        self.assertEqual(
            product.options,
            (Option("Size", ("S", "M")), Option("Colour", ("Red", "Blue"))),
        )
        options = [variant.options for variant in product.variants]
        self.assertEqual(len(options), 3)
        self.assertEqual(options[0], (("Size", "S"), ("Colour", "Blue")))

    def test_the_profile_fills_what_the_listing_leaves_empty(self):
        self.profile.write({"vendor": "Acme", "sells_when_out": "yes"})
        self.assertEqual(self.compose(self.draft(self.helmet)).vendor, "Acme")
        boots = self.draft(self.add_product("BOOTS"), vendor="Other")
        self.assertEqual(self.compose(boots).vendor, "Other")
        self.assertTrue(self.compose(boots).variants[0].sells_when_out)

    def test_custom_fields_are_filled_from_fields_of_the_product(self):
        line = {"key": "brand", "path": "categ_id.name", "profile_id": self.profile.id}
        self.env["integration.listing.custom.field"].create(line)
        listing = self.draft(self.helmet)
        kind, category = "single_line_text_field", self.helmet.categ_id.name
        field = CustomField("custom", "brand", kind, category or "")
        self.assertEqual(self.compose(listing).custom_fields, (field,))
        listing.custom_field_ids = [(0, 0, {"key": "brand", "value": "Mine"})]
        self.assertEqual(self.compose(listing).custom_fields[0].value, "Mine")

    def test_images_are_known_by_their_checksum_and_lie_on_this_host(self):
        self.helmet.image_1920 = DOT
        [media] = self.compose(self.draft(self.helmet)).media
        self.assertEqual(media.alt, "Helmet")
        self.assertEqual(media.mimetype, "image/png")
        self.assertTrue(Path(media.file).is_file())

    def test_products_of_a_category_go_into_its_collection(self):
        top = self.env["product.category"].create({"name": "Head"})
        below = top.create({"name": "Helmets", "parent_id": top.id})
        self.helmet.categ_id = below
        self.env["integration.showcase"].create(
            {
                "connection_id": self.connection.id,
                "external_ref": "c1",
                "name": "For the head",
                "kind": "collection",
                "categ_ids": top.ids,
            }
        )
        self.assertEqual(self.compose(self.draft(self.helmet)).collections, ("c1",))

    def test_no_query_is_made_per_product(self):
        def queries(count):
            listings = self.listings.union(
                *(
                    self.draft(self.add_product(f"Q{count}-{number}", weight=1))
                    for number in range(count)
                )
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.composer._compose(listings)
            return self.env.cr.sql_log_count - before

        queries(1)  # whatever is read once and kept
        self.assertLessEqual(queries(20), queries(2) + 2)

    def test_a_platform_adds_what_is_special_there_to_a_whole_batch(self):
        def enrich(listings, products):
            batches.append(len(listings))
            return {
                id_: replace(product, extra={"condition": "NEW"})
                for id_, product in products.items()
            }

        batches = []
        drafts = self.draft(self.helmet) | self.draft(self.add_product("BOOTS"))
        with patch.object(type(self.listings), "_enrich", enrich):
            products = self.composer._compose(drafts)
        self.assertEqual(batches, [2])
        self.assertEqual(products[drafts[0].id].extra, {"condition": "NEW"})


@tagged("post_install", "-at_install")
class TestListingPrices(ListingCase):
    def price(self, price, **rule):
        self.helmet.list_price = price
        listing = self.draft(self.helmet)
        listing.price_rule_id = self.env["integration.price.rule"].create(
            {"name": "Rule", **rule}
        )
        variant = self.compose(listing).variants[0]
        return variant.price, variant.compare_at

    def test_percent_then_amount_then_ending(self):
        rule = {"percent": 10, "fixed": 2, "round_to": 1, "has_ending": True}
        price, _compare_at = self.price(100, ending=0.99, **rule)
        self.assertEqual(price.amount, Decimal("112.99"))

    def test_to_five_cents(self):
        price, _compare_at = self.price(9.97, round_to=0.05)
        self.assertEqual(price.amount, Decimal("9.95"))

    def test_a_pricelist_has_its_own_currency_and_compares_with_the_sales_price(self):
        currency = self.env.ref("base.CHF")
        currency.active = True
        self.env["res.currency.rate"].create({"currency_id": currency.id, "rate": 2})
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Swiss",
                "currency_id": currency.id,
                "item_ids": [(0, 0, {"fixed_price": 150, "compute_price": "fixed"})],
            }
        )
        price, compare_at = self.price(
            100, pricelist_id=pricelist.id, compare_at="list_price"
        )
        self.assertEqual(price, Money(Decimal("150.00"), "CHF"))
        rate = currency._convert(
            100, self.env.company.currency_id, self.env.company, "2030-01-01"
        )
        expected = Decimal(str(round(100 * 100 / rate, 2))).quantize(Decimal("0.01"))
        self.assertEqual(compare_at, Money(expected, "CHF"))

    def test_with_and_without_taxes(self):
        tax = self.env["account.tax"].create(
            {"name": "VAT", "amount": 19, "amount_type": "percent"}
        )
        self.helmet.taxes_id = tax
        price, _compare_at = self.price(100, tax_mode="included")
        self.assertEqual(price.amount, Decimal("119.00"))

    def test_a_compare_at_price_that_is_not_higher_is_none(self):
        _price, compare_at = self.price(100, percent=5, compare_at="list_price")
        self.assertIsNone(compare_at)


@tagged("post_install", "-at_install")
class TestListingLint(ListingCase):
    def findings(self, listing):
        found = listing._lint(self.composer._compose(listing))[listing.id]
        return [finding.text for finding in found if finding.is_error]

    def test_a_good_listing_has_no_findings(self):
        self.assertFalse(self.findings(self.draft(self.helmet)))

    def test_what_no_channel_could_do_anything_with_is_said_in_words(self):
        shirt = self.add_shirt(list_price=0)
        shirt.product_variant_ids.default_code = "SHIRT"
        texts = " ".join(self.findings(self.draft(shirt, own_title=" ")))
        self.assertIn("no title", texts)
        self.assertIn("Two variants have the SKU “SHIRT”", texts)
        self.assertIn("sold for nothing", texts)

    def test_all_variants_left_out_is_nothing_to_sell(self):
        variants = self.helmet.product_variant_ids
        listing = self.draft(self.helmet, excluded_product_ids=variants)
        self.assertIn("Nothing is left to sell", self.findings(listing)[0])
