"""Editing an order: a session that is begun, changed and committed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .. import ordering
from ..core.context import Context
from ..core.errors import refuse
from ..core.money import Bag, total
from ..core.record import Record
from ..core.registry import plays, resolves
from ..state.order import LineItem, Order
from ..state.priced import ShippingLine
from ..state.product import ProductVariant
from .order import find_order


@dataclass(kw_only=True, eq=False)
class CalculatedLineItem(Record):
    """A line as it will be; `line_item` is None where it is new."""

    line_item: LineItem | None
    title: str
    quantity: int
    original_unit_price_set: Bag
    variant: ProductVariant | None = None
    sku: str | None = None
    requires_shipping: bool = True
    taxable: bool = True
    restock: bool = False
    before: int = 0

    @property
    def discounted_unit_price_set(self) -> Bag:
        line = self.line_item
        return (
            line.net.share(1, line.quantity) if line else self.original_unit_price_set
        )

    @property
    def editable_quantity(self) -> int:
        return self.quantity

    @property
    def editable_quantity_before_changes(self) -> int:
        return self.before

    @property
    def variant_title(self) -> str | None:
        return self.variant.title if self.variant else None

    @property
    def restocking(self) -> bool:
        return self.restock

    @property
    def editable_subtotal_set(self) -> Bag:
        return self.discounted_unit_price_set * self.quantity


@dataclass(kw_only=True, eq=False)
class CalculatedOrder(Record):
    order: Order
    line_items: list[CalculatedLineItem] = field(default_factory=list)
    new_shipping: list[ShippingLine] = field(default_factory=list)
    committed: bool = False

    @property
    def original_order(self) -> Order:
        return self.order

    @property
    def added_line_items(self) -> list[CalculatedLineItem]:
        return [row for row in self.line_items if row.line_item is None]

    @property
    def subtotal_price_set(self) -> Bag:
        rows = (row.editable_subtotal_set for row in self.line_items)
        return total(rows, self.order.zero)

    @property
    def total_price_set(self) -> Bag:
        extra = self.subtotal_price_set - self.order.current_subtotal_price_set
        shipping = (line.original_price_set for line in self.new_shipping)
        whole = self.order.current_total_price_set + extra
        return whole + total(shipping, self.order.zero)

    @property
    def total_outstanding_set(self) -> Bag:
        return self.total_price_set - self.order.net_payment_set

    @property
    def subtotal_line_items_quantity(self) -> int:
        return sum(row.quantity for row in self.line_items)


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
    row = next((r for r in calculated.line_items if r.gid == line_item_id), None)
    if row is None:
        row = next(
            (
                r
                for r in calculated.line_items
                if r.line_item and r.line_item.gid == line_item_id
            ),
            None,
        )
    if row is None:
        raise refuse("The line item does not exist.", "lineItemId")
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
    requires_shipping: bool = True,
    taxable: bool = True,
    location_id: str | None = None,
) -> dict[str, Any]:
    calculated = _open(ctx, id)
    if quantity < 1:
        raise refuse("Quantity must be greater than 0.", "quantity")
    order = calculated.order
    row = ctx.store.create(
        CalculatedLineItem,
        line_item=None,
        title=title,
        quantity=quantity,
        original_unit_price_set=ctx.store.bag(
            price["amount"], order.presentment_currency_code, rate_of(order)
        ),
        requires_shipping=requires_shipping,
        taxable=taxable,
    )
    calculated.line_items.append(row)
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
