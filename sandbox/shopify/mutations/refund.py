"""Refunds: units, shipping, duties and money, in one step that may not come twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .. import ordering
from ..core.context import Context
from ..core.errors import refuse
from ..core.money import Bag, rounded, total
from ..core.registry import plays
from ..fields.transaction import refundable_of
from ..refunding import PAID, Suggestion, Worth, first_shipping_line, suggest
from ..state.order import Order, OrderTransaction
from ..state.refund import (
    OrderAdjustment,
    Refund,
    RefundLineItem,
    RefundShippingLine,
)
from ..state.returns import Return


@plays("refundCreate", "write_orders")
def refund_create(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    from .order import find_order

    order = find_order(ctx, input["order_id"], "orderId")
    _check_currency(order, input.get("currency"))
    rows = input.get("refund_line_items") or []
    for at, row in enumerate(rows):
        _check_place(ctx, row, ["refundLineItems", str(at), "locationId"])
    shipping = input.get("shipping") or {}
    suggestion = suggest(
        ctx,
        order,
        rows,
        _shipping_amount(order, shipping),
        bool(shipping.get("full_refund")),
        input.get("refund_duties"),
    )
    money = _transactions(ctx, order, input)
    nothing = not (rows or money or shipping or input.get("refund_duties"))
    if nothing and not input.get("note"):
        raise refuse("Refund must have at least one line item, shipping or transaction")
    refund = book_refund(ctx, suggestion, money, input.get("note"))
    ordering.changed(ctx.store, order)
    return {"refund": refund, "order": order}


def _check_currency(order: Order, currency: str | None) -> None:
    abroad = order.presentment_currency_code != order.currency_code
    if abroad and currency is None:
        said = "Currency is required for orders in several currencies"
        raise refuse(said, "currency")
    if currency not in (None, order.presentment_currency_code):
        said = "Currency must be the currency that the customer paid in"
        raise refuse(said, "currency")


def _shipping_amount(order: Order, given: dict[str, Any]) -> Decimal | None:
    """Given as the customer paid it; booked in the shop's currency."""
    if given.get("amount") is None:
        return None
    amount, price = Decimal(given["amount"]), order.current_shipping_price_set
    if not price.presentment or amount == price.presentment:
        return price.shop if amount else Decimal(0)
    return rounded(amount * price.shop / price.presentment, price.currency)


def _check_place(ctx: Context, row: dict[str, Any], path: list[str]) -> None:
    if row.get("restock_type") == "RETURN" and not row.get("location_id"):
        raise refuse("Location must be given to restock returned items", path)
    if row.get("location_id") and ctx.store.node(row["location_id"]) is None:
        raise refuse("Location does not exist", path)


