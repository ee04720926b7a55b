"""What of a shipment has to be told, and whether a channel knows it already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from .documents import Fulfilment, Parcel

Lines = Iterable[tuple[str, Decimal]]
OVER = ("cancelled", "error")


def sum_lines(rows: Iterable[Lines]) -> dict[str, Decimal]:
    """{line ref: quantity} of several shipments together."""
    total: dict[str, Decimal] = {}
    for lines in rows:
        for ref, quantity in lines:
            total[ref] = total.get(ref, Decimal(0)) + Decimal(quantity)
    return total


def told_already(
    found: Sequence[Fulfilment],
    known: Collection[str],
    lines: Lines,
    parcels: Sequence[Parcel],
) -> list[str]:
    """The references under which a channel has this shipment; none if it has not.

    A platform may make several of one, by place or by parcel. What is known to belong
    to another shipment of ours is not looked at.
    """
    numbers = {parcel.tracking_number for parcel in parcels}
    same = [one for one in found if is_like(one, known, numbers)]
    there, wanted = sum_lines(one.lines for one in same), sum_lines([lines])
    return [one.ref for one in same] if there == wanted else []


def is_like(one: Fulfilment, known: Collection[str], numbers: set[str]) -> bool:
    if one.ref in known or one.status in OVER:
        return False
    theirs = {parcel.tracking_number for parcel in one.parcels}
    return theirs <= numbers and bool(theirs) == bool(numbers)


def pack_parcels(parcels: Sequence[Parcel]) -> list[list[str]]:
    """As it is stored: plain data that can be compared."""
    return [[p.tracking_number, p.carrier, p.tracking_url] for p in parcels]


def unpack_parcels(rows: Sequence[Sequence[str]] | None) -> tuple[Parcel, ...]:
    return tuple(Parcel(*row) for row in rows or ())


def pack_lines(lines: Mapping[str, Decimal]) -> list[list[str]]:
    return [[ref, f"{quantity.normalize():f}"] for ref, quantity in lines.items()]


def unpack_lines(
    rows: Sequence[Sequence[str]] | None,
) -> tuple[tuple[str, Decimal], ...]:
    return tuple((ref, Decimal(quantity)) for ref, quantity in rows or ())


def exact(number: float) -> Decimal:
    """The quantity as people see it: 2.3, not 2.29999999999999982."""
    return Decimal(repr(round(number, 6))).normalize() + 0
