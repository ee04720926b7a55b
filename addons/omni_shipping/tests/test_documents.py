"""What was weighed is what is sent; what must be converted is converted exactly."""

from decimal import Decimal
from unittest import TestCase

from ..documents import Money, Size, Weight


class TestUnits(TestCase):
    def test_a_weight_in_its_own_unit_is_not_touched(self):
        value = Decimal("0.123456")
        self.assertEqual(Weight(value, "lb").to("lb"), value)

    def test_a_pound_is_sixteen_ounces_and_a_kilogram_a_thousand_grams(self):
        self.assertEqual(Weight(Decimal("1.5"), "lb").to("oz"), 24)
        self.assertEqual(Weight(Decimal("2.345"), "kg").to("g"), 2345)
        self.assertEqual(Weight(Decimal(1), "lb").to("g"), Decimal("453.5924"))

    def test_half_a_ten_thousandth_is_rounded_up(self):
        self.assertEqual(Weight(Decimal("0.00005"), "g").to("g"), Decimal("0.00005"))
        self.assertEqual(Weight(Decimal("0.00000005"), "kg").to("g"), Decimal("0.0001"))

    def test_a_foot_is_twelve_inches(self):
        size = Size(Decimal(1), Decimal("0.5"), Decimal(2), "ft")
        self.assertEqual(size.to("in"), (12, 6, 24))
        self.assertEqual(
            Size(Decimal(254), Decimal(10), Decimal(5), "mm").to("cm"),
            (Decimal("25.4"), 1, Decimal("0.5")),
        )

    def test_money_of_two_currencies_does_not_add_up(self):
        with self.assertRaises(ValueError):
            Money(Decimal(1), "USD") + Money(Decimal(1), "CAD")
