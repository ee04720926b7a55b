"""Lists of V2: filters, UTC dates, a page and its links."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from ..dates import read_utc
from ..errors import Refusal
from ..gate import Call

Record = TypeVar("Record")
Json = dict[str, Any]
DEFAULT_SIZE, MAX_SIZE = 25, 500


def page(call: Call, records: list[Record], path: str) -> tuple[list[Record], Json]:
    """One page of them, and what the answer says about it."""
    number, size = call.number("page", 1), call.number("page_size", DEFAULT_SIZE)
    if not 1 <= size <= MAX_SIZE:
        message = f"page_size must lie between 1 and {MAX_SIZE}."
        raise Refusal("invalid", message, field="page_size")
    if number < 1:
        raise Refusal("invalid", "page begins with 1.", field="page")
    pages = math.ceil(len(records) / size)

    def link(wanted: int) -> Json:
        query = {**call.query, "page": wanted, "page_size": size}
        return {"href": f"{call.office.url}/api/v2{path}?{urlencode(query)}"}

    links = {
        "first": link(1),
        "last": link(max(1, pages)),
        "prev": link(number - 1) if 1 < number <= pages else {},
        "next": link(number + 1) if number < pages else {},
    }
    shown = records[(number - 1) * size : number * size]
    numbers = {"total": len(records), "page": number, "pages": pages, "links": links}
    return shown, numbers


def equal(
    call: Call, records: Iterable[Record], values: dict[str, Callable[[Record], Any]]
) -> list[Record]:
    """Keep what has the value asked for, for each query name that was given."""
    found = list(records)
    for name, value in values.items():
        if name in call.query:
            found = [r for r in found if str(value(r) or "") == call.query[name]]
    return found


def within(
    call: Call,
    records: Iterable[Record],
    name: str,
    moment: Callable[[Record], datetime | None],
) -> list[Record]:
    """Keep what lies between <name>_start and <name>_end, both included."""
    start, end = _bound(call, f"{name}_start"), _bound(call, f"{name}_end", last=True)
    return [
        record
        for record in records
        if (start is None and end is None)
        or (
            (at := moment(record)) is not None
            and (start is None or at >= start)
            and (end is None or at <= end)
        )
    ]


def ordered(
    call: Call,
    records: list[Record],
    keys: dict[str, Callable[[Record], Any]],
    default: str = "created_at",
) -> list[Record]:
    """Newest first, unless asked otherwise."""
    key = keys.get(call.query.get("sort_by", default), keys[default])
    return sorted(records, key=key, reverse=call.query.get("sort_dir") != "asc")


def _bound(call: Call, name: str, last: bool = False) -> datetime | None:
    text = call.query.get(name)
    if not text:
        return None
    try:
        moment = read_utc(text)
    except ValueError:
        message = f"'{text}' is no date for {name}."
        raise Refusal("invalid", message, field=name) from None
    # A bare day means all of it.
    return moment + timedelta(days=1) if last and len(text.strip()) == 10 else moment
