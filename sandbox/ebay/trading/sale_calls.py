"""CompleteSale: the old way to say that an order was shipped."""

from __future__ import annotations

from typing import Any

from ..orders import NO_TRACKING, TRACKING, add_parcel
from ..state import Order, OrderLine, Parcel
from ..times import parsed
from . import xml
from .calls import TradingCall, trading
from .errors import TradingError


@trading("CompleteSale")
def complete_sale(call: TradingCall) -> dict[str, Any]:
    order, lines = _order(call)
    shipment = xml.child(call.root, "Shipment")
    if not xml.flag(call.root, "Shipped") and shipment is None:
        raise TradingError("37", "Shipped")
    open_lines = {line.line_id: line.quantity for line in lines}
    details = xml.children(shipment, "ShipmentTrackingDetails")
    moment = parsed(xml.text(shipment, "ShippedTime")) or call.ebay.now()
    for one in details:
        number = xml.text(one, "ShipmentTrackingNumber")
        carrier = xml.text(one, "ShippingCarrierUsed")
        if not TRACKING.fullmatch(number):
            raise TradingError("37", "ShipmentTrackingNumber")
        if any(parcel.tracking == number for parcel in order.parcels):
            continue  # said before: Trading takes it again without a word
        parcel = Parcel(number, dict(open_lines), moment, carrier, number)
        add_parcel(call.ebay, call.seller, order, parcel)
    if not details:
        parcel = Parcel(NO_TRACKING, open_lines, moment)
        add_parcel(call.ebay, call.seller, order, parcel)
    return {}


def _order(call: TradingCall) -> tuple[Order, list[OrderLine]]:
    order = call.seller.orders.get(call.text("OrderID"))
    if order is not None:
        return order, order.lines
    line_id = call.text("TransactionID")
    combined = call.text("OrderLineItemID")
    if combined:
        line_id = combined.partition("-")[2]
    for one in call.seller.orders.values():
        line = one.line(line_id) if line_id else None
        if line is not None:
            return one, [line]
    raise TradingError("21916964")
