"""What it takes to buy a label for a shipment that is known."""

from __future__ import annotations

from ..errors import Refusal
from ..gate import Call
from ..shipping import Purchase
from ..state import Order
from . import reading, shapes


def order_purchase(
    call: Call, order: Order, carrier_id: object, service_code: str
) -> Purchase:
    """What it takes to ship this order; the caller names carrier and service."""
    shipment = shapes.shipment(call.account, order)
    return Purchase(
        carrier=carrier_id,
        service_code=service_code,
        parcels=reading.parcels(shipment["packages"]),
        ship_from=reading.v1_address(shipment["ship_from"]),
        ship_to=order.facts["shipTo"],
        ship_date=max(
            reading.day(shipment["ship_date"], "ship_date", call.office.today()),
            call.office.today(),
        ),
        confirmation=shipment["confirmation"],
        order=order,
        items=order.items,
        customs=reading.customs_of(shipment) or order.items,
    )


def shipment_purchase(call: Call, order: Order) -> Purchase:
    """For a shipment that was made before, with what it says of carrier and service."""
    carrier = shapes.carrier_id(call.account, order.facts["carrierCode"])
    service_code = order.facts["serviceCode"]
    if not carrier or not service_code:
        message = "The shipment names no carrier_id and service_code."
        raise Refusal("invalid", message, "field_value_required", "carrier_id")
    return order_purchase(call, order, carrier, service_code)
