"""A table of a million records of which only those somebody asked for exist.

Its history is known by position and runs from the oldest to the newest, so that pages
by number and by date need no sorting; what was changed since comes after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .table import Key, Row, Table

#: Orderings in which the history is ordered as it stands.
AS_IT_STANDS = {"ID", "CREATED_AT", "UPDATED_AT", "PROCESSED_AT", "ORDER_NUMBER"}
BY_CHANGE = "UPDATED_AT"


class LazyTable(Table[Row]):
    def __init__(
        self,
        first_id: int,
        size: int,
        make: Callable[[int], Row],
        position_of: Callable[[str], int | None] = lambda text: None,
    ) -> None:
        super().__init__()
        self.first_id, self.size = first_id, size
        self._make, self._position_of = make, position_of
        self._gone: set[int] = set()
        self._touched: dict[int, Row] = {}
        self._waking = False

    # -- the history -----------------------------------------------------------------
    def _is_history(self, number: int) -> bool:
        return 0 <= number - self.first_id < self.size

    def at(self, position: int) -> Row | None:
        """The record at a place of the history, made when it is first asked for."""
        number = self.first_id + position
        if number in self._gone:
            return None
        row = self._rows.get(number)
        if row is None:
            before, self._waking = self._waking, True
            try:
                row = self._rows[number] = self._make(position)
            finally:
                self._waking = before
        return row

    def wake(self) -> None:
        for position in range(self.size):
            self.at(position)

    def hinted(self, text: str) -> Row | None:
        position = self._position_of(text)
        if position is None or not 0 <= position < self.size:
            return None
        return self.at(position)

    @property
    def moved(self) -> set[int]:
        """Numbers of what was changed since."""
        return set(self._touched)

    # -- as a table --------------------------------------------------------------------
    def add(self, row: Row) -> Row:
        self._rows[row.id] = row  # type: ignore[attr-defined]
        if not self._is_history(row.id):  # type: ignore[attr-defined]
            self.changed(row)
        return row

    def changed(self, row: Row | None = None) -> None:
        super().changed()
        if row is not None and not self._waking:
            self._touched.pop(row.id, None)  # type: ignore[attr-defined]
            self._touched[row.id] = row  # type: ignore[attr-defined]

    def get(self, number: int) -> Row | None:
        if self._is_history(number):
            return self.at(number - self.first_id)
        return self._rows.get(number)

    def remove(self, row: Row) -> None:
        super().remove(row)
        self._gone.add(row.id)  # type: ignore[attr-defined]
        self._touched.pop(row.id, None)  # type: ignore[attr-defined]

    def __len__(self) -> int:
        gone = sum(1 for number in self._gone if self._is_history(number))
        return self.size - gone + len(self._new())

    def __iter__(self) -> Iterator[Row]:
        for position in range(self.size):
            row = self.at(position)
            if row is not None:
                yield row
        yield from self._new()

    def _new(self) -> list[Row]:
        return [row for n, row in self._rows.items() if not self._is_history(n)]

    def newest(self, count: int) -> list[Row]:
        found = self._new()[::-1][:count]
        position = self.size
        while len(found) < count and position:
            position -= 1
            row = self.at(position)
            if row is not None:
                found.append(row)
        return found

    def ordered(self, name: str, key: Key) -> Sequence[tuple[Any, int, Row]]:
        if name not in AS_IT_STANDS:
            return super().ordered(name, key)
        by_change = name == BY_CHANGE
        after = list(self._touched.values()) if by_change else self._new()
        entries = [(key(row), row.id, row) for row in after]  # type: ignore[attr-defined]
        moved = set(self._touched) if by_change else set()
        return Entries(self, key, sorted(entries, key=_place), moved)


def _place(entry: tuple[Any, int, Any]) -> tuple[Any, int]:
    return entry[0], entry[1]


class Entries(Sequence[tuple[Any, int, Any]]):
    """The history in its order, then `after`; a place whose record is gone or has
    moved holds None."""

    def __init__(
        self,
        table: LazyTable,
        key: Key,
        after: list[tuple[Any, int, Any]],
        moved: set[int],
    ) -> None:
        self._table, self._key, self._after, self._moved = table, key, after, moved

    def __len__(self) -> int:
        return self._table.size + len(self._after)

    def __getitem__(self, position: int) -> tuple[Any, int, Any]:  # type: ignore[override]
        table = self._table
        if position >= table.size:
            return self._after[position - table.size]
        number = table.first_id + position
        row = table.at(position)
        if row is None or number in self._moved:
            return self._value_near(position), number, None
        return self._key(row), number, row

    def _value_near(self, position: int) -> Any:
        """Where a record was that is no longer there, by the one before it."""
        while position:
            position -= 1
            number = self._table.first_id + position
            row = self._table.at(position)
            if row is not None and number not in self._moved:
                return self._key(row)
        return ""
