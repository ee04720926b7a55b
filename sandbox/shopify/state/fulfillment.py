"""Fulfilment orders (what is to be shipped from where) and fulfilments (what was)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ..core.money import Bag
from ..core.record import Record
from .location import Location

if TYPE_CHECKING:
    from .order import LineItem, Order

#: States in which units still wait.
ACTIVE = ("OPEN", "IN_PROGRESS", "SCHEDULED", "ON_HOLD", "INCOMPLETE")


@dataclass(kw_only=True, eq=False)
class FulfillmentOrderLineItem(Record):
    fulfillment_order: FulfillmentOrder
    line_item: LineItem
    total_quantity: int
    remaining_quantity: int


@dataclass(kw_only=True, eq=False)
class FulfillmentHold(Record):
    reason: str
    reason_notes: str | None = None
    handle: str | None = None
    external_id: str | None = None
    held_by_requesting_app: bool = True

    @property
    def display_reason(self) -> str:
        return self.reason.replace("_", " ").capitalize()


@dataclass(kw_only=True, eq=False)
class FulfillmentOrder(Record):
    order: Order
    location: Location
    status: str = "OPEN"
    request_status: str = "UNSUBMITTED"
    chosen_method: str | None = None  # what the buyer chose, if not a parcel
    is_prepared: bool = False  # for the buyer who comes for it
    line_items: list[FulfillmentOrderLineItem] = field(default_factory=list)
    fulfillment_holds: list[FulfillmentHold] = field(default_factory=list)
    fulfillments: list[Fulfillment] = field(default_factory=list)
    fulfill_at: datetime | None = None
    fulfill_by: datetime | None = None

    @property
    def remaining(self) -> int:
        return sum(item.remaining_quantity for item in self.line_items)

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    @property
    def method(self) -> str:
        if self.chosen_method:
            return self.chosen_method
        if not any(item.line_item.requires_shipping for item in self.line_items):
            return "NONE"
        if self.order.source_name == "pos":
            return "RETAIL"
        return "SHIPPING"

    def settle(self) -> None:
        """Close what has nothing left to ship."""
        if self.remaining:
            return
        if self.fulfillments:
            self.status = "CLOSED"
            self.request_status = "UNSUBMITTED"
        else:
            self.status = "CANCELLED"


@dataclass(slots=True)
class TrackingInfo:
    company: str | None
    number: str | None
    url: str | None


@dataclass(kw_only=True, eq=False)
class FulfillmentLineItem(Record):
    fulfillment: Fulfillment
    line_item: LineItem
    quantity: int
    returned: int = 0

    @property
    def original_total_set(self) -> Bag:
        return self.line_item.original_unit_price_set * self.quantity

    @property
    def discounted_total_set(self) -> Bag:
        return self.line_item.net.share(self.quantity, self.line_item.quantity)


@dataclass(kw_only=True, eq=False)
class FulfillmentEvent(Record):
    fulfillment: Fulfillment
    status: str
    happened_at: datetime
    message: str | None = None


@dataclass(kw_only=True, eq=False)
class Fulfillment(Record):
    order: Order
    location: Location | None
    status: str = "SUCCESS"
    display_status: str = "FULFILLED"
    tracking_info: list[TrackingInfo] = field(default_factory=list)
    fulfillment_line_items: list[FulfillmentLineItem] = field(default_factory=list)
    fulfillment_orders: list[FulfillmentOrder] = field(default_factory=list)
    events: list[FulfillmentEvent] = field(default_factory=list)
    delivered_at: datetime | None = None
    in_transit_at: datetime | None = None
    estimated_delivery_at: datetime | None = None
    service_name: str = "manual"

    @property
    def name(self) -> str:
        at = self.order.fulfillments.index(self) + 1
        return f"{self.order.name}-F{at}"

    @property
    def total_quantity(self) -> int:
        return sum(item.quantity for item in self.fulfillment_line_items)
