"""What went back to the buyer, taken apart to the cent: from the documents alone.

Units that were given back before they were shipped are simply not wanted any more: they
come off the order (``wanted``). Money that went back for what is invoiced is credited,
row by row (``credit_of``), and the rows have to make the money.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from odoo.addons.omni_core.lib.money import cent_of
from odoo.addons.omni_core.lib.words import _lt

from .documents import (
    Discount,
    Money,
    Order,
    OrderLine,
    Price,
    Refund,
    RefundLine,
    Tax,
)
from .holds import shipped_of
from .proof import ZERO, discount_of, side_of


@dataclass(frozen=True, slots=True)
class CreditRow:
    """One line of a credit note, in the order's prices: with taxes or without."""

    kind: str  # "line" | "shipping" | "channel_tax" | "adjustment" | "duty"
    label: str
    amount: Decimal
    quantity: Decimal = Decimal(1)
    ref: str = ""  # the line of the order
    taxes: tuple[tuple[Tax, Decimal], ...] = ()  # ours, with what went back of each
    taken_off: bool = False  # was never shipped, and is not going to be


@dataclass(frozen=True, slots=True)
class Credit:
    rows: tuple[CreditRow, ...]
    total: Decimal
    paid_back: Decimal
    settled: bool  # nothing of it is still on its way
    problems: tuple[str, ...] = field(default=())


def credit_of(order: Order, refund: Refund, side: str) -> Credit:
    rows = tuple(_rows(order, refund, side))
    total = sum((_worth(order, row) for row in rows), ZERO)
    done = [p for p in refund.payments if p.status == "success"]
    paid = sum((side_of(p.price, side).amount for p in done), ZERO)
    on_its_way = any(p.status == "pending" for p in refund.payments)
    problems = []
    if done and paid != total:
        problems.append(
            _lt(
                "%(paid)s went back, but its parts make %(total)s.",
                paid=paid,
                total=total,
            )
        )
    return Credit(rows, total, paid, not on_its_way, tuple(problems))


def left_of(order: Order) -> dict[str, Decimal]:
    """How much of each line can still be given back."""
    left = {line.ref: line.quantity for line in order.lines}
    for refund in order.refunds:
        for row in refund.lines:
            if row.line_ref in left:
                left[row.line_ref] -= row.quantity
    return left


def shipping_left_of(order: Order, side: str) -> Decimal:
    """What was paid for shipping, as far as it has not gone back."""
    back = [refund.shipping for refund in order.refunds if refund.shipping]
    given = sum((side_of(price, side).amount for price in back), ZERO)
    return _paid_for_shipping(order, side) - given


def _paid_for_shipping(order: Order, side: str) -> Decimal:
    paid = (
        side_of(line.price, side).amount - discount_of(line, side)
        for line in order.shipping_lines
    )
    return sum(paid, ZERO)


def refund_of(
    order: Order,
    lines: Sequence[tuple[str, Decimal]],
    shipping: Money,
    goodwill: Money,
    side: str,
    at: datetime,
) -> Credit:
    """What it makes to give these back: reckoned here, before the channel is asked."""
    by_ref = {line.ref: line for line in order.lines}
    rows = []
    for ref, quantity in lines:
        line = by_ref[ref]
        part = quantity / line.quantity
        gross = side_of(line.unit_price, side).amount * line.quantity
        net = Money(gross - discount_of(line, side), shipping.currency)
        tax = sum((side_of(t.price, side).amount for t in line.taxes), ZERO)
        rows.append(
            RefundLine(
                ref,
                quantity,
                _share(Price(net), part),
                _share(Price(Money(tax, shipping.currency)), part),
            )
        )
    refund = Refund(
        ref="",
        at=at,
        lines=tuple(rows),
        shipping=Price(shipping) if shipping else None,
        shipping_tax=_tax_of_shipping(order, shipping, side),
        adjustments=(("goodwill", Price(goodwill)),) if goodwill else (),
    )
    return credit_of(order, refund, side)


