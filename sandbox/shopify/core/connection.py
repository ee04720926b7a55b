"""Pages: cursors that survive changes, first/after, last/before, reverse, search."""

from __future__ import annotations

import base64
import binascii
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .context import Context
from .errors import ShopifyError
from .lazy_table import LazyTable
from .record import Record
from .registry import LISTINGS, Listing
from .search import compile_search
from .shortcut import window
from .table import Table

MAX_PAGE = 250
Entry = tuple[Any, int, Any]
_BARE = Listing()


@dataclass(slots=True)
class Edge:
    node: Any
    cursor: str


@dataclass(slots=True)
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


class Connection:
    def __init__(self, entries: list[Entry], before: bool, after: bool) -> None:
        self._entries, self._before, self._after = entries, before, after

    @cached_property
    def nodes(self) -> list[Any]:
        return [entry[2] for entry in self._entries]

    @cached_property
    def edges(self) -> list[Edge]:
        return [Edge(entry[2], _cursor(entry)) for entry in self._entries]

    @cached_property
    def page_info(self) -> PageInfo:
        first = self._entries[0] if self._entries else None
        last = self._entries[-1] if self._entries else None
        return PageInfo(
            self._after,
            self._before,
            _cursor(first) if first else None,
            _cursor(last) if last else None,
        )


def connect(
    source: Table | Sequence[Any] | Iterable[Any],
    arguments: dict[str, Any],
    ctx: Context,
    kind: str,
    path: str,
) -> Connection:
    _check_window(arguments, ctx)
    listing = LISTINGS.get(kind, _BARE)
    entries = _entries(source, listing, arguments.get("sort_key"))
    matches = _search(arguments, listing, ctx, path)
    if arguments.get("after"):
        start, stop = _position(entries, arguments["after"], after=True), len(entries)
    else:
        start, stop = 0, len(entries)
    reverse = bool(arguments.get("reverse"))
    if reverse and arguments.get("after"):
        start, stop = 0, _position(entries, arguments["after"], after=False)
    if arguments.get("before"):
        if reverse:
            start = _position(entries, arguments["before"], after=True)
        else:
            stop = _position(entries, arguments["before"], after=False)
    places: Sequence[int] = range(start, stop)
    if matches is not None and isinstance(source, LazyTable):
        likely = window(source, arguments["query"], arguments.get("sort_key") or "ID")
        places = [at for at in likely if start <= at < stop]
    return _page(entries, places, reverse, matches, arguments, ctx)


def _check_window(arguments: dict[str, Any], ctx: Context) -> None:
    first, last = arguments.get("first"), arguments.get("last")
    if first is None and last is None and not ctx.in_bulk:
        raise ShopifyError("you must provide one of first or last", "BAD_REQUEST")
    if first is not None and last is not None:
        said = "providing both first and last is not supported"
        raise ShopifyError(said, "BAD_REQUEST")
    for name, size in (("first", first), ("last", last)):
        if size is not None and size > MAX_PAGE and not ctx.in_bulk:
            raise ShopifyError(f"{name} cannot exceed {MAX_PAGE}", "BAD_REQUEST")
        if size is not None and size < 0:
            raise ShopifyError(f"{name} cannot be negative", "BAD_REQUEST")


def _entries(source: Any, listing: Listing, sort_key: str | None) -> Sequence[Entry]:
    key = listing.sorts.get(sort_key or "ID")
    if isinstance(source, Table):
        return source.ordered(sort_key or "ID", key or (lambda row: row.id))
    rows = list(source)
    if sort_key and key and rows and isinstance(rows[0], Record):
        found = [(key(row), row.id, row) for row in rows]
        return sorted(found, key=lambda entry: entry[:2])
    return [(at, getattr(row, "id", at), row) for at, row in enumerate(rows)]


def _search(arguments: dict[str, Any], listing: Listing, ctx: Context, path: str):
    text = arguments.get("query")
    if not text:
        return None
    search = compile_search(text, listing.filters, ctx.now)
    if search.unknown:
        ctx.search_warnings.append(
            {
                "path": [path],
                "query": text,
                "warnings": [
                    {"field": name, "message": "Invalid search field for this query."}
                    for name in search.unknown
                ],
            }
        )
    return search.matches


def _page(
    entries: Sequence[Entry],
    places: Sequence[int],
    reverse: bool,
    matches: Any,
    arguments: dict[str, Any],
    ctx: Context,
) -> Connection:
    backwards = arguments.get("last") is not None
    size = arguments.get("last") if backwards else arguments.get("first")
    order = places[::-1] if reverse != backwards else places
    found: list[Entry] = []
    more = False
    for entry in _matching(entries, order, matches):
        if size is not None and len(found) == size:
            more = True
            break
        found.append(entry)
    if backwards:
        return Connection(found[::-1], before=more, after=bool(arguments.get("before")))
    return Connection(found, before=bool(arguments.get("after")), after=more)


def _matching(
    entries: Sequence[Entry], order: Sequence[int], matches: Any
) -> Iterator[Entry]:
    for at in order:
        entry = entries[at]
        if entry[2] is not None and (matches is None or matches(entry[2])):
            yield entry


def _cursor(entry: Entry) -> str:
    data = {"last_id": entry[1], "last_value": entry[0]}
    return base64.b64encode(json.dumps(data).encode()).decode()


def _position(entries: Sequence[Entry], cursor: str, after: bool) -> int:
    """Where the cursor's place is now, even if its record is gone."""
    try:
        data = json.loads(base64.b64decode(cursor, validate=True))
        place = (data["last_value"], data["last_id"])
        find = bisect_right if after else bisect_left
        return find(entries, place, key=lambda entry: entry[:2])
    except (binascii.Error, ValueError, KeyError, TypeError):
        said = "Invalid cursor for current pagination sort."
        raise ShopifyError(said, "BAD_REQUEST") from None
