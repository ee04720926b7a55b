"""What a channel lists and Odoo does not know becomes products."""

import base64
from decimal import Decimal

from odoo.tests import tagged

from odoo.addons.omni_core.lib.money import Money

from .. import documents as doc
from ..documents import Kind
from .listing_common import DOT, ListingCase


def usd(amount):
    return Money(Decimal(amount), "USD")


def glove(size, price="30.00", **more):
    return doc.Variant(
        f"v-{size}",
        sku=f"GLOVE-{size}",
        options=(("Fit", size),),
        price=usd(price),
        cost=usd("12.00"),
        weight_g=Decimal(250),
        stock_ref=f"s-{size}",
        **more,
    )


def gloves(*variants, **more):
    values = tuple(value for v in variants for _name, value in v.options)
    picture = doc.Media("https://pics.example/1.png", status="ready")
    more = {"options": (doc.Option("Fit", values),), "media": (picture,), **more}
    return doc.Product("p1", "Gloves", variants, tags=("winter",), **more)


@tagged("post_install", "-at_install")
class TestProductMaker(ListingCase):
    def setUp(self):
        super().setUp()
        self.channel.pictures["https://pics.example/1.png"] = base64.b64decode(DOT)

    def read(self, *products):
        self.channel.put(Kind.PRODUCT, *products)
        for product in products:
            self.connection._request("product_import", payload={"ref": product.ref})
            self.settle()
        return self.listings.search([("external_ref", "=", products[-1].ref)])

    def test_a_listing_becomes_a_product_with_its_variants_prices_and_picture(self):
        listing = self.read(gloves(glove("S"), glove("L", "34.00")))
        listing.action_create_products()
        self.settle()
        product = listing.product_tmpl_id
        self.assertEqual(product.name, "Gloves")
        self.assertEqual(product.product_tag_ids.mapped("name"), ["winter"])
        small, large = product.product_variant_ids.sorted("lst_price")
        self.assertEqual((small.lst_price, large.lst_price), (30.0, 34.0))
        self.assertEqual(small.default_code, "GLOVE-S")
        self.assertEqual((small.standard_price, small.weight), (12.0, 0.25))
        self.assertEqual(small.channel_listing_ids.external_ref, "v-S")
        self.assertTrue(product.image_1920)

    def test_only_combinations_that_are_sold_become_variants(self):
        variants = [
            doc.Variant(f"v{n}", sku=f"G{n}", options=options)
            for n, options in enumerate(
                [(("Fit", "S"), ("Tint", "Red")), (("Fit", "L"), ("Tint", "Blue"))]
            )
        ]
        options = (doc.Option("Fit", ("S", "L")), doc.Option("Tint", ("Red", "Blue")))
        listing = self.read(gloves(*variants, options=options))
        listing.action_create_products()
        self.assertEqual(len(listing.product_tmpl_id.product_variant_ids), 2)

    def test_an_attribute_of_that_name_is_used_whatever_else_it_has(self):
        attribute = self.env["product.attribute"].create(
            {"name": "fit", "value_ids": [(0, 0, {"name": n}) for n in ("S", "XXL")]}
        )
        listing = self.read(gloves(glove("S"), glove("L")))
        listing.action_create_products()
        product = listing.product_tmpl_id
        self.assertEqual(product.attribute_line_ids.attribute_id, attribute)
        self.assertEqual(attribute.value_ids.mapped("name"), ["S", "XXL", "L"])
        self.assertEqual(len(product.product_variant_ids), 2)

    def test_what_might_be_a_product_of_ours_is_left_to_a_person(self):
        for _twin in range(2):
            self.env["product.product"].create(
                {"name": "Glove", "default_code": "GLOVE-S"}
            )
        self.connection.create_products = True
        listing = self.read(gloves(glove("S"), glove("L")))
        self.assertFalse(listing.product_tmpl_id)

    def test_a_barcode_that_is_taken_stays_where_it_is(self):
        self.helmet.barcode = "4006381333931"
        self.connection.match_by = "sku"
        listing = self.read(gloves(glove("S", barcode="4006381333931")))
        listing.action_create_products()
        self.assertFalse(listing.product_tmpl_id.product_variant_id.barcode)

    def test_a_connection_may_make_them_by_itself_and_one_bad_hurts_no_other(self):
        self.connection.create_products = True
        bad = doc.Product("p0", "Bad", (doc.Variant("v0", sku="B", price=usd("1")),))
        broken = doc.Product("p2", "", (doc.Variant("v2", sku="C", price=usd("1")),))
        self.channel.put(Kind.PRODUCT, bad, broken)
        importer = self.env["integration.product.importer"]
        importer._import(self.connection, [broken, bad, gloves(glove("S"))])
        found = self.listings.search([("connection_id", "=", self.connection.id)])
        made = found.filtered("product_tmpl_id")
        self.assertEqual(set(made.mapped("external_ref")), {"p0", "p1"})
        self.assertIn("No product could be made", (found - made).hint)
