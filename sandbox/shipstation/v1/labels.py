"""Labels of V1: for an order, without one, and their prices."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal
from typing import Any

from .. import shipping
from ..dates import read_pacific
from ..errors import Refusal
from ..gate import Call
from ..rating import Parcel
from ..shipping import Purchase
from ..state import Label, Order
from ..units import grams
from . import shapes

Json = dict[str, Any]


def create_label_for_order(call: Call) -> Json:
    body, order = call.body, call.account.sales_order(call.body["orderId"])
    label = shipping.buy(call.office, call.account, _for_order(call, order, body))
    return {
        "shipmentId": label.id,
        "shipmentCost": float(label.cost),
        "insuranceCost": float(label.insurance),
        "trackingNumber": label.tracking_number,
        "labelData": _file(label),
        "formData": None,
    }


def create_label(call: Call) -> Json:
    body = call.body
    purchase = Purchase(
        carrier=body["carrierCode"],
        service_code=body["serviceCode"],
        parcels=[_parcel(body, None)],
        ship_from=body["shipFrom"],
        ship_to=body["shipTo"],
        ship_date=_ship_date(body),
        confirmation=body.get("confirmation") or "none",
        customs=_customs(body.get("internationalOptions")),
        is_test=bool(body.get("testLabel")),
    )
    label = shipping.buy(call.office, call.account, purchase)
    return {**shapes.shipment(call.account, label), "labelData": _file(label)}


def void_label(call: Call) -> Json:
    label = call.account.label(call.body["shipmentId"])
    approved, message, _ = shipping.void(call.office, call.account, label)
    return {"approved": approved, "message": message}


def get_rates(call: Call) -> list[Json]:
    """Of one carrier, the services that can do it."""
    body = call.body
    carrier = call.account.carrier(body["carrierCode"])
    wanted = body.get("serviceCode")
    if wanted and carrier.service(wanted) is None:
        message = f"'{wanted}' is no service of {carrier.kind.name}."
        raise Refusal("invalid", message, field="serviceCode")
    if carrier.kind.code == "ups" and not body.get("toState"):
        message = "toState is required for UPS."
        raise Refusal("invalid", message, "field_value_required", "toState")
    rates = []
    for service in carrier.kind.services:
        if wanted in (None, service.code):
            try:
                _, price = shipping.priced(call.account, _trial(call, service.code))
            except Refusal as refusal:
                if refusal.field or refusal.code == "field_value_required":
                    raise
                continue
            rates.append(
                {
                    "serviceName": service.name,
                    "serviceCode": service.code,
                    "shipmentCost": float(price.shipping + price.confirmation),
                    "otherCost": float(price.other),
                }
            )
    return rates


# -- inside ------------------------------------------------------------------------
def _for_order(call: Call, order: Order, body: Json) -> Purchase:
    facts = order.facts
    number = shapes.advanced(call.account, order)["warehouseId"]
    given = body.get("internationalOptions") or facts["internationalOptions"]
    # The account's setting fills in a declaration from the lines.
    customs = _customs(given) or order.items
    return Purchase(
        carrier=body["carrierCode"],
        service_code=body["serviceCode"],
        parcels=[_parcel(body, facts)],
        ship_from=call.account.warehouse(number)["originAddress"],
        ship_to=facts["shipTo"],
        ship_date=_ship_date(body),
        confirmation=body.get("confirmation") or facts["confirmation"],
        order=order,
        items=order.items,
        customs=customs,
        is_test=body["testLabel"],
    )


def _trial(call: Call, service_code: str) -> Purchase:
    body = call.body
    origin = call.account.default_warehouse()["originAddress"]
    return Purchase(
        carrier=body["carrierCode"],
        service_code=service_code,
        parcels=[_parcel(body, None)],
        ship_from={
            "country": origin["country"],
            "postalCode": body["fromPostalCode"],
        },
        ship_to={"country": body["toCountry"], "postalCode": body["toPostalCode"]},
        ship_date=call.office.today(),
        confirmation=body.get("confirmation") or "none",
    )


def _parcel(body: Json, order_facts: Json | None) -> Parcel:
    """What the call says of the parcel, else what its order says."""

    def said(name: str) -> Any:
        return body.get(name) or (order_facts or {}).get(name)

    insurance = said("insuranceOptions") or {}
    insured = insurance.get("insuredValue") if insurance.get("insureShipment") else 0
    return Parcel(
        weight_g=grams(said("weight")),
        package_code=said("packageCode") or "package",
        dimensions=said("dimensions"),
        insured=Decimal(str(insured or 0)),
    )


def _customs(options: Json | None) -> list[Json]:
    return list((options or {}).get("customsItems") or ())


def _ship_date(body: Json) -> date:
    try:
        return read_pacific(body["shipDate"]).date()
    except ValueError:
        message = f"The value '{body['shipDate']}' is not valid for shipDate."
        raise Refusal("invalid", message, field="shipDate") from None


def _file(label: Label) -> str:
    return base64.b64encode(shipping.document(label)).decode()


HANDLERS = {
    "POST /orders/createlabelfororder": create_label_for_order,
    "POST /shipments/createlabel": create_label,
    "POST /shipments/getrates": get_rates,
    "POST /shipments/voidlabel": void_label,
}
