"""Stock: set, adjust, move, activate; compare-and-set on every one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .. import catalogue
from ..core.context import Context
from ..core.errors import Refused, UserError, refuse
from ..core.registry import plays
from ..state.inventory import (
    NAMES,
    InventoryAdjustmentGroup,
    InventoryChange,
    InventoryItem,
    InventoryLevel,
)
from ..state.location import Location
from .inputs import fill_item

REASONS = {
    "correction",
    "cycle_count_available",
    "damaged",
    "movement_canceled",
    "movement_created",
    "movement_received",
    "movement_updated",
    "other",
    "promotion",
    "quality_control",
    "received",
    "reservation_created",
    "reservation_deleted",
    "reservation_updated",
    "restock",
    "safety_stock",
    "shrinkage",
}
MOST = 1_000_000_000
_URI = re.compile(r"^[a-z][a-z0-9+.-]*://\S+$", re.IGNORECASE)


@dataclass(slots=True)
class Step:
    level: InventoryLevel
    name: str
    delta: int
    ledger: str | None = None


def _check_reason(input: dict[str, Any]) -> None:
    if input["reason"] not in REASONS:
        said = "The specified reason is invalid."
        raise refuse(said, ["input", "reason"], "INVALID_REASON")
    reference = input.get("reference_document_uri")
    if reference is None:
        return
    if not _URI.match(reference) or reference.startswith("gid://shopify/"):
        said = "The specified reference document is invalid."
        field = ["input", "referenceDocumentUri"]
        raise refuse(said, field, "INVALID_REFERENCE_DOCUMENT")


def _level(ctx: Context, row: dict[str, Any], path: list[str]) -> InventoryLevel:
    item = ctx.store.node(row["inventory_item_id"])
    if not isinstance(item, InventoryItem):
        said = "The specified inventory item could not be found."
        raise refuse(said, [*path, "inventoryItemId"], "INVALID_INVENTORY_ITEM")
    place = ctx.store.node(row["location_id"])
    if not isinstance(place, Location) or not place.is_active:
        said = "The specified location could not be found."
        raise refuse(said, [*path, "locationId"], "INVALID_LOCATION")
    level = item.level(place)
    if level is None:
        said = "The specified inventory item is not stocked at the location."
        raise refuse(said, path, "ITEM_NOT_STOCKED_AT_LOCATION")
    return level


def _compare(
    level: InventoryLevel, name: str, row: dict[str, Any], path: list[str]
) -> None:
    expected = row.get("change_from_quantity", row.get("compare_quantity"))
    if expected is not None and level.quantity(name) != expected:
        said = (
            "The changeFromQuantity argument no longer matches the persisted quantity."
        )
        raise refuse(said, [*path, "changeFromQuantity"], "CHANGE_FROM_QUANTITY_STALE")


def _apply(
    ctx: Context, steps: list[Step], reason: str, reference: str | None
) -> InventoryAdjustmentGroup:
    """All steps were checked: nothing can fail from here on."""
    changes = []
    for step in steps:
        step.level.change(step.name, step.delta)
        ctx.store.touch(step.level, step.level.item)
        names = [step.name]
        if step.name not in ("on_hand", "incoming"):
            names.append("on_hand")
        elif step.name == "on_hand":
            names.insert(0, "available")
        for name in names:
            changes.append(_change(step, name))
        ctx.emit("inventory_levels/update", step.level)
    return ctx.store.create(
        InventoryAdjustmentGroup,
        reason=reason,
        reference_document_uri=reference,
        changes=changes,
    )


def _change(step: Step, name: str) -> InventoryChange:
    level = step.level
    return InventoryChange(
        level.item, level.location, name, step.delta, level.quantity(name), step.ledger
    )


def _collect(rows: list[dict[str, Any]], check: Any) -> list[Step]:
    """Every wrong row is reported; one wrong row stops them all."""
    steps: list[Step] = []
    errors: list[UserError] = []
    for at, row in enumerate(rows):
        try:
            steps += check(row, at)
        except Refused as refused:
            errors += refused.errors
    if errors:
        raise Refused(*errors)
    return steps


@plays("inventorySetQuantities", "write_inventory")
def set_quantities(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    name, rows = input["name"], input["quantities"]
    if name not in ("available", "on_hand"):
        said = "The quantity name must be either 'available' or 'on_hand'."
        raise refuse(said, ["input", "name"], "INVALID_NAME")
    _check_reason(input)
    _check_pairs(rows)

    def check(row: dict[str, Any], at: int) -> list[Step]:
        path = ["input", "quantities", str(at)]
        _check_bounds(name, row["quantity"], [*path, "quantity"])
        level = _level(ctx, row, path)
        _compare(level, name, row, path)
        delta = row["quantity"] - level.quantity(name)
        return [Step(level, name, delta)] if delta else []

    steps = _collect(rows, check)
    if not steps:
        return {"inventory_adjustment_group": None}
    reference = input.get("reference_document_uri")
    group = _apply(ctx, steps, input["reason"], reference)
    return {"inventory_adjustment_group": group}


def _check_pairs(rows: list[dict[str, Any]]) -> None:
    seen = set()
    for at, row in enumerate(rows):
        pair = (row["inventory_item_id"], row["location_id"])
        if pair in seen:
            said = "The combination of inventoryItemId and locationId must be unique."
            code = "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"
            raise refuse(said, ["input", "quantities", str(at), "locationId"], code)
        seen.add(pair)


def _check_bounds(name: str, quantity: int, path: list[str]) -> None:
    if quantity > MOST:
        said = "The total quantity can't be higher than 1,000,000,000."
        raise refuse(said, path, "INVALID_QUANTITY_TOO_HIGH")
    if quantity < -MOST:
        said = "The total quantity can't be lower than -1,000,000,000."
        raise refuse(said, path, "INVALID_QUANTITY_TOO_LOW")
    if name == "on_hand" and quantity < 0:
        said = "The quantity can't be negative."
        raise refuse(said, path, "INVALID_QUANTITY_NEGATIVE")


@plays("inventorySetOnHandQuantities", "write_inventory")
def set_on_hand(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    rows = input["set_quantities"]
    return set_quantities(ctx, {**input, "name": "on_hand", "quantities": rows})


@plays("inventoryAdjustQuantities", "write_inventory")
def adjust_quantities(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    name = input["name"]
    if name not in NAMES or name in ("on_hand", "committed"):
        said = "The specified quantity name is invalid."
        raise refuse(said, ["input", "name"], "INVALID_QUANTITY_NAME")
    _check_reason(input)

    def check(row: dict[str, Any], at: int) -> list[Step]:
        path = ["input", "changes", str(at)]
        if (name == "available") == bool(row.get("ledger_document_uri")):
            available = name == "available"
            said = "A ledger document URI is not allowed when adjusting available."
            wanted = (
                "A ledger document URI is required except when adjusting available."
            )
            raise refuse(
                said if available else wanted,
                [*path, "ledgerDocumentUri"],
                "INVALID_AVAILABLE_DOCUMENT"
                if available
                else "INVALID_QUANTITY_DOCUMENT",
            )
        level = _level(ctx, row, path)
        _compare(level, name, row, path)
        _check_bounds(name, level.quantity(name) + row["delta"], [*path, "delta"])
        return [Step(level, name, row["delta"], row.get("ledger_document_uri"))]

    steps = _collect(input["changes"], check)
    reference = input.get("reference_document_uri")
    group = _apply(ctx, steps, input["reason"], reference)
    return {"inventory_adjustment_group": group}


@plays("inventoryMoveQuantities", "write_inventory")
def move_quantities(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    _check_reason(input)

    def check(row: dict[str, Any], at: int) -> list[Step]:
        steps = []
        for side, sign in (("from", -1), ("to", 1)):
            path = ["input", "changes", str(at), side]
            end = row[side]
            target = {**end, "inventory_item_id": row["inventory_item_id"]}
            level = _level(ctx, target, path)
            _compare(level, end["name"], end, path)
            ledger = end.get("ledger_document_uri")
            steps.append(Step(level, end["name"], sign * row["quantity"], ledger))
        if steps[0].level.location is not steps[1].level.location:
            said = "The quantities can't be moved between different locations."
            raise refuse(said, ["input", "changes", str(at)], "DIFFERENT_LOCATIONS")
        return steps

    steps = _collect(input["changes"], check)
    reference = input.get("reference_document_uri")
    group = _apply(ctx, steps, input["reason"], reference)
    return {"inventory_adjustment_group": group}


@plays("inventoryActivate", "write_inventory")
def activate(
    ctx: Context,
    inventory_item_id: str,
    location_id: str,
    available: int | None = None,
    on_hand: int | None = None,
    stock_at_legacy_location: bool = False,
) -> dict[str, Any]:
    said = "The inventory item couldn't be found."
    item = ctx.need(inventory_item_id, "InventoryItem", "inventoryItemId", None, said)
    said = "The location couldn't be found."
    place = ctx.need(location_id, "Location", "locationId", None, said)
    if item.level(place) is not None:
        if available is not None or on_hand is not None:
            said = (
                "Not allowed to set available quantity when the item is already active"
            )
            raise refuse(f"{said} at the location.", "available")
        return {"inventory_level": item.level(place)}
    first = available if available is not None else on_hand or 0
    level = catalogue.stock(ctx.store, item, place, first)
    ctx.store.touch(level, item)
    ctx.emit("inventory_levels/connect", level)
    ctx.emit("inventory_levels/update", level)
    return {"inventory_level": level}


@plays("inventoryDeactivate", "write_inventory")
def deactivate(ctx: Context, inventory_level_id: str) -> dict[str, Any]:
    from ..core import gid

    level = ctx.store["InventoryLevel"].get(gid.number(inventory_level_id))
    if level is None:
        raise refuse("The product couldn't be unstocked.", "inventoryLevelId")
    active = [e for e in level.item.levels.values() if e.is_active]
    if level.quantity("committed") or len(active) == 1:
        said = f"The product couldn't be unstocked from {level.location.name} because "
        why = "it has committed stock." if len(active) > 1 else "it is the last one."
        raise refuse(said + why, "inventoryLevelId")
    level.is_active = False
    ctx.store.touch(level, level.item)
    ctx.emit("inventory_levels/disconnect", level)
    return {}


@plays("inventoryBulkToggleActivation", "write_inventory")
def bulk_toggle(
    ctx: Context,
    inventory_item_id: str,
    inventory_item_updates: list[dict[str, Any]],
) -> dict[str, Any]:
    said = "The inventory item couldn't be found."
    code = "INVENTORY_ITEM_NOT_FOUND"
    item = ctx.need(inventory_item_id, "InventoryItem", "inventoryItemId", code, said)
    levels = []
    for row in inventory_item_updates:
        place = ctx.need(
            row["location_id"], "Location", "locationId", "LOCATION_NOT_FOUND"
        )
        level = item.levels.get(place.id)
        if row["activate"]:
            level = catalogue.stock(ctx.store, item, place)
        elif level is not None:
            level.is_active = False
        if level is not None:
            ctx.store.touch(level)
            levels.append(level)
    return {"inventory_item": item, "inventory_levels": levels}


@plays("inventoryItemUpdate", "write_inventory")
def item_update(ctx: Context, id: str, input: dict[str, Any]) -> dict[str, Any]:
    said = "The product couldn't be updated because it doesn't exist."
    item = ctx.need(id, "InventoryItem", "id", None, said)
    fill_item(ctx, item.variant, input)
    ctx.store.touch(item.variant)
    ctx.emit("inventory_items/update", item)
    return {"inventory_item": item}
