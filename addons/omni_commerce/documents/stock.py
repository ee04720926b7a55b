"""How much there is, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    ref: str
    name: str
    is_active: bool = True
    fulfils_online: bool = True


@dataclass(frozen=True, slots=True)
class StockLevel:
    stock_ref: str
    location_ref: str
    available: int
