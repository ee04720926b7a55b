"""Orders and what was packed, in V1's words and back: only V1 knows orders."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from odoo.addons.omni_shipping.hub import (
    HubLine,
    HubOrder,
    HubShipment,
    HubState,
    HubStore,
    HubWarehouse,
    KnownOrder,
)

from .client.moments import read_v1, write_v1
from .words_v1 import address, label, weight

Json = dict[str, Any]
MANUAL_STORE = 0  # the marketplace of stores that nobody feeds
_STATUS = {
    HubState.OPEN: "awaiting_shipment",
    HubState.HELD: "on_hold",
    HubState.CANCELLED: "cancelled",
}
_STATE = {
    "awaiting_payment": HubState.OPEN,
    "awaiting_shipment": HubState.OPEN,
    "pending_fulfillment": HubState.OPEN,
    "on_hold": HubState.HELD,
    "shipped": HubState.SHIPPED,
    "cancelled": HubState.CANCELLED,
}


def order(said: HubOrder, warehouse_id: int | None, tag_ids: list[int]) -> Json:
    advanced = {
        "warehouseId": warehouse_id,
        "storeId": int(said.store_ref) if said.store_ref else None,
    }
    for number, text in enumerate(said.custom[:3], 1):
        advanced[f"customField{number}"] = text[:100] or None
    body = {
        "orderKey": said.ref,
        "orderNumber": said.number,
        "orderDate": write_v1(said.ordered_at),
        "orderStatus": _STATUS[said.state],
        "shipByDate": said.ship_by.isoformat() if said.ship_by else None,
        "customerEmail": said.ship_to.email,
        "billTo": {"name": said.ship_to.name},
        "shipTo": address(said.ship_to),
        "items": [_item(line) for line in said.lines],
        "requestedShippingService": said.service,
        "internalNotes": said.note,
        "tagIds": tag_ids or None,
        "advancedOptions": {k: v for k, v in advanced.items() if v is not None},
    }
    return {key: value for key, value in body.items() if value not in (None, "")}


def _item(line: HubLine) -> Json:
    item = {
        "lineItemKey": line.ref,
        "sku": line.sku,
        "name": line.name[:200],
        # V1 counts in whole pieces; half a metre is packed as one piece
        "quantity": int(line.quantity.to_integral_value("ROUND_CEILING")),
        "unitPrice": line.unit_price.amount if line.unit_price else None,
        "weight": weight(line.weight) if line.weight else None,
        "upc": line.barcode,
        "warehouseLocation": line.location[:100],
        "imageUrl": line.image_url,
        "options": [{"name": name, "value": value} for name, value in line.options]
        or None,
    }
    return {key: value for key, value in item.items() if value not in (None, "")}


def store(said: Json) -> HubStore:
    return HubStore(
        ref=str(said["storeId"]),
        name=said["storeName"],
        marketplace=said["marketplaceName"],
        feeds_itself=said["marketplaceId"] != MANUAL_STORE,
    )


def warehouse(said: Json) -> HubWarehouse:
    origin = said.get("originAddress") or {}
    place = (origin.get("street1"), origin.get("city"), origin.get("postalCode"))
    return HubWarehouse(
        ref=str(said["warehouseId"]),
        name=said["warehouseName"],
        place=", ".join(filter(None, place)),
        zip=origin.get("postalCode") or "",
    )


def known_order(said: Json) -> KnownOrder:
    advanced = said.get("advancedOptions") or {}
    return KnownOrder(
        ref=said.get("orderKey") or "",
        remote_ref=str(said["orderId"]),
        number=said["orderNumber"],
        state=_STATE.get(said["orderStatus"], HubState.OPEN),
        store_ref=str(advanced.get("storeId") or ""),
        modified_at=read_v1(said["modifyDate"]),
    )


def shipment(said: Json, currency: str) -> HubShipment:
    return HubShipment(
        # Its order's key is no name of a label of ours
        label=replace(label(said, currency), ref=""),
        lines=tuple(
            HubLine(
                ref=item.get("lineItemKey") or "",
                quantity=Decimal(str(item["quantity"])),
                sku=item.get("sku") or "",
                name=item.get("name") or "",
            )
            for item in said.get("shipmentItems") or ()
        ),
        order_ref=said.get("orderKey") or "",
        told_shop=bool(said.get("marketplaceNotified")),
    )
