"""What we ask of Shopify, one module for each thing that it can be asked."""

from .edits import edit_order
from .handover import ready_for_pickup, release_holds
from .list_prices import set_list_prices
from .orders import cancel_order
from .payments import capture_payment, mark_paid
from .prices import set_prices
from .refunds import refund_order
from .returns import create_return
from .shipments import cancel_shipment, correct_tracking, ship
from .stock import set_stock
from .write_back import close_order, write_numbers

__all__ = [
    "cancel_order",
    "cancel_shipment",
    "capture_payment",
    "close_order",
    "correct_tracking",
    "create_return",
    "edit_order",
    "mark_paid",
    "ready_for_pickup",
    "refund_order",
    "release_holds",
    "set_list_prices",
    "set_prices",
    "set_stock",
    "ship",
    "write_numbers",
]
