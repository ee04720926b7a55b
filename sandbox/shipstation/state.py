"""What one ShipStation account holds. V1's order is V2's shipment, V1's shipment is
V2's label: one record each here, and the two APIs are two views of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .carriers import CarrierKind, Service
from .errors import not_found
from .rating import Parcel, Quote

Json = dict[str, Any]
#: told (order, labels) when a sales channel must hear that its order was shipped
ChannelNotice = Callable[["Order", list["Label"]], Awaitable[None]]

OPEN = ("awaiting_payment", "awaiting_shipment", "on_hold", "pending_fulfillment")


@dataclass(slots=True)
class Carrier:
    kind: CarrierKind
    id: int
    account_number: str
    nickname: str
    balance: Decimal
    primary: bool = True

    def service(self, code: str) -> Service | None:
        return next((s for s in self.kind.services if s.code == code), None)


@dataclass(slots=True)
class Order:
    id: int
    key: str
    number: str
    status: str  # V1's words
    created: datetime
    modified: datetime
    #: what V1 knows of an order, in V1's names: shipTo, items, weight ...
    facts: Json
    #: what only V2 has a word for: packages, ship_from, customs ...
    extra: Json = field(default_factory=dict)
    store_id: int | None = None
    customer_id: int | None = None
    user_id: str | None = None
    tag_ids: list[int] = field(default_factory=list)
    hold_until: date | None = None
    shipped_on: date | None = None
    import_batch: str = ""
    parent_id: int | None = None
    merged_ids: list[int] = field(default_factory=list)
    split: bool = False
    #: False: a V2 shipment that was never made a sales order; V1 does not see it
    is_sales_order: bool = True
    notify_channel: ChannelNotice | None = None

    @property
    def items(self) -> list[Json]:
        return self.facts["items"]


@dataclass(slots=True)
class Scan:
    at: datetime
    status: str  # AC, IT, DE, EX ...
    detail: str
    description: str
    city: str = ""
    state: str = ""
    postcode: str = ""
    country: str = ""


@dataclass(slots=True)
class LabelParcel:
    parcel: Parcel
    tracking_number: str


@dataclass(slots=True)
class Label:
    id: int
    carrier: Carrier
    quote: Quote
    parcels: list[LabelParcel]
    created: datetime
    ship_date: date
    ship_from: Json  # V1's address
    ship_to: Json
    confirmation: str | None
    order: Order | None = None
    items: list[Json] = field(default_factory=list)
    is_test: bool = False
    is_return: bool = False
    outbound_id: int | None = None
    rate_id: str | None = None
    batch_id: int | None = None  # what its webhook names
    file_format: str = "pdf"
    layout: str = "4x6"
    download_type: str = "url"
    rma_number: str | None = None
    charge_event: str = "carrier_default"
    paid: bool = True
    token: str = ""  # makes its download links unguessable
    voided_at: datetime | None = None
    scans: list[Scan] = field(default_factory=list)
    tracked: bool = True
    channel_notified: bool = False

    @property
    def cost(self) -> Decimal:
        return Decimal(0) if self.is_test else self.quote.cost

    @property
    def insurance(self) -> Decimal:
        return Decimal(0) if self.is_test else self.quote.insurance

    @property
    def tracking_number(self) -> str:
        return self.parcels[0].tracking_number

    @property
    def international(self) -> bool:
        return self.ship_from.get("country") != self.ship_to.get("country")


@dataclass(slots=True)
class Fulfillment:
    """An order marked as shipped without a label."""

    id: int
    order: Order
    carrier_code: str
    tracking_number: str | None
    created: datetime
    ship_date: date
    channel_notified: bool
    voided_at: datetime | None = None
    delivered_at: datetime | None = None


@dataclass(slots=True)
class Subscription:
    id: int
    api: str  # v1, v2
    event: str
    url: str
    name: str = ""
    store_id: int | None = None
    headers: list[Json] = field(default_factory=list)


@dataclass
class Account:
    """One seller: keys for both APIs and everything behind them."""

    id: int
    name: str
    v1_key: str
    v1_secret: str
    v2_key: str
    v1_limit: int = 40
    v2_limit: int = 200
    #: False: the subscription has no API access (what the plan does not include)
    api_access: bool = True
    carriers: list[Carrier] = field(default_factory=list)
    stores: dict[int, Json] = field(default_factory=dict)
    warehouses: dict[int, Json] = field(default_factory=dict)
    users: list[Json] = field(default_factory=list)
    tags: dict[int, Json] = field(default_factory=dict)
    products: dict[int, Json] = field(default_factory=dict)
    customers: dict[int, Json] = field(default_factory=dict)
    orders: dict[int, Order] = field(default_factory=dict)
    labels: dict[int, Label] = field(default_factory=dict)
    fulfillments: dict[int, Fulfillment] = field(default_factory=dict)
    subscriptions: dict[int, Subscription] = field(default_factory=dict)
    rates: dict[str, Any] = field(default_factory=dict)  # v2.rates.Offer
    package_types: dict[int, Json] = field(default_factory=dict)
    batches: dict[int, Any] = field(default_factory=dict)  # v2.batches.Batch
    manifests: dict[int, Json] = field(default_factory=dict)
    pickups: dict[str, Json] = field(default_factory=dict)
    by_key: dict[str, int] = field(default_factory=dict)
    customer_of: dict[str, int] = field(default_factory=dict)  # by username
    labels_of: dict[int, list[int]] = field(default_factory=dict)
    _last_id: dict[str, int] = field(default_factory=dict)

    def next_id(self, kind: str, start: int) -> int:
        self._last_id[kind] = self._last_id.get(kind, start) + 1
        return self._last_id[kind]

    def add_order(self, order: Order) -> None:
        self.orders[order.id] = order
        self.by_key[order.key] = order.id

    def add_label(self, label: Label) -> None:
        self.labels[label.id] = label
        if label.order is not None:
            self.labels_of.setdefault(label.order.id, []).append(label.id)

    def labels_for(self, order: Order) -> list[Label]:
        """Those that stand: bought, not voided, for the way to the customer."""
        found = (self.labels[number] for number in self.labels_of.get(order.id, ()))
        return [one for one in found if one.voided_at is None and not one.is_return]

    # -- finding, or refusing --------------------------------------------------
    def order(self, order_id: object) -> Order:
        return _found(self.orders, order_id, "The order")

    def sales_order(self, order_id: object) -> Order:
        """As V1 sees them: without V2's shipments that were never made an order."""
        found = self.order(order_id)
        if not found.is_sales_order:
            raise not_found("The order", order_id)
        return found

    def label(self, label_id: object) -> Label:
        return _found(self.labels, label_id, "The shipment")

    def store(self, store_id: object) -> Json:
        return _found(self.stores, store_id, "The store")

    def warehouse(self, warehouse_id: object) -> Json:
        return _found(self.warehouses, warehouse_id, "The warehouse")

    def default_warehouse(self) -> Json:
        chosen = [w for w in self.warehouses.values() if w["isDefault"]]
        return (chosen or list(self.warehouses.values()))[0]

    def carrier(self, code_or_id: object) -> Carrier:
        """By V1's carrierCode or V2's carrier_id."""
        for carrier in self.carriers:
            if code_or_id in (carrier.kind.code, carrier.id, f"se-{carrier.id}"):
                return carrier
        raise not_found("The carrier", code_or_id)


def _found(records: dict[int, Any], reference: object, what: str) -> Any:
    """By number, or by V2's `se-<number>`."""
    try:
        return records[int(float(str(reference).removeprefix("se-")))]
    except (KeyError, ValueError, OverflowError):
        raise not_found(what, reference) from None
