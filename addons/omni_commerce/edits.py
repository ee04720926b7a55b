"""What changed on an order, by three ways of looking at it.

*Base* is the document that Odoo's order was made of, *theirs* the document now, *ours*
Odoo's order now. What the channel changed is theirs against base; whether somebody here
has touched the same thing is ours against base.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from odoo.addons.omni_core.lib.words import Sentence, _lt, joined

from .documents import Address, Order, OrderLine, ShippingLine
from .proof import ZERO, channel_tax, discount_of, own_amount, side_of, tax_of

ONE = Decimal(1)
# Beyond what any currency knows, below what a division leaves behind.
_EXACT = Decimal("0.000001")
# What of the document each group of changes is about.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "lines": (
        "lines",
        "shipping_lines",
        "rounding",
        "total",
        "taxes_included",
        # Units that were given back come off the lines: as long as they have not, the
        # base must not know of it.
        "refunds",
        "fulfilments",
    ),
    "delivery": ("shipping",),
    "invoice": ("billing",),
    "note": ("note", "attributes"),
    "tags": ("tags",),
    "carrier": ("shipping_lines",),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One line as it counts: amounts are of one piece."""

    label: str
    quantity: Decimal
    net: Decimal  # after discounts: what Odoo's line brings
    price: Decimal = ZERO  # before discounts
    discount: Decimal = ZERO
    tax: Decimal = ZERO

    def counts_like(self, other: Part) -> bool:
        return (self.quantity, self.net) == (other.quantity, other.net)


