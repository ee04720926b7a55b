"""What happens to an order, whoever asks for it: the API, the shop floor, a buyer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from .core.money import Bag, Money, rounded
from .state.fulfillment import (
    Fulfillment,
    FulfillmentLineItem,
    FulfillmentOrder,
    FulfillmentOrderLineItem,
    TrackingInfo,
)
from .state.location import Location
from .state.order import LineItem, Order, OrderTransaction
from .state.payout import ShopifyPaymentsBalanceTransaction
from .state.store import Store

GATEWAYS = {
    "shopify_payments": "Shopify Payments",
    "gift_card": "Gift card",
    "manual": "Manual",
    "paypal": "PayPal",
    "bogus": "(for testing) Bogus Gateway",
    "cash": "Cash",
}
#: What Shopify Payments keeps: a share of the sale, and a bit.
FEE_RATE, FEE_FLAT = Decimal("0.029"), Decimal("0.30")
TRACKING_PAGES = {
    "ups": "https://www.ups.com/track?tracknum={}",
    "usps": "https://tools.usps.com/go/TrackConfirmAction?tLabels={}",
    "fedex": "https://www.fedex.com/fedextrack/?trknbr={}",
    "dhl express": "https://www.dhl.com/track?tracking-id={}",
}


# -- stock ------------------------------------------------------------------
def shift(store: Store, line: LineItem, place: Location | None, **changes: int) -> None:
    if line.variant is None or place is None or not line.variant.inventory_item.tracked:
        return
    level = line.variant.inventory_item.level(place)
    if level is None:
        return
    for name, delta in changes.items():
        level.change(name, delta)
    store.touch(level)
    if "available" in changes:
        store.emit("inventory_levels/update", level)


def place_for(store: Store, line: LineItem) -> Location | None:
    """The first place that has enough; else the first that may ship at all."""
    places = [p for p in store["Location"] if p.is_active and p.fulfills_online_orders]
    item = line.variant.inventory_item if line.variant else None
    for place in places:
        level = item.level(place) if item else None
        if level and level.quantity("available") >= line.quantity:
            return place
    stocked = [place for place in places if item and item.level(place)]
    return next(iter(stocked or places), None)


# -- fulfilment orders ------------------------------------------------------
def assign(
    store: Store,
    order: Order,
    lines: Iterable[LineItem] | None = None,
    place: Location | None = None,
    take_stock: bool = True,
) -> None:
    """One fulfilment order for each place that ships a part of the order."""
    by_place: dict[Location, FulfillmentOrder] = {}
    for line in order.line_items if lines is None else lines:
        target = place or place_for(store, line)
        if target is None or line.is_gift_card:
            continue
        if target not in by_place:
            by_place[target] = store.create(
                FulfillmentOrder,
                order=order,
                location=target,
                created_at=max(order.created_at, order.updated_at),
            )
            order.fulfillment_orders.append(by_place[target])
        add_to(store, by_place[target], line, line.quantity)
        taken = -line.quantity if take_stock else 0
        changes = {"available": taken} if taken else {}
        shift(store, line, target, committed=line.quantity, **changes)


def add_to(
    store: Store, target: FulfillmentOrder, line: LineItem, quantity: int
) -> FulfillmentOrderLineItem:
    item = store.create(
        FulfillmentOrderLineItem,
        fulfillment_order=target,
        line_item=line,
        total_quantity=quantity,
        remaining_quantity=quantity,
    )
    target.line_items.append(item)
    return item


def release(store: Store, line: LineItem, quantity: int, restock: bool) -> int:
    """Take units that were not shipped out of their fulfilment orders."""
    left = quantity
    for target in line.order.fulfillment_orders:
        for item in target.line_items:
            if item.line_item is not line or not left:
                continue
            part = min(item.remaining_quantity, left)
            if not part:
                continue
            item.remaining_quantity -= part
            item.total_quantity -= part
            left -= part
            changes = {"available": part} if restock else {}
            shift(store, line, target.location, committed=-part, **changes)
            target.settle()
            store.touch(target)
    return quantity - left


def put_back(
    store: Store, line: LineItem, quantity: int, place: Location | None
) -> None:
    """Returned units go on sale again."""
    shipped_from = next(
        (f.location for f in line.order.fulfillments if f.location), None
    )
    shift(store, line, place or shipped_from, available=quantity)


# -- shipping ---------------------------------------------------------------
def ship(
    store: Store,
    order: Order,
    items: list[tuple[FulfillmentOrderLineItem, int]],
    tracking: list[TrackingInfo],
    at: datetime | None = None,
) -> Fulfillment:
    sources = list(dict.fromkeys(item.fulfillment_order for item, _ in items))
    fulfillment = store.create(
        Fulfillment,
        order=order,
        location=sources[0].location,
        tracking_info=tracking,
        fulfillment_orders=sources,
        created_at=at,
    )
    for item, quantity in items:
        item.remaining_quantity -= quantity
        fulfillment.fulfillment_line_items.append(
            store.create(
                FulfillmentLineItem,
                fulfillment=fulfillment,
                line_item=item.line_item,
                quantity=quantity,
            )
        )
        place = item.fulfillment_order.location
        shift(store, item.line_item, place, committed=-quantity)
    order.fulfillments.append(fulfillment)
    for source in sources:
        source.fulfillments.append(fulfillment)
        if source.remaining:
            source.status = "IN_PROGRESS"
        source.settle()
        store.touch(source)
    return fulfillment


def unship(store: Store, fulfillment: Fulfillment) -> None:
    """A cancelled fulfilment's units wait again, in a new fulfilment order."""
    fulfillment.status, fulfillment.display_status = "CANCELLED", "CANCELED"
    store.touch(fulfillment)
    order = fulfillment.order
    target = store.create(
        FulfillmentOrder,
        order=order,
        location=fulfillment.location or next(iter(store["Location"])),
    )
    order.fulfillment_orders.append(target)
    for item in fulfillment.fulfillment_line_items:
        add_to(store, target, item.line_item, item.quantity)
        shift(store, item.line_item, target.location, committed=item.quantity)


