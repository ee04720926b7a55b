"""Fulfillments of V1: orders marked as shipped without a label."""

from __future__ import annotations

from typing import Any

from ..dates import pacific_midnight
from ..gate import Call
from ..listing import equal
from . import shapes
from .paging import ordered, page, within

Json = dict[str, Any]

FILTERS = {
    "fulfillmentId": lambda one: one.id,
    "orderId": lambda one: one.order.id,
    "orderNumber": lambda one: one.order.number,
    "trackingNumber": lambda one: one.tracking_number,
    "recipientName": lambda one: one.order.facts["shipTo"]["name"],
}


def list_fulfillments(call: Call) -> Json:
    found = list(call.account.fulfillments.values())
    found = equal(call, found, FILTERS)
    found = within(call, found, "createDate", lambda one: one.created)
    found = within(call, found, "shipDate", lambda one: pacific_midnight(one.ship_date))
    keys = {"ShipDate": lambda one: one.ship_date}
    shown, numbers = page(call, ordered(call, found, keys, lambda one: one.created))
    return {"fulfillments": [shapes.fulfillment(one) for one in shown], **numbers}


HANDLERS = {"GET /fulfillments": list_fulfillments}
