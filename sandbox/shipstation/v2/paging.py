"""Lists of V2: UTC dates, newest first, a page with its links."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from ..dates import read_utc
from ..gate import Call
from ..listing import Record, Values, between, page_of

Json = dict[str, Any]
DEFAULT_SIZE, MAX_SIZE = 25, 500


def page(call: Call, records: list[Record], path: str) -> tuple[list[Record], Json]:
    """One page of them, and what the answer says about it."""
    shown, numbers, size = page_of(call, records, "page_size", DEFAULT_SIZE, MAX_SIZE)
    number, pages = numbers["page"], max(1, numbers["pages"])

    def link(wanted: int) -> Json:
        query = {**call.query, "page": wanted, "page_size": size}
        return {"href": f"{call.office.url}/api/v2{path}?{urlencode(query)}"}

    links = {
        "first": link(1),
        "last": link(pages),
        "prev": link(number - 1) if 1 < number <= pages else {},
        "next": link(number + 1) if number < pages else {},
    }
    return shown, {**numbers, "pages": pages, "links": links}


def within(
    call: Call,
    records: Iterable[Record],
    name: str,
    moment: Callable[[Record], datetime | None],
) -> list[Record]:
    """Keep what lies between <name>_start and <name>_end."""
    return between(call, records, (f"{name}_start", f"{name}_end"), moment, read_utc)


def ordered(
    call: Call, records: list[Record], keys: Values, default: str = "created_at"
) -> list[Record]:
    key = keys.get(call.query.get("sort_by", default), keys[default])
    return sorted(records, key=key, reverse=call.query.get("sort_dir") != "asc")
