"""One kind of record, with the orderings that pages ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")
Key = Callable[[Any], Any]


class Table(Generic[Row]):
    """Records by number. An ordering is computed once per change of the table, so
    that paging through 100,000 products does not sort them 400 times."""

    def __init__(self) -> None:
        self._rows: dict[int, Row] = {}
        self._version = 0
        self._orderings: dict[str, tuple[int, list[tuple[Any, int, Row]]]] = {}

    def add(self, row: Row) -> Row:
        self._rows[row.id] = row  # type: ignore[attr-defined]
        self._version += 1
        return row

    def changed(self, row: Row | None = None) -> None:
        self._version += 1

    def get(self, number: int) -> Row | None:
        return self._rows.get(number)

    def remove(self, row: Row) -> None:
        self._rows.pop(row.id, None)  # type: ignore[attr-defined]
        self._version += 1

    def awake(self) -> list[Row]:
        """The records that exist as objects: all of them, here."""
        return list(self._rows.values())

    def wake(self) -> None:
        """Make sure that all records exist as objects."""

    def hinted(self, text: str) -> Row | None:
        """A record found by a name that tells its place (see `LazyTable`)."""
        return None

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def newest(self, count: int) -> list[Row]:
        found: list[Row] = []
        for row in reversed(self._rows.values()):
            found.append(row)
            if len(found) == count:
                break
        return found

    def ordered(self, name: str, key: Key) -> Sequence[tuple[Any, int, Row]]:
        """`(sort value, number, row)` in ascending order."""
        cached = self._orderings.get(name)
        if cached is None or cached[0] != self._version:
            rows = sorted(
                ((key(row), row.id, row) for row in self),  # type: ignore[attr-defined]
                key=lambda entry: entry[:2],
            )
            cached = self._orderings[name] = (self._version, rows)
        return cached[1]
