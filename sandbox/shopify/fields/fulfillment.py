"""Fulfilment orders and fulfilments as GraphQL shows them."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.errors import access_denied
from ..core.registry import lists, needs, resolves
from ..state.fulfillment import (
    Fulfillment,
    FulfillmentOrder,
    FulfillmentOrderLineItem,
    TrackingInfo,
)
from ..state.order import Order

SCOPES = (
    "read_merchant_managed_fulfillment_orders",
    "read_assigned_fulfillment_orders",
    "read_third_party_fulfillment_orders",
)
needs(
    SCOPES,
    "QueryRoot.fulfillmentOrders",
    "QueryRoot.fulfillmentOrder",
    "QueryRoot.assignedFulfillmentOrders",
    "QueryRoot.manualHoldsFulfillmentOrders",
)
needs(("read_fulfillments", "read_orders"), "QueryRoot.fulfillment")
lists(
    "FulfillmentOrder",
    {
        "status": lambda row: row.status,
        "order_id": lambda row: row.order.id,
        "order_name": lambda row: row.order.name,
        "assigned_location_id": lambda row: row.location.id,
    },
)


@resolves("Order.fulfillmentOrders")
def _of_order(order: Order, ctx: Context) -> list[FulfillmentOrder]:
    # Without any of the scopes Shopify denies the field, not the order.
    if not ctx.scopes.intersection(SCOPES):
        raise access_denied("fulfillmentOrders", SCOPES[0])
    return order.fulfillment_orders


@resolves("QueryRoot.fulfillmentOrders")
def _all(root: Any, ctx: Context, include_closed: bool = False) -> Any:
    rows = ctx.store["FulfillmentOrder"]
    return rows if include_closed else [row for row in rows if row.is_active]


@resolves("QueryRoot.manualHoldsFulfillmentOrders")
def _held(root: Any, ctx: Context) -> list[FulfillmentOrder]:
    return [row for row in ctx.store["FulfillmentOrder"] if row.fulfillment_holds]


@resolves("QueryRoot.assignedFulfillmentOrders")
def _assigned(root: Any, ctx: Context) -> list[FulfillmentOrder]:
    rows = ctx.store["FulfillmentOrder"]
    return [row for row in rows if row.location.is_fulfillment_service]


@resolves("FulfillmentOrder.assignedLocation")
def _assigned_location(row: FulfillmentOrder) -> dict[str, Any]:
    address = row.location.address
    return {
        "location": row.location,
        "name": row.location.name,
        "address1": address.address1,
        "address2": address.address2,
        "city": address.city,
        "country_code": address.country_code,
        "phone": address.phone,
        "province": address.province,
        "zip": address.zip,
    }


@resolves("FulfillmentOrder.destination")
def _destination(row: FulfillmentOrder) -> dict[str, Any] | None:
    address = row.order.shipping_address
    if address is None:
        return None
    return {
        "id": f"gid://shopify/FulfillmentOrderDestination/{row.id}",
        "first_name": address.first_name,
        "last_name": address.last_name,
        "company": address.company,
        "address1": address.address1,
        "address2": address.address2,
        "city": address.city,
        "province": address.province,
        "zip": address.zip,
        "country_code": address.country_code,
        "phone": address.phone,
        "email": row.order.email,
    }


@resolves("FulfillmentOrder.orderId")
def _order_id(row: FulfillmentOrder) -> str:
    return row.order.gid


@resolves("FulfillmentOrder.orderName")
def _order_name(row: FulfillmentOrder) -> str:
    return row.order.name


@resolves("FulfillmentOrder.orderProcessedAt")
def _order_processed(row: FulfillmentOrder) -> Any:
    return row.order.processed_at


@resolves("FulfillmentOrder.deliveryMethod")
def _delivery(row: FulfillmentOrder) -> dict[str, Any]:
    return {
        "id": f"gid://shopify/DeliveryMethod/{row.id}",
        "method_type": row.method,
    }


@resolves("FulfillmentOrder.supportedActions")
def _actions(row: FulfillmentOrder) -> list[dict[str, str]]:
    by_status = {
        "OPEN": ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "MOVE", "HOLD", "SPLIT"],
        "IN_PROGRESS": ["CREATE_FULFILLMENT", "REPORT_PROGRESS", "HOLD", "SPLIT"],
        "SCHEDULED": ["MARK_AS_OPEN"],
        "ON_HOLD": ["RELEASE_HOLD", "HOLD", "MOVE"],
    }
    return [{"action": action} for action in by_status.get(row.status, [])]


@resolves("FulfillmentOrder.locationsForMove")
def _for_move(row: FulfillmentOrder, ctx: Context) -> list[dict[str, Any]]:
    rows = []
    for place in ctx.store["Location"]:
        if place is row.location or not place.is_active:
            continue
        stocked = [i for i in row.line_items if _stocked(i, place)]
        rows.append(
            {
                "location": place,
                "movable": bool(stocked),
                "message": None if stocked else "No items are stocked here.",
                "available_line_items": stocked,
                "unavailable_line_items": [
                    i for i in row.line_items if i not in stocked
                ],
            }
        )
    return rows


def _stocked(item: FulfillmentOrderLineItem, place: Any) -> bool:
    variant = item.line_item.variant
    return variant is None or variant.inventory_item.level(place) is not None


# -- FulfillmentOrderLineItem -----------------------------------------------
@resolves("FulfillmentOrderLineItem.productTitle")
def _title(item: FulfillmentOrderLineItem) -> str:
    return item.line_item.title


@resolves("FulfillmentOrderLineItem.variantTitle")
def _variant_title(item: FulfillmentOrderLineItem) -> str | None:
    return item.line_item.variant_title


@resolves("FulfillmentOrderLineItem.sku")
def _sku(item: FulfillmentOrderLineItem) -> str | None:
    return item.line_item.sku


@resolves("FulfillmentOrderLineItem.variant")
def _variant(item: FulfillmentOrderLineItem) -> Any:
    return item.line_item.variant


@resolves("FulfillmentOrderLineItem.vendor")
def _vendor(item: FulfillmentOrderLineItem) -> str | None:
    return item.line_item.vendor


@resolves("FulfillmentOrderLineItem.requiresShipping")
def _requires_shipping(item: FulfillmentOrderLineItem) -> bool:
    return item.line_item.requires_shipping


@resolves("FulfillmentOrderLineItem.inventoryItemId")
def _inventory_item_id(item: FulfillmentOrderLineItem) -> str | None:
    variant = item.line_item.variant
    return variant.inventory_item.gid if variant else None


@resolves("FulfillmentOrderLineItem.weight")
def _weight(item: FulfillmentOrderLineItem) -> dict[str, Any]:
    return {"value": float(item.line_item.grams), "unit": "GRAMS"}


@resolves("FulfillmentOrderLineItem.originalUnitPriceSet")
def _unit_price(item: FulfillmentOrderLineItem) -> Any:
    return item.line_item.original_unit_price_set


# -- Fulfillment ------------------------------------------------------------
@resolves("Order.fulfillments")
def _fulfillments(order: Order) -> list[Fulfillment]:
    return order.fulfillments


@resolves("Fulfillment.trackingInfo")
def _tracking(fulfillment: Fulfillment) -> list[TrackingInfo]:
    return fulfillment.tracking_info


@resolves("Fulfillment.requiresShipping")
def _needs_shipping(fulfillment: Fulfillment) -> bool:
    items = fulfillment.fulfillment_line_items
    return any(item.line_item.requires_shipping for item in items)


@resolves("Fulfillment.originAddress")
def _origin(fulfillment: Fulfillment) -> dict[str, Any] | None:
    if fulfillment.location is None:
        return None
    address = fulfillment.location.address
    return {
        "address1": address.address1,
        "address2": address.address2,
        "city": address.city,
        "zip": address.zip,
        "province_code": address.province_code,
        "country_code": address.country_code,
    }
