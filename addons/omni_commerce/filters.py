"""Which orders of a channel are for us: rules over a document alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .documents import Order


@dataclass(frozen=True, slots=True)
class Filter:
    """Orders that have one of the values in each place where it names any."""

    name: str
    is_only: bool = False  # take these and no others; else: leave these out
    paid: frozenset[str] = frozenset()
    risks: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    locations: frozenset[str] = frozenset()

    def fits(self, order: Order) -> bool:
        return all(
            not wanted or not wanted.isdisjoint(_plain(found))
            for wanted, found in (
                (self.paid, (order.paid.value,)),
                (self.risks, (order.risk,)),
                (self.channels, (order.channel,)),
                (self.tags, order.tags),
                (self.countries, (_country(order),)),
                (self.locations, _locations(order)),
            )
        )


def left_out_by(order: Order, filters: Sequence[Filter]) -> Filter | None:
    """The filter because of which it is none of ours, if there is one."""
    for one in filters:
        if not one.is_only and one.fits(order):
            return one
    only = [one for one in filters if one.is_only]
    if only and not any(one.fits(order) for one in only):
        return only[0]
    return None


def words(text: str | None) -> frozenset[str]:
    """What a person typed, with commas between; case does not matter."""
    return _plain((text or "").split(","))


def _plain(values: Iterable[str]) -> frozenset[str]:
    return frozenset(value.strip().casefold() for value in values if value.strip())


def _country(order: Order) -> str:
    address = order.shipping or order.billing
    return address.country_code if address else ""


def _locations(order: Order) -> set[str]:
    """Where it was sold, where the buyer comes for it, and where it has left."""
    left = (one.location_ref for one in order.fulfilments)
    return {order.location_ref, order.pickup_ref, *left}
