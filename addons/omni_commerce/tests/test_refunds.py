"""A refund taken apart to the cent, without a database."""

from dataclasses import replace
from decimal import Decimal
from unittest import TestCase

from ..documents import (
    Discount,
    Fulfilment,
    Money,
    Payment,
    PaymentKind,
    Refund,
    RefundLine,
    ShippingLine,
)
from ..proof import prove
from ..refunds import credit_of, refund_of, spread, wanted
from .orders_common import NOON, line, money, order, tax


def back(amount, ref="back", **more):
    return Payment(ref, PaymentKind.REFUND, "card", money(amount), **more)


def row(ref="1", quantity=1, amount=10, charged=0, restock="cancel"):
    return RefundLine(ref, Decimal(quantity), money(amount), money(charged), restock)


def refund(ref="r1", *lines, **more):
    return Refund(ref, NOON, lines, **more)


class TestCredit(TestCase):
    def test_lines_shipping_and_goodwill_make_the_money(self):
        whole = order(lines=[line(quantity=2)], shipping_lines=(
            ShippingLine("s", "Post", money(5), taxes=(tax("0.50"),)),
        ))  # fmt: skip
        given = refund(
            "r1",
            row(),
            shipping=money(5),
            shipping_tax=money("0.50"),
            adjustments=(("goodwill", money("1.25")),),
            payments=(back("16.75"),),
        )
        credit = credit_of(whole, given, "shop")
        self.assertEqual(
            [(r.kind, r.amount) for r in credit.rows],
            [("line", 10), ("shipping", 5), ("adjustment", Decimal("1.25"))],
        )
        self.assertEqual((credit.total, credit.problems), (Decimal("16.75"), ()))

    def test_money_that_its_parts_do_not_make_is_a_problem(self):
        given = refund("r1", row(), payments=(back(9),))
        [problem] = credit_of(order(), given, "shop").problems
        self.assertEqual(problem, "9 went back, but its parts make 10.")

    def test_taxes_go_back_as_they_were_charged(self):
        """Two taxes on one line, and one that the channel had collected."""
        taxes = (
            tax("0.63", "0.0625", "Texas"),
            tax("0.20", "0.02", "Austin"),
            tax("0.17", "0.017", "Marketplace", by_channel=True),
        )
        whole = order(lines=[line(quantity=3, taxes=taxes)], total="31.00")
        given = refund("r1", row(charged="0.34"), payments=(back("10.34"),))
        credit = credit_of(whole, given, "shop")
        goods, collected = credit.rows
        self.assertEqual([str(part) for _tax, part in goods.taxes], ["0.21", "0.07"])
        self.assertEqual(collected.amount, Decimal("0.06"))
        self.assertEqual((credit.total, credit.problems), (Decimal("10.34"), ()))

    def test_taxes_inside_of_the_price_are_not_given_back_twice(self):
        whole = order(lines=[line(taxes=(tax("0.91"),))], taxes_included=True)
        given = refund("r1", row(charged="0.91"), payments=(back(10),))
        self.assertEqual(credit_of(whole, given, "shop").total, 10)

    def test_what_is_on_its_way_is_not_settled(self):
        pending = replace(back(10), status="pending")
        given = refund("r1", row(), payments=(pending,))
        self.assertFalse(credit_of(order(), given, "shop").settled)

    def test_no_cent_is_lost_in_parts(self):
        for currency, amount, expected in (
            ("USD", "1.00", ["0.33", "0.34", "0.33"]),
            ("JPY", "100.0", ["33", "34", "33"]),
            ("KWD", "1.00", ["0.333", "0.334", "0.333"]),
        ):
            parts = spread(Money(Decimal(amount), currency), [Decimal(1)] * 3)
            self.assertEqual([str(part) for part in parts], expected)

    def test_nobody_is_given_a_third_of_a_yen(self):
        price = money(100, "JPY")
        off = Discount(money(50, "JPY"))
        whole = order(lines=[line(quantity=3, price=price, discounts=(off,))])
        nothing = Money(Decimal(0), "JPY")
        wish = [("1", Decimal(1))]
        credit = refund_of(whole, wish, nothing, nothing, "shop", NOON)
        self.assertEqual(str(credit.total), "83")


class TestWanted(TestCase):
    def setUp(self):
        off = (Discount(money("3.00"), "SALE"),)
        self.whole = order(
            lines=[line(quantity=3, discounts=off, taxes=(tax("2.70"),))],
            total="29.70",
        )

    def less(self, *refunds, **changes):
        return wanted(replace(self.whole, refunds=refunds, **changes))

    def test_units_that_never_left_are_not_wanted_any_more(self):
        rest = self.less(refund("r1", row(amount=9, charged="0.90")))
        [left] = rest.lines
        self.assertEqual((left.quantity, left.discounts[0].price), (2, money("2.00")))
        self.assertEqual(left.taxes[0].price, money("1.80"))
        self.assertEqual(rest.total, money("19.80"))
        self.assertTrue(prove(rest).holds)

    def test_several_refunds_come_off_one_after_the_other(self):
        part = row(amount=9, charged="0.90")
        rest = self.less(refund("r1", part), refund("r2", part), refund("r3", part))
        self.assertEqual((rest.lines[0].quantity, rest.total), (0, money("0.00")))
        self.assertTrue(prove(rest).holds)

    def test_what_was_shipped_stays_sold(self):
        gone = Fulfilment("f", "success", (("1", Decimal(2)),))
        given = refund("r1", row(quantity=2, amount=18, charged="1.80"))
        rest = self.less(given, fulfilments=(gone,))
        self.assertEqual(rest.lines[0].quantity, 2)
        self.assertTrue(prove(rest).holds)

    def test_goods_that_come_back_were_sold(self):
        given = refund("r1", row(amount=9, charged="0.90", restock="return"))
        self.assertEqual(self.less(given).lines, self.whole.lines)

    def test_what_a_person_has_seen_to_is_left_out(self):
        given = refund("r1", row(amount=9, charged="0.90"))
        whole = replace(self.whole, refunds=(given,))
        self.assertEqual(wanted(whole, {"r1"}), whole)
