"""Orders that ShipStation imports from a sales channel by itself, as a shop that is
connected to it directly feeds them in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sandbox.data.model import Address
from sandbox.data.model import Order as WorldOrder
from sandbox.data.world import World

from . import orders
from .office import Office
from .state import Account, ChannelNotice, Order

Json = dict[str, Any]


@dataclass
class ChannelLine:
    key: str  # the channel's id of the line
    sku: str
    name: str
    quantity: int
    unit_price: Decimal
    weight_g: int = 0


@dataclass
class ChannelOrder:
    """`on_shipped(order, labels)` is awaited when the channel must hear of a parcel."""

    number: str
    key: str  # the channel's id of the order
    created_at: datetime
    email: str
    billing: Address
    ship_to: Address
    lines: list[ChannelLine]
    shipping: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    requested_service: str = ""
    note: str = ""
    on_shipped: ChannelNotice | None = None


def import_order(
    office: Office, account: Account, store: Json, order: ChannelOrder
) -> Order:
    """New or changed: the channel's key tells. Shipped ones are left alone."""
    body = _body(order, store)
    known = account.orders.get(account.by_key.get(order.key, 0))
    if known is not None and known.status not in orders.OPEN:
        return known
    record, _ = orders.create_or_update(office, account, body)
    record.notify_channel = order.on_shipped
    return record


def from_world(world: World, order: WorldOrder) -> ChannelOrder:
    shipped = [line for line in order.lines if line.requires_shipping]
    return ChannelOrder(
        number=order.number,
        key=f"{order.platform}-{order.number}",
        created_at=order.created_at,
        email=order.email,
        billing=order.billing,
        ship_to=order.shipping_address,
        lines=[
            ChannelLine(
                str(line.position),
                line.sku,
                line.title,
                line.quantity,
                line.unit_price,
                _weight_g(world, line.product_index, line.variant_index),
            )
            for line in shipped
        ],
        shipping=order.shipping.net,
        tax=order.tax_total,
        paid=order.total,
        requested_service=order.shipping.title,
        note=order.note,
    )


def v1_address(address: Address) -> Json:
    return {
        "name": address.name,
        "company": address.company or None,
        "street1": address.line1,
        "street2": address.line2 or None,
        "street3": None,
        "city": address.city,
        "state": address.region,
        "postalCode": address.postcode,
        "country": address.country,
        "phone": address.phone or None,
        "residential": not address.company,
    }


def _weight_g(world: World, product: int | None, variant: int) -> int:
    if product is None or product >= len(world.products):
        return 250
    return world.products[product].variants[variant].weight_g


def _body(order: ChannelOrder, store: Json) -> Json:
    """As createorder takes it."""
    return {
        "orderNumber": order.number,
        "orderKey": order.key,
        "orderDate": order.created_at.isoformat(),
        "paymentDate": order.created_at.isoformat(),
        "orderStatus": "awaiting_shipment",
        "customerUsername": order.email or None,
        "customerEmail": order.email or None,
        "billTo": v1_address(order.billing),
        "shipTo": v1_address(order.ship_to),
        "items": [_item(line) for line in order.lines],
        "amountPaid": float(order.paid),
        "taxAmount": float(order.tax),
        "shippingAmount": float(order.shipping),
        "customerNotes": order.note or None,
        "requestedShippingService": order.requested_service or None,
        "advancedOptions": {
            "storeId": store["storeId"],
            "source": store["marketplaceName"].lower(),
        },
    }


def _item(line: ChannelLine) -> Json:
    return {
        "lineItemKey": line.key,
        "sku": line.sku,
        "name": line.name,
        "quantity": line.quantity,
        "unitPrice": float(line.unit_price),
        "weight": {"value": line.weight_g, "units": "grams", "WeightUnits": 2},
    }
