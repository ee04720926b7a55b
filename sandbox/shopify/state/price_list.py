"""Prices of a market or a catalogue, beside those of the store."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..core.money import Money
from ..core.record import Record
from .product import ProductVariant


@dataclass(kw_only=True, eq=False)
class PriceListPrice:
    variant: ProductVariant
    price: Money
    compare_at_price: Money | None = None
    origin_type: str = "FIXED"


@dataclass(kw_only=True, eq=False)
class PriceList(Record):
    name: str
    currency: str
    #: By variant: what was fixed.
    fixed: dict[int, PriceListPrice] = field(default_factory=dict)
