"""Manifests of V2: what a carrier's driver signs for."""

from __future__ import annotations

from typing import Any

from ..dates import read_utc, utc
from ..errors import Refusal, not_found
from ..gate import Call
from ..listing import equal
from ..state import Label
from . import shapes
from .paging import page, within

Json = dict[str, Any]

FIRST_MANIFEST = 650_000_000

FILTERS = {
    "warehouse_id": lambda one: one["warehouse_id"],
    "carrier_id": lambda one: one["carrier_id"],
}


def list_manifests(call: Call) -> Json:
    found = equal(call, call.account.manifests.values(), FILTERS)
    found = within(call, found, "created_at", lambda one: read_utc(one["created_at"]))
    found = within(call, found, "ship_date", lambda one: read_utc(one["ship_date"]))
    wanted = set(filter(None, call.query.get("label_ids", "").split(",")))
    found = [one for one in found if wanted <= set(one["label_ids"])]
    shown, numbers = page(call, found, "/manifests")
    return {"manifests": shown, **numbers}


def get_manifest(call: Call) -> Json:
    reference = call.path["manifest_id"]
    for manifest in call.account.manifests.values():
        if manifest["manifest_id"] == reference:
            return manifest
    raise not_found("The manifest", reference)


def create_manifest(call: Call) -> Json:
    """One for each carrier among the labels."""
    labels = _labels(call)
    if not labels:
        raise Refusal("conflict", "No label is left to be put on a manifest.")
    done = {
        one for other in call.account.manifests.values() for one in other["label_ids"]
    }
    for label in labels:
        if label.voided_at or f"se-{label.id}" in done:
            message = f"Label se-{label.id} is voided or on a manifest already."
            raise Refusal("conflict", message, "invalid_status")
    carriers = {label.carrier.id for label in labels}
    made = [
        _made(call, [one for one in labels if one.carrier.id == carrier])
        for carrier in sorted(carriers)
    ]
    return {
        **made[0],  # deprecated, says the vendor, and still there
        "request_id": call.office.rng.uuid(),
        "manifests": made,
        "manifest_request_id": f"se-{call.account.next_id('manifest_request', 7000)}",
        "status": "completed",
    }


def _labels(call: Call) -> list[Label]:
    body = call.body
    if not body.get("carrier_id"):
        if not body.get("label_ids"):
            message = "label_ids or carrier_id is required."
            raise Refusal("invalid", message, "field_value_required", "label_ids")
        return [call.account.label(one) for one in body["label_ids"]]
    carrier = call.account.carrier(body["carrier_id"])
    left_out = body.get("excluded_label_ids") or ()
    return [
        label
        for label in call.account.labels.values()
        if label.carrier is carrier
        and not label.voided_at
        and f"se-{label.id}" not in left_out
        and (not body.get("label_ids") or f"se-{label.id}" in body["label_ids"])
    ]


def _made(call: Call, labels: list[Label]) -> Json:
    number = call.account.next_id("manifest", FIRST_MANIFEST)
    warehouse = call.account.default_warehouse()
    manifest = {
        "manifest_id": f"se-{number}",
        "form_id": f"se-{number}",
        "created_at": utc(call.office.now()),
        "ship_date": shapes.day(labels[0].ship_date),
        "shipments": len(labels),
        "label_ids": [f"se-{label.id}" for label in labels],
        "warehouse_id": f"se-{warehouse['warehouseId']}",
        "submission_id": call.office.rng.hex(20),
        "carrier_id": f"se-{labels[0].carrier.id}",
        "manifest_download": {
            "href": f"{call.office.url}/api/v2/downloads/{call.account.id}/manifest/"
            f"manifest-{number}.pdf"
        },
    }
    call.account.manifests[number] = manifest
    return manifest


HANDLERS = {
    "GET /manifests": list_manifests,
    "POST /manifests": create_manifest,
    "GET /manifests/{manifest_id}": get_manifest,
}
