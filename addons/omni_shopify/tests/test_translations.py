"""What a product says in the store's other languages."""

from odoo.tests import tagged

from .listing_case import ListingCase

SAID = """query Said($id: ID!, $locale: String!) {
  translatableResource(resourceId: $id) {
    translations(locale: $locale) { key value outdated }
  }
}"""


@tagged("post_install", "-at_install")
class TestTranslations(ListingCase):
    def setUp(self):
        super().setUp()
        self.act("set-languages", locales=["en", "de", "fr"])
        for code in ("de_DE", "es_ES"):
            self.env["res.lang"]._activate_lang(code)
        self.connection.listing_translate = True
        self.helmet.with_context(lang="de_DE").write(
            {"name": "Helm", "description_sale": "Leicht und hart."}
        )
        self.helmet.with_context(lang="es_ES").name = "Casco"

    def act(self, action, **body):
        return self.remote.act("shopify", action, shop=self.merchant.shop, **body)

    def said(self, locale="de"):
        """{key: value} of what is up to date."""
        rows = self.merchant.read(SAID, id=self.listing.external_ref, locale=locale)
        return {r["key"]: r["value"] for r in rows["translations"] if not r["outdated"]}

    def test_the_languages_that_the_store_has_are_told(self):
        self.put_on_sale()
        self.assertEqual(self.said()["title"], "Helm")
        self.assertIn("Leicht und hart", self.said()["body_html"])
        self.assertFalse(self.said("fr"), "Odoo says nothing in it")

    def test_a_new_original_makes_no_translation_outdated(self):
        self.put_on_sale()
        self.helmet.name = "Helmet II"
        self.settle()
        self.assertEqual(self.said()["title"], "Helm")

    def test_what_is_not_translated_any_more_is_taken_back(self):
        self.put_on_sale()
        self.helmet.with_context(lang="de_DE").name = "Helmet"
        self.settle()
        self.assertEqual([*self.said()], ["body_html"])

    def test_only_what_differs_is_sent(self):
        self.put_on_sale()
        self.helmet.with_context(lang="de_DE").name = "Schutzhelm"
        self.settle()
        self.assertEqual(self.said()["title"], "Schutzhelm")
        match = {"operation": "translationsRegister"}
        self.remote.fault("partial", platform="shopify", match=match)
        self.addCleanup(self.remote.heal)
        self.helmet.weight = 2
        self.settle()
        self.assertFalse(self.listing.error, "nobody was asked to take a translation")
        self.helmet.with_context(lang="de_DE").name = "Helm"
        self.settle()
        self.assertTrue(self.listing.error)

    def test_without_the_scope_all_else_is_told_and_the_listing_says_so(self):
        scopes = self.act("set-app")["scopes"]
        kept = [one for one in scopes if "translations" not in one]
        self.act("set-app", scopes=kept)
        self.addCleanup(self.act, "set-app", scopes=scopes)
        self.put_on_sale()
        self.assertEqual(self.there()["title"], "Helmet")
        self.assertIn("translations", self.listing.hint)
        self.act("set-app", scopes=scopes)
        self.helmet.weight = 2
        self.settle()
        self.assertEqual(self.said()["title"], "Helm")
        self.assertFalse(self.listing.hint)
