"""Times as eBay writes them."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import ROUND_HALF_UP, Decimal

from .state import Json

CENT = Decimal("0.01")


def stamp(moment: datetime) -> str:
    """`2026-11-20T06:44:32.123Z`, always three digits."""
    moment = moment.astimezone(timezone.utc)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def parsed(text: str) -> datetime | None:
    """An ISO 8601 moment with its offset; None when it is something else."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def money(value: Decimal, currency: str) -> Json:
    cents = value.quantize(CENT, ROUND_HALF_UP)
    return {"value": str(cents), "currency": currency}
