"""What was ordered.

The total of an order, its discounts and its taxes belong to the quantities *as
ordered* (``OrderLine.quantity``); what was taken off since is told by
``current_quantity`` and ``refunds``. Duties, tips and fees are lines of their kind, not
part of a product's line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from .common import Pairs, Price
from .order_goods import Fulfilment, Handover, Return
from .order_money import Paid, Payment, Refund
from .people import Address, Customer


@dataclass(frozen=True, slots=True)
class Tax:
    """A tax on one line, as charged."""

    name: str
    rate: Decimal  # 0.19 for 19 %
    price: Price
    # Collected and paid by the channel (marketplace facilitator): not our liability.
    by_channel: bool = False


@dataclass(frozen=True, slots=True)
class Discount:
    """What was taken off one line, as the channel allocated it."""

    price: Price
    code: str = ""
    title: str = ""


class LineKind(str, Enum):
    PRODUCT = "product"
    CUSTOM = "custom"  # typed in by hand over there, not in any catalogue
    GIFT_CARD = "gift_card"  # sold: a liability, not revenue
    TIP = "tip"
    FEE = "fee"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class OrderLine:
    ref: str
    title: str
    quantity: Decimal  # as ordered
    unit_price: Price  # before discounts
    kind: LineKind = LineKind.PRODUCT
    current_quantity: Decimal | None = None  # after edits; None: as ordered
    sku: str = ""
    barcode: str = ""
    product_ref: str = ""
    variant_ref: str = ""
    variant_title: str = ""
    discounts: tuple[Discount, ...] = ()
    taxes: tuple[Tax, ...] = ()
    taxable: bool = True
    requires_shipping: bool = True
    properties: Pairs = ()  # personalisation: every one of them
    bundle_ref: str = ""  # the line of the bundle that this is a component of
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShippingLine:
    ref: str
    title: str
    price: Price  # before discounts
    code: str = ""
    carrier_code: str = ""
    discounts: tuple[Discount, ...] = ()
    taxes: tuple[Tax, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    ref: str
    name: str  # what people call it: "#1001"
    created_at: datetime
    updated_at: datetime
    currency: str  # the shop's
    total: Price  # what the buyer owes in all: the law of the proof
    lines: tuple[OrderLine, ...]
    version: str = ""  # the platform's own, if it has one beside updated_at
    paid: Paid = Paid.UNKNOWN
    taxes_included: bool = False
    shipping_lines: tuple[ShippingLine, ...] = ()
    rounding: Price | None = None  # cash rounding and the like, as stated over there
    customer: Customer | None = None
    billing: Address | None = None
    shipping: Address | None = None
    payments: tuple[Payment, ...] = ()
    # What the buyer owes still; negative: gets back. None: the channel does not say.
    outstanding: Price | None = None
    refunds: tuple[Refund, ...] = ()
    returns: tuple[Return, ...] = ()
    fulfilments: tuple[Fulfilment, ...] = ()
    handover: Handover | None = None  # None: it was not told
    pickup_ref: str = ""  # the location where the buyer comes for it
    shipping_holds: tuple[str, ...] = ()  # why the channel holds the goods back
    cancelled_at: datetime | None = None
    cancel_reason: str = ""
    cancel_requested: bool = False
    is_test: bool = False
    risk: str = ""  # "" | "low" | "medium" | "high"
    channel: str = ""  # "web", "pos", "EBAY_US" ...
    location_ref: str = ""
    staff: str = ""  # who sold it over there: by what people know them
    tags: tuple[str, ...] = ()
    note: str = ""
    attributes: Pairs = ()
    purchase_order: str = ""  # the buyer's own number
    payment_terms_days: int | None = None
    ship_by: datetime | None = None
    source: Mapping[str, str] = field(default_factory=dict)  # utm_source, landing page
    url: str = ""  # to look at it over there
    extra: Mapping[str, Any] = field(default_factory=dict)
