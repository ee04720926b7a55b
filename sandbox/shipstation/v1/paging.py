"""Lists of V1: filters by equality, by beginning and by Pacific dates; then a page."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from ..dates import read_pacific
from ..errors import Refusal
from ..gate import Call

Record = TypeVar("Record")
DEFAULT_SIZE, MAX_SIZE = 100, 500


def page(call: Call, records: list[Record]) -> tuple[list[Record], dict[str, int]]:
    """One page of them, and what the answer says about it."""
    number = call.number("page", 1)
    size = call.number("pageSize", DEFAULT_SIZE)
    if not 1 <= size <= MAX_SIZE:
        message = f"pageSize must lie between 1 and {MAX_SIZE}."
        raise Refusal("invalid", message, field="pageSize")
    if number < 1:
        raise Refusal("invalid", "page begins with 1.", field="page")
    total = len(records)
    shown = records[(number - 1) * size : number * size]
    return shown, {
        "total": total,
        "page": number,
        "pages": math.ceil(total / size),
    }


def within(
    call: Call,
    records: Iterable[Record],
    name: str,
    moment: Callable[[Record], datetime | None],
) -> list[Record]:
    """Keep what lies between <name>Start and <name>End, both included."""
    return between(call, records, f"{name}Start", f"{name}End", moment)


def between(
    call: Call,
    records: Iterable[Record],
    start_name: str,
    end_name: str,
    moment: Callable[[Record], datetime | None],
) -> list[Record]:
    start, end = _bound(call, start_name), _bound(call, end_name, last=True)
    if start is None and end is None:
        return list(records)
    return [
        record
        for record in records
        if (at := moment(record)) is not None
        and (start is None or at >= start)
        and (end is None or at <= end)
    ]


def equal(
    call: Call,
    records: Iterable[Record],
    name: str,
    value: Callable[[Record], Any],
) -> list[Record]:
    if name not in call.query:
        return list(records)
    wanted = call.query[name]
    return [record for record in records if _same(value(record), wanted)]


def ordered(
    call: Call,
    records: list[Record],
    keys: dict[str, Callable[[Record], Any]],
    default: Callable[[Record], Any],
) -> list[Record]:
    key = keys.get(call.query.get("sortBy", ""), default)
    return sorted(records, key=key, reverse=call.query.get("sortDir") == "DESC")


def _same(value: Any, wanted: str) -> bool:
    if isinstance(value, int | float):
        try:
            return value == float(wanted)
        except ValueError:
            return False
    return str(value or "") == wanted


def _bound(call: Call, name: str, last: bool = False) -> datetime | None:
    text = call.query.get(name)
    if not text:
        return None
    try:
        moment = read_pacific(text)
    except ValueError:
        message = f"The value '{text}' is not valid for {name}."
        raise Refusal("invalid", message, field=name) from None
    # A bare day means all of it.
    return moment + timedelta(days=1) if last and len(text.strip()) == 10 else moment
