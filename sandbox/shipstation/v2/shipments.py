"""Shipments of V2: what V1 calls orders, once `create_sales_order` says so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .. import orders
from ..dates import read_pacific
from ..errors import Refusal, not_found
from ..gate import Call
from ..listing import equal
from ..state import Order
from . import reading, shapes
from .making import check_unique, create, hold
from .paging import ordered, page, within
from .rates import information

Json = dict[str, Any]

FILTERS = {
    "shipment_status": lambda o: shapes.STATUS.get(o.status, "pending"),
    "external_shipment_id": lambda o: o.key,
    "shipment_number": lambda o: o.number,
    "import_batch_id": lambda o: o.import_batch,
    "sales_order_id": lambda o: o.id if o.is_sales_order else None,
    "ship_to_name": lambda o: o.facts["shipTo"]["name"],
    "store_id": lambda o: f"se-{o.store_id}",
}


def list_shipments(call: Call) -> Json:
    found = equal(call, call.account.orders.values(), FILTERS)
    found = _in_group(call, found)
    found = within(call, found, "created_at", lambda o: o.created)
    found = within(call, found, "modified_at", lambda o: o.modified)
    found = within(call, found, "payment_date", _paid_at)
    keyword = call.query.get("item_keyword", "").lower()
    found = [o for o in found if not keyword or _mentions(o, keyword)]
    keys = {"created_at": lambda o: o.created, "modified_at": lambda o: o.modified}
    shown, numbers = page(call, ordered(call, found, keys), "/shipments")
    shipments = [shapes.shipment(call.account, order) for order in shown]
    return {"shipments": shipments, **numbers}


def create_shipments(call: Call) -> Json:
    """Each for itself: errors stand beside the shipments that were made."""
    results = []
    for said in call.body["shipments"]:
        try:
            _maybe_refuse(call)
            order = create(call, said)
        except Refusal as refusal:
            results.append({"errors": [refusal.message], **_named(said)})
            continue
        call.office.notices.orders_created(call.account, [order])
        made = shapes.shipment(call.account, order)
        results.append({**made, "errors": [], "address_validation": None})
    has_errors = any(result["errors"] for result in results)
    return {"has_errors": has_errors, "shipments": results}


def get_shipment(call: Call) -> Json:
    return shapes.shipment(call.account, _order(call))


def get_by_external_id(call: Call) -> Json:
    reference = call.path["external_shipment_id"]
    number = call.account.by_key.get(reference)
    if number is None:
        raise not_found("The shipment", reference)
    return shapes.shipment(call.account, call.account.orders[number])


def update_shipment(call: Call) -> Json:
    order, said = _order(call), call.body
    if said.get("external_shipment_id") not in (None, order.key):
        message = "external_shipment_id cannot be changed after creation."
        raise Refusal("invalid", message, "identifiers_must_match")
    check_unique(call, said, order)
    whole = {**shapes.shipment(call.account, order), **said}
    body = reading.order_body(call, whole)
    body["orderDate"] = order.facts["orderDate"]
    orders.update(call.office, call.account, order, body)
    order.extra |= reading.extra(said)
    hold(call, order, said)
    return shapes.shipment(call.account, order)


def cancel_shipment(call: Call) -> None:
    order = _order(call)
    if order.status == "cancelled":
        message = f"Shipment 'se-{order.id}' is cancelled already."
        raise Refusal("conflict", message, "invalid_status")
    orders.cancel(call.office, call.account, order)


def list_rates(call: Call) -> Json:
    """What was quoted for this shipment before."""
    order = _order(call)
    offers = [o for o in call.account.rates.values() if o.purchase.order is order]
    return information(call, order, offers, [])


def add_tag(call: Call) -> Json:
    order, name = _order(call), call.path["tag_name"]
    number = reading.tag_number(call.account, name)
    if number not in order.tag_ids:
        order.tag_ids.append(number)
        order.modified = call.office.now()
    return {"shipment_id": f"se-{order.id}", "tag": {"name": name}}


def remove_tag(call: Call) -> None:
    order, name = _order(call), call.path["tag_name"]
    number = reading.tag_number(call.account, name)
    if number not in order.tag_ids:
        raise not_found("The tag", name)
    order.tag_ids.remove(number)
    order.modified = call.office.now()


# -- inside ------------------------------------------------------------------------
def _order(call: Call) -> Order:
    return call.account.order(call.path["shipment_id"])


def _in_group(call: Call, found: list[Order]) -> list[Order]:
    """Those of a batch or of a pickup."""
    if "batch_id" in call.query:
        batches = call.account.batches
        batch = batches.get(int(call.query["batch_id"].removeprefix("se-") or 0))
        found = [o for o in found if batch and o.id in batch.order_ids]
    if "pickup_id" in call.query:
        pickup = call.account.pickups.get(call.query["pickup_id"]) or {"label_ids": []}
        labels = [call.account.label(one).order for one in pickup["label_ids"]]
        found = [o for o in found if o in labels]
    return found


def _paid_at(order: Order) -> datetime | None:
    text = order.facts["paymentDate"]
    return read_pacific(text) if text else None


def _mentions(order: Order, keyword: str) -> bool:
    texts = [f"{i.get('sku')} {i.get('name')}".lower() for i in order.items]
    return any(keyword in text for text in texts)


def _maybe_refuse(call: Call) -> None:
    """A part of the call fails on demand."""
    faults = call.office.kernel.faults
    rule = faults.active("partial", "shipstation", "v2 POST /shipments")
    if rule is not None:
        message = rule.args.get("message", "The shipment was refused.")
        raise Refusal("conflict", message)


def _named(said: Json) -> Json:
    names = ("external_shipment_id", "shipment_number")
    return {name: said[name] for name in names if said.get(name)}


HANDLERS = {
    "GET /shipments": list_shipments,
    "POST /shipments": create_shipments,
    "GET /shipments/external_shipment_id/{external_shipment_id}": get_by_external_id,
    "GET /shipments/{shipment_id}": get_shipment,
    "PUT /shipments/{shipment_id}": update_shipment,
    "PUT /shipments/{shipment_id}/cancel": cancel_shipment,
    "GET /shipments/{shipment_id}/rates": list_rates,
    "POST /shipments/{shipment_id}/tags/{tag_name}": add_tag,
    "DELETE /shipments/{shipment_id}/tags/{tag_name}": remove_tag,
}
