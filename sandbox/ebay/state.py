"""What one simulated eBay remembers. Bodies stay as the JSON that was sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .sites import SIGNING_COUNTRIES, Site

if TYPE_CHECKING:
    from .archive import OrderBook
    from .shelf import Shelf

Json = dict[str, Any]

REVISIONS_A_DAY = 250


@dataclass(slots=True)
class Offer:
    offer_id: str
    sku: str
    marketplace: str
    body: Json  # as last sent, without sku, marketplaceId and format
    format: str = "FIXED_PRICE"
    listing_id: str = ""  # of the listing that is live, or was last

    def price(self) -> Json | None:
        return (self.body.get("pricingSummary") or {}).get("price")


@dataclass(slots=True)
class Variation:
    """What is sold under one SKU of a listing."""

    sku: str
    price: Decimal
    quantity: int  # still available
    sold: int = 0
    aspects: Json = field(default_factory=dict)


@dataclass(slots=True)
class Listing:
    listing_id: str
    source: str  # "inventory" or "trading": only its own API may revise it
    marketplace: str
    currency: str
    title: str
    category_id: str
    started_at: datetime
    variations: dict[str, Variation]
    group_key: str = ""
    description: str = ""
    image_urls: list[str] = field(default_factory=list)
    condition_id: str = "1000"
    aspects: Json = field(default_factory=dict)
    compatibility: list[Json] = field(default_factory=list)
    policies: Json = field(default_factory=dict)
    ended_at: datetime | None = None
    end_reason: str = ""
    revisions: Counter[date] = field(default_factory=Counter)

    @property
    def is_active(self) -> bool:
        return self.ended_at is None

    @property
    def quantity(self) -> int:
        return sum(v.quantity for v in self.variations.values())

    @property
    def sold(self) -> int:
        return sum(v.sold for v in self.variations.values())

    def may_be_revised(self, today: date) -> bool:
        return self.revisions[today] < REVISIONS_A_DAY


@dataclass(slots=True)
class OrderLine:
    line_id: str
    listing_id: str
    sku: str
    title: str
    quantity: int
    unit_price: Decimal
    shipping: Decimal
    discount: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    aspects: Json = field(default_factory=dict)
    refunds: list[Json] = field(default_factory=list)

    @property
    def cost(self) -> Decimal:
        return self.unit_price * self.quantity


@dataclass(slots=True)
class Parcel:
    """One shipping fulfilment; eBay's id of it is the tracking number."""

    fulfilment_id: str
    lines: dict[str, int]
    shipped_at: datetime
    carrier: str = ""
    tracking: str = ""


@dataclass(slots=True)
class Cancel:
    cancel_id: str
    state: str  # REQUESTED, APPROVED, REJECTED (Fulfillment's CancelRequestState)
    reason: str
    initiator: str  # BUYER, SELLER
    requested_at: datetime
    completed_at: datetime | None = None


@dataclass(slots=True)
class Order:
    order_id: str
    marketplace: str
    currency: str
    created_at: datetime
    modified_at: datetime
    buyer: Json  # username, user_id, eias, name, email, phone
    ship_to: Json  # Fulfillment's Address
    lines: list[OrderLine]
    carrier: str = "USPS"
    service: str = "USPSPriority"
    taxes_collected: bool = False  # eBay collects and remits
    taxes_included: bool = False
    paid_at: datetime | None = None
    note: str = ""
    record: str = ""  # salesRecordReference
    program: str = ""  # "EIS" = eBay International Shipping
    parcels: list[Parcel] = field(default_factory=list)
    cancels: list[Cancel] = field(default_factory=list)
    refunds: list[Json] = field(default_factory=list)
    cancelled_at: datetime | None = None
    #: one unit of the seller's own currency in the order's
    exchange_rate: Decimal = Decimal(1)

    def line(self, line_id: str) -> OrderLine | None:
        return next((one for one in self.lines if one.line_id == line_id), None)

    @property
    def subtotal(self) -> Decimal:
        return sum((one.cost for one in self.lines), Decimal(0))

    @property
    def discount(self) -> Decimal:
        return sum((one.discount for one in self.lines), Decimal(0))

    @property
    def shipping(self) -> Decimal:
        return sum((one.shipping for one in self.lines), Decimal(0))

    @property
    def tax(self) -> Decimal:
        return sum((one.tax for one in self.lines), Decimal(0))

    @property
    def seller_total(self) -> Decimal:
        """What is the seller's business: without the tax that eBay remits."""
        return self.subtotal - self.discount + self.shipping

    @property
    def refunded(self) -> Decimal:
        return sum((Decimal(r["amount"]["value"]) for r in self.refunds), Decimal(0))

    def shipped(self, line_id: str) -> int:
        return sum(parcel.lines.get(line_id, 0) for parcel in self.parcels)

    @property
    def fulfilment_status(self) -> str:
        open_lines = [x for x in self.lines if self.shipped(x.line_id) < x.quantity]
        if not open_lines:
            return "FULFILLED"
        return "IN_PROGRESS" if self.parcels else "NOT_STARTED"


