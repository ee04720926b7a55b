"""Pickups of V2: a driver is asked to come."""

from __future__ import annotations

from typing import Any

from ..dates import read_utc, utc
from ..errors import Refusal, not_found
from ..gate import Call
from ..listing import equal
from . import shapes
from .paging import page, within

Json = dict[str, Any]

FILTERS = {
    "warehouse_id": lambda one: one["warehouse_id"],
    "carrier_id": lambda one: one["carrier_id"],
}


def list_pickups(call: Call) -> Json:
    found = equal(call, call.account.pickups.values(), FILTERS)
    found = within(call, found, "created_at", lambda one: read_utc(one["created_at"]))
    shown, numbers = page(call, found, "/pickups")
    return {"pickups": shown, **numbers}


def schedule(call: Call) -> Json:
    body = call.body
    labels = [call.account.label(one) for one in body["label_ids"]]
    if not labels:
        message = "label_ids is required."
        raise Refusal("invalid", message, "field_value_required", "label_ids")
    if len({label.carrier.id for label in labels}) > 1:
        message = "All labels of a pickup are of one carrier."
        raise Refusal("conflict", message, "carrier_conflict")
    warehouse = call.account.default_warehouse()
    pickup = {
        "pickup_id": f"pik_{call.office.rng.hex(20)}",
        "label_ids": body["label_ids"],
        "created_at": utc(call.office.now()),
        "cancelled_at": None,
        "carrier_id": f"se-{labels[0].carrier.id}",
        "confirmation_number": call.office.rng.hex(11).upper(),
        "warehouse_id": f"se-{warehouse['warehouseId']}",
        "pickup_address": shapes.address(warehouse["originAddress"]),
        "contact_details": body["contact_details"],
        "pickup_notes": body.get("pickup_notes") or "",
        "pickup_windows": [body["pickup_window"]],
    }
    call.account.pickups[pickup["pickup_id"]] = pickup
    return pickup


def get_pickup(call: Call) -> Json:
    reference = call.path["pickup_id"]
    if reference not in call.account.pickups:
        raise not_found("The pickup", reference)
    return call.account.pickups[reference]


def cancel_pickup(call: Call) -> Json:
    pickup = get_pickup(call)
    del call.account.pickups[pickup["pickup_id"]]
    return {"pickup_id": pickup["pickup_id"]}


HANDLERS = {
    "GET /pickups": list_pickups,
    "POST /pickups": schedule,
    "GET /pickups/{pickup_id}": get_pickup,
    "DELETE /pickups/{pickup_id}": cancel_pickup,
}