def tracking_from(row: dict[str, Any] | None) -> list[TrackingInfo]:
    """A `FulfillmentTrackingInput`: one number, or several."""
    if not row:
        return []
    numbers = row.get("numbers") or ([row["number"]] if row.get("number") else [])
    urls = row.get("urls") or ([row["url"]] if row.get("url") else [])
    company = row.get("company")
    page = TRACKING_PAGES.get((company or "").lower())
    found = []
    for at in range(max(len(numbers), len(urls), 1 if company else 0)):
        number = numbers[at] if at < len(numbers) else None
        made = page.format(number) if page and number else None
        url = urls[at] if at < len(urls) else made
        found.append(TrackingInfo(company, number, url))
    return found


# -- money ------------------------------------------------------------------
def pay(
    store: Store,
    order: Order,
    kind: str,
    amount: Bag,
    gateway: str = "shopify_payments",
    parent: OrderTransaction | None = None,
    at: datetime | None = None,
) -> OrderTransaction:
    at = at or store.now()
    transaction = store.create(
        OrderTransaction,
        order=order,
        kind_=kind,
        amount_set=amount,
        gateway=gateway,
        formatted_gateway=GATEWAYS.get(gateway, gateway.replace("_", " ").title()),
        parent_transaction=parent,
        processed_at=at,
        created_at=at,
        test=order.test,
        manual_payment_gateway=gateway in ("manual", "cash"),
        authorization_expires_at=(
            at + timedelta(days=7) if kind == "AUTHORIZATION" else None
        ),
    )
    order.transactions.append(transaction)
    if gateway == "shopify_payments" and kind in ("SALE", "CAPTURE", "REFUND"):
        _book(store, transaction)
    return transaction


def _book(store: Store, transaction: OrderTransaction) -> None:
    """Shopify Payments' own account of it: amount, fee, what is left."""
    amount, currency = transaction.amount_set.shop, transaction.amount_set.currency
    refund = transaction.kind_ == "REFUND"
    fee = Decimal(0) if refund else rounded(amount * FEE_RATE + FEE_FLAT, currency)
    signed = -amount if refund else amount
    transaction.fee = transaction.amount_set.of(fee) if fee else None
    store.create(
        ShopifyPaymentsBalanceTransaction,
        type="REFUND" if refund else "CHARGE",
        amount=Money(signed, currency),
        fee=Money(fee, currency),
        net=Money(signed - fee, currency),
        transaction_date=transaction.processed_at,
        created_at=transaction.processed_at,
        order=transaction.order,
        source_type="REFUND" if refund else "CHARGE",
        source_id=transaction.id,
        source_order_transaction_id=transaction.id,
        test=transaction.test,
    )


# -- telling ----------------------------------------------------------------
def changed(store: Store, order: Order, *topics: str) -> None:
    """`orders/updated` follows every change; the other topics name it."""
    store.touch(order)
    for topic in topics:
        store.emit(topic, order)
    store.emit("orders/updated", order)
