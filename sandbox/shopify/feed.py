"""As in life: a store that also feeds ShipStation directly, beside every connector."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sandbox.data import model

from . import ordering
from .state.fulfillment import TrackingInfo
from .state.location import Address
from .state.order import Order
from .state.store import Store

#: ShipStation's number of the marketplace Shopify
MARKETPLACE = 12


def feed(store: Store, order: Order) -> None:
    shipstation: Any = store.kernel.platforms.get("shipstation")
    if shipstation is None:
        return
    shipstation.import_channel_order(_told(store, order), store.name, MARKETPLACE)


def _told(store: Store, order: Order) -> Any:
    from sandbox.shipstation.channel import ChannelLine, ChannelOrder

    async def on_shipped(record: Any, labels: list[Any]) -> None:
        ship_elsewhere(store, order, labels)

    lines = [
        ChannelLine(
            str(line.id),
            line.sku or "",
            line.name,
            line.current_quantity,
            line.original_unit_price_set.presentment,
            line.grams,
        )
        for line in order.line_items
        if line.requires_shipping
    ]
    whole = order.total_price_set
    title = order.shipping_lines[0].title if order.shipping_lines else ""
    address = order.shipping_address or Address()
    return ChannelOrder(
        number=order.name,
        key=str(order.id),
        created_at=order.created_at,
        email=order.email or "",
        billing=_neutral(order.billing_address or address),
        ship_to=_neutral(address),
        lines=lines,
        shipping=order.total_shipping_price_set.presentment,
        tax=order.total_tax_set.presentment,
        paid=whole.presentment if order.net_payment_set else Decimal(0),
        requested_service=title,
        note=order.note or "",
        on_shipped=on_shipped,
    )


def _neutral(row: Address) -> model.Address:
    return model.Address(
        name=row.name or "",
        line1=row.address1 or "",
        city=row.city or "",
        postcode=row.zip or "",
        country=row.country_code or "US",
        line2=row.address2 or "",
        region=row.province_code or "",
        company=row.company or "",
        phone=row.phone or "",
    )


def ship_elsewhere(store: Store, order: Order, labels: list[Any]) -> None:
    """ShipStation's own feed marks the order as shipped, with its tracking."""
    tracking = [
        TrackingInfo(label.carrier.kind.name, parcel.tracking_number, None)
        for label in labels
        for parcel in label.parcels
    ]
    ship_all(store, order, tracking)


def ship_all(store: Store, order: Order, tracking: list[TrackingInfo]) -> None:
    for target in list(order.fulfillment_orders):
        items = [(i, i.remaining_quantity) for i in target.line_items]
        items = [(item, quantity) for item, quantity in items if quantity]
        if target.is_active and items:
            made = ordering.ship(store, order, items, tracking)
            store.emit("fulfillments/create", made)
    ordering.changed(store, order, "orders/fulfilled")
