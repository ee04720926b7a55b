"""Orders older than those in memory: made from the world when somebody asks for one.

In the scale mode the year holds far more orders than a start may wait for or memory
should carry. The newest are loaded; the others are settled history: they are found by
number and by date, belong to the default seller, and are kept only once they are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from .state import Order

if TYPE_CHECKING:
    from sandbox.data.world import World

#: of five orders of the world in a row, these two are eBay's (see data/stories.py)
ROUND, EBAY_STEPS = 5, (3, 4)


class Archive:
    """The world's orders before index `end`, as eBay's."""

    def __init__(self, world: World, end: int, make: Callable[[int], Order]) -> None:
        self._world, self._end, self._make = world, end, make

    def find(self, order_id: str) -> Order | None:
        index = self._world.order_index(order_id)
        if index is None or index >= self._end or index % ROUND not in EBAY_STEPS:
            return None
        return self._make(index)

    def created(self, start: datetime, until: datetime | None) -> Slice:
        """Those of a span of time, newest first, none of them made yet."""
        first = min(self._world.first_order_since(start), self._end)
        last = self._end
        if until is not None:
            last = min(self._world.first_order_since(until), self._end)
        return Slice(_before(first), _before(last), self._make)


class Slice:
    """A run of archived orders by their number among eBay's, newest first."""

    def __init__(self, first: int, last: int, make: Callable[[int], Order]) -> None:
        self._first, self._last, self._make = first, max(first, last), make

    def __len__(self) -> int:
        return self._last - self._first

    def page(self, offset: int, limit: int) -> Iterator[Order]:
        newest = self._last - 1 - offset
        for nth in range(newest, max(newest - limit, self._first - 1), -1):
            rounds, step = divmod(nth, len(EBAY_STEPS))
            yield self._make(rounds * ROUND + EBAY_STEPS[step])


#: of the archive
NOTHING = Slice(0, 0, lambda index: None)


class OrderBook(dict[str, Order]):
    """A seller's orders by id; an archived one enters when it is asked for by name."""

    archive: Archive | None = None

    def __missing__(self, order_id: str) -> Order:
        order = self.archive.find(order_id) if self.archive else None
        if order is None:
            raise KeyError(order_id)
        self[order_id] = order
        return order

    def get(self, order_id: str, default: Order | None = None) -> Order | None:
        try:
            return self[order_id]
        except KeyError:
            return default

    def __contains__(self, order_id: object) -> bool:
        return isinstance(order_id, str) and self.get(order_id) is not None


def _before(index: int) -> int:
    """How many of eBay's orders come before that index of the world."""
    rounds, step = divmod(index, ROUND)
    return rounds * len(EBAY_STEPS) + sum(s < step for s in EBAY_STEPS)
