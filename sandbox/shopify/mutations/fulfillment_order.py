"""Fulfilment orders: held, released, moved, split, closed, cancelled."""

from __future__ import annotations

from typing import Any

from .. import ordering
from ..core.context import Context
from ..core.errors import refuse
from ..core.registry import plays
from ..state.fulfillment import FulfillmentHold, FulfillmentOrder
from ..state.location import Location
from .fulfillment import SHIP_SCOPE, Chosen, choose

MAX_HOLDS = 10
PREPARABLE = ("OPEN", "IN_PROGRESS")


def _find(ctx: Context, global_id: str, field: str = "id") -> FulfillmentOrder:
    said, code = "Fulfillment order does not exist.", "FULFILLMENT_ORDER_NOT_FOUND"
    return ctx.need(global_id, "FulfillmentOrder", field, code, said)


def _changed(ctx: Context, *rows: FulfillmentOrder | None) -> None:
    for row in rows:
        if row is not None:
            ctx.store.touch(row)
            ordering.changed(ctx.store, row.order)


def _take_out(
    ctx: Context, source: FulfillmentOrder, chosen: Chosen, place: Location
) -> FulfillmentOrder:
    """A new fulfilment order with some units of another one."""
    made = ctx.store.create(
        FulfillmentOrder, order=source.order, location=place, status=source.status
    )
    orders = source.order.fulfillment_orders
    orders.insert(orders.index(source) + 1, made)
    for item, quantity in chosen:
        item.remaining_quantity -= quantity
        item.total_quantity -= quantity
        ordering.add_to(ctx.store, made, item.line_item, quantity)
    source.line_items = [item for item in source.line_items if item.total_quantity]
    return made


def _is_part(source: FulfillmentOrder, chosen: Chosen) -> bool:
    return sum(quantity for _, quantity in chosen) < source.remaining


# -- holds ------------------------------------------------------------------
@plays("fulfillmentOrderHold", SHIP_SCOPE)
def hold(ctx: Context, id: str, fulfillment_hold: dict[str, Any]) -> dict[str, Any]:
    source = _find(ctx, id)
    if source.status not in ("OPEN", "ON_HOLD", "SCHEDULED", "IN_PROGRESS"):
        said = "The fulfillment order is not in a state that can be held."
        raise refuse(said, "id", "FULFILLMENT_ORDER_NOT_FOUND")
    handle = fulfillment_hold.get("handle")
    if handle and any(h.handle == handle for h in source.fulfillment_holds):
        said = "The handle provided for the fulfillment hold is already in use."
        field = ["fulfillmentHold", "handle"]
        raise refuse(said, field, "DUPLICATE_FULFILLMENT_HOLD_HANDLE")
    if len(source.fulfillment_holds) >= MAX_HOLDS:
        said = "The maximum number of fulfillment holds was reached."
        raise refuse(said, "id", "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED")
    rest = None
    if fulfillment_hold.get("fulfillment_order_line_items"):
        chosen = choose(ctx, source, fulfillment_hold, ["fulfillmentHold"])
        if _is_part(source, chosen):
            keep = _rest_of(source, chosen)
            rest = _take_out(ctx, source, keep, source.location)
    made = ctx.store.create(
        FulfillmentHold,
        reason=fulfillment_hold["reason"],
        reason_notes=fulfillment_hold.get("reason_notes"),
        handle=handle,
        external_id=fulfillment_hold.get("external_id"),
    )
    source.fulfillment_holds.append(made)
    source.status = "ON_HOLD"
    ctx.emit("fulfillment_orders/placed_on_hold", source)
    _changed(ctx, source, rest)
    return {
        "fulfillment_hold": made,
        "fulfillment_order": source,
        "remaining_fulfillment_order": rest,
    }


def _rest_of(source: FulfillmentOrder, chosen: Chosen) -> Chosen:
    taken = {item: quantity for item, quantity in chosen}
    rest = [(i, i.remaining_quantity - taken.get(i, 0)) for i in source.line_items]
    return [(item, quantity) for item, quantity in rest if quantity]


@plays("fulfillmentOrderReleaseHold", SHIP_SCOPE)
def release_hold(
    ctx: Context,
    id: str,
    hold_ids: list[str] | None = None,
    external_id: str | None = None,
) -> dict[str, Any]:
    source = _find(ctx, id)
    source.fulfillment_holds = [
        each
        for each in source.fulfillment_holds
        if (hold_ids and each.gid not in hold_ids)
        or (external_id and each.external_id != external_id)
    ]
    if not source.fulfillment_holds and source.status == "ON_HOLD":
        source.status = "IN_PROGRESS" if source.fulfillments else "OPEN"
    ctx.emit("fulfillment_orders/hold_released", source)
    _changed(ctx, source)
    return {"fulfillment_order": source}


