"""In which language a shop is told, and what it is told in the others."""

from odoo.tests import tagged

from .listing_common import ListingCase


@tagged("post_install", "-at_install")
class TestTranslations(ListingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("de_DE", "fr_FR"):
            cls.env["res.lang"]._activate_lang(code)
        cls.helmet.description_sale = "Light and hard."
        german = cls.helmet.with_context(lang="de_DE")
        german.write({"name": "Helm", "description_sale": "Leicht und hart."})
        cls.listing = cls.draft(cls.helmet)

    def test_nothing_is_translated_unless_the_connection_says_so(self):
        self.assertEqual(self.compose(self.listing).translations, ())

    def test_what_odoo_says_in_other_languages_goes_along(self):
        self.connection.listing_translate = True
        [german] = self.compose(self.listing).translations
        self.assertEqual((german.lang, german.title), ("de-DE", "Helm"))
        self.assertIn("Leicht und hart", german.description)

    def test_a_title_of_the_listings_own_has_no_translation(self):
        self.connection.listing_translate = True
        self.listing.own_title = "Helmet by us"
        [german] = self.compose(self.listing).translations
        self.assertEqual(german.title, "")

    def test_a_shop_is_told_in_its_language_whoever_asks(self):
        self.connection.write({"listing_lang": "de_DE", "listing_translate": True})
        for asker in ("en_US", "fr_FR"):
            listing = self.listing.with_context(lang=asker)
            composed = self.composer.with_context(lang=asker)._compose(listing)
            product = composed[listing.id]
            self.assertEqual(product.title, "Helm", asker)
            langs = {one.lang: one.title for one in product.translations}
            self.assertEqual(langs["en-US"], "Helmet")

    def test_a_new_translation_is_sent_and_the_same_again_is_not(self):
        self.connection.listing_translate = True
        self.list(self.listing)
        told = self.sent()
        self.helmet.with_context(lang="de_DE").name = "Schutzhelm"
        self.settle()
        self.assertEqual(self.sent(), told + 1)
        self.assertEqual(self.told().product.translations[0].title, "Schutzhelm")
        self.helmet.with_context(lang="de_DE").name = "Schutzhelm"
        self.settle()
        self.assertEqual(self.sent(), told + 1)

    def test_what_the_channel_translates_itself_is_left_to_it(self):
        self.connection.listing_translate = True
        self.profile.owner_ids = [(0, 0, {"field": "translations", "owner": "theirs"})]
        self.list(self.listing)
        self.assertNotIn("translations", self.told().fields)
