"""Every cent of an order is accounted for, or the order is not proven."""

from dataclasses import replace
from decimal import Decimal
from unittest import TestCase

from .. import documents as doc
from ..proof import channel_tax, own_amount, own_tax, prove
from .sandbox_orders import document, world


def price(amount, currency="EUR", buyer=None):
    other = doc.Money(Decimal(buyer), "USD") if buyer else None
    return doc.Price(doc.Money(Decimal(amount), currency), other)


class TestProof(TestCase):
    def test_every_order_of_the_seeded_world_proves_to_the_cent(self):
        for seed in (1, 2):
            for order in world(seed).orders:
                proof = prove(document(order))
                self.assertTrue(proof.holds, f"{order.number}: {proof.difference}")

    def test_a_missing_cent_anywhere_is_noticed(self):
        for order in world().orders[:120]:
            whole = document(order)
            cent = doc.Price(doc.Money(Decimal("0.01"), whole.currency))
            short = replace(whole, total=doc.Price(whole.total.shop - cent.shop))
            self.assertEqual(prove(short).difference, Decimal("-0.01"))
            longer = replace(whole, rounding=cent)
            self.assertFalse(prove(longer).holds)

    def test_what_is_ours_and_what_the_channel_collects_make_the_whole(self):
        for order in world().orders[:300]:
            whole = document(order)
            parts = [*whole.lines, *whole.shipping_lines]
            ours = sum(own_amount(whole, part, "shop") for part in parts)
            if not whole.taxes_included:
                ours += own_tax(whole, "shop")
            self.assertEqual(ours + channel_tax(whole, "shop"), whole.total.shop.amount)

    def test_included_taxes_are_shown_and_not_counted_twice(self):
        tax = doc.Tax("MwSt.", Decimal("0.19"), price("19.00"))
        line = doc.OrderLine("1", "Chain", Decimal(1), price("119.00"), taxes=(tax,))
        order = replace(document(world().orders[0]), lines=(line,), shipping_lines=())
        order = replace(order, taxes_included=True, total=price("119.00"))
        proof = prove(order)
        self.assertTrue(proof.holds)
        self.assertEqual([row.counted for row in proof.rows], [True, False])

    def test_each_currency_side_is_proven_by_itself(self):
        line = doc.OrderLine("1", "Chain", Decimal(2), price("10.00", buyer="11.05"))
        order = replace(document(world().orders[0]), lines=(line,), shipping_lines=())
        order = replace(order, total=price("20.00", buyer="22.11"))
        self.assertTrue(prove(order, "shop").holds)
        self.assertEqual(prove(order, "buyer").difference, Decimal("0.01"))

    def test_amounts_in_mixed_currencies_prove_nothing(self):
        line = doc.OrderLine("1", "Chain", Decimal(1), price("10.00", "GBP"))
        order = replace(document(world().orders[0]), lines=(line,), shipping_lines=())
        proof = prove(replace(order, total=price("10.00")))
        self.assertFalse(proof.holds)
        self.assertIn("GBP", proof.problems[0])
