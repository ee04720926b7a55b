"""Stock as GraphQL shows it."""

from __future__ import annotations

from typing import Any

from ..core import gid
from ..core.context import Context
from ..core.money import Money
from ..core.registry import lists, needs, resolves
from ..state.inventory import (
    NAMES,
    InventoryAdjustmentGroup,
    InventoryChange,
    InventoryItem,
    InventoryLevel,
)
from ..state.location import Location

needs(
    ("read_inventory", "read_products"),
    "QueryRoot.inventoryItems",
    "QueryRoot.inventoryItem",
    "QueryRoot.inventoryLevel",
)
needs("read_inventory", "InventoryItem.inventoryLevels", "InventoryItem.inventoryLevel")

lists(
    "InventoryItem",
    {"sku": lambda row: row.sku, "default": lambda row: (row.sku,)},
)
lists(
    "InventoryLevel",
    {
        "inventory_item_id": lambda row: row.item.id,
        "location_id": lambda row: row.location.id,
    },
)


@resolves("QueryRoot.inventoryLevel")
def _level(root: Any, ctx: Context, id: str) -> InventoryLevel | None:
    return ctx.store["InventoryLevel"].get(gid.number(id))


@resolves("InventoryItem.inventoryLevels")
def _levels(item: InventoryItem, include_inactive: bool = False) -> list:
    return [e for e in item.levels.values() if e.is_active or include_inactive]


@resolves("InventoryItem.inventoryLevel")
def _level_at(
    item: InventoryItem, ctx: Context, location_id: str, include_inactive: bool = False
) -> InventoryLevel | None:
    place = ctx.find(location_id, "Location")
    found = item.levels.get(place.id) if place else None
    return found if found and (found.is_active or include_inactive) else None


@resolves("Location.inventoryLevels")
def _levels_of(place: Location, ctx: Context) -> list[InventoryLevel]:
    levels = ctx.store["InventoryLevel"]
    return [each for each in levels if each.location is place and each.is_active]


@resolves("Location.inventoryLevel")
def _level_of(place: Location, ctx: Context, inventory_item_id: str) -> Any:
    item = ctx.find(inventory_item_id, "InventoryItem")
    return item.level(place) if item else None


@resolves("Location.hasActiveInventory")
def _has_inventory(place: Location, ctx: Context) -> bool:
    return bool(_levels_of(place, ctx))


@resolves("InventoryItem.locationsCount")
def _locations_count(item: InventoryItem) -> int:
    return len(_levels(item))


@resolves("InventoryItem.variants")
def _variants(item: InventoryItem) -> list[Any]:
    return [item.variant]


@resolves("InventoryItem.unitCost")
def _cost(item: InventoryItem, ctx: Context) -> Money | None:
    return None if item.cost is None else Money(item.cost, ctx.store.currency)


@resolves("InventoryItem.measurement")
def _measurement(item: InventoryItem) -> dict[str, Any]:
    weight = {"value": item.weight_value, "unit": item.weight_unit}
    return {"id": gid.make("InventoryItemMeasurement", item.id), "weight": weight}


@resolves("InventoryItem.trackedEditable")
def _editable(item: InventoryItem) -> dict[str, Any]:
    return {"locked": False, "reason": None}


@resolves("InventoryItem.countryHarmonizedSystemCodes")
def _country_codes(item: InventoryItem) -> list[dict[str, Any]]:
    return item.country_codes


@resolves("InventoryLevel.quantities")
def _quantities(level: InventoryLevel, names: list[str]) -> list[dict[str, Any]]:
    query = f"?inventory_item_id={level.item.id}"
    return [
        {
            "id": f"gid://shopify/InventoryQuantity/{level.id}{query}&name={name}",
            "name": name,
            "quantity": level.quantity(name),
            "updated_at": level.updated_at,
        }
        for name in names
        if name in NAMES
    ]


@resolves("InventoryLevel.canDeactivate")
def _can_deactivate(level: InventoryLevel) -> bool:
    return not level.quantity("committed")


@resolves("InventoryAdjustmentGroup.changes")
def _changes(
    group: InventoryAdjustmentGroup, quantity_names: list[str] | None = None
) -> list[InventoryChange]:
    return [c for c in group.changes if not quantity_names or c.name in quantity_names]
