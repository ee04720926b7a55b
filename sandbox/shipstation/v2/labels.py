"""Labels of V2: from a shipment, its id or a rate; returns, voids, tracking."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .. import orders, shipping, tracking
from ..errors import Refusal, not_found
from ..gate import Call
from ..listing import equal
from ..shipping import Purchase
from ..state import Label, Order
from . import reading, shapes
from .making import create
from .paging import ordered, page, within
from .purchases import order_purchase, shipment_purchase
from .rates import offer_of

Json = dict[str, Any]

FILTERS = {
    "label_status": lambda one: "voided" if one.voided_at else "completed",
    "service_code": lambda one: one.quote.service.code,
    "carrier_id": lambda one: f"se-{one.carrier.id}",
    "tracking_number": lambda one: one.tracking_number,
    "batch_id": lambda one: f"se-{one.batch_id}",
    "rate_id": lambda one: one.rate_id,
    "shipment_id": lambda one: one.order and f"se-{one.order.id}",
}


def list_labels(call: Call) -> Json:
    found: list[Label] = [x for x in call.account.labels.values() if not x.is_test]
    found = equal(call, found, FILTERS)
    found = _of_warehouse(call, found)
    found = within(call, found, "created_at", lambda one: one.created)
    keys = {
        "created_at": lambda one: (one.created, one.id),
        # The vendor's own spelling.
        "modfied_at": lambda one: (one.voided_at or one.created, one.id),
    }
    shown, numbers = page(call, ordered(call, found, keys), "/labels")
    # Lists never hold the files themselves.
    shown = [replace(one, download_type="url") for one in shown]
    return {"labels": [_shape(call, one) for one in shown], **numbers}


def purchase_label(call: Call) -> Json:
    """Of a shipment that is described here: made, labelled, or not made at all."""
    said = call.body["shipment"]
    order = create(call, said)
    try:
        purchase = order_purchase(call, order, said["carrier_id"], said["service_code"])
        purchase.ship_date = reading.day(
            said.get("ship_date"), "ship_date", call.office.today()
        )
        purchase.customs = reading.customs_of(said)
        return _bought(call, purchase)
    except Refusal:
        orders.delete(call.account, order)
        raise


def purchase_with_rate(call: Call) -> Json:
    offer = offer_of(call, call.path["rate_id"])
    return _bought(call, replace(offer.purchase))


def purchase_for_shipment(call: Call) -> Json:
    return _bought(call, shipment_purchase(call, _order(call)))


def create_return(call: Call) -> Json:
    """The same parcels the other way."""
    outbound = _label(call)
    if outbound.carrier.kind.code == "dhl_express":
        message = "DHL Express has no return labels."
        raise Refusal("carrier", message, "return_label_not_supported")
    purchase = Purchase(
        carrier=outbound.carrier.id,
        service_code=outbound.quote.service.code,
        parcels=[one.parcel for one in outbound.parcels],
        ship_from=outbound.ship_to,
        ship_to=outbound.ship_from,
        ship_date=call.office.today(),
        order=outbound.order,
        items=outbound.items,
        customs=outbound.items,
        is_return=True,
        outbound_id=outbound.id,
        is_test=outbound.is_test,
    )
    return _bought(call, purchase)


def get_label(call: Call) -> Json:
    wanted = call.query.get("label_download_type")
    label = _label(call)
    return _shape(call, replace(label, download_type=wanted) if wanted else label)


def void_label(call: Call) -> Json:
    label = _label(call)
    approved, message, reason = shipping.void(call.office, call.account, label)
    answer: Json = {"approved": approved, "message": message}
    return {**answer, "reason_code": reason} if reason else answer


def track_label(call: Call) -> Json:
    return tracking.answer(_label(call))


def stop_tracking(call: Call) -> None:
    number = call.query["tracking_number"]
    for label in call.account.labels.values():
        if label.tracking_number == number:
            label.tracked = False
            return
    raise not_found("The tracking number", number)


# -- inside ------------------------------------------------------------------------
def _bought(call: Call, purchase: Purchase) -> Json:
    body = call.body or {}
    purchase.file_format = body.get("label_format") or "pdf"
    purchase.layout = body.get("label_layout") or "4x6"
    purchase.download_type = body.get("label_download_type") or "url"
    purchase.is_test = purchase.is_test or bool(body.get("test_label"))
    purchase.is_return = purchase.is_return or bool(body.get("is_return_label"))
    purchase.rma_number = body.get("rma_number")
    purchase.charge_event = body.get("charge_event") or "carrier_default"
    return _shape(call, shipping.buy(call.office, call.account, purchase))


def _shape(call: Call, label: Label) -> Json:
    return shapes.label(call.office, call.account, label)


def _label(call: Call) -> Label:
    return call.account.label(call.path["label_id"])


def _order(call: Call) -> Order:
    return call.account.order(call.path["shipment_id"])


def _of_warehouse(call: Call, found: list[Label]) -> list[Label]:
    wanted = call.query.get("warehouse_id")
    if wanted is None:
        return found
    return [
        one
        for one in found
        if one.order
        and shapes.shipment(call.account, one.order)["warehouse_id"] == wanted
    ]


HANDLERS = {
    "GET /labels": list_labels,
    "POST /labels": purchase_label,
    "POST /labels/rates/{rate_id}": purchase_with_rate,
    "POST /labels/shipment/{shipment_id}": purchase_for_shipment,
    "GET /labels/{label_id}": get_label,
    "POST /labels/{label_id}/return": create_return,
    "GET /labels/{label_id}/track": track_label,
    "PUT /labels/{label_id}/void": void_label,
    "POST /tracking/stop": stop_tracking,
}
