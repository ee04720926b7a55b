"""Bodies are laid out for people; what is no JSON or XML is left alone."""

from unittest import TestCase

from ..lib.pretty import pretty


class TestPretty(TestCase):
    def test_json_is_indented_and_keeps_its_letters(self):
        self.assertEqual(pretty('{"ü":[1]}'), '{\n  "ü": [\n    1\n  ]\n}')

    def test_xml_has_a_line_per_element(self):
        self.assertEqual(
            pretty('<?xml version="1.0"?><r><a x="1">t</a><b/><c><d>u</d></c></r>'),
            '<?xml version="1.0"?>\n<r>\n  <a x="1">t</a>\n  <b/>\n  <c>\n'
            "    <d>u</d>\n  </c>\n</r>",
        )

    def test_everything_else_stays_as_it_is(self):
        for text in ("", " plain\n", '{"cut": ', "a=1&b=2", "[cut: 9 bytes in all]"):
            self.assertEqual(pretty(text), text)

    def test_xml_is_never_interpreted(self):
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;&a;</x>'
        self.assertIn("&a;&a;", pretty(bomb))
        self.assertTrue(pretty("<" * 10_000))
        self.assertTrue(pretty("</a>" * 10_000))
