"""Refunds of the past: units, shipping, goodwill, and the ways the money went."""

from __future__ import annotations

from decimal import Decimal

from sandbox.data import model

from . import ordering
from .core.money import Bag, rounded, total
from .state.location import Location
from .state.order import Order
from .state.refund import (
    OrderAdjustment,
    Refund,
    RefundLineItem,
    RefundShippingLine,
)
from .state.store import Store


def bag(row: model.Order, seen: Decimal) -> Bag:
    """The world thinks in the buyer's currency."""
    shop = rounded(seen / row.exchange_rate, row.shop_currency)
    return Bag(shop, seen, row.shop_currency, row.currency)


def add(
    store: Store,
    places: dict[str, Location],
    order: Order,
    row: model.Order,
    given: model.Refund,
) -> None:
    refund = store.create(
        Refund,
        order=order,
        processed_at=given.at,
        created_at=given.at,
        note=given.note,
    )
    lines = dict(zip((x.position for x in row.lines), order.line_items, strict=True))
    for part in given.lines:
        line = lines[part.position]
        line.refunded += part.quantity
        restock = "CANCEL" if row.cancellation else "RETURN"
        whole = part.quantity == line.quantity
        refund.refund_line_items.append(
            store.create(
                RefundLineItem,
                line_item=line,
                quantity=part.quantity,
                subtotal_set=line.net if whole else bag(row, part.amount),
                total_tax_set=line.tax if whole else bag(row, part.tax),
                restock_type=restock if part.restock else "NO_RESTOCK",
                restocked=part.restock,
                location=places.get(row.location),
                created_at=given.at,
            )
        )
    if given.shipping:
        _refund_shipping(store, order, refund, given)
    _give_back(store, order, row, refund, given)
    order.refunds.append(refund)


def _refund_shipping(
    store: Store, order: Order, refund: Refund, given: model.Refund
) -> None:
    line = order.shipping_lines[0]
    tax = total((tax.price_set for tax in line.tax_lines), order.zero)
    line.refunded = line.discounted_price_set
    refund.refund_shipping_lines.append(
        store.create(
            RefundShippingLine,
            shipping_line=line,
            subtotal_amount_set=line.discounted_price_set,
            tax_amount_set=tax,
            created_at=given.at,
        )
    )


def _give_back(
    store: Store, order: Order, row: model.Order, refund: Refund, given: model.Refund
) -> None:
    """A gift card that paid gets its money back first."""
    whole = order.total_price_set
    left = whole if given.total == row.total else bag(row, given.total)
    sales = [t for t in order.transactions if t.kind_ == "SALE"]
    for sale in sorted(sales, key=lambda t: t.gateway != "gift_card"):
        part = sale.amount_set.capped(left)
        if part:
            refund.transactions.append(
                ordering.pay(store, order, "REFUND", part, sale.gateway, sale, given.at)
            )
            left = left - part
    difference = refund.goods - refund.total_refunded_set
    if difference:
        refund.order_adjustments.append(
            store.create(
                OrderAdjustment,
                amount_set=difference,
                tax_amount_set=difference.zero,
                created_at=given.at,
            )
        )
