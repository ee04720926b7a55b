"""Shipments come about: asked for, or by the way, when a rate or a label is."""

from __future__ import annotations

from typing import Any

from .. import orders
from ..errors import Refusal
from ..gate import Call
from ..state import Order
from . import reading

Json = dict[str, Any]


def create(call: Call, said: Json) -> Order:
    check_unique(call, said)
    body = reading.order_body(call, said)
    is_sales_order = bool(said.get("create_sales_order"))
    order = orders.create(
        call.office, call.account, body, reading.extra(said), is_sales_order
    )
    if not said.get("external_shipment_id"):
        # "The API will automatically generate one based on the shipment_id."
        call.account.by_key.pop(order.key)
        order.key = f"se-{order.id}"
        call.account.by_key[order.key] = order.id
    if order.number == "pending":
        order.number = f"se-{order.id}"
    hold(call, order, said)
    return order


def check_unique(call: Call, said: Json, this: Order | None = None) -> None:
    """Both names of a shipment are unique in the account: V2 knows no upsert."""
    key = reading.reference(said.get("external_shipment_id"))
    known = call.account.by_key.get(key)
    if known is not None and (this is None or known != this.id):
        message = f"A shipment with external_shipment_id '{key}' already exists"
        raise Refusal("conflict", message, "identifier_conflict")
    number = reading.reference(said.get("shipment_number"))
    if number and any(
        order.number == number and order is not this
        for order in call.account.orders.values()
    ):
        message = f"A shipment with shipment_number '{number}' already exists"
        raise Refusal("conflict", message, "identifier_conflict")


def hold(call: Call, order: Order, said: Json) -> None:
    until = said.get("hold_until_date")
    if until and order.status == "awaiting_shipment":
        orders.hold(call.office, order, until)
