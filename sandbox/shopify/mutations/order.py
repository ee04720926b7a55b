"""Orders: made, changed, paid, captured, closed, cancelled."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .. import ordering
from ..addresses import address_from
from ..core.context import Context
from ..core.errors import refuse
from ..core.money import Bag
from ..core.registry import plays
from ..refunding import everything, payments
from ..state.order import Order, OrderTransaction
from ..state.priced import Attribute
from ..state.service import Job
from . import inputs
from .refund import book_refund

CANCEL_TAKES_S = 2.0


def find_order(ctx: Context, order_id: str, field: str = "id") -> Order:
    order = ctx.need(order_id, "Order", field, "NOT_FOUND", "Order does not exist")
    if ctx.store.visible(order, ctx) is None:
        raise refuse("Order does not exist", field, "NOT_FOUND")
    return order


@plays("orderUpdate", "write_orders")
def order_update(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    order = find_order(ctx, input["id"])
    for name in ("note", "email", "phone", "po_number"):
        if name in input:
            setattr(order, name, input[name])
    if input.get("tags") is not None:
        order.tags = sorted(set(input["tags"]))
    if input.get("custom_attributes") is not None:
        order.custom_attributes = [
            Attribute(each["key"], each["value"]) for each in input["custom_attributes"]
        ]
    if input.get("shipping_address"):
        order.shipping_address = address_from(input["shipping_address"])
    inputs.put_metafields(ctx, order, input, ["input"])
    ordering.changed(ctx.store, order)
    return {"order": order}


@plays("orderClose", "write_orders")
def order_close(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    order = find_order(ctx, input["id"])
    order.closed_at = order.closed_at or ctx.now
    ordering.changed(ctx.store, order)
    return {"order": order}


@plays("orderOpen", "write_orders")
def order_open(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    order = find_order(ctx, input["id"])
    order.closed_at = None
    ordering.changed(ctx.store, order)
    return {"order": order}


# -- payment ----------------------------------------------------------------
@plays("orderMarkAsPaid", "write_orders")
def mark_as_paid(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    order = find_order(ctx, input["id"])
    if order.cancelled_at or not order.total_outstanding_set.floor():
        raise refuse("Order cannot be marked as paid.", ["id"])
    kind = "CAPTURE" if order.total_capturable_set else "SALE"
    ordering.pay(ctx.store, order, kind, order.total_outstanding_set, "manual")
    ordering.changed(ctx.store, order, "orders/paid")
    return {"order": order}


@plays("orderCapture", "write_orders")
def order_capture(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    order = find_order(ctx, input["id"])
    said = "Transaction does not exist"
    parent = ctx.need(
        input["parent_transaction_id"],
        "OrderTransaction",
        "parentTransactionId",
        None,
        said,
    )
    if parent.order is not order or parent.kind_ != "AUTHORIZATION":
        raise refuse("Transaction cannot be captured", "parentTransactionId")
    amount = _seen(parent, Decimal(input["amount"]), input.get("currency"))
    if amount.shop <= 0:
        raise refuse("Amount must be greater than zero", "amount")
    if amount.shop > order.total_capturable_set.shop:
        raise refuse("Amount exceeds the authorized amount", "amount")
    made = ordering.pay(ctx.store, order, "CAPTURE", amount, parent.gateway, parent)
    paid = order.display_financial_status == "PAID"
    ordering.changed(ctx.store, order, *(["orders/paid"] if paid else []))
    ctx.emit("order_transactions/create", made)
    return {"transaction": made}


def _seen(parent: OrderTransaction, amount: Decimal, currency: str | None) -> Bag:
    """The amount may be given in the currency that the buyer saw."""
    whole = parent.amount_set
    if currency == whole.presentment_currency != whole.currency:
        rate = whole.presentment / whole.shop if whole.shop else Decimal(1)
        return whole.of(amount / rate)
    return whole if amount == whole.shop else whole.of(amount)


@plays("transactionVoid", "write_orders")
def transaction_void(ctx: Context, parent_transaction_id: str) -> dict[str, Any]:
    said = "Transaction does not exist"
    code = "TRANSACTION_NOT_FOUND"
    parent = ctx.need(
        parent_transaction_id, "OrderTransaction", "parentTransactionId", code, said
    )
    if parent.kind_ != "AUTHORIZATION" or not parent.order.total_capturable_set:
        said = "The transaction can not be voided."
        raise refuse(said, "parentTransactionId", "AUTH_NOT_VOIDABLE")
    amount = parent.order.total_capturable_set
    made = ordering.pay(ctx.store, parent.order, "VOID", amount, parent.gateway, parent)
    ordering.changed(ctx.store, parent.order)
    return {"transaction": made}


# -- cancelling -------------------------------------------------------------
@plays("orderCancel", "write_orders")
def order_cancel(
    ctx: Context,
    order_id: str,
    reason: str,
    restock: bool,
    refund: bool | None = None,
    refund_method: dict[str, Any] | None = None,
    notify_customer: bool = False,
    staff_note: str | None = None,
) -> dict[str, Any]:
    """Checked now, done by a job a moment later."""
    order = find_order(ctx, order_id, "orderId")
    if refund is not None and refund_method is not None:
        said = "Only one of refund and refundMethod can be given."
        raise refuse(said, "refundMethod", "INVALID")
    _check_cancellable(order)
    if staff_note and len(staff_note) > 255:
        said = "Staff note is too long (maximum is 255 characters)"
        raise refuse(said, "staffNote", "INVALID")
    method = refund_method or {}
    money_back = bool(refund or method.get("original_payment_methods_refund"))
    job = ctx.store.create(Job, key=ctx.store.kernel.rng("shopify").uuid())

    async def run() -> None:
        if not order.cancelled_at:
            cancel_now(ctx, order, reason, restock, money_back, staff_note)
        job.done = True

    ctx.store.kernel.clock.call_later(CANCEL_TAKES_S, run)
    return {"job": job}


def _check_cancellable(order: Order) -> None:
    if order.cancelled_at:
        said = "Cannot cancel an order that has already been canceled"
        raise refuse(said, "orderId", "INVALID")
    if any(fulfillment.status == "SUCCESS" for fulfillment in order.fulfillments):
        said = "Cannot cancel an order that has fulfillments"
        raise refuse(said, "orderId", "INVALID")
    if any(each.status in ("OPEN", "REQUESTED") for each in order.returns):
        said = "Cannot cancel an order with open returns"
        raise refuse(said, "orderId", "INVALID")


def cancel_now(
    ctx: Context,
    order: Order,
    reason: str,
    restock: bool,
    money_back: bool,
    staff_note: str | None = None,
) -> None:
    store = ctx.store
    if money_back and payments(order):
        suggestion = everything(ctx, order)
        for worth in suggestion.refund_line_items:
            worth.restock_type = "CANCEL" if restock else "NO_RESTOCK"
        book_refund(ctx, suggestion, suggestion.suggested_transactions, None)
    else:
        for line in order.line_items:
            ordering.release(store, line, line.unfulfilled_quantity, restock)
    for transaction in list(order.transactions):
        if transaction.kind_ == "AUTHORIZATION" and order.total_capturable_set:
            amount = order.total_capturable_set
            ordering.pay(store, order, "VOID", amount, transaction.gateway, transaction)
    order.cancelled_at = order.closed_at = store.now()
    order.cancel_reason, order.staff_note = reason, staff_note
    for target in order.fulfillment_orders:
        if target.is_active:
            target.status = "CANCELLED"
            store.touch(target)
    ordering.changed(store, order, "orders/cancelled")
