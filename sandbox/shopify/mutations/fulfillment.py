"""Fulfilments: parcels of fulfilment orders, their tracking, their way."""

from __future__ import annotations

from typing import Any

from .. import ordering
from ..core.context import Context
from ..core.errors import refuse
from ..core.registry import plays
from ..state.fulfillment import (
    Fulfillment,
    FulfillmentEvent,
    FulfillmentOrder,
    FulfillmentOrderLineItem,
)

SHIP_SCOPE = "write_merchant_managed_fulfillment_orders"
SHIPPABLE = ("OPEN", "IN_PROGRESS", "SCHEDULED")
Chosen = list[tuple[FulfillmentOrderLineItem, int]]


@plays("fulfillmentCreate", SHIP_SCOPE)
def fulfillment_create(
    ctx: Context, fulfillment: dict[str, Any], message: str | None = None
) -> dict[str, Any]:
    """One parcel, from one place, for one order."""
    chosen: Chosen = []
    rows = fulfillment["line_items_by_fulfillment_order"]
    for at, row in enumerate(rows):
        path = ["fulfillment", "lineItemsByFulfillmentOrder", str(at)]
        chosen += choose(ctx, _shippable(ctx, row, path), row, path)
    if not chosen:
        raise refuse("There are no items to fulfill.", ["fulfillment"])
    sources = {item.fulfillment_order for item, _ in chosen}
    if len({source.order for source in sources}) > 1:
        raise refuse("All fulfillment orders must belong to the same order.")
    if len({source.location for source in sources}) > 1:
        said = "All fulfillment orders must be assigned to the same location."
        raise refuse(said, ["fulfillment"])
    order = next(iter(sources)).order
    tracking = ordering.tracking_from(fulfillment.get("tracking_info"))
    made = ordering.ship(ctx.store, order, chosen, tracking)
    told(ctx, made, "fulfillments/create")
    return {"fulfillment": made}


def told(ctx: Context, fulfillment: Fulfillment, topic: str) -> None:
    order, topics = fulfillment.order, []
    ctx.emit(topic, fulfillment)
    if topic == "fulfillments/create":
        done = order.display_fulfillment_status == "FULFILLED"
        topics = ["orders/fulfilled" if done else "orders/partially_fulfilled"]
    ordering.changed(ctx.store, order, *topics)


def _shippable(ctx: Context, row: dict[str, Any], path: list[str]) -> FulfillmentOrder:
    source = ctx.store.node(row["fulfillment_order_id"])
    if not isinstance(source, FulfillmentOrder):
        said = "Fulfillment order does not exist."
        raise refuse(said, [*path, "fulfillmentOrderId"])
    if source.status not in SHIPPABLE:
        number, state = source.id, source.status.lower()
        said = f"Fulfillment order {number} has an unfulfillable status= {state}."
        raise refuse(said, ["fulfillment"])
    return source


def choose(
    ctx: Context, source: FulfillmentOrder, row: dict[str, Any], path: list[str]
) -> Chosen:
    """The named items and quantities, or all that is left."""
    named = row.get("fulfillment_order_line_items")
    if not named:
        items = source.line_items
        return [(i, i.remaining_quantity) for i in items if i.remaining_quantity]
    chosen: Chosen = []
    for each in named:
        item = ctx.store.node(each["id"])
        if not isinstance(item, FulfillmentOrderLineItem) or (
            item.fulfillment_order is not source
        ):
            said = "Fulfillment order line item does not exist."
            raise refuse(said, [*path, "fulfillmentOrderLineItems"])
        if each["quantity"] < 1 or each["quantity"] > item.remaining_quantity:
            said = "Invalid fulfillment order line item quantity requested."
            raise refuse(said, [*path, "fulfillmentOrderLineItems"])
        chosen.append((item, each["quantity"]))
    return chosen


@plays("fulfillmentTrackingInfoUpdate", SHIP_SCOPE)
def tracking_update(
    ctx: Context,
    fulfillment_id: str,
    tracking_info_input: dict[str, Any],
    notify_customer: bool = False,
) -> dict[str, Any]:
    row = _fulfillment(ctx, fulfillment_id, "fulfillmentId")
    if row.status == "CANCELLED":
        raise refuse("Fulfillment is cancelled.", "fulfillmentId")
    row.tracking_info = ordering.tracking_from(tracking_info_input)
    ctx.store.touch(row)
    told(ctx, row, "fulfillments/update")
    return {"fulfillment": row}


@plays("fulfillmentCancel", SHIP_SCOPE)
def fulfillment_cancel(ctx: Context, id: str) -> dict[str, Any]:
    row = _fulfillment(ctx, id, "id")
    if row.status == "CANCELLED":
        raise refuse("Fulfillment is already cancelled.", "id")
    ordering.unship(ctx.store, row)
    told(ctx, row, "fulfillments/update")
    return {"fulfillment": row}


@plays("fulfillmentEventCreate", "write_fulfillments")
def event_create(ctx: Context, fulfillment_event: dict[str, Any]) -> dict[str, Any]:
    row = _fulfillment(ctx, fulfillment_event["fulfillment_id"], "fulfillmentId")
    happened = fulfillment_event.get("happened_at") or ctx.now
    event = ctx.store.create(
        FulfillmentEvent,
        fulfillment=row,
        status=fulfillment_event["status"],
        happened_at=happened,
        message=fulfillment_event.get("message"),
    )
    row.events.append(event)
    row.display_status = event.status
    if event.status == "DELIVERED":
        row.delivered_at = happened
    elif event.status == "IN_TRANSIT":
        row.in_transit_at = happened
    ctx.store.touch(row)
    told(ctx, row, "fulfillments/update")
    return {"fulfillment_event": event}


def _fulfillment(ctx: Context, global_id: str, field: str) -> Fulfillment:
    said = "Fulfillment does not exist."
    return ctx.need(global_id, "Fulfillment", field, None, said)
