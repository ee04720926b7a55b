"""What people here changed on an order, as its channel can be asked for it.

The other way round than ``edits.py``: *theirs* is the channel's order as it was read
last, *ours* is Odoo's order now. Each difference is told in plain words; what cannot be
asked for says why, and what to do instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from odoo.addons.omni_core.lib.money import Money
from odoo.addons.omni_core.lib.words import _lt

from .adapter import AddedLine, EditOrder
from .documents import LineKind, Order, OrderLine, ShippingLine
from .edits import GONE, Part, line_changes, parts_of
from .holds import shipped_of
from .proof import ZERO, side_of

_GOODS = (LineKind.PRODUCT, LineKind.CUSTOM)


@dataclass(frozen=True, slots=True)
class OurLine:
    """A line of Odoo's order; without ``ref`` it is only here."""

    key: str
    title: str
    quantity: Decimal
    net: Decimal  # of one, the way the order's prices are: with taxes or without
    gross: Decimal  # all that it brings, with taxes
    ref: str = ""
    variant_ref: str = ""
    delivered: Decimal = ZERO
    obstacle: str = ""  # why it cannot be a line over there
    requires_shipping: bool = True


@dataclass(frozen=True, slots=True)
class Difference:
    text: str
    worth: Decimal = ZERO  # what the total changes by, as far as we can reckon it
    obstacle: str = ""  # why the channel cannot be asked for it, and what to do
    quantity: tuple[str, Decimal] | None = None  # of ``EditOrder.quantities``
    added: AddedLine | None = None


def differences(
    order: Order, ours: Sequence[OurLine], side: str, cent: Decimal
) -> Iterator[Difference]:
    """``order`` is without what was given back before it left."""
    known = {line.ref: line for line in ours if line.ref}
    theirs, shipped = parts_of(order, side), shipped_of(order)
    for line in (*order.lines, *order.shipping_lines):
        part, ref = theirs[line.ref], line.ref
        mine = known.get(ref) or OurLine(ref, part.label, ZERO, part.net, ZERO, ref)
        left = max(shipped.get(ref, ZERO), mine.delivered)
        if mine.quantity != part.quantity:
            on_top = part.tax * (not order.taxes_included)
            yield _of_quantity(line, part, mine, left, on_top)
        both = mine.quantity and part.quantity
        if both and abs(mine.net - part.net) >= cent:
            yield _of_price(part, mine)
    for mine in ours:
        if mine.ref not in theirs and mine.quantity:
            yield _of_added(mine, side_of(order.total, side).currency, cent)


def _of_quantity(
    line: OrderLine | ShippingLine,
    part: Part,
    mine: OurLine,
    left: Decimal,
    tax: Decimal,
) -> Difference:
    part = replace(part, net=part.net if part.quantity else mine.net)
    text = _text(mine.ref, part, replace(part, quantity=mine.quantity))
    more = mine.quantity - part.quantity
    worth = more * (part.net + tax)
    if isinstance(line, ShippingLine) or line.kind not in _GOODS:
        why = _lt("shipping, fees, tips and the like are changed in the shop itself")
        return Difference(text, worth, why)
    if left:
        why = _lt(
            "some of it has left: what shall come back is a return, what is wanted "
            "besides is a line of its own"
        )
        return Difference(text, worth, why)
    return Difference(text, worth, quantity=(line.ref, _now(line) + more))


def _of_price(part: Part, mine: OurLine) -> Difference:
    text = _text(mine.ref, part, replace(part, net=mine.net))
    why = _lt(
        "the shop keeps the prices of what was ordered: put the old price back here, "
        "and give the difference back as a refund"
    )
    return Difference(text, (mine.net - part.net) * mine.quantity, why)


def _of_added(mine: OurLine, currency: str, cent: Decimal) -> Difference:
    price = mine.net.quantize(cent)
    text = _text(mine.key, GONE, Part(mine.title, mine.quantity, price))
    why = mine.obstacle
    if not why and (mine.quantity < 0 or price < 0):
        why = _lt("the shop has no negative lines: give the money back as a refund")
    if why:
        return Difference(text, mine.gross, why)
    added = AddedLine(
        mine.key,
        mine.title,
        mine.quantity,
        Money(price, currency),
        mine.variant_ref,
        mine.requires_shipping,
    )
    return Difference(text, mine.gross, added=added)


def _text(ref: str, old: Part, new: Part) -> str:
    before: Mapping[str, Part] = {ref: old} if old is not GONE else {}
    return next(line_changes(before, {ref: new})).text


# -- the wish --------------------------------------------------------------------------


def wish_of(order_ref: str, found: Sequence[Difference]) -> EditOrder | None:
    """All that the channel can be asked for; None if that is nothing."""
    quantities = tuple(row.quantity for row in found if row.quantity)
    added = tuple(row.added for row in found if row.added)
    if not quantities and not added:
        return None
    return EditOrder(order_ref, quantities, added)


def made_of(wish: EditOrder, before: Collection[str], order: Order) -> dict[str, str]:
    """{key of an added line: the line that it has become over there}."""
    made: dict[str, str] = {}
    for added in wish.added:
        for line in order.lines:
            if line.ref not in (*before, *made.values()) and _is(added, line):
                made[added.key] = line.ref
                break
    return made


def kept(wish: EditOrder, order: Order) -> set[str]:
    """The lines of which there are now as many as we asked for."""
    now = {line.ref: _now(line) for line in order.lines}
    return {ref for ref, count in wish.quantities if now.get(ref, ZERO) == count}


def is_as_wished(wish: EditOrder, before: Collection[str], order: Order) -> bool:
    return len(kept(wish, order)) == len(wish.quantities) and len(
        made_of(wish, before, order)
    ) == len(wish.added)


def _is(added: AddedLine, line: OrderLine) -> bool:
    same = line.variant_ref == added.variant_ref
    if not added.variant_ref:
        same = same and line.title == added.title
    return same and _now(line) == added.quantity


def _now(line: OrderLine) -> Decimal:
    return line.quantity if line.current_quantity is None else line.current_quantity
