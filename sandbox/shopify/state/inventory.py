"""Stock: items, levels by location, and the named quantities of each level."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from ..core import gid
from ..core.record import Record
from .location import Location

if TYPE_CHECKING:
    from .product import ProductVariant

#: All of them but `incoming` are in the building.
ON_HAND = (
    "available",
    "committed",
    "reserved",
    "damaged",
    "safety_stock",
    "quality_control",
)
NAMES = (*ON_HAND, "incoming", "on_hand")


@dataclass(kw_only=True, eq=False)
class InventoryLevel(Record):
    item: InventoryItem
    location: Location
    amounts: dict[str, int] = field(default_factory=dict)
    is_active: bool = True

    @property
    def gid(self) -> str:
        query = f"?inventory_item_id={self.item.id}"
        return gid.make(self.kind, self.id) + query

    def quantity(self, name: str) -> int:
        if name == "on_hand":
            return sum(self.amounts.get(each, 0) for each in ON_HAND)
        return self.amounts.get(name, 0)

    def change(self, name: str, delta: int) -> None:
        """On hand is a sum: what is added to it becomes available."""
        name = "available" if name == "on_hand" else name
        self.amounts[name] = self.amounts.get(name, 0) + delta


@dataclass(kw_only=True, eq=False)
class InventoryItem(Record):
    variant: ProductVariant
    tracked: bool = True
    requires_shipping: bool = True
    cost: Decimal | None = None
    country_code_of_origin: str | None = None
    province_code_of_origin: str | None = None
    harmonized_system_code: str | None = None
    country_codes: list[dict] = field(default_factory=list)
    weight_value: float = 0.0
    weight_unit: str = "KILOGRAMS"
    levels: dict[int, InventoryLevel] = field(default_factory=dict)

    @property
    def sku(self) -> str | None:
        return self.variant.sku

    @property
    def grams(self) -> int:
        per = {"KILOGRAMS": 1000, "GRAMS": 1, "POUNDS": 453.59237, "OUNCES": 28.349523}
        return round(self.weight_value * per[self.weight_unit])

    def level(self, location: Location | None) -> InventoryLevel | None:
        found = self.levels.get(location.id) if location else None
        return found if found and found.is_active else None

    def total(self, name: str) -> int:
        return sum(level.quantity(name) for level in self.levels.values())


@dataclass(slots=True)
class InventoryChange:
    item: InventoryItem
    location: Location
    name: str
    delta: int
    quantity_after_change: int | None
    ledger_document_uri: str | None = None


@dataclass(kw_only=True, eq=False)
class InventoryAdjustmentGroup(Record):
    reason: str
    reference_document_uri: str | None = None
    changes: list[InventoryChange] = field(default_factory=list)