def _tax_of_shipping(order: Order, shipping: Money, side: str) -> Price | None:
    lines = order.shipping_lines
    whole = _paid_for_shipping(order, side)
    taxes = sum((side_of(t.price, side).amount for x in lines for t in x.taxes), ZERO)
    if not shipping or not whole or not taxes:
        return None
    return _share(Price(Money(taxes, shipping.currency)), shipping.amount / whole)


def _worth(order: Order, row: CreditRow) -> Decimal:
    taxes = sum((amount for _tax, amount in row.taxes), ZERO)
    return row.amount + taxes * (not order.taxes_included)


def _rows(order: Order, refund: Refund, side: str) -> Iterator[CreditRow]:
    lines = {line.ref: line for line in order.lines}
    collected = ZERO
    for row in refund.lines:
        line = lines.get(row.line_ref)
        tax = side_of(row.tax, side).amount
        own, by_channel = _split(line.taxes if line else (), tax, side)
        collected += by_channel
        yield CreditRow(
            "line",
            line.title if line else row.line_ref,
            side_of(row.subtotal, side).amount - by_channel * order.taxes_included,
            row.quantity,
            row.line_ref,
            own,
            taken_off=row.restock != "return",
        )
    if refund.shipping:
        taxes = [tax for line in order.shipping_lines for tax in line.taxes]
        tax = side_of(refund.shipping_tax, side).amount if refund.shipping_tax else ZERO
        own, by_channel = _split(taxes, tax, side)
        collected += by_channel
        amount = side_of(refund.shipping, side).amount
        amount -= by_channel * order.taxes_included
        yield CreditRow("shipping", _lt("Shipping"), amount, taxes=own)
    if collected:
        yield CreditRow("channel_tax", _lt("Tax collected by the channel"), collected)
    for reason, price in refund.adjustments:
        kind = "duty" if reason == "duty" else "adjustment"
        label = reason.replace("_", " ").capitalize()
        yield CreditRow(kind, label, side_of(price, side).amount)


def _split(
    taxes: Sequence[Tax], amount: Decimal, side: str
) -> tuple[tuple[tuple[Tax, Decimal], ...], Decimal]:
    """(ours with their parts, what the channel had collected): as they were charged."""
    charged = [side_of(tax.price, side) for tax in taxes]
    currency = charged[0].currency if charged else ""
    parts = spread(Money(amount, currency), [money.amount for money in charged])
    pairs = list(zip(taxes, parts, strict=True))
    own = tuple((tax, part) for tax, part in pairs if not tax.by_channel)
    return own, sum((part for tax, part in pairs if tax.by_channel), ZERO)


def spread(money: Money, weights: Sequence[Decimal]) -> list[Decimal]:
    """In proportion, to the cent; the last part takes what rounding left."""
    left, weight, parts = money.amount, sum(weights, ZERO), []
    for share in weights:
        part = ZERO
        if weight:
            part = _rounded(money, left * share / weight)
        parts.append(part)
        left, weight = left - part, weight - share
    return parts


def _rounded(whole: Money, part: Decimal) -> Decimal:
    """As exact as the whole is, and at least to the currency's smallest coin."""
    exact = Decimal(1).scaleb(whole.amount.normalize().as_tuple().exponent)
    return part.quantize(min(exact, cent_of(whole.currency)), ROUND_HALF_UP)


# -- what the buyer still wants --------------------------------------------------------