@dataclass(slots=True)
class Conversation:
    conversation_id: str
    buyer: str
    title: str
    created_at: datetime
    messages: list[Json] = field(default_factory=list)
    reference_id: str = ""  # listing
    status: str = "ACTIVE"


# Both keep what is defined here, and so need this module before they can be had.
def _order_book() -> OrderBook:
    from .archive import OrderBook

    return OrderBook()


def _shelf() -> Shelf:
    from .shelf import Shelf

    return Shelf()


@dataclass(slots=True)
class Seller:
    username: str
    user_id: str
    email: str
    site: Site
    name: str
    items: Shelf = field(default_factory=_shelf)
    #: SKU -> the languages in which its content was sent
    locales: dict[str, set[str]] = field(default_factory=dict)
    compatibility: dict[str, Json] = field(default_factory=dict)
    groups: dict[str, Json] = field(default_factory=dict)
    locations: dict[str, Json] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    #: SKU -> (marketplace, format) -> offer id
    offer_ids: dict[str, dict[tuple[str, str], str]] = field(default_factory=dict)
    sku_group: dict[str, str] = field(default_factory=dict)
    #: SKU -> when its stock or content last changed, the latest last
    changed: dict[str, datetime] = field(default_factory=dict)
    #: SKU -> the listing that sold it last
    listing_of: dict[str, str] = field(default_factory=dict)
    listings: dict[str, Listing] = field(default_factory=dict)
    sku_locations: dict[tuple[str, str], Json] = field(default_factory=dict)
    policies: dict[str, dict[str, Json]] = field(
        default_factory=lambda: {"fulfillment": {}, "payment": {}, "return": {}}
    )
    programs: set[str] = field(default_factory=set)
    orders: OrderBook = field(default_factory=_order_book)
    images: dict[str, Json] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    payouts: dict[str, Json] = field(default_factory=dict)
    transactions: list[Json] = field(default_factory=list)
    returns: dict[str, Json] = field(default_factory=dict)
    disputes: dict[str, Json] = field(default_factory=dict)
    store_categories: list[Json] = field(default_factory=list)

    @property
    def must_sign(self) -> bool:
        return self.site.country in SIGNING_COUNTRIES

    def touch(self, sku: str, now: datetime) -> None:
        self.changed.pop(sku, None)
        self.changed[sku] = now

    def offers_of(self, sku: str) -> list[Offer]:
        if sku not in self.items:  # asking may put it on the shelf, offers and all
            return []
        return [self.offers[i] for i in self.offer_ids.get(sku, {}).values()]

    def add_offer(self, offer: Offer) -> None:
        self.offers[offer.offer_id] = offer
        key = (offer.marketplace, offer.format)
        self.offer_ids.setdefault(offer.sku, {})[key] = offer.offer_id

    def drop_offer(self, offer: Offer) -> None:
        del self.offers[offer.offer_id]
        del self.offer_ids[offer.sku][offer.marketplace, offer.format]

    def live_listing(self, offer: Offer) -> Listing | None:
        listing = self.listings.get(offer.listing_id)
        if listing is None or not listing.is_active:
            return None
        return listing
