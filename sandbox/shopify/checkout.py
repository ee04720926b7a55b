"""From a basket to an order: lines, taxes, discounts, shipping, payment.

Live traffic, `orderCreate` and `draftOrderComplete` all pay at the same till.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from . import ordering
from .core.money import Bag, rounded
from .state.customer import Customer
from .state.location import Address
from .state.order import LineItem, Order
from .state.priced import (
    Attribute,
    DiscountAllocation,
    DiscountApplication,
    Percentage,
    ShippingLine,
    TaxLine,
)
from .state.product import ProductVariant
from .state.store import Store


@dataclass(slots=True)
class Item:
    """One line of a basket; a line without variant is a custom one."""

    quantity: int
    variant: ProductVariant | None = None
    price: Decimal | None = None
    title: str = ""
    sku: str | None = None
    attributes: list[Attribute] = field(default_factory=list)
    tax_lines: list[TaxLine] | None = None
    requires_shipping: bool = True
    taxable: bool = True
    is_gift_card: bool = False


@dataclass(slots=True)
class Basket:
    items: Sequence[Item]
    customer: Customer | None = None
    email: str | None = None
    phone: str | None = None
    shipping_address: Address | None = None
    billing_address: Address | None = None
    presentment_currency: str | None = None
    rate: Decimal = Decimal(1)
    tax: tuple[str, Decimal] | None = None
    shipping: tuple[str, Decimal] | None = None
    discount: tuple[str, Decimal] | None = None  # code, percent
    taxes_included: bool | None = None
    values: dict[str, Any] = field(default_factory=dict)
    at: datetime | None = None


def new_order(store: Store, basket: Basket) -> Order:
    """The order with its lines; unpaid, and nothing told yet."""
    store.last_order_number += 1
    number = store.last_order_number
    seen = basket.presentment_currency or store.currency
    included = basket.taxes_included
    values = {"name": f"#{number}", "source_name": "web", **basket.values}
    order = store.create(
        Order,
        number=number,
        currency_code=store.currency,
        presentment_currency_code=seen,
        processed_at=values.pop("processed_at", None) or basket.at or store.now(),
        zero=store.bag(0, seen, basket.rate),
        email=basket.email or (basket.customer.email if basket.customer else None),
        phone=basket.phone,
        customer=basket.customer,
        billing_address=basket.billing_address or basket.shipping_address,
        shipping_address=basket.shipping_address,
        taxes_included=store.taxes_included if included is None else included,
        confirmation_number=f"C{number:08d}",
        created_at=basket.at,
        **values,
    )
    for item in basket.items:
        order.line_items.append(_line(store, order, basket, item))
    _discount(order, basket)
    for line, item in zip(order.line_items, basket.items, strict=True):
        _tax(order, basket, line, item)
    if basket.shipping:
        order.all_shipping_lines.append(_shipping(store, order, basket))
    order.original_total_price_set = order.total_price_set
    if basket.customer:
        basket.customer.orders.append(order)
        store.touch(basket.customer)
    return order


def _line(store: Store, order: Order, basket: Basket, item: Item) -> LineItem:
    variant = item.variant
    price = item.price if item.price is not None else variant.price if variant else 0
    many = variant is not None and variant.title != "Default Title"
    return store.create(
        LineItem,
        order=order,
        title=item.title or (variant.product.title if variant else "Custom item"),
        quantity=item.quantity,
        original_unit_price_set=_bag(store, basket, price),
        variant=variant,
        product=variant.product if variant else None,
        variant_title=variant.title if variant and many else None,
        sku=item.sku if item.sku is not None else variant.sku if variant else None,
        vendor=variant.product.vendor if variant else None,
        custom_attributes=item.attributes,
        requires_shipping=item.requires_shipping,
        taxable=item.taxable,
        is_gift_card=item.is_gift_card,
        grams=variant.inventory_item.grams if variant else 0,
        created_at=basket.at,
    )


def _bag(store: Store, basket: Basket, amount: Any) -> Bag:
    return store.bag(amount, basket.presentment_currency, basket.rate)


def _discount(order: Order, basket: Basket) -> None:
    if basket.discount is None:
        return
    code, percent = basket.discount
    application = DiscountApplication(
        "DiscountCodeApplication", Percentage(float(percent)), 0, code=code
    )
    order.discount_applications.append(application)
    for line in order.line_items:
        off = line.original_total_set * (percent / 100)
        line.discount_allocations.append(DiscountAllocation(off, application))


def _tax(order: Order, basket: Basket, line: LineItem, item: Item) -> None:
    if item.tax_lines is not None:
        line.tax_lines = item.tax_lines
    elif basket.tax and line.taxable and not order.tax_exempt:
        line.tax_lines.append(tax_on(order, line.net, *basket.tax))


def tax_on(order: Order, net: Bag, title: str, rate: Decimal) -> TaxLine:
    part = rate / (1 + rate) if order.taxes_included else rate
    return TaxLine(title, rate, net * part)


def _shipping(store: Store, order: Order, basket: Basket) -> ShippingLine:
    title, price = basket.shipping or ("Standard", Decimal(0))
    line = store.create(
        ShippingLine,
        title=title,
        code=title,
        original_price_set=_bag(store, basket, rounded(price, store.currency)),
        created_at=basket.at,
    )
    if basket.tax and price:
        line.tax_lines.append(tax_on(order, line.original_price_set, *basket.tax))
    return line


def open_order(
    store: Store, order: Order, payments: Sequence[tuple[str, str, Bag]]
) -> None:
    """`(kind, gateway, amount)` each; stock is taken, the world is told."""
    ordering.assign(store, order)
    for kind, gateway, amount in payments:
        ordering.pay(store, order, kind, amount, gateway, at=order.processed_at)
    store.emit("orders/create", order)
    if order.display_financial_status == "PAID":
        store.emit("orders/paid", order)
