"""What left for the buyer, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum


class Handover(str, Enum):
    """How the goods get to the buyer."""

    SHIPPED = "shipped"
    LOCAL = "local"  # the shop brings them itself: no carrier, no label
    PICKUP = "pickup"  # the buyer comes for them


@dataclass(frozen=True, slots=True)
class ReturnLine:
    line_ref: str
    quantity: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """Goods that come back. What goes out for them instead are lines of the order."""

    ref: str
    name: str
    status: str  # "requested" | "open" | "closed" | "declined" | "cancelled"
    lines: tuple[ReturnLine, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    tracking_number: str
    carrier: str = ""
    tracking_url: str = ""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Something left for the buyer, whoever sent it."""

    ref: str
    status: str  # "open" | "success" | "cancelled" | "error"
    lines: tuple[tuple[str, Decimal], ...]  # (order line ref, quantity)
    parcels: tuple[Parcel, ...] = ()
    location_ref: str = ""
    at: datetime | None = None
    by: str = ""  # who shipped, where the channel tells
