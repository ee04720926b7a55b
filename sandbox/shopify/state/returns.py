"""Returns: what the buyer sends back, approved, received, exchanged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ..core.record import Record

if TYPE_CHECKING:
    from .fulfillment import FulfillmentLineItem
    from .order import LineItem, Order
    from .product import ProductVariant
    from .refund import Refund


@dataclass(kw_only=True, eq=False)
class ReturnLineItem(Record):
    fulfillment_line_item: FulfillmentLineItem
    quantity: int
    return_reason: str = "UNKNOWN"
    return_reason_note: str = ""
    customer_note: str | None = None
    processed_quantity: int = 0
    refunded_quantity: int = 0

    @property
    def unprocessed_quantity(self) -> int:
        return self.quantity - self.processed_quantity

    @property
    def processable_quantity(self) -> int:
        return self.unprocessed_quantity

    @property
    def refundable_quantity(self) -> int:
        return self.quantity - self.refunded_quantity


@dataclass(kw_only=True, eq=False)
class ExchangeLineItem(Record):
    variant: ProductVariant | None
    quantity: int
    line_items: list[LineItem] = field(default_factory=list)
    processed_quantity: int = 0

    @property
    def variant_id(self) -> str | None:
        return self.variant.gid if self.variant else None

    @property
    def unprocessed_quantity(self) -> int:
        return self.quantity - self.processed_quantity

    @property
    def processable_quantity(self) -> int:
        return self.unprocessed_quantity


@dataclass(kw_only=True, eq=False)
class ReverseFulfillmentOrderLineItem(Record):
    fulfillment_line_item: FulfillmentLineItem
    total_quantity: int


@dataclass(kw_only=True, eq=False)
class ReverseFulfillmentOrder(Record):
    order: Order
    status: str = "OPEN"
    line_items: list[ReverseFulfillmentOrderLineItem] = field(default_factory=list)


@dataclass(slots=True)
class Decline:
    reason: str
    note: str | None


@dataclass(kw_only=True, eq=False)
class Return(Record):
    order: Order
    name: str
    status: str = "OPEN"
    return_line_items: list[ReturnLineItem] = field(default_factory=list)
    exchange_line_items: list[ExchangeLineItem] = field(default_factory=list)
    reverse_fulfillment_orders: list[ReverseFulfillmentOrder] = field(
        default_factory=list
    )
    refunds: list[Refund] = field(default_factory=list)
    closed_at: datetime | None = None
    request_approved_at: datetime | None = None
    decline: Decline | None = None

    @property
    def total_quantity(self) -> int:
        return sum(line.quantity for line in self.return_line_items)
