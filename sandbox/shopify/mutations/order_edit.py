"""Editing an order: a session that is begun, changed and committed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .. import ordering
from ..core.context import Context
from ..core.errors import refuse
from ..core.money import Money
from ..core.registry import plays, resolves
from ..state.order import LineItem, Order
from ..state.order_edit import (
    CalculatedLineItem,
    CalculatedOrder,
    off_one,
    priced,
    taxes_on,
)
from ..state.priced import (
    DiscountAllocation,
    DiscountApplication,
    Percentage,
    ShippingLine,
)
from .order import find_order


def session(calculated: CalculatedOrder, row: Any = None) -> dict[str, Any]:
    number = calculated.id
    return {
        "calculated_order": calculated,
        "calculated_line_item": row,
        "order_edit_session": {"id": f"gid://shopify/OrderEditSession/{number}"},
    }


@resolves("CalculatedOrder.notificationPreviewTitle")
def _preview(calculated: CalculatedOrder) -> str:
    return f"Order {calculated.order.name} updated"


@plays("orderEditBegin", "write_order_edits")
def begin(ctx: Context, id: str) -> dict[str, Any]:
    order = find_order(ctx, id)
    if order.cancelled_at:
        raise refuse("The order cannot be edited because it is cancelled.", "id")
    calculated = ctx.store.create(CalculatedOrder, order=order)
    for line in order.line_items:
        calculated.line_items.append(
            ctx.store.create(
                CalculatedLineItem,
                id=line.id,  # the same number under another name
                line_item=line,
                title=line.title,
                quantity=line.current_quantity,
                before=line.current_quantity,
                original_unit_price_set=line.original_unit_price_set,
                variant=line.variant,
                sku=line.sku,
            )
        )
    return session(calculated)


def _open(ctx: Context, id: str) -> CalculatedOrder:
    said = "The calculated order does not exist."
    found = ctx.store.node(id)
    if not isinstance(found, CalculatedOrder) or found.committed:
        raise refuse(said, "id")
    return found


def _row(calculated: CalculatedOrder, line_item_id: str) -> CalculatedLineItem:
    """By the name it has in the session; that of the order's line is not known here."""
    row = next((r for r in calculated.line_items if r.gid == line_item_id), None)
    if row is None:
        raise refuse("The line item does not exist.", "lineItemId")
    return row


@plays("orderEditSetQuantity", "write_order_edits")
def set_quantity(
    ctx: Context,
    id: str,
    line_item_id: str,
    quantity: int,
    restock: bool = False,
    location_id: str | None = None,
) -> dict[str, Any]:
    calculated = _open(ctx, id)
    row = _row(calculated, line_item_id)
    if quantity < 0:
        raise refuse("Quantity must be zero or more.", "quantity")
    if row.line_item is not None:
        shipped = row.line_item.current_quantity - row.line_item.unfulfilled_quantity
        if quantity < shipped:
            raise refuse("Fulfilled items can't be removed.", "quantity")
    row.quantity, row.restock = quantity, restock
    return session(calculated, row)


@plays("orderEditAddVariant", "write_order_edits")
def add_variant(
    ctx: Context,
    id: str,
    variant_id: str,
    quantity: int,
    allow_duplicates: bool = False,
    location_id: str | None = None,
) -> dict[str, Any]:
    calculated = _open(ctx, id)
    said = "The variant does not exist."
    variant = ctx.need(variant_id, "ProductVariant", "variantId", None, said)
    if quantity < 1:
        raise refuse("Quantity must be greater than 0.", "quantity")
    known = [r for r in calculated.line_items if r.variant is variant and r.quantity]
    if known and not allow_duplicates:
        said = "The variant is already in the order. Set allowDuplicates to add it."
        raise refuse(said, "variantId")
    row = ctx.store.create(
        CalculatedLineItem,
        id=ctx.store.next_id("LineItem"),
        line_item=None,
        title=variant.product.title,
        quantity=quantity,
        original_unit_price_set=calculated.order.zero
        + ctx.store.bag(
            variant.price,
            calculated.order.presentment_currency_code,
            rate_of(calculated.order),
        ),
        variant=variant,
        sku=variant.sku,
    )
    calculated.line_items.append(row)
    return session(calculated, row)


def rate_of(order: Order) -> Any:
    whole = order.total_price_set
    return whole.presentment / whole.shop if whole.shop else 1


@plays("orderEditAddCustomItem", "write_order_edits")
def add_custom_item(
    ctx: Context,
    id: str,
    title: str,
    price: dict[str, Any],
    quantity: int,
    requires_shipping: bool = False,
    taxable: bool = True,
    location_id: str | None = None,
) -> dict[str, Any]:
    calculated = _open(ctx, id)
    if quantity < 1:
        raise refuse("Quantity must be greater than 0.", "quantity")
    if Decimal(price["amount"]) < 0:
        raise refuse("Price must be greater than or equal to 0.", "price")
    order = calculated.order
    row = ctx.store.create(
        CalculatedLineItem,
        id=ctx.store.next_id("LineItem"),
        line_item=None,
        title=title,
        quantity=quantity,
        original_unit_price_set=priced(
            ctx.store.bag(1, order.presentment_currency_code, rate_of(order)),
            Money(Decimal(price["amount"]), price["currency_code"]),
        ),
        requires_shipping=requires_shipping,
        taxable=taxable,
    )
    calculated.line_items.append(row)
    return session(calculated, row)


