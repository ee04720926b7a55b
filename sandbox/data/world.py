"""The world as the platforms see it: sequences that make each record when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar, overload

from .model import Customer, Location, Order, Product

Record = TypeVar("Record")


class Lazy(Sequence[Record], Generic[Record]):
    """A sequence whose items are computed on demand and never kept."""

    def __init__(self, size: int, make: Callable[[int], Record]) -> None:
        self._range, self._make = range(size), make

    def __len__(self) -> int:
        return len(self._range)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Lazy[Record]: ...
    def __getitem__(self, index):
        if isinstance(index, slice):
            part = Lazy(0, self._make)
            part._range = self._range[index]
            return part
        return self._make(self._range[index])

    def __iter__(self) -> Iterator[Record]:
        return (self._make(i) for i in self._range)


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


def build_world(seed: int, now: datetime, scale: str = "small") -> World:
    return World(
        seed, scale, now, "USD", (), Lazy(0, None), Lazy(0, None), Lazy(0, None)
    )
