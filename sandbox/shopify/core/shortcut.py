"""Where in a long history a search can begin and end, without reading all of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import datetime

from .lazy_table import LazyTable
from .search import parse_moment, plain, tokens_of

#: A name that tells the place of its record.
NAMES = {"name", "handle", "sku"}
#: History runs by its making; by its changes only where it is sorted by them.
DATES = {"created_at", "processed_at"}


def window(table: LazyTable, text: str, sort_key: str) -> range | list[int]:
    """The places of the ordering that can hold a match."""
    whole = len(table.ordered(sort_key, lambda row: row.id))
    start, stop = 0, table.size
    dates = DATES | ({"updated_at"} if sort_key == "UPDATED_AT" else set())
    for name, op, value in _simple_terms(text):
        if name in NAMES and op in ("", "="):
            return _named(table, value, whole)
        moment = parse_moment(value) if name in dates else None
        if moment is None:
            continue
        if op in (">", ">="):
            start = max(start, bisect_left(_Moments(table), moment))
        elif op in ("<", "<="):
            stop = min(stop, bisect_right(_Moments(table), moment))
    if stop < table.size:
        return [*range(start, stop), *range(table.size, whole)]
    return range(start, whole)


def _simple_terms(text: str) -> list[tuple[str, str, str]]:
    """`field:value` terms that must all hold; none where the search is not so plain."""
    tokens = tokens_of(text)
    if any(t["paren"] or t["not"] or t["join"] == "OR" for t in tokens):
        return []
    return [
        (t["field"], t["op"] or "", plain(t["value"])) for t in tokens if t["field"]
    ]


def _named(table: LazyTable, name: str, whole: int) -> list[int]:
    row = table.hinted(name)
    history = [] if row is None else [row.id - table.first_id]
    moved = [n - table.first_id for n in table.moved if n < table.first_id + table.size]
    return sorted({*history, *moved}) + list(range(table.size, whole))


class _Moments:
    """When each record of the history was made."""

    def __init__(self, table: LazyTable) -> None:
        self._table = table

    def __len__(self) -> int:
        return self._table.size

    def __getitem__(self, position: int) -> datetime:
        row = self._table.at(position)
        while row is None and position:
            position -= 1
            row = self._table.at(position)
        return row.created_at if row else datetime.min
