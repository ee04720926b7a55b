"""Tell eBay what has left. It has one shipment per parcel, and takes none back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from decimal import Decimal

from odoo.addons.omni_commerce.adapter import (
    CancelShipment,
    CorrectTracking,
    Result,
    Ship,
)
from odoo.addons.omni_commerce.documents import Parcel
from odoo.addons.omni_core.lib.errors import (
    ConflictError,
    GoneError,
    PayloadError,
    RejectedError,
)
from odoo.addons.omni_core.lib.words import _lt

from ..client.carriers import carrier_code, tracking_number
from ..client.client import EbayClient, Node
from ..client.words import segment
from ..translate.basics import stamp

Lines = Sequence[tuple[str, Decimal]]


def ship(client: EbayClient, command: Ship) -> Result:
    parcels = command.parcels or (Parcel(""),)
    refs = [_tell(client, command.order_ref, command.lines, p) for p in parcels]
    return Result(refs[0], data={"fulfilments": refs})


def correct_tracking(client: EbayClient, command: CorrectTracking) -> Result:
    """The old number stays beside the new one: eBay lets nobody change it."""
    old = _find(client, command.order_ref, command.fulfilment_ref)
    lines = [
        (row["lineItemId"], Decimal(row.get("quantity") or 1))
        for row in old["lineItems"]
    ]
    refs = [
        _tell(client, command.order_ref, lines, parcel) for parcel in command.parcels
    ]
    if not refs:
        raise PayloadError(_lt("There is no tracking number to send."), code="tracking")
    return Result(refs[0], data={"fulfilments": refs, "kept": command.fulfilment_ref})


def cancel_shipment(client: EbayClient, command: CancelShipment) -> Result:
    raise RejectedError(
        _lt(
            "eBay takes no shipment back: the buyer has been told. Send the "
            "new tracking number when there is one, or write to the buyer."
        ),
        code="final",
    )


def _tell(client: EbayClient, order_ref: str, lines: Lines, parcel: Parcel) -> str:
    path = f"/order/{segment(order_ref)}/shipping_fulfillment"
    body = _body(lines, parcel, client.carriers)
    try:
        reply = client.call("fulfillment", "POST", path, json=body)
    except (ConflictError, RejectedError):
        # An earlier try, whose answer was lost, may have been carried out by now.
        if told := _told(client, path, body):
            return told
        raise
    return reply.made


def _body(lines: Lines, parcel: Parcel, carriers: Sequence[str]) -> Node:
    body: Node = {
        "lineItems": [
            {"lineItemId": ref, "quantity": int(quantity)} for ref, quantity in lines
        ],
        "shippedDate": stamp(datetime.now(timezone.utc)),
    }
    number = tracking_number(parcel.tracking_number)
    if number:  # eBay wants both or neither
        body["trackingNumber"] = number
        body["shippingCarrierCode"] = carrier_code(parcel.carrier, carriers)
    return body


def _told(client: EbayClient, path: str, body: Node) -> str:
    wanted = {row["lineItemId"]: row["quantity"] for row in body["lineItems"]}
    try:
        shipments = client.call("fulfillment", "GET", path).body.get("fulfillments")
    except GoneError:
        return ""
    for row in shipments or ():
        same_number = row.get("shipmentTrackingNumber") == body.get("trackingNumber")
        lines = {x["lineItemId"]: x.get("quantity") for x in row["lineItems"]}
        if same_number and lines == wanted:
            return row["fulfillmentId"]
    return ""


def _find(client: EbayClient, order_ref: str, ref: str) -> Node:
    path = f"/order/{segment(order_ref)}/shipping_fulfillment/{segment(ref)}"
    return client.call("fulfillment", "GET", path).body
