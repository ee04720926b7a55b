"""What we ask of eBay, one module for each thing that it can be asked."""

from .cancellation import cancel_order
from .refunds import refund_order
from .shipments import cancel_shipment, correct_tracking, ship
from .stock import set_levels_and_prices

__all__ = [
    "cancel_order",
    "cancel_shipment",
    "correct_tracking",
    "refund_order",
    "set_levels_and_prices",
    "ship",
]
