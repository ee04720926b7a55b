"""What a shop or marketplace says, in one language for all of them.

Adapters translate a platform's JSON into these documents and back; nothing behind
this line knows whose they are. They are pure data: frozen, without Odoo, money as
``Decimal`` with its currency, times aware and in UTC. What an adapter does not
understand it keeps in ``extra``, so that nothing the channel said is lost.

The total of an order, its discounts and its taxes belong to the quantities *as
ordered* (``OrderLine.quantity``); what was taken off since is told by
``current_quantity`` and ``refunds``. Duties, tips and fees are lines of their kind, not
part of a product's line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from odoo.addons.omni_core.lib.money import Money

Pairs = tuple[tuple[str, str], ...]


class Kind(str, Enum):
    """The kinds of documents that a channel holds."""

    ORDER = "order"
    PRODUCT = "product"
    CUSTOMER = "customer"
    STOCK = "stock"
    LOCATION = "location"
    SHOWCASE = "showcase"
    PAYOUT = "payout"


@dataclass(frozen=True, slots=True)
class Price:
    """One amount in the shop's currency and, where it differs, as the buyer saw it."""

    shop: Money
    buyer: Money | None = None


# -- people ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Address:
    name: str = ""
    company: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    zip: str = ""
    state_code: str = ""
    state: str = ""
    country_code: str = ""  # ISO 3166 alpha-2
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Customer:
    ref: str = ""  # empty for a guest
    email: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    company_ref: str = ""  # the platform's company account, B2B
    vat: str = ""
    user_name: str = ""  # the buyer's public name on a marketplace
    tax_exempt: bool = False
    lang: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    addresses: tuple[Address, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


# -- orders ----------------------------------------------------------------------------


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


class PaymentKind(str, Enum):
    AUTHORIZATION = "authorization"
    CAPTURE = "capture"
    SALE = "sale"
    REFUND = "refund"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Payment:
    ref: str
    kind: PaymentKind
    gateway: str
    price: Price
    status: str = "success"  # "success" | "pending" | "failure"
    at: datetime | None = None
    parent_ref: str = ""
    gift_card_ref: str = ""  # paid from a gift card: the liability goes down
    expires_at: datetime | None = None  # of an authorization
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class RefundLine:
    line_ref: str
    quantity: Decimal
    subtotal: Price
    tax: Price
    restock: str = ""  # "return" | "cancel" | "none"
    location_ref: str = ""


@dataclass(frozen=True, slots=True)
class Refund:
    """What went back: lines, shipping and adjustments make its payments, to the cent.

    ``subtotal`` and ``shipping`` include their tax where the order's prices do.
    """

    ref: str
    at: datetime
    lines: tuple[RefundLine, ...] = ()
    shipping: Price | None = None
    shipping_tax: Price | None = None
    # (reason, amount): goodwill, duties; negative: a fee was kept.
    adjustments: tuple[tuple[str, Price], ...] = ()
    payments: tuple[Payment, ...] = ()
    note: str = ""
    return_ref: str = ""


@dataclass(frozen=True, slots=True)
class ReturnLine:
    line_ref: str
    quantity: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """Goods that come back. What goes out for them instead are lines of the order."""

    ref: str
    name: str
    status: str  # "requested" | "open" | "closed" | "declined" | "cancelled"
    lines: tuple[ReturnLine, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    tracking_number: str
    carrier: str = ""
    tracking_url: str = ""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Something left for the buyer, whoever sent it."""

    ref: str
    status: str  # "open" | "success" | "cancelled" | "error"
    lines: tuple[tuple[str, Decimal], ...]  # (order line ref, quantity)
    parcels: tuple[Parcel, ...] = ()
    location_ref: str = ""
    at: datetime | None = None
    by: str = ""  # who shipped, where the channel tells


class Paid(str, Enum):
    """The financial status, as far as we have to act on it."""

    PENDING = "pending"
    AUTHORIZED = "authorized"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    VOIDED = "voided"
    UNKNOWN = "unknown"


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
    refunds: tuple[Refund, ...] = ()
    returns: tuple[Return, ...] = ()
    fulfilments: tuple[Fulfilment, ...] = ()
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


# -- catalogue -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Media:
    """An image: the channel's own (``ref``), or one of ours that it shall have.

    Of ours, ``checksum`` says which picture it is. It can be had from ``url``, where
    the channel can reach us, and from ``file``, which an exchange on this host reads.
    """

    url: str
    alt: str = ""
    ref: str = ""
    status: str = ""  # "" | "processing" | "ready" | "failed"
    checksum: str = ""
    mimetype: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class CustomField:
    namespace: str
    key: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Variant:
    ref: str
    sku: str = ""
    barcode: str = ""
    title: str = ""
    options: Pairs = ()  # (option name, value)
    price: Money | None = None
    compare_at: Money | None = None
    cost: Money | None = None
    weight_g: Decimal | None = None
    tracked: bool = True
    sells_when_out: bool = False
    requires_shipping: bool = True
    hs_code: str = ""
    origin_country: str = ""
    stock_ref: str = ""  # under which the platform keeps the stock of it
    key: str = ""  # of one that we send: who it is here
    # Of a new listing: the stock to begin with. From then on stock is told by itself.
    available: int | None = None
    media: tuple[Media, ...] = ()
    custom_fields: tuple[CustomField, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Product:
    ref: str
    title: str
    variants: tuple[Variant, ...]
    updated_at: datetime | None = None
    description: str = ""  # HTML
    status: str = "active"  # "active" | "draft" | "archived"
    vendor: str = ""
    type: str = ""
    tags: tuple[str, ...] = ()
    handle: str = ""
    seo_title: str = ""
    seo_description: str = ""
    options: tuple[Option, ...] = ()
    media: tuple[Media, ...] = ()
    custom_fields: tuple[CustomField, ...] = ()
    channels: tuple[str, ...] = ()  # where it is published: refs of showcases
    collections: tuple[str, ...] = ()  # what it is shown in: refs of showcases
    url: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Showcase:
    """Where a channel shows products."""

    ref: str
    name: str
    kind: str  # "channel" (a sales channel of the shop) | "collection"
    is_automatic: bool = False  # it chooses its products itself, by rules over there


@dataclass(frozen=True, slots=True)
class Location:
    ref: str
    name: str
    is_active: bool = True
    fulfils_online: bool = True


@dataclass(frozen=True, slots=True)
class StockLevel:
    stock_ref: str
    location_ref: str
    available: int


# -- money out -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PayoutLine:
    ref: str
    type: str  # "charge" | "refund" | "fee" | "adjustment" | "dispute" | "reserve" ...
    gross: Money
    fee: Money
    order_ref: str = ""
    payment_ref: str = ""
    note: str = ""
    # What the fee is made of, where the channel says so: (kind, amount).
    fee_parts: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Payout:
    ref: str
    date: date
    total: Money
    name: str = ""  # what people call it, if that is not the reference
    status: str = "paid"
    lines: tuple[PayoutLine, ...] = ()
