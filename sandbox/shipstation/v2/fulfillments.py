"""Fulfillments of V2: shipments marked as shipped without a label."""

from __future__ import annotations

from typing import Any

from .. import shipping
from ..dates import midnight
from ..errors import Refusal
from ..gate import Call
from ..listing import equal
from . import reading, shapes
from .paging import ordered, page, within

Json = dict[str, Any]

FILTERS = {
    "fulfillment_id": lambda one: f"se-{one.id}",
    "shipment_id": lambda one: f"se-{one.order.id}",
    "shipment_number": lambda one: one.order.number,
    "tracking_number": lambda one: one.tracking_number,
}


def list_fulfillments(call: Call) -> Json:
    found = equal(call, call.account.fulfillments.values(), FILTERS)
    found = within(call, found, "created_at", lambda one: one.created)
    found = within(call, found, "ship_date", lambda one: midnight(one.ship_date))
    keys = {"created_at": lambda one: one.created, "ship_date": lambda o: o.ship_date}
    shown, numbers = page(call, ordered(call, found, keys), "/fulfillments")
    return {"fulfillments": [shapes.fulfillment(one) for one in shown], **numbers}


def create_fulfillments(call: Call) -> Json:
    """Each for itself: 200 even where some of them were refused."""
    results = [_created(call, said) for said in call.body["fulfillments"]]
    has_errors = any(result["error_message"] for result in results)
    return {"has_errors": has_errors, "fulfillments": results}


def _created(call: Call, said: Json) -> Json:
    result = {"shipment_id": said["shipment_id"], "error_message": None}
    try:
        order = call.account.order(said["shipment_id"])
        result["shipment_number"] = order.number
        shipping.mark_as_shipped(
            call.office,
            call.account,
            order,
            said["carrier_code"],
            said["tracking_number"],
            reading.day(said.get("ship_date"), "ship_date", call.office.today()),
            bool(said.get("notify_order_source")),
        )
    except Refusal as refusal:
        result["error_message"] = refusal.message
    return result


HANDLERS = {
    "GET /fulfillments": list_fulfillments,
    "POST /fulfillments": create_fulfillments,
}
