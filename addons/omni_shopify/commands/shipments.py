"""Tell Shopify what has left, by its fulfilment orders."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from odoo.addons.omni_commerce.adapter import (
    CancelShipment,
    CorrectTracking,
    Result,
    Ship,
)
from odoo.addons.omni_commerce.documents import Parcel
from odoo.addons.omni_core.lib.errors import GoneError, RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import Node, ShopifyClient, whole
from .allocation import Pick, allocate

_OVER = ("CANCELLED", "ERROR", "FAILURE")


def ship(client: ShopifyClient, command: Ship) -> Result:
    order = client.ask("order_to_ship", id=command.order_ref)
    if not order:
        raise GoneError(_lt("Shopify does not have this order any more."))
    if order["cancelledAt"]:
        raise RejectedError(
            _lt("%(name)s was cancelled in Shopify.", name=order["name"])
        )
    told, wanted = _already_told(client, order, command)
    if not wanted:
        return _result(told)
    sources = whole(order["fulfillmentOrders"])
    for source in sources:
        client.complete(source, "lineItems", "more_lines_to_ship")
    picks = allocate(sources, wanted, command.location_ref)
    picks = _at_our_place(client, picks, command.location_ref)
    for location in dict.fromkeys(pick.location for pick in picks):
        here = [pick for pick in picks if pick.location == location]
        told.append(_create(client, here, command))
    return _result(told)


def _result(refs: Sequence[str]) -> Result:
    return Result(refs[0], data={"fulfilments": list(refs)})


def _already_told(
    client: ShopifyClient, order: Node, command: Ship
) -> tuple[list[str], list[tuple[str, Decimal]]]:
    """What an earlier try, whose answer was lost, has told; and what is left to tell.

    Shopify has no idempotency key here. Our tracking numbers are as good as one.
    """
    left = dict(command.lines)
    numbers = {parcel.tracking_number for parcel in command.parcels}
    told = []
    for row in order["fulfillments"] if numbers else ():
        same = {info["number"] for info in row["trackingInfo"]} == numbers
        if not same or row["status"] in _OVER:
            continue
        told.append(row["id"])
        client.complete(row, "fulfillmentLineItems", "more_parcel_lines")
        for line in row["fulfillmentLineItems"]["nodes"]:
            name = line["lineItem"]["id"]
            if name in left:
                left[name] = max(left[name] - line["quantity"], Decimal(0))
    return told, [(line, quantity) for line, quantity in left.items() if quantity]


def _at_our_place(
    client: ShopifyClient, picks: Sequence[Pick], location: str
) -> list[Pick]:
    """Goods left from another place than Shopify had planned: plan them anew there."""
    return [
        there
        for pick in picks
        for there in (
            _moved(client, pick, location)
            if location and pick.location != location
            else [pick]
        )
    ]


def _moved(client: ShopifyClient, pick: Pick, location: str) -> list[Pick]:
    try:
        payload = client.do(
            "shipment_move", id=pick.source, location=location, lines=_rows(pick)
        )
    except RejectedError:
        # Not stocked there, as Shopify sees it. The goods are on their way all the
        # same, and the buyer waits for the number: told from where it was planned.
        return [pick]
    target = payload["movedFulfillmentOrder"]
    client.complete(target, "lineItems", "more_lines_to_ship")
    return allocate([target], pick.by_order_line, location)


def _create(client: ShopifyClient, picks: Sequence[Pick], command: Ship) -> str:
    wanted: dict[str, Any] = {
        "lineItemsByFulfillmentOrder": [
            {
                "fulfillmentOrderId": pick.source,
                "fulfillmentOrderLineItems": _rows(pick),
            }
            for pick in picks
        ],
        "notifyCustomer": command.notify_buyer,
    }
    if command.parcels:
        wanted["trackingInfo"] = _tracking(command.parcels)
    return client.do("ship", fulfillment=wanted)["fulfillment"]["id"]


def _rows(pick: Pick) -> list[dict[str, Any]]:
    return [{"id": line, "quantity": count} for line, count in pick.lines]


def _tracking(parcels: Sequence[Parcel]) -> dict[str, Any]:
    """All numbers. Addresses only if we have one for each: they go by their place."""
    found: dict[str, Any] = {"numbers": [p.tracking_number for p in parcels]}
    if parcels[0].carrier:
        found["company"] = parcels[0].carrier
    if all(parcel.tracking_url for parcel in parcels):
        found["urls"] = [parcel.tracking_url for parcel in parcels]
    return found


def correct_tracking(client: ShopifyClient, command: CorrectTracking) -> Result:
    payload = client.do(
        "tracking_set",
        id=command.fulfilment_ref,
        tracking=_tracking(command.parcels) if command.parcels else {"numbers": []},
        notify=command.notify_buyer,
    )
    return Result(payload["fulfillment"]["id"])


def cancel_shipment(client: ShopifyClient, command: CancelShipment) -> Result:
    shipment = client.ask("shipment", id=command.fulfilment_ref)
    if not shipment:
        raise GoneError(_lt("Shopify does not have this shipment any more."))
    if shipment["status"] != "CANCELLED":
        client.do("shipment_cancel", id=command.fulfilment_ref)
    return Result(command.fulfilment_ref)
