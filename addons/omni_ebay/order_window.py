"""Windows of time that are narrow enough for one answer.

eBay lists the newest orders first and counts by offset, so that an order which changes
meanwhile moves all others. A window holds still: what changes moves into a later one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from odoo.addons.omni_core.lib.moments import moment

from .client.client import PAGE_SIZE, Node
from .translate.basics import stamp

_USUALLY = timedelta(days=90)
_LONGEST_AGO = timedelta(days=2 * 365)  # eBay tells no older orders
_SECOND = timedelta(seconds=1)
# What eBay's filter calls it, and what the order does.
_FIELDS = {"lastmodifieddate": "lastModifiedDate", "creationdate": "creationDate"}


@dataclass(frozen=True, slots=True)
class Window:
    """From ``start`` on and before ``end``; the last one, without an end or with the
    end of the whole walk, takes that in as well."""

    field: str
    start: datetime
    end: datetime | None
    until: datetime | None  # of the whole walk

    @classmethod
    def first(cls, wanted: Mapping[str, Any]) -> Window:
        # Both kinds of dates in one filter give wrong orders: one or the other.
        is_created = any(wanted.get(k) for k in ("created_since", "created_until"))
        field = "creationdate" if is_created else "lastmodifieddate"
        prefix = "created_" if is_created else ""
        since, until = (wanted.get(f"{prefix}{end}") for end in ("since", "until"))
        now = _now()
        since = max(since or now - _USUALLY, now - _LONGEST_AGO)
        if until and until >= now:
            until = None  # eBay refuses the future
        return cls(field, since, until, until)

    @classmethod
    def load(cls, cursor: str) -> Window:
        field, *moments = json.loads(cursor)
        return cls(field, *map(moment, moments))

    def dump(self) -> str:
        moments = (self.start, self.end, self.until)
        return json.dumps([self.field, *(at and stamp(at) for at in moments)])

    @property
    def text(self) -> str:
        end = stamp(self.end) if self.end else ""
        return f"{self.field}:[{stamp(self.start)}..{end}]"

    @property
    def width(self) -> timedelta:
        return (self.end or _now()) - self.start

    @property
    def is_divisible(self) -> bool:
        return self.width > _SECOND

    @property
    def is_last(self) -> bool:
        return self.end == self.until

    def narrower(self, total: int) -> Window:
        """One that should hold half of what an answer can, if they come evenly."""
        seconds = int(self.width.total_seconds() * PAGE_SIZE / 2 / total)
        width = min(timedelta(seconds=max(seconds, 1)), self.width / 2)
        return replace(self, end=self.start + max(width, _SECOND))

    def following(self) -> str | None:
        if self.is_last:
            return None
        end = self.end + self.width * 2
        if end >= (self.until or _now()):
            end = self.until
        return replace(self, start=self.end, end=end).dump()

    def holds(self, node: Node) -> bool:
        """eBay takes the end as inside; there the next window begins."""
        return self.is_last or moment(node[_FIELDS[self.field]]) < self.end

    def place(self, node: Node) -> tuple[str, str]:
        return node[_FIELDS[self.field]], node["orderId"]


def _now() -> datetime:
    return datetime.now(timezone.utc).replace(microsecond=0)
