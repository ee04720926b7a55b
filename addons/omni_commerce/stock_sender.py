"""Sends planned stock levels over an adapter, and says of each how it ended.

Pure: it runs in an exchange, where no database is at hand. A row of the plan is plain
data; it comes back with ``end`` ("done" | "refused" | "left"), ``sent`` or ``error``,
and ``actual`` where the channel turned out to hold another value than we believed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

from odoo.addons.omni_core.lib.errors import (
    AuthError,
    ConflictError,
    IntegrationError,
    ThrottledError,
    TransientError,
)

from .adapter import Can, ChannelAdapter, Result, SetStock
from .documents import Kind, StockLevel

Row = dict[str, Any]
# What takes longer is left for the next job: an exchange has 25 s in all.
ENOUGH_S = 12.0


def send(client: ChannelAdapter, rows: Sequence[Row]) -> list[Row]:
    """Push all rows, in as few calls as the channel allows."""
    stop_at = time.monotonic() + ENOUGH_S
    ended: list[Row] = []
    for chunk in _chunks(rows, client.most_per_call.get(SetStock, 100)):
        if time.monotonic() > stop_at:
            break
        try:
            ended += _push(client, chunk)
        except IntegrationError:
            if not ended:
                raise
            break  # what was done must be written down; the rest is for the next job
    return ended + [row | {"end": "left"} for row in rows[len(ended) :]]


def _push(client: ChannelAdapter, rows: Sequence[Row]) -> list[Row]:
    """One call; then one more for those whose value had changed over there."""
    ended = _tell(client, rows)
    stale = [row for row in ended if row["end"] == "stale"]
    if not stale:
        return ended
    again = iter(_push_again(client, stale))
    return [next(again) if row["end"] == "stale" else row for row in ended]


def _push_again(client: ChannelAdapter, stale: Sequence[Row]) -> list[Row]:
    """Read again what is there, and set those alone that still differ."""
    levels = {
        (level.stock_ref, level.location_ref): level.available
        for found in client.get(Kind.STOCK, _refs(stale)).values()
        for level in found
    }
    read = [
        row | {"actual": levels.get((row["stock_ref"], row["location_ref"]))}
        for row in stale
    ]
    differ = [row for row in read if row["actual"] != row["wanted"]]
    told = iter(_tell(client, differ) if differ else ())
    return [_last_word(next(told)) if row in differ else _as_is(row) for row in read]


def _as_is(row: Row) -> Row:
    return row | {"end": "done", "sent": row["wanted"]}


def _last_word(row: Row) -> Row:
    """Changed again within a second: the next job will see what became of it."""
    return row | {"end": "left"} if row["end"] == "stale" else row


def _tell(client: ChannelAdapter, rows: Sequence[Row]) -> list[Row]:
    compares = Can.COMPARE_AND_SET_STOCK in client.can
    results = client.push([_command(row, compares) for row in rows])
    return [_end(row, result) for row, result in zip(rows, results, strict=True)]


def _command(row: Row, compares: bool) -> SetStock:
    believed = row.get("actual", row["believed"])
    return SetStock(
        StockLevel(row["stock_ref"], row["location_ref"], row["wanted"]),
        expected=believed if compares else None,
        # The same for each try of the same wish, another for any later wish: a value
        # that comes back (5, 3, 5) must not be taken for the first one's repetition.
        key=f"{row['key']}:{believed}:{row['wanted']}",
    )


def _end(row: Row, result: Result) -> Row:
    error = result.error
    if error is None:
        return row | {"end": "done", "sent": row["wanted"]}
    if isinstance(error, AuthError):
        raise error
    if isinstance(error, ConflictError):
        return row | {"end": "stale"}
    if isinstance(error, (TransientError, ThrottledError)):
        return row | {"end": "left", "error": error.message}
    return row | {"end": "refused", "error": error.message}


def _refs(rows: Sequence[Row]) -> list[str]:
    return sorted({row["stock_ref"] for row in rows})


def _chunks(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
