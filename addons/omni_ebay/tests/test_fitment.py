"""Which vehicles a product fits: kept in a grid, imported, checked with eBay."""

import base64
from contextlib import contextmanager

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from .listing_common import ListingCase

HONDA = {"make": "Honda", "model": "CB500F", "year_from": 2013, "year_to": 2015}


@tagged("post_install", "-at_install")
class TestFitment(ListingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fitment = cls.env["ebay.fitment"]
        cls.brakes = cls.env["product.category"].create({"name": "Brake Pads"})
        cls.product = cls.env["product.template"].create(
            {"name": "Pads", "default_code": "PAD-1", "categ_id": cls.brakes.id}
        )

    def fit(self, **vals):
        return self.fitment.create(
            {"product_tmpl_id": self.product.id, **HONDA, **vals}
        )

    @contextmanager
    def refused(self, words):
        with self.assertRaisesRegex(ValidationError, words), self.cr.savepoint():
            yield

    def import_file(self, text, name="fits.csv", **vals):
        wizard = self.env["ebay.fitment.import"].create(
            {"file": base64.b64encode(text.encode()), "filename": name, **vals}
        )
        wizard.action_import()
        return wizard

    # -- the grid --

    def test_a_row_is_a_vehicle_over_a_span_of_years(self):
        row = self.fit(trim="ABS")
        self.assertEqual(row.display_name, "2013–2015 Honda CB500F ABS")
        self.assertEqual(self.product.ebay_vehicle_count, 3)

    def test_the_same_vehicle_twice_is_refused_and_both_rows_are_named(self):
        self.fit()
        with self.refused("2013–2015 Honda CB500F.*twice"):
            self.fit(make="HONDA", year_from=2015, year_to=2018)
        self.fit(year_from=2016, year_to=2018)
        self.fit(trim="ABS")

    def test_more_vehicles_than_ebay_takes_are_refused_with_a_way_out(self):
        rows = [
            {
                **HONDA,
                "product_tmpl_id": self.product.id,
                "model": f"M{n}",
                "year_to": 0,
            }
            for n in range(3_000)
        ]
        self.fitment.create(rows)
        with self.refused("3001 vehicles.*at most 3000"):
            self.fit(model="One more", year_to=0)

    def test_a_row_that_says_nothing_is_refused(self):
        for vals, words in (
            ({"make": False}, "make, an ePID or a K-type"),
            ({"model": False}, "needs a model"),
            ({"year_from": 2020, "year_to": 2013}, "backwards"),
        ):
            with self.refused(words):
                self.fit(**vals)

    def test_only_those_who_keep_products_may_change_fitment(self):
        row = self.fit()
        seller = new_test_user(self.env, "fit_seller", "sales_team.group_sale_salesman")
        self.assertEqual(row.with_user(seller).make, "Honda")
        with self.assertRaises(AccessError):
            row.with_user(seller).make = "Yamaha"

    # -- files --

    def test_a_file_brings_in_the_vehicles_of_many_products_by_sku(self):
        other = self.env["product.template"].create(
            {"name": "Filter", "default_code": "FILTER-1"}
        )
        self.import_file(
            "SKU,Make,Model,Years,Trim\n"
            "PAD-1,Honda,CB500F,2013-2015,ABS\n"
            "PAD-1,Yamaha,MT-07,2016,\n"
            "FILTER-1,KTM,390 Duke,2015-2023,\n"
        )
        self.assertEqual(self.product.ebay_vehicle_count, 4)
        self.assertEqual(other.ebay_fitment_ids.model, "390 Duke")

    def test_an_aces_file_is_brought_in_as_well(self):
        self.import_file(
            '<ACES version="4.2"><App action="A" id="1"><Years from="2013" to="2015"/>'
            "<Make>Honda</Make><Model>CB500F</Model><Part>PAD-1</Part></App></ACES>",
            "aces.xml",
        )
        self.assertEqual(self.product.ebay_vehicle_count, 3)

    def test_a_file_with_a_mistake_changes_nothing_and_names_it(self):
        wizard = self.import_file(
            "SKU,Make,Model,Years\nPAD-1,Honda,CB500F,2013\nPAD-1,Honda,,2013\n"
            "NOPE,Honda,CB500F,2013\nPAD-1,Honda,CB500F,2012-2014\n"
        )
        self.assertIn("Line 3: “Honda” needs a model", wizard.report)
        self.assertIn("No product has the SKU “NOPE”", wizard.report)
        self.assertFalse(self.product.ebay_fitment_ids)
        wizard = self.import_file(
            "SKU,Make,Model,Years\nPAD-1,Honda,CB500F,2013\n"
            "PAD-1,Honda,CB500F,2012-2014\n"
        )
        self.assertIn("say the same twice", wizard.report)
        self.assertFalse(self.product.ebay_fitment_ids)

    def test_the_same_file_twice_changes_nothing_the_second_time(self):
        file = "Make,Model,Years\nHonda,CB500F,2013-2015\n"
        self.import_file(file, product_tmpl_id=self.product.id)
        row = self.product.ebay_fitment_ids
        self.import_file(file, product_tmpl_id=self.product.id)
        self.assertEqual(self.product.ebay_fitment_ids, row)
        self.import_file(
            "Make,Model,Years\nYamaha,MT-07,2016\n",
            product_tmpl_id=self.product.id,
            mode="replace",
        )
        self.assertEqual(self.product.ebay_fitment_ids.make, "Yamaha")

    def test_a_hostile_file_is_refused_in_words(self):
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><ACES><App>&a;</App></ACES>'
        with self.assertRaisesRegex(UserError, "document type"):
            self.import_file(bomb, "aces.xml")
        with self.assertRaisesRegex(UserError, "names no SKUs|name the columns"):
            self.import_file("hello", "x.csv")

    # -- what eBay knows --

    def test_vehicles_are_checked_with_ebay_and_not_asked_for_twice(self):
        self.run_job("ebay_category_import")
        tree = self.env["ebay.tree"].search([("ref", "=", "100")])
        self.env["ebay.category.mapping"].create(
            {"categ_id": self.brakes.id, "tree_id": tree.id}
        ).action_suggest()
        good, late, odd, nobody, numbered = (
            self.fit(trim="ABS"),
            self.fit(year_from=2023, year_to=2026, trim="Base"),
            self.fit(
                make="Yamaha", model="MT-07", trim="Sport", year_from=2016, year_to=0
            ),
            self.fit(make="Hond", trim="ABS"),
            self.fitment.create({"product_tmpl_id": self.product.id, "epid": "77"}),
        )
        self.product.action_ebay_check_fitment()
        self.drain()
        self.assertEqual((good.state, good.problem), ("known", False))
        self.assertIn("from 2013 to 2024, but not of 2025, 2026", late.problem)
        self.assertIn("no trim “Sport”", odd.problem)
        self.assertEqual(nobody.problem, "eBay knows no vehicle “Hond CB500F”.")
        self.assertEqual(numbered.state, "new")
        late.year_to = 2024
        self.assertEqual(late.state, "new", "changed, so it is to be checked again")
        before = self.env["ebay.vehicle"].search([])
        self.product.action_ebay_check_fitment()
        self.drain()
        self.assertEqual(late.state, "known")
        self.assertEqual(self.env["ebay.vehicle"].search([]), before)

    def test_whoever_keeps_products_may_have_them_checked(self):
        self.run_job("ebay_category_import")
        keeper = new_test_user(
            self.env,
            "keeper",
            "product.group_product_manager,sales_team.group_sale_salesman",
        )
        row = self.fit()
        product = self.product.with_user(keeper)
        pads = self.env["ebay.category"].search([("ref", "=", "35564")])
        self.product.ebay_category_id = pads
        product.action_ebay_check_fitment()
        self.drain()
        self.assertEqual(row.state, "known")

    def test_without_a_category_the_check_says_what_is_missing(self):
        self.fit()
        with self.assertRaisesRegex(UserError, "Choose the eBay category"):
            self.product.action_ebay_check_fitment()


@tagged("post_install", "-at_install")
class TestCategoryMapping(ListingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.connection._set_state("connected")
        cls.mapping = cls.env["ebay.category.mapping"]
        tree = cls.env["ebay.tree"]._of("sandbox", ["100"])["100"]
        rows = [
            ("1", "", "Parts", "Parts", False),
            ("2", "1", "Brake Pads", "Parts › Brake Pads", True),
            ("3", "1", "Brake Discs", "Parts › Brake Discs", True),
        ]
        names = ("ref", "parent_ref", "name", "path", "is_leaf")
        tree._stage("Motors", "1", [dict(zip(names, r, strict=True)) for r in rows])
        tree._load_step(0)
        cls.tree = tree
        cls.pads, cls.discs = (
            cls.env["ebay.category"].search(
                [("tree_id", "=", tree.id), ("ref", "=", r)]
            )
            for r in "23"
        )
        categories = cls.env["product.category"]
        cls.parts = categories.create({"name": "Parts"})
        cls.brakes = categories.create({"name": "Brakes", "parent_id": cls.parts.id})
        cls.own = categories.create({"name": "Disc", "parent_id": cls.brakes.id})

    def category_of(self, categ):
        product = self.env["product.template"].create(
            {"name": "x", "categ_id": categ.id}
        )
        return self.mapping._category_of(product, self.tree).get(product.id)

    def map(self, categ, category):
        return self.mapping.create(
            {
                "categ_id": categ.id,
                "tree_id": self.tree.id,
                "category_id": category.id,
            }
        )

    def test_a_category_counts_for_all_below_it_until_one_has_its_own(self):
        self.assertFalse(self.category_of(self.own))
        self.map(self.parts, self.pads)
        self.assertEqual(self.category_of(self.own), self.pads)
        self.map(self.own, self.discs)
        self.assertEqual(self.category_of(self.own), self.discs)
        self.assertEqual(self.category_of(self.brakes), self.pads)

    def test_a_category_that_takes_no_listings_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "takes no listings"):
            self.map(self.parts, self.pads.parent_id)

    def test_a_row_for_each_category_in_use_is_proposed_by_name(self):
        self.env["product.template"].create({"name": "x", "categ_id": self.own.id})
        self.mapping.action_add_all()
        mine = self.mapping.search([("categ_id", "=", self.own.id)])
        self.assertEqual(mine.category_id, self.discs)
        self.mapping.action_add_all()
        self.assertEqual(mine, self.mapping.search([("categ_id", "=", self.own.id)]))

    def test_a_category_that_ebay_dropped_is_told(self):
        row = self.map(self.parts, self.discs)
        self.assertFalse(row.note)
        self.discs.active = False
        self.assertIn("no longer has it", row.note)