def _transactions(
    ctx: Context, order: Order, input: dict[str, Any]
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for at, row in enumerate(input.get("transactions") or []):
        path = ["transactions", str(at)]
        if row["kind"] != "REFUND":
            raise refuse("Kind must be REFUND", [*path, "kind"])
        parent = payment_of(ctx, order, row, path)
        amount = seen_amount(parent, row["amount"], input.get("currency"))
        over = bool(input.get("allow_over_refunding"))
        check_amount(order, parent, amount, found, over, path)
        found.append(
            {
                "amount_set": amount,
                "gateway": row["gateway"],
                "parent_transaction": parent,
            }
        )
    return found


def payment_of(
    ctx: Context, order: Order, row: dict[str, Any], path: list[str]
) -> OrderTransaction | None:
    if not row.get("parent_id"):
        if row["gateway"] in ("manual", "cash", "store-credit", "exchange-credit"):
            return None
        raise refuse("Parent transaction is required", [*path, "parentId"])
    parent = ctx.store.node(row["parent_id"])
    if not isinstance(parent, OrderTransaction) or parent.order is not order:
        raise refuse("Parent transaction does not exist", [*path, "parentId"])
    if parent.kind_ not in PAID:
        said = "Parent transaction must be a successful sale or capture"
        raise refuse(said, [*path, "parentId"])
    return parent


def seen_amount(
    parent: OrderTransaction | None, given: str, currency: str | None
) -> Bag | Decimal:
    """An amount in the shop's currency, or in the one the buyer saw."""
    amount = Decimal(given)
    if parent is None:
        return amount
    whole = parent.amount_set
    if currency == whole.presentment_currency != whole.currency:
        if amount == whole.presentment:
            return whole
        return whole.of(amount * whole.shop / whole.presentment)
    return whole if amount == whole.shop else whole.of(amount)


def check_amount(
    order: Order,
    parent: OrderTransaction | None,
    amount: Bag | Decimal,
    before: list[dict[str, Any]],
    over: bool,
    path: list[str],
) -> None:
    shop = amount.shop if isinstance(amount, Bag) else amount
    if shop <= 0:
        raise refuse("Amount must be greater than zero", [*path, "amount"])
    if parent is not None and not over:
        taken = [r["amount_set"] for r in before if r["parent_transaction"] is parent]
        left = refundable_of(parent) - total(taken, order.zero)
        if shop > left.shop:
            said = f"Refund amount exceeds the refundable amount of {left.shop}"
            raise refuse(said, [*path, "amount"])


def book_refund(
    ctx: Context,
    suggestion: Suggestion,
    money: list[dict[str, Any]],
    note: str | None,
    return_: Return | None = None,
) -> Refund:
    """Everything was checked: units, stock, money and webhooks."""
    store, order = ctx.store, suggestion.order
    refund = store.create(
        Refund, order=order, processed_at=store.now(), note=note, return_=return_
    )
    for worth in suggestion.refund_line_items:
        refund.refund_line_items.append(_take_back(ctx, worth))
    line = first_shipping_line(order)
    if suggestion.shipping_amount and line:
        refund.refund_shipping_lines.append(
            store.create(
                RefundShippingLine,
                shipping_line=line,
                subtotal_amount_set=suggestion.shipping_amount,
                tax_amount_set=suggestion.shipping_tax or order.zero,
            )
        )
        before = line.refunded or order.zero
        line.refunded = before + suggestion.shipping_amount
    refund.duties = suggestion.refund_duties
    overpaid = order.zero - order.total_outstanding_set
    for row in money:
        amount = row["amount_set"]
        if not isinstance(amount, Bag):
            amount = order.zero + store.bag(amount, order.presentment_currency_code)
        made = ordering.pay(
            store, order, "REFUND", amount, row["gateway"], row["parent_transaction"]
        )
        refund.transactions.append(made)
    _adjust(ctx, refund, overpaid.floor())
    order.refunds.append(refund)
    ctx.emit("refunds/create", refund)
    return refund


def _take_back(ctx: Context, worth: Worth) -> RefundLineItem:
    line, store = worth.line_item, ctx.store
    restock = worth.restock_type in ("CANCEL", "RETURN", "LEGACY_RESTOCK")
    waiting = 0
    if worth.restock_type != "RETURN":
        waiting = ordering.release(store, line, worth.quantity, restock)
    if restock and worth.quantity > waiting:
        ordering.put_back(store, line, worth.quantity - waiting, worth.location)
    line.refunded += worth.quantity
    return store.create(
        RefundLineItem,
        line_item=line,
        quantity=worth.quantity,
        subtotal_set=worth.subtotal_set,
        total_tax_set=worth.total_tax_set,
        restock_type=worth.restock_type,
        location=worth.location,
        restocked=restock,
    )


def _adjust(ctx: Context, refund: Refund, overpaid: Bag) -> None:
    """Money beyond the goods, or short of them, is booked as a discrepancy.

    What the buyer had paid too much, since the order was made smaller, is owed.
    """
    if not refund.transactions:
        return
    difference = refund.goods - refund.total_refunded_set
    if difference.shop < 0:
        difference = difference + overpaid.capped(difference.zero - difference)
    if difference:
        refund.order_adjustments.append(
            ctx.store.create(
                OrderAdjustment,
                amount_set=difference,
                tax_amount_set=difference.zero,
            )
        )
