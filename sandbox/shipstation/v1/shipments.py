"""What V1 calls shipments: labels that were bought."""

from __future__ import annotations

from typing import Any

from ..dates import pacific_midnight
from ..gate import Call
from ..listing import equal
from ..state import Label
from . import shapes
from .paging import ordered, page, within

Json = dict[str, Any]

FILTERS = {
    "orderNumber": lambda one: one.order and one.order.number,
    "orderId": lambda one: one.order and one.order.id,
    "storeId": lambda one: one.order and one.order.store_id,
    "batchId": lambda one: one.batch_id,
    "carrierCode": lambda one: one.carrier.kind.code,
    "serviceCode": lambda one: one.quote.service.code,
    "trackingNumber": lambda one: one.tracking_number,
    "recipientName": lambda one: one.ship_to.get("name"),
    "recipientCountryCode": lambda one: one.ship_to.get("country"),
}


def list_shipments(call: Call) -> Json:
    found: list[Label] = [x for x in call.account.labels.values() if not x.is_test]
    found = equal(call, found, FILTERS)
    found = within(call, found, "createDate", lambda one: one.created)
    found = within(call, found, "voidDate", lambda one: one.voided_at)
    found = within(call, found, "shipDate", lambda one: pacific_midnight(one.ship_date))
    keys = {"ShipDate": lambda one: (one.ship_date, one.id)}
    shown, numbers = page(call, ordered(call, found, keys, lambda one: one.created))
    items = call.flag("includeShipmentItems")
    shipments = [shapes.shipment(call.account, one, items) for one in shown]
    return {"shipments": shipments, **numbers}


HANDLERS = {"GET /shipments": list_shipments}