# -- picked up by the buyer -------------------------------------------------
@plays("fulfillmentOrderLineItemsPreparedForPickup", SHIP_SCOPE)
def prepared_for_pickup(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    """The buyer is told to come; nothing has left yet."""
    rows = [
        _to_prepare(ctx, row["fulfillment_order_id"], at)
        for at, row in enumerate(input["line_items_by_fulfillment_order"])
    ]
    for row in rows:
        row.is_prepared, row.status = True, "IN_PROGRESS"
        topic = "fulfillment_orders/line_items_prepared_for_pickup"
        ctx.emit(topic, row)
        _changed(ctx, row)
    return {}


def _to_prepare(ctx: Context, global_id: str, at: int) -> FulfillmentOrder:
    path = ["input", "lineItemsByFulfillmentOrder", str(at), "fulfillmentOrderId"]
    row = ctx.store.node(global_id)
    if not isinstance(row, FulfillmentOrder) or row.method != "PICK_UP":
        said = "Invalid fulfillment order ID provided."
        raise refuse(said, path, "FULFILLMENT_ORDER_INVALID")
    if row.is_prepared or not row.remaining or row.status not in PREPARABLE:
        said = "The fulfillment order does not have any line items that can be prepared"
        code = "NO_LINE_ITEMS_TO_PREPARE_FOR_FULFILLMENT_ORDER"
        raise refuse(f"{said}.", path, code)
    return row


# -- moving and splitting ---------------------------------------------------
@plays("fulfillmentOrderMove", SHIP_SCOPE)
def move(
    ctx: Context,
    id: str,
    new_location_id: str,
    fulfillment_order_line_items: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    source = _find(ctx, id)
    place = ctx.need(
        new_location_id,
        "Location",
        "newLocationId",
        "LOCATION_NOT_FOUND",
        "Location not found.",
    )
    if source.status not in ("OPEN", "ON_HOLD", "IN_PROGRESS"):
        raise refuse("Fulfillment order cannot be moved.", "id")
    if place is source.location:
        raise refuse("Fulfillment order is already assigned to the location.", "id")
    row = {"fulfillment_order_line_items": fulfillment_order_line_items}
    chosen = choose(ctx, source, row, [])
    _check_stocked(chosen, place)
    _move_stock(ctx, source, chosen, place)
    if _is_part(source, chosen) or source.fulfillments:
        moved = _take_out(ctx, source, chosen, place)
        source.settle()
        rest = source if source.is_active else None
    else:
        source.location, moved, rest = place, source, None
    ctx.emit("fulfillment_orders/moved", moved)
    _changed(ctx, source, moved)
    return {
        "moved_fulfillment_order": moved,
        "original_fulfillment_order": source,
        "remaining_fulfillment_order": rest,
    }


def _check_stocked(chosen: Chosen, place: Location) -> None:
    for item, _ in chosen:
        variant = item.line_item.variant
        if variant and variant.inventory_item.level(place) is None:
            raise refuse(
                "Not all line items are stocked at the new location.",
                "newLocationId",
                "ITEMS_NOT_STOCKED",
            )


def _move_stock(
    ctx: Context, source: FulfillmentOrder, chosen: Chosen, place: Location
) -> None:
    for item, quantity in chosen:
        line = item.line_item
        ordering.shift(
            ctx.store, line, source.location, committed=-quantity, available=quantity
        )
        ordering.shift(ctx.store, line, place, committed=quantity, available=-quantity)


@plays("fulfillmentOrderSplit", SHIP_SCOPE)
def split(
    ctx: Context, fulfillment_order_splits: list[dict[str, Any]]
) -> dict[str, Any]:
    results = []
    for row in fulfillment_order_splits:
        source = _find(ctx, row["fulfillment_order_id"], "fulfillmentOrderSplits")
        chosen = choose(ctx, source, row, ["fulfillmentOrderSplits"])
        if not _is_part(source, chosen):
            said = "The fulfillment order can't be split."
            raise refuse(
                said, "fulfillmentOrderSplits", "NO_LINE_ITEMS_PROVIDED_TO_SPLIT"
            )
        rest = _take_out(ctx, source, chosen, source.location)
        ctx.emit("fulfillment_orders/split", source)
        _changed(ctx, source, rest)
        results.append(
            {
                "fulfillment_order": source,
                "remaining_fulfillment_order": rest,
                "replacement_fulfillment_order": None,
            }
        )
    return {"fulfillment_order_splits": results}


# -- states -----------------------------------------------------------------
@plays("fulfillmentOrderCancel", SHIP_SCOPE)
def cancel(ctx: Context, id: str) -> dict[str, Any]:
    """Its units wait again in a new fulfilment order."""
    source = _find(ctx, id)
    if source.status not in ("OPEN", "IN_PROGRESS", "SCHEDULED"):
        raise refuse("Fulfillment order is not in cancelable state.", "id")
    chosen: Chosen = [(i, i.remaining_quantity) for i in source.line_items]
    replacement = _take_out(ctx, source, chosen, source.location)
    replacement.status, source.status = "OPEN", "CANCELLED"
    ctx.emit("fulfillment_orders/cancelled", source)
    _changed(ctx, source, replacement)
    return {
        "fulfillment_order": source,
        "replacement_fulfillment_order": replacement,
    }


@plays("fulfillmentOrderClose", SHIP_SCOPE)
def close(ctx: Context, id: str, message: str | None = None) -> dict[str, Any]:
    source = _find(ctx, id)
    if source.status != "IN_PROGRESS":
        raise refuse("The fulfillment order's assignment can't be closed.", "id")
    source.status = "INCOMPLETE"
    _changed(ctx, source)
    return {"fulfillment_order": source}


@plays("fulfillmentOrderOpen", SHIP_SCOPE)
def reopen(ctx: Context, id: str) -> dict[str, Any]:
    source = _find(ctx, id)
    if source.status != "SCHEDULED":
        raise refuse("Fulfillment order is not scheduled.", "id")
    source.status = "OPEN"
    _changed(ctx, source)
    return {"fulfillment_order": source}


@plays("fulfillmentOrderReportProgress", SHIP_SCOPE)
def report_progress(
    ctx: Context, id: str, progress_report: dict[str, Any] | None = None
) -> dict[str, Any]:
    source = _find(ctx, id)
    if source.status not in ("OPEN", "IN_PROGRESS"):
        raise refuse("Fulfillment order must be open or in progress.", "id")
    source.status = "IN_PROGRESS"
    ctx.emit("fulfillment_orders/progress_reported", source)
    _changed(ctx, source)
    return {"fulfillment_order": source}
