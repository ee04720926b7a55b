"""The world as the platforms see it: sequences that make each record when asked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar, overload

from .catalogue import LOCATIONS, product
from .customers import customer
from .model import Customer, Location, Order, Product
from .orders import SHOP_CURRENCY, OrderMaker
from .stories import index_of

Record = TypeVar("Record")

#: products (nine of ten on each platform), customers, orders
SCALES = {"small": (100, 50, 1_000), "full": (111_111, 50_000, 1_000_000)}


class Lazy(Sequence[Record], Generic[Record]):
    """A sequence whose items are computed on demand and never kept."""

    def __init__(self, indexes: range, make: Callable[[int], Record]) -> None:
        self._indexes, self._make = indexes, make

    def __len__(self) -> int:
        return len(self._indexes)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Lazy[Record]: ...
    def __getitem__(self, index):
        if isinstance(index, slice):
            return Lazy(self._indexes[index], self._make)
        return self._make(self._indexes[index])

    def __iter__(self) -> Iterator[Record]:
        return map(self._make, self._indexes)


@dataclass(frozen=True, slots=True)
class World:
    """`orders` run from the oldest to the newest; both platforms share the list."""

    seed: int
    scale: str
    now: datetime
    shop_currency: str
    locations: tuple[Location, ...]
    products: Sequence[Product]
    customers: Sequence[Customer]
    orders: Sequence[Order]

    def first_order_since(self, moment: datetime) -> int:
        """Index of the first order created then or later, found without making any."""
        maker = _maker(self.seed, self.scale, self.now)
        return bisect_left(range(len(self.orders)), moment, key=maker.moment)

    def order_index(self, number: str) -> int | None:
        """Index of the order of that number (None: it is not of this history)."""
        index = index_of(number)
        return index if index is not None and index < len(self.orders) else None

    def new_order(self, number: int, platform: str, now: datetime) -> Order:
        """One order for the live traffic: sold now, paid, nothing shipped yet."""
        return _maker(self.seed, self.scale, now).live(number, platform)


def build_world(seed: int, now: datetime, scale: str = "small") -> World:
    """The same for the same seed and day: a restart changes nothing."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    products, customers, orders = SCALES[scale]
    return World(
        seed=seed,
        scale=scale,
        now=today,
        shop_currency=SHOP_CURRENCY,
        locations=LOCATIONS,
        products=Lazy(range(products), lambda i: product(seed, i, today)),
        customers=Lazy(range(customers), lambda i: customer(seed, i, today)),
        orders=Lazy(range(orders), _maker(seed, scale, today)),
    )


def _maker(seed: int, scale: str, now: datetime) -> OrderMaker:
    products, customers, orders = SCALES[scale]
    return OrderMaker(seed, now, orders, customers, products)
