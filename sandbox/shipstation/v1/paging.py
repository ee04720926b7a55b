"""Lists of V1: Pacific dates, oldest first, a page with its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from ..dates import read_pacific
from ..gate import Call
from ..listing import Record, Values, between, page_of

DEFAULT_SIZE, MAX_SIZE = 100, 500


def page(call: Call, records: list[Record]) -> tuple[list[Record], dict[str, int]]:
    """One page of them, and what the answer says about it."""
    shown, numbers, _ = page_of(call, records, "pageSize", DEFAULT_SIZE, MAX_SIZE)
    return shown, numbers


def within(
    call: Call,
    records: Iterable[Record],
    name: str,
    moment: Callable[[Record], datetime | None],
) -> list[Record]:
    """Keep what lies between <name>Start and <name>End."""
    return between(call, records, (f"{name}Start", f"{name}End"), moment, read_pacific)


def ordered(
    call: Call, records: list[Record], keys: Values, default: Callable[[Record], Any]
) -> list[Record]:
    key = keys.get(call.query.get("sortBy", ""), default)
    return sorted(records, key=key, reverse=call.query.get("sortDir") == "DESC")
