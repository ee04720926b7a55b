"""From the neutral world to eBay: locations, listings, orders, live traffic."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from sandbox.data.catalogue import MAX_VARIANTS
from sandbox.data.model import ZERO, Address, Location
from sandbox.data.model import Order as WorldOrder
from sandbox.data.model import OrderLine as WorldLine

from . import listings
from .archive import Archive
from .catalogue import load_product
from .order_json import buyer_total
from .sites import DE
from .state import Cancel, Json, Order, OrderLine, Parcel, Seller
from .times import money, parsed, stamp

if TYPE_CHECKING:
    from sandbox.data.world import World

    from .platform import EbayPlatform

#: the scale mode has more than a start may wait for: a part is loaded, the newest
#: orders first, as eBay itself shows 90 days by default
MOST_PRODUCTS, MOST_ORDERS = 500, 5_000
CARRIERS = {
    "ups": ("UPS", "UPSGround"),
    "usps": ("USPS", "USPSPriority"),
    "fedex": ("FedEx", "FedExHomeDelivery"),
    "dhl": ("DHL", "DE_DHLPaket"),
    "royal_mail": ("RoyalMail", "UK_RoyalMailTracked48"),
}
CANCEL_REASONS = {
    "customer": "BUYER_ASKED_CANCEL",
    "inventory": "OUT_OF_STOCK_OR_CANNOT_FULFILL",
    "fraud": "ADDRESS_ISSUES",
    "declined": "BUYER_ASKED_CANCEL",
    "other": "BUYER_ASKED_CANCEL",
}
#: where the ids of the past begin, so that they do not meet those given out later
FIRST_LINE, FIRST_CANCEL, FIRST_REFUND = 20_073_000_000, 5_100_000_000, 4_000_000_000
FIRST_GONE_LISTING = 110_100_000_000
ADVERTISED_EVERY = 8
PAYOUT_EVERY = timedelta(days=7)


def load(ebay: EbayPlatform, world: World) -> None:
    ready = [s for s in ebay.sellers.values() if s.programs]
    for seller in ready:
        for location in world.locations:
            _load_location(seller, location)
    for index in range(min(MOST_PRODUCTS, len(world.products))):
        for seller in ready:
            _load_product(ebay, seller, index)
    for seller in ready:
        seller.items.fetch = partial(_load_later, ebay, seller)
    first = max(0, len(world.orders) - MOST_ORDERS)
    for record in world.orders[first:]:
        if record.platform == "ebay":
            seller = _seller_of(ebay, record)
            _book_history(ebay, seller, load_order(ebay, seller, record))
    default = ebay.seller()
    default.orders.archive = Archive(
        world, first, lambda index: made_order(ebay, default, world.orders[index])
    )
    for seller in ready:
        _pay_out_history(ebay, seller, world.now)


def live_order(ebay: EbayPlatform) -> Order:
    """One plausible sale of something that is listed, with all that follows from it."""
    world = ebay.world
    if world is None:
        raise LookupError("eBay has no data: the sandbox was started without them")
    ebay.live_orders += 1
    number = len(world.orders) + ebay.live_orders
    record = world.new_order(number, ebay.code, ebay.now())
    seller = _seller_of(ebay, record)
    order = load_order(ebay, seller, record)
    order.created_at = order.modified_at = order.paid_at = ebay.now()
    placed(ebay, seller, order)
    return order


def placed(ebay: EbayPlatform, seller: Seller, order: Order) -> None:
    """Stock falls when an order is placed; the rest happens when it is paid."""
    for line in order.lines:
        listing = seller.listings.get(line.listing_id)
        if listing is not None and line.sku in listing.variations:
            listings.sell(ebay, seller, listing, line.sku, line.quantity)
    if order.paid_at is not None:
        paid(ebay, seller, order)


def paid(ebay: EbayPlatform, seller: Seller, order: Order) -> None:
    order.paid_at = order.paid_at or ebay.now()
    order.modified_at = ebay.now()
    ebay.book.sale(seller, order)
    ebay.notify_order("ORDER_CONFIRMATION", seller, order)


def _seller_of(ebay: EbayPlatform, record: WorldOrder) -> Seller:
    german = record.marketplace == DE.marketplace
    return ebay.seller("teile_de" if german else "")


def _load_product(ebay: EbayPlatform, seller: Seller, index: int) -> None:
    product = ebay.world.products[index]
    if product.on_ebay and product.status == "active":
        load_product(ebay, seller, product, ebay.world)


def _load_later(ebay: EbayPlatform, seller: Seller, index: int) -> None:
    if MOST_PRODUCTS <= index < len(ebay.world.products):
        _load_product(ebay, seller, index)


def _load_location(seller: Seller, location: Location) -> None:
    seller.locations[location.code] = {
        "name": location.name,
        "phone": location.address.phone,
        "locationTypes": [
            "FULFILLMENT_CENTER" if location.fulfils_online_orders else "STORE"
        ],
        "merchantLocationStatus": "ENABLED",
        "location": {"address": _inventory_address(location.address)},
    }


def _inventory_address(address: Address) -> Json:
    body = _address(address)
    body["country"] = body.pop("countryCode")
    return body


def _address(address: Address) -> Json:
    body = {
        "addressLine1": address.line1,
        "addressLine2": address.line2,
        "city": address.city,
        "stateOrProvince": address.region,
        "postalCode": address.postcode,
        "countryCode": address.country,
    }
    return {name: value for name, value in body.items() if value}


# -- one order ---------------------------------------------------------------------
def load_order(ebay: EbayPlatform, seller: Seller, record: WorldOrder) -> Order:
    order = made_order(ebay, seller, record)
    seller.orders[order.order_id] = order
    return order


def made_order(ebay: EbayPlatform, seller: Seller, record: WorldOrder) -> Order:
    """Always the same order: its ids follow from its place in the world."""
    carrier, service = CARRIERS.get(record.shipping.carrier, ("Other", "Other"))
    order = Order(
        order_id=record.number,
        marketplace=record.marketplace,
        currency=record.currency,
        created_at=record.created_at,
        modified_at=record.updated_at,
        buyer=_buyer(ebay, record),
        ship_to=_address(record.shipping_address),
        lines=_lines(ebay, seller, record),
        carrier=carrier,
        service=service,
        taxes_collected=record.marketplace_collects_tax,
        taxes_included=record.taxes_included,
        paid_at=None if record.financial_status == "pending" else record.created_at,
        note=record.note,
        record=str(record.index + 1),
        program="EIS" if record.duty_total else "",
        exchange_rate=record.exchange_rate if seller.site is not DE else Decimal(1),
    )
    order.parcels = _parcels(order, record)
    if record.cancellation is not None:
        order.cancels = [_cancel(record)]
        order.cancelled_at = record.cancellation.at
    if order.paid_at is not None:
        order.refunds = _refunds(order, record)
    return order


def _buyer(ebay: EbayPlatform, record: WorldOrder) -> Json:
    name = f"guest_{record.index}"
    if record.customer_index is not None and ebay.world is not None:
        customer = ebay.world.customers[record.customer_index]
        name = customer.ebay_username or name
    known = ebay.buyers.get(name)
    if known is None:
        known = ebay.buyers[name] = {
            "username": name,
            "user_id": ebay.rng.hex(11),
            "eias": f"nY+sHZ2PrBmdj6wVnY+sEZ2PrA2dj6{ebay.rng.hex(18)}==",
        }
    return {
        **known,
        "name": record.shipping_address.name,
        # eBay hides the real address behind one of its own.
        "email": f"{known['user_id']}@members.ebay.com",
        "phone": record.phone,
        "company": record.shipping_address.company,
    }


def _lines(ebay: EbayPlatform, seller: Seller, record: WorldOrder) -> list[OrderLine]:
    lines = []
    for line in record.lines:
        listing_id = seller.listing_of.get(line.sku) or _gone_listing(line)
        listing = seller.listings.get(listing_id)
        variation = listing.variations.get(line.sku) if listing else None
        lines.append(
            OrderLine(
                line_id=str(FIRST_LINE + record.index * 10 + line.position),
                listing_id=listing_id,
                sku=line.sku,
                title=line.title,
                quantity=line.quantity,
                unit_price=line.unit_price,
                shipping=ZERO,
                discount=line.discount,
                tax=line.tax,
                aspects=dict(variation.aspects) if variation else {},
            )
        )
    # eBay charges postage per line; the world charges it once per order.
    lines[0].shipping = record.shipping.net
    lines[0].tax += record.shipping.tax
    return lines


def _gone_listing(line: WorldLine) -> str:
    """The listing that this was sold from is no more, or was never loaded."""
    product = line.product_index or 0
    return str(FIRST_GONE_LISTING + product * MAX_VARIANTS + line.variant_index)


def _parcels(order: Order, record: WorldOrder) -> list[Parcel]:
    parcels = []
    for fulfilment in record.fulfilments:
        carrier, _ = CARRIERS.get(fulfilment.carrier, ("Other", ""))
        number = fulfilment.tracking_number
        lines = {order.lines[p - 1].line_id: n for p, n in fulfilment.quantities}
        parcels.append(Parcel(number or "999", lines, fulfilment.at, carrier, number))
    return parcels


def _cancel(record: WorldOrder) -> Cancel:
    reason = record.cancellation.reason
    return Cancel(
        cancel_id=str(FIRST_CANCEL + record.index),
        state="COMPLETED",
        reason=CANCEL_REASONS[reason],
        initiator="BUYER" if reason == "customer" else "SELLER",
        requested_at=record.cancellation.at,
        completed_at=record.cancellation.at,
    )


# -- its money ---------------------------------------------------------------------
def _refunds(order: Order, record: WorldOrder) -> list[Json]:
    refunds: list[Json] = []
    left = buyer_total(order)
    for number, refund in enumerate(record.refunds):
        amount = refund.total
        if record.marketplace_collects_tax:
            # The tax went to eBay and comes back from eBay.
            amount -= sum((line.tax for line in refund.lines), ZERO)
        is_last = number == len(record.refunds) - 1
        if is_last and record.financial_status == "refunded":
            amount = left
        amount = min(amount, left)
        if amount <= 0:
            continue
        left -= amount
        reference = str(FIRST_REFUND + record.index * 10 + number)
        refunds.append(
            {
                "refundId": reference,
                "amount": money(amount, order.currency),
                "refundDate": stamp(refund.at),
                "refundStatus": "REFUNDED",
                "refundReferenceId": reference,
            }
        )
    return refunds


def _book_history(ebay: EbayPlatform, seller: Seller, order: Order) -> None:
    if order.paid_at is None:
        return
    ebay.book.sale(seller, order, order.paid_at)
    if int(order.record) % ADVERTISED_EVERY == 0:
        ebay.book.advertising(seller, order, order.paid_at)
    for refund in order.refunds:
        amount = Decimal(refund["amount"]["value"])
        ebay.book.refund(seller, order, amount, parsed(refund["refundDate"]))


def _pay_out_history(ebay: EbayPlatform, seller: Seller, now: datetime) -> None:
    """A transfer a week, up to last week; the newest money still waits."""
    if not seller.transactions:
        return
    seller.transactions.sort(key=lambda row: row["transactionDate"])
    week = min(order.created_at for order in seller.orders.values()) + PAYOUT_EVERY
    while week < now - timedelta(days=2):
        ebay.book.pay_out(seller, week, before=stamp(week))
        week += PAYOUT_EVERY
