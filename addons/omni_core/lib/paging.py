"""Walk through pages to the proven end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .errors import TransientError
from .words import _lt

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    items: Sequence[Item]
    cursor: str | None = None  # where the next page begins
    has_more: bool = False


def pages(
    fetch: Callable[[str | None], Page[Item]], start: str | None = None
) -> Iterator[Page[Item]]:
    """Every page from ``start`` on, each as soon as it is there.

    The end is proven only by a page that says so: a list that merely stops, or that
    hands out a cursor a second time, raises instead of passing for complete.
    """
    cursor, seen = start, {start}
    while True:
        page = fetch(cursor)
        yield page
        if not page.has_more:
            return
        if not page.cursor:
            raise TransientError(
                _lt("The platform says that there is more and does not say where."),
                code="paging_lost",
            )
        if page.cursor in seen:
            raise TransientError(
                _lt("The platform sends us through its pages in circles."),
                code="paging_loop",
            )
        cursor = page.cursor
        seen.add(cursor)


def chunks(found: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """In parts that a platform takes in one call."""
    for start in range(0, len(found), size):
        yield found[start : start + size]


def items(
    fetch: Callable[[str | None], Page[Item]], start: str | None = None
) -> Iterator[Item]:
    for page in pages(fetch, start):
        yield from page.items
