"""V1 speaks Pacific time without saying so; V2 speaks UTC."""

from __future__ import annotations

from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

PACIFIC = ZoneInfo("America/Los_Angeles")


def pacific(moment: datetime | None) -> str | None:
    """As V1 prints it: Pacific wall time, seven decimals, no offset."""
    if moment is None:
        return None
    return moment.astimezone(PACIFIC).strftime("%Y-%m-%dT%H:%M:%S.%f0")


def read_pacific(text: str) -> datetime:
    """As V1 reads it: without an offset it is Pacific time. Raises ValueError."""
    moment = _read(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=PACIFIC)


def utc(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    utc_moment = moment.astimezone(timezone.utc)
    return utc_moment.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def read_utc(text: str) -> datetime:
    """Raises ValueError."""
    moment = _read(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.utc)


def pacific_midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PACIFIC)


def _read(text: str) -> datetime:
    """ISO 8601 as clients write it; .NET's seven decimals and a final Z included."""
    text = text.strip().replace(" ", "T", 1)
    if text.endswith("Z"):
        text = text[:-1] + "+00:00"
    head, dot, tail = text.partition(".")
    if dot:
        digits = tail[: len(tail) - len(tail.lstrip("0123456789"))]
        text = f"{head}.{digits[:6]:0<6}{tail[len(digits) :]}"
    return datetime.fromisoformat(text)
