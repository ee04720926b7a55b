"""The difference of an order, in plain words; and who else touched it."""

from dataclasses import replace
from decimal import Decimal
from unittest import TestCase

from ..documents import Discount, ShippingLine
from ..edits import GONE, Part, changes, conflicts, merged, parts_of
from .orders_common import HOME, line, money, order, tax

HOME_TEXT = "Ada Rider, {} Main St, 97201 Portland, OR, US"


def told(base, theirs):
    return [change.text for change in changes(base, theirs, "shop")]


class TestEdits(TestCase):
    def setUp(self):
        self.base = order(lines=[line("1", title="Chain"), line("2", title="Pads")])

    def edited(self, first=None, **changed):
        lines = (first or self.base.lines[0], *self.base.lines[1:])
        return replace(self.base, lines=lines, **changed)

    def test_nothing_changed(self):
        self.assertEqual(told(self.base, self.base), [])

    def test_a_quantity_is_told_and_its_price_is_not(self):
        more = self.edited(line("1", title="Chain", quantity=3))
        self.assertEqual(told(self.base, more), ["“Chain”: quantity 1 → 3"])

    def test_a_price_and_a_discount(self):
        off = (Discount(money("2.50")),)
        dear = self.edited(line("1", title="Chain", price=12, discounts=off))
        self.assertEqual(
            told(self.base, dear),
            ["“Chain”: price of one 10.00 → 12.00, discount of one 0.00 → 2.50"],
        )

    def test_lines_that_come_and_go(self):
        new = line("3", title="Bell", quantity=2, price="4.20")
        other = replace(self.base, lines=(self.base.lines[0], new))
        self.assertEqual(
            told(self.base, other),
            ["“Pads” was removed", "“Bell” was added: 2 × 4.20"],
        )
        none_left = self.edited(replace(self.base.lines[0], quantity=Decimal(0)))
        self.assertEqual(told(self.base, none_left), ["“Chain” was removed"])

    def test_shipping_taxes_address_and_note(self):
        express = ShippingLine("s", "Express", money(8))
        charged = line("1", title="Chain", taxes=(tax("1.00"),))
        moved = replace(HOME, street="2 Main St")
        other = self.edited(
            charged, shipping_lines=(express,), shipping=moved, note="Ring twice"
        )
        self.assertEqual(
            told(self.base, other),
            [
                "“Chain”: tax of one 0.00 → 1.00",
                "“Express” was added: 1 × 8.00",
                f"Delivery address: {HOME_TEXT.format(1)} → {HOME_TEXT.format(2)}",
                "Note: “” → “Ring twice”",
                "Shipping method: – → Express",
            ],
        )

    def test_a_conflict_is_only_what_both_have_changed_and_otherwise(self):
        theirs = self.edited(line("1", title="Chain", quantity=3))
        found = changes(self.base, theirs, "shop")
        base, now = parts_of(self.base, "shop"), parts_of(theirs, "shop")
        ten = Decimal("10.000000")
        cases = {
            "untouched": ({"1": Part("", Decimal(1), ten)}, 0),
            "the same was done here": ({"1": Part("", Decimal(3), ten)}, 0),
            "another quantity": ({"1": Part("", Decimal(2), ten)}, 1),
            "another price": ({"1": Part("", Decimal(1), Decimal(9))}, 1),
            "deleted": ({"1": GONE}, 1),
            "another line": (
                {"1": Part("", Decimal(1), ten), "2": Part("", Decimal(7), ten)},
                0,
            ),
        }
        for name, (ours, count) in cases.items():
            with self.subTest(name):
                self.assertEqual(len(conflicts(found, base, now, ours)), count)

    def test_what_was_left_alone_stays_a_difference(self):
        theirs = self.edited(line("1", title="Chain", quantity=3), note="Hurry")
        base = merged(self.base, theirs, {"lines"})
        self.assertEqual(base.note, "Hurry")
        self.assertEqual(told(base, theirs), ["“Chain”: quantity 1 → 3"])
        self.assertEqual(merged(self.base, theirs, set()), theirs)
