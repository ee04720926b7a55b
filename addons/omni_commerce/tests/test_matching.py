"""How sure a suggestion is: codes first, names next, and never two certainties."""

from odoo.tests import BaseCase, tagged

from ..matching import Catalogue, Entry, Listed, bare

PADS = Entry(1, "Brake pads front Honda CB 500", "BRK-001", "4006381333931")
DISC = Entry(2, "Brake disc front Honda CB 500", "DSC-001", vendor_codes=("EBC MD1",))
BLACK = Entry(3, "Helmet Rally (Black, L)", "HLM-B-L")
WHITE = Entry(4, "Helmet Rally (White, L)", "HLM-W-L")
CATALOGUE = Catalogue([PADS, DISC, BLACK, WHITE])


def best(title="", sku="", barcode="", among=CATALOGUE):
    return among.suggest(Listed(title, sku, barcode))


@tagged("post_install", "-at_install")
class TestMatching(BaseCase):
    def test_a_code_and_the_name_make_it_almost_certain(self):
        [first, *_rest] = best("Honda CB 500 front brake pads", sku="BRK-001")
        self.assertEqual((first.id, first.reasons), (1, ("sku", "name")))
        self.assertGreaterEqual(first.percent, 95)

    def test_a_code_that_is_written_otherwise_is_likely(self):
        [first] = best("Something else", sku="brk 001")
        self.assertEqual((first.id, first.reasons), (1, ("alike_code",)))
        self.assertEqual(first.percent, 75)

    def test_the_code_of_a_vendor_counts(self):
        [first] = best("x", sku="ebc-md1")
        self.assertEqual((first.id, first.reasons), (2, ("vendor_code",)))

    def test_a_name_alone_never_makes_it_certain(self):
        [first, *_rest] = best("Brake pads front Honda CB 500")
        self.assertEqual((first.id, first.percent), (1, 85))

    def test_the_variant_decides_between_names_that_are_alike(self):
        first, second = best("Rally Helmet - white - L")
        self.assertEqual((first.id, second.id), (4, 3))
        self.assertGreater(first.percent, second.percent)

    def test_codes_of_two_products_make_neither_certain(self):
        found = best("Something else", sku="DSC-001", barcode="4006381333931")
        self.assertEqual({one.id for one in found}, {1, 2})
        self.assertTrue(all(one.percent < 60 for one in found), found)

    def test_a_code_that_two_products_have_is_worth_half(self):
        twins = Catalogue([Entry(1, "Red", "A1"), Entry(2, "Blue", "A1")])
        found = best("Green", sku="A1", among=twins)
        self.assertEqual([one.percent for one in found], [45, 45])

    def test_the_name_chooses_between_two_of_one_code(self):
        twins = Catalogue([Entry(1, "Red chain", "A1"), Entry(2, "Blue mirror", "A1")])
        first, second = best("Blue mirror", sku="A1", among=twins)
        self.assertEqual((first.id, second.id), (2, 1))
        self.assertGreaterEqual(first.percent, 90)

    def test_common_words_are_chance(self):
        many = [Entry(n, f"Black screw {n}") for n in range(50)]
        self.assertFalse(best("Black leather jacket", among=Catalogue(many)))

    def test_accents_case_and_signs_do_not_matter(self):
        self.assertEqual(bare("Brk_001/É"), "brk001e")
        found = best("CÁSQUE", among=Catalogue([Entry(1, "Casque")]))
        self.assertEqual([one.id for one in found], [1])

    def test_nothing_is_suggested_to_a_listing_without_words(self):
        self.assertFalse(best("!!! ???"))