@plays("orderEditAddLineItemDiscount", "write_order_edits")
def add_discount(
    ctx: Context, id: str, line_item_id: str, discount: dict[str, Any]
) -> dict[str, Any]:
    """Only on what was added in this session; off each piece of it."""
    calculated = _open(ctx, id)
    row = _row(calculated, line_item_id)
    if row.line_item is not None:
        said = "Discounts can only be added to line items added in this edit."
        raise refuse(said, "lineItemId")
    fixed, percent = discount.get("fixed_value"), discount.get("percent_value")
    if (fixed is None) == (percent is None):
        raise refuse("Provide either a fixed value or a percentage.", "discount")
    value = (
        Money(Decimal(fixed["amount"]), fixed["currency_code"])
        if fixed
        else Percentage(float(percent))
    )
    title = discount.get("description") or ""
    made = DiscountApplication(
        "ManualDiscountApplication",
        value,
        len(calculated.order.discount_applications),
        title=title,
        description=title,
        allocation_method="EACH",
        target_selection="EXPLICIT",
    )
    if (
        off_one(row.original_unit_price_set, made).shop
        > row.original_unit_price_set.shop
    ):
        raise refuse("The discount is greater than the price.", "discount")
    row.discounts.append(made)
    return session(calculated, row)


@plays("orderEditAddShippingLine", "write_order_edits")
def add_shipping_line(
    ctx: Context, id: str, shipping_line: dict[str, Any]
) -> dict[str, Any]:
    calculated = _open(ctx, id)
    order = calculated.order
    amount = shipping_line["price"]["amount"]
    calculated.new_shipping.append(
        ctx.store.create(
            ShippingLine,
            title=shipping_line["title"],
            original_price_set=ctx.store.bag(
                amount, order.presentment_currency_code, rate_of(order)
            ),
            custom=True,
        )
    )
    return session(calculated)


@plays("orderEditCommit", "write_order_edits")
def commit(
    ctx: Context,
    id: str,
    notify_customer: bool = False,
    staff_note: str | None = None,
) -> dict[str, Any]:
    calculated = _open(ctx, id)
    order, additions, removals = calculated.order, [], []
    for row in calculated.line_items:
        line, delta = _apply(ctx, order, row)
        if delta:
            target = additions if delta > 0 else removals
            target.append({"id": line.id, "delta": abs(delta)})
    order.all_shipping_lines += calculated.new_shipping
    order.edited = calculated.committed = True
    ctx.emit(
        "orders/edited", _payload(ctx, calculated, additions, removals, staff_note)
    )
    ordering.changed(ctx.store, order)
    return {"order": order, "success_messages": ["Order updated"]}


def _apply(ctx: Context, order: Order, row: CalculatedLineItem) -> tuple[LineItem, int]:
    line = row.line_item
    delta = row.quantity - row.before
    if line is None:
        line = _new_line(ctx, order, row)
        ordering.assign(ctx.store, order, [line])
    elif delta > 0:
        _grow(ctx, order, line, delta)
    elif delta < 0:
        ordering.release(ctx.store, line, -delta, row.restock)
        line.removed -= delta
    return line, delta


def _new_line(ctx: Context, order: Order, row: CalculatedLineItem) -> LineItem:
    variant = row.variant
    line = ctx.store.create(
        LineItem,
        order=order,
        title=row.title,
        quantity=row.quantity,
        original_unit_price_set=row.original_unit_price_set,
        variant=variant,
        product=variant.product if variant else None,
        sku=row.sku,
        variant_title=variant.title if variant else None,
        vendor=variant.product.vendor if variant else None,
        requires_shipping=row.requires_shipping,
        taxable=row.taxable,
    )
    for each in row.discounts:
        order.discount_applications.append(each)
        off = off_one(row.original_unit_price_set, each) * row.quantity
        line.discount_allocations.append(DiscountAllocation(off, each))
    line.tax_lines = taxes_on(order, line.net, line.taxable)
    order.line_items.append(line)
    return line


def _grow(ctx: Context, order: Order, line: LineItem, delta: int) -> None:
    """More of a line: its taxes grow along."""
    was = line.quantity
    line.quantity += delta
    for tax in line.tax_lines:
        tax.price_set = tax.price_set.share(line.quantity, was)
    target = next((f for f in order.fulfillment_orders if f.is_active), None)
    if target is None:
        ordering.assign(ctx.store, order, [], None)
        return
    ordering.add_to(ctx.store, target, line, delta)
    ordering.shift(ctx.store, line, target.location, committed=delta, available=-delta)


def _payload(
    ctx: Context,
    calculated: CalculatedOrder,
    additions: list[dict[str, int]],
    removals: list[dict[str, int]],
    staff_note: str | None,
) -> dict[str, Any]:
    return {
        "order_edit": {
            "id": calculated.id,
            "app_id": None,
            "created_at": ctx.now.isoformat(),
            "notify_customer": False,
            "order_id": calculated.order.id,
            "staff_note": staff_note or "",
            "user_id": None,
            "line_items": {"additions": additions, "removals": removals},
            "discounts": {"line_item": {"additions": [], "removals": []}},
            "shipping_lines": {
                "additions": [{"id": line.id} for line in calculated.new_shipping],
                "removals": [],
            },
        }
    }
