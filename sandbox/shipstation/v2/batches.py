"""Batches of V2: many labels in the background, a webhook at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .. import shipping
from ..dates import utc
from ..errors import Refusal, not_found
from ..gate import Call
from ..listing import equal
from ..state import Label
from . import shapes
from .paging import ordered, page
from .purchases import shipment_purchase
from .rates import offer_of

Json = dict[str, Any]

FIRST_BATCH, SECONDS_TO_PROCESS = 550_000_000, 2
EDITABLE = ("open",)


@dataclass
class Batch:
    id: int
    external_id: str | None
    notes: str
    created: datetime
    order_ids: list[int] = field(default_factory=list)
    rate_ids: list[str] = field(default_factory=list)
    status: str = "open"
    processed: datetime | None = None
    labels: list[Label] = field(default_factory=list)
    errors: list[Json] = field(default_factory=list)
    file_format: str = "pdf"
    layout: str = "4x6"


def create_batch(call: Call) -> Json:
    body = call.body
    batch = Batch(
        call.account.next_id("v2_batch", FIRST_BATCH),
        body.get("external_batch_id"),
        body.get("batch_notes") or "",
        call.office.now(),
    )
    _add(call, batch, body)
    call.account.batches[batch.id] = batch
    wanted = body.get("process_labels") or {}
    if wanted.get("create_batch_and_process_labels"):
        _process(call, batch, wanted)
    return _shape(call, batch)


def list_batches(call: Call) -> Json:
    filters = {
        "status": lambda one: one.status,
        "batch_number": lambda one: str(one.id),
    }
    found = equal(call, call.account.batches.values(), filters)
    keys = {
        "created_at": lambda one: one.created,
        "processed_at": lambda one: one.processed or one.created,
        "ship_date": lambda one: one.created,
    }
    shown, numbers = page(call, ordered(call, found, keys), "/batches")
    return {"batches": [_shape(call, one) for one in shown], **numbers}


def get_batch(call: Call) -> Json:
    return _shape(call, _batch(call))


def get_by_external_id(call: Call) -> Json:
    wanted = call.path["external_batch_id"]
    for batch in call.account.batches.values():
        if batch.external_id == wanted:
            return _shape(call, batch)
    raise not_found("The batch", wanted)


def delete_batch(call: Call) -> None:
    del call.account.batches[_open(call).id]


def add_to_batch(call: Call) -> None:
    _add(call, _open(call), call.body)


def remove_from_batch(call: Call) -> None:
    batch = _open(call)
    gone = {call.account.order(one).id for one in call.body.get("shipment_ids") or ()}
    batch.order_ids = [one for one in batch.order_ids if one not in gone]
    rates = call.body.get("rate_ids") or ()
    batch.rate_ids = [one for one in batch.rate_ids if one not in rates]


def list_errors(call: Call) -> Json:
    batch = _batch(call)
    _, numbers = page(call, batch.errors, f"/batches/se-{batch.id}/errors")
    return {"errors": batch.errors, "links": numbers["links"]}


def process_batch(call: Call) -> None:
    _process(call, _open(call), call.body)


# -- inside ------------------------------------------------------------------------
def _batch(call: Call) -> Batch:
    reference = call.path["batch_id"]
    number = reference.removeprefix("se-")
    if not number.isdigit() or int(number) not in call.account.batches:
        raise not_found("The batch", reference)
    return call.account.batches[int(number)]


def _open(call: Call) -> Batch:
    batch = _batch(call)
    if batch.status not in EDITABLE:
        message = f"The batch is {batch.status}: it cannot be changed."
        raise Refusal("conflict", message, "batch_cannot_be_modified")
    return batch


def _add(call: Call, batch: Batch, body: Json) -> None:
    batch.order_ids += [
        call.account.order(one).id for one in body.get("shipment_ids") or ()
    ]
    batch.rate_ids += [offer_of(call, one).id for one in body.get("rate_ids") or ()]


def _process(call: Call, batch: Batch, wanted: Json) -> None:
    batch.status = "queued"
    batch.file_format = wanted.get("label_format") or "pdf"
    batch.layout = wanted.get("label_layout") or "4x6"

    async def work() -> None:
        batch.status = "processing"
        for order_id in batch.order_ids:
            _buy(call, batch, f"se-{order_id}")
        for rate_id in batch.rate_ids:
            _buy(call, batch, rate_id, by_rate=True)
        batch.processed = call.office.now()
        batch.status = "completed_with_errors" if batch.errors else "completed"
        if batch.labels:
            call.office.notices.labels_created(call.account, batch.labels)
        call.office.notices.batch_processed(call.account, batch.id)

    call.office.kernel.clock.call_later(SECONDS_TO_PROCESS, work)


def _buy(call: Call, batch: Batch, reference: str, by_rate: bool = False) -> None:
    """A refused shipment is an error of the batch, not its end."""
    try:
        if by_rate:
            purchase = offer_of(call, reference).purchase
        else:
            purchase = shipment_purchase(call, call.account.order(reference))
        purchase.batch_id = batch.id
        purchase.file_format, purchase.layout = batch.file_format, batch.layout
        batch.labels.append(shipping.buy(call.office, call.account, purchase))
    except Refusal as refusal:
        batch.errors.append({"error": refusal.message, "shipment_id": reference})


def _shape(call: Call, batch: Batch) -> Json:
    url = f"{call.office.url}/api/v2"
    first = batch.labels[0] if batch.labels else None
    return {
        "batch_id": f"se-{batch.id}",
        "batch_number": str(batch.id),
        "external_batch_id": batch.external_id,
        "batch_notes": batch.notes,
        "created_at": utc(batch.created),
        "processed_at": utc(batch.processed),
        "errors": len(batch.errors),
        "process_errors": [],
        "warnings": 0,
        "completed": len(batch.labels),
        "forms": 0,
        "count": len(batch.order_ids) + len(batch.rate_ids),
        "batch_shipments_url": {"href": f"{url}/shipments?batch_id=se-{batch.id}"},
        "batch_labels_url": {"href": f"{url}/labels?batch_id=se-{batch.id}"},
        "batch_errors_url": {"href": f"{url}/batches/se-{batch.id}/errors"},
        "label_layout": batch.layout,
        "label_format": batch.file_format,
        "label_download": first
        and {
            "href": shapes.download_url(
                call.office, call.account, first, batch.file_format
            )
        },
        "form_download": None,
        "paperless_download": None,
        "status": batch.status,
    }


HANDLERS = {
    "GET /batches": list_batches,
    "POST /batches": create_batch,
    "GET /batches/external_batch_id/{external_batch_id}": get_by_external_id,
    "GET /batches/{batch_id}": get_batch,
    "DELETE /batches/{batch_id}": delete_batch,
    "POST /batches/{batch_id}/add": add_to_batch,
    "POST /batches/{batch_id}/remove": remove_from_batch,
    "GET /batches/{batch_id}/errors": list_errors,
    "POST /batches/{batch_id}/process/labels": process_batch,
}