def wanted(
    order: Order,
    ignored: Collection[str] = (),
    gone: Mapping[str, Decimal] = MappingProxyType({}),
) -> Order:
    """The order without the units that were given back before they were shipped.

    ``ignored``: refunds that a person has already seen to. ``gone``: what has left
    here, by line; the channel may not know of it yet.
    """
    rows: dict[str, list[RefundLine]] = {}
    for refund in order.refunds:
        for row in refund.lines if refund.ref not in ignored else ():
            if row.restock != "return":
                rows.setdefault(row.line_ref, []).append(row)
    if not rows:
        return order
    shipped, total, lines = shipped_of(order), order.total, []
    for line in order.lines:
        there = shipped.get(line.ref, ZERO)
        here = max(there, gone.get(line.ref, ZERO))
        left = {"cancel": line.quantity - there, "none": line.quantity - here}
        smaller, worth = _without(line, rows.get(line.ref, ()), left)
        lines.append(smaller)
        for money, tax in worth:
            total = _minus(total, money)
            total = total if order.taxes_included else _minus(total, tax)
    return replace(order, lines=tuple(lines), total=total)


def _without(
    line: OrderLine, rows: Sequence[RefundLine], left: Mapping[str, Decimal]
) -> tuple[OrderLine, list[tuple[Price, Price]]]:
    """The line with those units off, and what they were worth: (amount, tax) each.

    ``left``: how many can be off at most. What is taken back to the shelf never left;
    what is not may be with the buyer.
    """
    worth, taken = [], ZERO
    for row in rows:
        count = min(row.quantity, left.get(row.restock, left["none"]) - taken)
        if count <= 0:
            continue
        taken += count
        money = _share(row.subtotal, count / row.quantity)
        tax = _share(row.tax, count / row.quantity)
        worth.append((money, tax))
        line = _smaller(line, count, money, tax)
    return line, worth


def _smaller(line: OrderLine, count: Decimal, money: Price, tax: Price) -> OrderLine:
    """Its unit price stays; discounts and taxes are what is left of them."""
    shops = spread(tax.shop, [t.price.shop.amount for t in line.taxes])
    buyers = [ZERO for _ in line.taxes]
    if tax.buyer is not None:
        seen = [(t.price.buyer or t.price.shop).amount for t in line.taxes]
        buyers = spread(tax.buyer, seen)
    taxes = tuple(
        replace(t, price=_less(t.price, shop, buyer))
        for t, shop, buyer in zip(line.taxes, shops, buyers, strict=True)
    )
    off = _minus(_times(line.unit_price, count), money)  # their part of the discounts
    discounts = _discounts_less(line.discounts, off)
    return replace(
        line, quantity=line.quantity - count, taxes=taxes, discounts=discounts
    )


def _discounts_less(
    discounts: tuple[Discount, ...], off: Price
) -> tuple[Discount, ...]:
    """One discount that is what is left of all of them."""
    rest = _times(off, Decimal(-1))
    for discount in discounts:
        rest = _plus(rest, discount.price)
    if not discounts and not rest.shop.amount:
        return ()
    first = discounts[0] if discounts else Discount(rest, title="Refund")
    return (replace(first, price=rest),)


def _share(price: Price, part: Decimal) -> Price:
    if part == 1:
        return price
    return Price(
        _part_of(price.shop, part), price.buyer and _part_of(price.buyer, part)
    )


def _part_of(money: Money, part: Decimal) -> Money:
    return Money(_rounded(money, money.amount * part), money.currency)


def _times(price: Price, factor: Decimal) -> Price:
    buyer = price.buyer
    if buyer is not None:
        buyer = Money(buyer.amount * factor, buyer.currency)
    return Price(Money(price.shop.amount * factor, price.shop.currency), buyer)


def _plus(one: Price, other: Price) -> Price:
    return _minus(one, _times(other, Decimal(-1)))


def _minus(one: Price, other: Price) -> Price:
    buyer = one.buyer
    if buyer is not None and other.buyer is not None:
        buyer = buyer - other.buyer
    return Price(one.shop - other.shop, buyer)


def _less(price: Price, shop: Decimal, buyer: Decimal) -> Price:
    seen = price.buyer
    if seen is not None:
        seen = Money(seen.amount - buyer, seen.currency)
    return Price(Money(price.shop.amount - shop, price.shop.currency), seen)