GONE = Part("", ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Change:
    group: str  # of GROUPS
    ref: str
    text: str
    adds: bool = False  # a new line: nothing that was there is other than before


def changes(base: Order, theirs: Order, side: str) -> tuple[Change, ...]:
    """What the channel changed since, in plain words."""
    lines = list(line_changes(parts_of(base, side), parts_of(theirs, side)))
    was, now = side_of(base.total, side), side_of(theirs.total, side)
    if was != now and not lines:  # whatever it comes from: it will not prove
        lines.append(
            Change("lines", "", _lt("Total %(was)s → %(now)s", was=was, now=now))
        )
    return (
        *lines,
        *_address_change("delivery", base.shipping, theirs.shipping),
        *_address_change("invoice", base.billing, theirs.billing),
        *_note_changes(base, theirs),
        *_tag_changes(base, theirs),
        *_carrier_change(base, theirs),
    )


def conflicts(
    found: tuple[Change, ...],
    base: Mapping[str, Part],
    theirs: Mapping[str, Part],
    ours: Mapping[str, Part],
) -> tuple[Change, ...]:
    """The changes of lines that somebody here has changed as well, and otherwise."""
    return tuple(
        change
        for change in found
        if change.group == "lines"
        and _touched(
            *(side.get(change.ref, GONE) for side in (base, theirs, ours)),
        )
    )


def _touched(base: Part, theirs: Part, ours: Part) -> bool:
    was = base if base.quantity else GONE
    mine = ours if ours.quantity else GONE
    return not mine.counts_like(was) and not mine.counts_like(theirs)


def merged(base: Order, theirs: Order, left: set[str]) -> Order:
    """The base from now on: theirs, but for the groups that were left alone."""
    kept = {name: getattr(base, name) for group in left for name in GROUPS[group]}
    return replace(theirs, **kept)


# -- parts -----------------------------------------------------------------------------


def parts_of(order: Order, side: str) -> dict[str, Part]:
    """By reference; what the channel collects, and its rounding, are parts as well."""
    lines = (*order.lines, *order.shipping_lines)
    found = {line.ref: _part(order, line, side) for line in lines}
    collected = channel_tax(order, side)
    if collected:
        found["channel_tax"] = Part(_lt("Tax collected by the channel"), ONE, collected)
    if order.rounding:
        amount = side_of(order.rounding, side).amount
        found["rounding"] = Part(_lt("Rounding"), ONE, amount)
    return found


def worth(order: Order, refs: set[str], side: str) -> Decimal:
    """What those parts bring, with our own taxes: what Odoo's lines have to make."""
    total = ZERO
    for line in (*order.lines, *order.shipping_lines):
        if line.ref in refs:
            total += own_amount(order, line, side)
            total += tax_of(line, side) * (not order.taxes_included)
    if "channel_tax" in refs:
        total += channel_tax(order, side)
    if "rounding" in refs and order.rounding:
        total += side_of(order.rounding, side).amount
    return total


def unit(amount: Decimal, quantity: Decimal) -> Decimal:
    return (amount / quantity if quantity else ZERO).quantize(_EXACT)


def _part(order: Order, line: OrderLine | ShippingLine, side: str) -> Part:
    if isinstance(line, ShippingLine):
        quantity, price = ONE, line.price
    else:
        quantity, price = line.quantity, line.unit_price
    return Part(
        label=line.title,
        quantity=quantity,
        net=unit(own_amount(order, line, side), quantity),
        price=side_of(price, side).amount,
        discount=unit(discount_of(line, side), quantity),
        tax=unit(tax_of(line, side), quantity),
    )


# -- in plain words --------------------------------------------------------------------


def line_changes(
    base: Mapping[str, Part], theirs: Mapping[str, Part]
) -> Iterator[Change]:
    for ref in dict.fromkeys((*base, *theirs)):
        old, new = base.get(ref, GONE), theirs.get(ref, GONE)
        label = new.label or old.label
        if not old.quantity and not new.quantity:
            continue
        if not old.quantity:
            text = _lt(
                "“%(line)s” was added: %(quantity)s × %(amount)s",
                line=label,
                quantity=_number(new.quantity),
                amount=_money(new.net),
            )
            yield Change("lines", ref, text, adds=ref not in base)
        elif not new.quantity:
            yield Change("lines", ref, _lt("“%(line)s” was removed", line=label))
        elif told := list(_told(old, new)):
            what = joined(*told, by=", ")
            text = _lt("“%(line)s”: %(what)s", line=label, what=what)
            yield Change("lines", ref, text)


def _told(old: Part, new: Part) -> Iterator[str]:
    if old.quantity != new.quantity:
        yield _change("quantity", _number(old.quantity), _number(new.quantity))
    for name in ("price", "discount", "tax"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield _change(name, _money(was), _money(now))
    if old.net != new.net and (old.price, old.discount) == (new.price, new.discount):
        yield _change("net", _money(old.net), _money(new.net))


def _change(name: str, was: str, now: str) -> Sentence:
    return {
        "quantity": _lt("quantity %(was)s → %(now)s", was=was, now=now),
        "price": _lt("price of one %(was)s → %(now)s", was=was, now=now),
        "discount": _lt("discount of one %(was)s → %(now)s", was=was, now=now),
        "tax": _lt("tax of one %(was)s → %(now)s", was=was, now=now),
        "net": _lt("amount of one %(was)s → %(now)s", was=was, now=now),
    }[name]


def _address_change(
    group: str, old: Address | None, new: Address | None
) -> Iterator[Change]:
    if (old or Address()) == (new or Address()):
        return
    was, now = _place(old), _place(new)
    text = {
        "delivery": _lt("Delivery address: %(was)s → %(now)s", was=was, now=now),
        "invoice": _lt("Invoice address: %(was)s → %(now)s", was=was, now=now),
    }[group]
    yield Change(group, "", text)


def _note_changes(base: Order, theirs: Order) -> Iterator[Change]:
    if base.note != theirs.note:
        yield Change(
            "note",
            "",
            _lt("Note: “%(was)s” → “%(now)s”", was=base.note, now=theirs.note),
        )
    if base.attributes != theirs.attributes:
        told = ", ".join(f"{name}: {value}" for name, value in theirs.attributes)
        text = _lt("Details of the order are now: %(told)s", told=told or "–")
        yield Change("note", "", text)


def _tag_changes(base: Order, theirs: Order) -> Iterator[Change]:
    more, less = tags_between(base, theirs)
    if more or less:
        told = [*(f"+ {tag}" for tag in more), *(f"− {tag}" for tag in less)]
        yield Change("tags", "", _lt("Tags: %(told)s", told=", ".join(told)))


def tags_between(base: Order, theirs: Order) -> tuple[list[str], list[str]]:
    """(given, taken away) since; what people here have put on besides is theirs."""
    return (
        [tag for tag in theirs.tags if tag not in base.tags],
        [tag for tag in base.tags if tag not in theirs.tags],
    )


def carriers_of(order: Order) -> dict[str, str]:
    """{code: title} of the ways to ship that the buyer chose."""
    return {
        line.code or line.carrier_code or line.title: line.title
        for line in order.shipping_lines
        if line.code or line.carrier_code or line.title
    }


def _carrier_change(base: Order, theirs: Order) -> Iterator[Change]:
    old, new = carriers_of(base), carriers_of(theirs)
    if list(old) != list(new):
        was, now = (", ".join(names.values()) or "–" for names in (old, new))
        text = _lt("Shipping method: %(was)s → %(now)s", was=was, now=now)
        yield Change("carrier", "", text)


def _place(address: Address | None) -> str:
    if not address:
        return _lt("none")
    parts = (
        address.name,
        address.company,
        address.street,
        address.street2,
        f"{address.zip} {address.city}".strip(),
        address.state_code,
        address.country_code,
        address.phone,
    )
    return ", ".join(filter(None, parts)) or _lt("none")


def _number(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"


def _money(amount: Decimal) -> str:
    """Two digits at least, and no more than it has."""
    digits = max(2, -amount.normalize().as_tuple().exponent)
    return f"{amount:.{digits}f}"
