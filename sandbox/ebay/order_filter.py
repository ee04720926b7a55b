"""getOrders' filter: `creationdate:[a..b]`, `lastmodifieddate:[a..]`,
`orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}`, joined by commas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from .errors import EbayError
from .state import Order
from .times import parsed

DEFAULT_WINDOW = timedelta(days=90)
MAX_YEARS = 2
DATES = ("creationdate", "lastmodifieddate")
STATUSES = (
    frozenset(("NOT_STARTED", "IN_PROGRESS")),
    frozenset(("FULFILLED", "IN_PROGRESS")),
)
_PART = re.compile(r"(\w+):(\[[^\]]*\]|\{[^}]*\})(?:,|$)")


@dataclass(frozen=True, slots=True)
class OrderFilter:
    field: str  # one of DATES
    start: datetime
    end: datetime | None
    statuses: frozenset[str] | None = None

    def fits(self, order: Order) -> bool:
        moment = (
            order.modified_at if self.field == "lastmodifieddate" else order.created_at
        )
        if moment < self.start or (self.end and moment > self.end):
            return False
        return self.statuses is None or order.fulfilment_status in self.statuses


def parse(text: str, now: datetime) -> OrderFilter:
    parts = _split(text)
    unknown = [name for name in parts if name not in (*DATES, "orderfulfillmentstatus")]
    if unknown:
        raise EbayError(30700, fieldname=unknown[0])
    statuses = _statuses(parts.get("orderfulfillmentstatus"))
    for field in DATES:
        if field in parts:
            start, end = _range(parts[field], now)
            return OrderFilter(field, start, end, statuses)
    return OrderFilter("creationdate", now - DEFAULT_WINDOW, None, statuses)


def _split(text: str) -> dict[str, str]:
    parts, position = {}, 0
    while position < len(text):
        match = _PART.match(text, position)
        if not match:
            raise EbayError(30800, fieldvalue=text[position:][:60], fieldname="filter")
        parts[match[1].lower()] = match[2]
        position = match.end()
    return parts


def _range(text: str, now: datetime) -> tuple[datetime, datetime | None]:
    first, dots, last = text.strip("[]").partition("..")
    if not first:
        raise EbayError(30820)
    start, end = parsed(first), parsed(last) if last else None
    if not dots or start is None or (last and end is None):
        raise EbayError(30810)
    soon = now + timedelta(minutes=1)
    if start > soon or (end and end > soon):
        raise EbayError(30850)
    if end and start > end:
        raise EbayError(30840)
    if now - start > timedelta(days=365 * MAX_YEARS + 1):
        raise EbayError(30830, allowedTime=MAX_YEARS)
    return start, end


def _statuses(text: str | None) -> frozenset[str] | None:
    if text is None:
        return None
    statuses = frozenset(text.strip("{}").split("|"))
    if not any(statuses <= allowed for allowed in STATUSES):
        raise EbayError(
            30800, fieldvalue=text.strip("{}"), fieldname="orderfulfillmentstatus"
        )
    return statuses
