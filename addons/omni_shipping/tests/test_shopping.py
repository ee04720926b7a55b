"""Which of many prices is taken."""

from decimal import Decimal
from unittest import TestCase

from odoo.addons.omni_core.lib.errors import RejectedError

from ..documents import Choice, Money, Rate
from ..shopping import choose


def rate(code, price, days):
    return Rate("1", "x", code, code.title(), Money(Decimal(price), "USD"), days=days)


OFFERS = [
    rate("slow", "4.00", 7),
    rate("ground", "9.00", 3),
    rate("air", "21.00", 1),
    rate("vague", "1.00", None),
]


class TestShopping(TestCase):
    def taken(self, **wish):
        return choose(OFFERS, Choice(**wish)).service_code

    def test_the_cheapest(self):
        self.assertEqual(self.taken(), "vague")

    def test_the_fastest(self):
        self.assertEqual(self.taken(rule="fastest"), "air")

    def test_the_cheapest_that_arrives_in_time(self):
        self.assertEqual(self.taken(rule="within", within_days=3), "ground")

    def test_excluded_services_are_never_taken(self):
        self.assertEqual(self.taken(excluded=("x/vague",)), "slow")

    def test_only_the_allowed_ones_and_none_above_the_cap(self):
        wish = {"services": ("x/air", "x/ground"), "rule": "fastest"}
        self.assertEqual(self.taken(**wish), "air")
        self.assertEqual(self.taken(**wish, most=Decimal(20)), "ground")

    def test_a_wish_that_nobody_fulfils_says_what_was_offered(self):
        with self.assertRaisesRegex(RejectedError, "Offered were: Air, Ground"):
            self.taken(rule="within", within_days=0)
        with self.assertRaisesRegex(RejectedError, "Check the address"):
            choose([], Choice())
