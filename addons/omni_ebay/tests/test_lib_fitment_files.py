"""Fitment from suppliers' files: read whatever they send, be harmed by nothing."""

from unittest import TestCase
from unittest.mock import patch

from ..lib import fitment_files
from ..lib.fitment_files import BadFile, read
from ..lib.vehicles import Fit

ACES = """<?xml version="1.0" encoding="UTF-8"?>
<ACES version="4.2" xmlns="http://www.autocare.org"><Header/>
{apps}
<Footer><RecordCount>1</RecordCount></Footer></ACES>"""
APP = """<App action="A" id="1"><Years from="2013" to="2015"/><Make>Honda</Make>
<Model>CB500F</Model><SubModel>ABS</SubModel><EngineBase>471cc 2-Cyl</EngineBase>
<Note>Front only</Note><Qty>1</Qty><Part>PAD-1</Part></App>"""


def aces(*apps, head=""):
    return (head + ACES.format(apps="".join(apps))).encode()


class TestTables(TestCase):
    def test_a_table_is_read_with_spans_of_years_in_one_cell_or_two(self):
        table = (
            "SKU;Make;Model;Years;Trim;Notes\n"
            "PAD-1;Honda;CB500F;2013-2015;ABS;Front only\n"
            "PAD-1;Yamaha;MT-07;2016 to 2018;;\n"
            ";;;;;\n"
            "PAD-2;KTM;390 Duke;2020;;\n"
        )
        reading = read("fits.csv", table.encode())
        self.assertEqual(reading.problems, [])
        self.assertEqual(
            reading.fits["PAD-1"][0],
            Fit("Honda", "CB500F", "ABS", "", 2013, 2015, notes="Front only"),
        )
        self.assertEqual(reading.fits["PAD-1"][1].years, range(2016, 2019))
        self.assertEqual(reading.fits["PAD-2"][0].years, range(2020, 2021))
        two = b"make,model,year from,year to\nHonda,CB500F,2013,2015\n"
        self.assertEqual(read("x", two).fits[""][0].years, range(2013, 2016))

    def test_umlauts_arrive_from_utf8_and_from_windows(self):
        table = "Make\tModel\tYear\nYamaha\tTénéré 700\t2021\n"
        for encoding in ("utf-8", "utf-8-sig", "cp1252"):
            (fit,) = read("x.csv", table.encode(encoding)).fits[""]
            self.assertEqual(fit.model, "Ténéré 700")

    def test_ids_alone_are_fitment_too(self):
        fits = read("x.csv", b"K-Type,ePID\n12345,\n,678\n").fits[""]
        self.assertEqual(fits, [Fit(ktype="12345"), Fit(epid="678")])

    def test_what_is_wrong_is_told_line_by_line(self):
        table = b"Make,Model,Year\nHonda,CB500F,2O13\nHonda,,2013\nKTM,390,2013\n"
        reading = read("x.csv", table)
        self.assertEqual(reading.problems[0], "Line 2: “2O13” is not a year.")
        self.assertIn("Line 3: “Honda” needs a model", reading.problems[1])
        self.assertEqual(len(reading.problems), 2)

    def test_a_file_that_is_no_such_table_is_refused_with_the_reason(self):
        for content, reason in (
            (b"", "empty"),
            (b"hello\nworld\n", "must name the columns"),
            (b"Make,Brand,Model\n", "about the same"),
            (b"PK\x03\x04\x00\x00", "not a text file"),
        ):
            with (
                self.subTest(content=content),
                self.assertRaisesRegex(BadFile, reason),
            ):
                read("x.csv", content)

    def test_a_file_that_is_too_long_is_refused(self):
        table = b"Make,Model,Year\n" + b"a,b,2000\n" * 4
        for name, content in (("x.csv", table), ("x.xml", aces(*[APP] * 4))):
            with (
                patch.object(fitment_files, "MAX_ROWS", 3),
                self.assertRaisesRegex(BadFile, "Split it"),
            ):
                read(name, content)
        with (
            patch.object(fitment_files, "MAX_BYTES", 10),
            self.assertRaisesRegex(BadFile, "larger than"),
        ):
            read("x.csv", b"x" * 11)


class TestAces(TestCase):
    def test_an_application_becomes_a_row_of_its_part(self):
        deleted = APP.replace('"A"', '"D"')
        reading = read("fits.xml", aces(APP, deleted))
        expected = Fit(
            "Honda", "CB500F", "ABS", "471cc 2-Cyl", 2013, 2015, notes="Front only"
        )
        self.assertEqual(reading.fits, {"PAD-1": [expected]})
        self.assertEqual((reading.skipped, reading.problems), (1, []))

    def test_numbers_of_the_licensed_database_are_explained(self):
        numbers = '<App action="A" id="9"><BaseVehicle id="4711"/><Part>P</Part></App>'
        (problem,) = read("x.xml", aces(numbers)).problems
        self.assertIn("App 9: The vehicle is named by its VCdb number", problem)
        makes = '<App id="8"><Years from="2013" to="2013"/><Make id="5"/></App>'
        (problem,) = read("x.xml", aces(makes)).problems
        self.assertIn("ask the supplier", problem)

    def test_hostile_xml_is_refused_before_it_does_anything(self):
        lol = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        away = '<!DOCTYPE ACES SYSTEM "http://127.0.0.1:1/evil.dtd">'
        file = '<!DOCTYPE ACES [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        for head in (lol, away, file):
            app = APP.replace("Front only", "&b;" if head is lol else "&x;")
            content = aces(app).replace(b"<ACES", head.encode() + b"<ACES")
            with self.subTest(head=head):
                with self.assertRaisesRegex(BadFile, "document type"):
                    read("x.xml", content)
                wide = (
                    content.replace(b'"UTF-8"', b'"UTF-16"').decode().encode("utf-16")
                )
                with self.assertRaises(BadFile):
                    read("x.xml", wide)

    def test_broken_xml_says_where(self):
        with self.assertRaisesRegex(BadFile, "cannot be read"):
            read("x.xml", aces(APP)[:-40])
        with self.assertRaisesRegex(BadFile, "no ACES file"):
            read("x.xml", b"<html><body/></html>")
        deep = b"<a>" * 5000
        with self.assertRaises(BadFile):
            read("x.xml", deep)
