"""The proof of an order: where every cent of its total comes from, and by which rule.

The channel's total is the law. What the parts of the document add up to is held against
it; a difference of one cent is a difference. Whether Odoo's own sum agrees is asked
later, when the order exists (``models/order_builder.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from odoo.addons.omni_core.lib.money import written
from odoo.addons.omni_core.lib.words import _lt

from .documents import Discount, Money, Order, OrderLine, Price, ShippingLine, Tax

ZERO = Decimal(0)
SIDES = ("shop", "buyer")


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the total. What is not ``counted`` is inside of another row."""

    kind: str
    label: str
    amount: Decimal
    rule: str
    ref: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Proof:
    currency: str
    total: Decimal  # as the channel states it
    rows: tuple[Row, ...] = ()
    problems: tuple[str, ...] = field(default=())

    @property
    def sum(self) -> Decimal:
        return sum((row.amount for row in self.rows if row.counted), ZERO)

    @property
    def difference(self) -> Decimal:
        """What the channel asks for beyond its own parts."""
        return self.total - self.sum

    @property
    def holds(self) -> bool:
        return not self.problems and not self.difference


def side_of(price: Price, side: str) -> Money:
    """The shop's amount, or the buyer's where the channel tells one."""
    if side == "buyer" and price.buyer is not None:  # no money is false, and an amount
        return price.buyer
    return price.shop


def prove(order: Order, side: str = "shop") -> Proof:
    """Take the order apart in one of its two currencies."""
    total = side_of(order.total, side)
    rows, problems = [], []
    for row, money in _parts(order, side):
        rows.append(row)
        if money.currency != total.currency:
            problems.append(
                _lt(
                    "“%(part)s” is in %(currency)s, the total in %(total)s.",
                    part=row.label,
                    currency=money.currency,
                    total=total.currency,
                )
            )
    return Proof(total.currency, total.amount, tuple(rows), tuple(problems))


def _parts(order: Order, side: str) -> Iterator[tuple[Row, Money]]:
    included = order.taxes_included
    for line in order.lines:
        yield from _line(line, side, included)
    for shipping in order.shipping_lines:
        yield from _shipping(shipping, side, included)
    if order.rounding:
        money = side_of(order.rounding, side)
        rule = _lt("rounding, as the channel states it")
        yield Row("rounding", _lt("Rounding"), money.amount, rule), money


def _line(line: OrderLine, side: str, included: bool) -> Iterator[tuple[Row, Money]]:
    money = side_of(line.unit_price, side)
    rule = f"{line.quantity} × {written(money.amount)}"
    amount = money.amount * line.quantity
    yield Row(line.kind.value, line.title, amount, rule, line.ref), money
    yield from _discounts(line.discounts, side, line.ref)
    yield from _taxes(line.taxes, side, included, line.ref)


def _shipping(
    line: ShippingLine, side: str, included: bool
) -> Iterator[tuple[Row, Money]]:
    money = side_of(line.price, side)
    rule = _lt("shipping, before discounts")
    yield Row("shipping", line.title, money.amount, rule, line.ref), money
    yield from _discounts(line.discounts, side, line.ref)
    yield from _taxes(line.taxes, side, included, line.ref)


def _discounts(
    discounts: Sequence[Discount], side: str, ref: str
) -> Iterator[tuple[Row, Money]]:
    for discount in discounts:
        money = side_of(discount.price, side)
        label = discount.code or discount.title or _lt("Discount")
        rule = _lt("discount, as the channel allocated it to the line")
        yield Row("discount", label, -money.amount, rule, ref), money


def _taxes(
    taxes: Sequence[Tax], side: str, included: bool, ref: str
) -> Iterator[tuple[Row, Money]]:
    for tax in taxes:
        money = side_of(tax.price, side)
        kind = "channel_tax" if tax.by_channel else "tax"
        rule = _lt("inside the price") if included else _lt("on top of the price")
        if tax.by_channel:
            rule += "; the channel collects and pays it"
        label = f"{tax.name} {tax.rate * 100:f} %"
        yield Row(kind, label, money.amount, rule, ref, counted=not included), money


# -- what a line is worth -------------------------------------------------------------


def discount_of(line: OrderLine | ShippingLine, side: str) -> Decimal:
    return sum((side_of(d.price, side).amount for d in line.discounts), ZERO)


def tax_of(
    line: OrderLine | ShippingLine, side: str, by_channel: bool = False
) -> Decimal:
    return sum(
        (
            side_of(tax.price, side).amount
            for tax in line.taxes
            if tax.by_channel is by_channel
        ),
        ZERO,
    )


def own_amount(order: Order, line: OrderLine | ShippingLine, side: str) -> Decimal:
    """What the line brings us: after discounts, without what the channel collects.

    Our own taxes are in it where prices include them.
    """
    if isinstance(line, ShippingLine):
        gross = side_of(line.price, side).amount
    else:
        gross = side_of(line.unit_price, side).amount * line.quantity
    amount = gross - discount_of(line, side)
    return amount - tax_of(line, side, by_channel=True) * order.taxes_included


def channel_tax(order: Order, side: str) -> Decimal:
    """What the channel collects and pays for us, of the whole order."""
    return sum(
        (tax_of(line, side, by_channel=True) for line in _all_lines(order)), ZERO
    )


def own_tax(order: Order, side: str) -> Decimal:
    return sum((tax_of(line, side) for line in _all_lines(order)), ZERO)


def _all_lines(order: Order) -> tuple[OrderLine | ShippingLine, ...]:
    return order.lines + order.shipping_lines
