"""People write spans of years; eBay gets a row per year, and nothing twice."""

from dataclasses import replace
from unittest import TestCase

from ..lib import vehicles
from ..lib.vehicles import Fit

CB500F = Fit("Honda", "CB500F", "ABS", "471cc 2-Cyl", 2013, 2015)
US = vehicles.names_of(["Year", "Make", "Model", "Trim", "Engine"])


class TestVehicles(TestCase):
    def sent(self, *fits, names=US, by_ktype=False):
        return vehicles.compatible_products(fits, names, by_ktype=by_ktype)

    def test_a_span_of_years_becomes_a_row_for_each(self):
        rows = self.sent(replace(CB500F, notes="Front only"))
        self.assertEqual(len(rows), 3)
        first = {p["name"]: p["value"] for p in rows[0]["compatibilityProperties"]}
        self.assertEqual(
            first,
            {
                "Year": "2013",
                "Make": "Honda",
                "Model": "CB500F",
                "Trim": "ABS",
                "Engine": "471cc 2-Cyl",
            },
        )
        self.assertEqual(rows[2]["notes"], "Front only")
        self.assertEqual(vehicles.count([CB500F, Fit(epid="77")]), 4)

    def test_a_property_that_is_empty_or_unknown_to_the_site_is_left_out(self):
        names = vehicles.names_of(["Cars Year", "Car Make", "Model"])
        (row,) = self.sent(Fit("Honda", "Jazz", "Sport", year_from=2010), names=names)
        found = [p["name"] for p in row["compatibilityProperties"]]
        self.assertEqual(found, ["Cars Year", "Car Make", "Model"])

    def test_a_site_that_goes_by_k_types_gets_them_and_no_epids(self):
        fits = [replace(CB500F, ktype="12345"), Fit(epid="99"), CB500F]
        rows = self.sent(*fits, by_ktype=True)
        self.assertEqual(rows[0], {"productIdentifier": {"ktype": "12345"}})
        self.assertEqual(len(rows), 4)
        self.assertEqual(self.sent(*fits)[3], {"productIdentifier": {"epid": "99"}})

    def test_rows_that_say_the_same_twice_are_found(self):
        later = replace(CB500F, year_from=2015, year_to=2018)
        other = replace(CB500F, trim="Base")
        shouted = replace(CB500F, make="HONDA", year_from=2014, year_to=0)
        self.assertEqual(list(vehicles.overlaps([CB500F, other])), [])
        (pair,) = vehicles.overlaps([later, other, CB500F])
        self.assertEqual(pair, (CB500F, later))
        self.assertEqual(len(list(vehicles.overlaps([CB500F, shouted, later]))), 2)
        twice = [Fit(epid="7"), Fit(ktype="7"), Fit(epid="7")]
        self.assertEqual(len(list(vehicles.overlaps(twice))), 1)

    def test_a_row_inside_a_longer_one_hides_no_later_overlap(self):
        rows = [
            replace(CB500F, year_from=2000, year_to=2020),
            replace(CB500F, year_from=2001, year_to=2002),
            replace(CB500F, year_from=2019, year_to=2022),
        ]
        self.assertEqual(len(list(vehicles.overlaps(rows))), 2)

    def test_what_is_wrong_with_a_row_is_said_in_words(self):
        def wrong(fit):
            return " ".join(vehicles.problems(fit))

        self.assertEqual(wrong(CB500F), "")
        self.assertIn("make, an ePID or a K-type", wrong(Fit(model="CB500F")))
        self.assertIn("needs a model", wrong(replace(CB500F, model="")))
        self.assertIn("needs a year", wrong(replace(CB500F, year_from=0)))
        self.assertIn("backwards", wrong(replace(CB500F, year_to=2001)))
        self.assertIn("not a year", wrong(replace(CB500F, year_from=201)))
        self.assertIn("65 characters", wrong(replace(CB500F, model="x" * 66)))
        self.assertIn("500 characters", wrong(replace(CB500F, notes="x" * 501)))
        self.assertIn("“12x” is not a number", wrong(Fit(ktype="12x")))

    def test_a_vehicle_that_ebay_does_not_know_is_explained(self):
        known = [
            {"year": str(year), "trim": trim, "engine": "471cc 2-Cyl"}
            for year in range(2013, 2019)
            for trim in ("Base", "ABS")
            if (year, trim) != (2013, "ABS")
        ]

        def why(**changes):
            return vehicles.unknown(replace(CB500F, **changes), known)

        self.assertEqual(why(year_from=2014), "")
        self.assertEqual(why(trim="", engine=""), "")
        self.assertEqual(vehicles.unknown(CB500F, []), self.NO_SUCH)
        self.assertIn("from 2013 to 2018, but not of 2019, 2020", why(year_to=2020))
        self.assertIn("no trim “ABs”", why(trim="ABs"))
        self.assertIn("It knows ABS, Base.", why(trim="ABs"))
        self.assertIn("no engine “500cc”", why(engine="500cc"))
        self.assertIn("ABS 471cc 2-Cyl in 2013.", why())

    NO_SUCH = "eBay knows no vehicle “Honda CB500F”."
