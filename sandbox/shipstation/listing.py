"""Lists of both APIs: keep what the query asks for, and show a page of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from .errors import Refusal
from .gate import Call

Record = TypeVar("Record")
Values = dict[str, Callable[[Any], Any]]
Reader = Callable[[str], datetime]


def equal(call: Call, records: Iterable[Record], values: Values) -> list[Record]:
    """Keep what has the value asked for, for each query name that was given."""
    found = list(records)
    for name, value in values.items():
        if name in call.query:
            wanted = call.query[name]
            found = [record for record in found if _same(value(record), wanted)]
    return found


def between(
    call: Call,
    records: Iterable[Record],
    names: tuple[str, str],
    moment: Callable[[Record], datetime | None],
    read: Reader,
) -> list[Record]:
    """Keep what lies between two dates of the query, both included."""
    start, end = (_bound(call, name, read) for name in names)
    if end is not None and len(call.query[names[1]].strip()) == len("2026-01-01"):
        end += timedelta(days=1)  # a bare day means all of it
    if start is None and end is None:
        return list(records)
    return [
        record
        for record in records
        if (at := moment(record)) is not None
        and (start is None or at >= start)
        and (end is None or at <= end)
    ]


def page_of(
    call: Call, records: list[Record], size_name: str, default: int, largest: int
) -> tuple[list[Record], dict[str, int], int]:
    """(the page, total and page and pages, the size)"""
    number, size = call.number("page", 1), call.number(size_name, default)
    if not 1 <= size <= largest:
        message = f"{size_name} must lie between 1 and {largest}."
        raise Refusal("invalid", message, field=size_name)
    if number < 1:
        raise Refusal("invalid", "page begins with 1.", field="page")
    pages = math.ceil(len(records) / size)
    shown = records[(number - 1) * size : number * size]
    return shown, {"total": len(records), "page": number, "pages": pages}, size


def _same(value: Any, wanted: str) -> bool:
    if isinstance(value, int | float):
        try:
            return value == float(wanted)
        except ValueError:
            return False
    return str(value or "") == wanted


def _bound(call: Call, name: str, read: Reader) -> datetime | None:
    text = call.query.get(name)
    if not text:
        return None
    try:
        return read(text)
    except ValueError:
        message = f"The value '{text}' is not valid for {name}."
        raise Refusal("invalid", message, field=name) from None
