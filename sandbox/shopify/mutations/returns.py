"""Returns: asked for, approved, created, processed, closed; exchanges."""

from __future__ import annotations

from typing import Any

from .. import ordering
from ..core.context import Context
from ..core.errors import refuse
from ..core.registry import plays
from ..refunding import suggest
from ..state.fulfillment import FulfillmentLineItem
from ..state.order import LineItem, Order
from ..state.returns import (
    Decline,
    ExchangeLineItem,
    Return,
    ReturnLineItem,
    ReverseFulfillmentOrder,
    ReverseFulfillmentOrderLineItem,
)
from .order import find_order
from .order_edit import rate_of
from .refund import book_refund, check_amount, payment_of, seen_amount


def _lines(
    ctx: Context, order: Order, rows: list[dict[str, Any]]
) -> list[ReturnLineItem]:
    found = []
    for at, row in enumerate(rows):
        path = ["returnLineItems", str(at), "fulfillmentLineItemId"]
        item = ctx.store.node(row["fulfillment_line_item_id"])
        if not isinstance(item, FulfillmentLineItem) or (
            item.fulfillment.order is not order
        ):
            raise refuse("Fulfillment line item not found.", path, "NOT_FOUND")
        if row["quantity"] < 1 or row["quantity"] > item.quantity - item.returned:
            said = "Return line item has an invalid quantity."
            raise refuse(said, ["returnLineItems", str(at), "quantity"], "INVALID")
        found.append((item, row))
    made = []
    for item, row in found:
        item.returned += row["quantity"]
        made.append(
            ctx.store.create(
                ReturnLineItem,
                fulfillment_line_item=item,
                quantity=row["quantity"],
                return_reason=row.get("return_reason") or "UNKNOWN",
                return_reason_note=row.get("return_reason_note") or "",
                customer_note=row.get("customer_note"),
            )
        )
    return made


def _new(
    ctx: Context, order: Order, lines: list[ReturnLineItem], status: str
) -> Return:
    number = len(order.returns) + 1
    made = ctx.store.create(
        Return,
        order=order,
        name=f"{order.name}-R{number}",
        status=status,
        return_line_items=lines,
    )
    order.returns.append(made)
    if status == "OPEN":
        _expect(ctx, made)
    return made


def _expect(ctx: Context, row: Return) -> None:
    """The parcel that comes back."""
    reverse = ctx.store.create(ReverseFulfillmentOrder, order=row.order)
    for line in row.return_line_items:
        reverse.line_items.append(
            ctx.store.create(
                ReverseFulfillmentOrderLineItem,
                fulfillment_line_item=line.fulfillment_line_item,
                total_quantity=line.quantity,
            )
        )
    row.reverse_fulfillment_orders.append(reverse)


def _changed(ctx: Context, row: Return, *topics: str) -> None:
    ctx.store.touch(row)
    for topic in topics:
        ctx.emit(topic, row)
    ordering.changed(ctx.store, row.order)


@plays("returnCreate", "write_returns")
def return_create(ctx: Context, return_input: dict[str, Any]) -> dict[str, Any]:
    order = find_order(ctx, return_input["order_id"], "orderId")
    lines = _lines(ctx, order, return_input["return_line_items"])
    made = _new(ctx, order, lines, "OPEN")
    for row in return_input.get("exchange_line_items") or []:
        variant = ctx.need(row.get("variant_id"), "ProductVariant", "exchangeLineItems")
        made.exchange_line_items.append(
            ctx.store.create(
                ExchangeLineItem, variant=variant, quantity=row["quantity"]
            )
        )
    _changed(ctx, made, "returns/approve")
    return {"return": made}


@plays("returnRequest", "write_returns")
def return_request(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    order = find_order(ctx, input["order_id"], "orderId")
    lines = _lines(ctx, order, input["return_line_items"])
    made = _new(ctx, order, lines, "REQUESTED")
    _changed(ctx, made, "returns/request")
    return {"return": made}


def _find(ctx: Context, id: str, *states: str) -> Return:
    row = ctx.need(id, "Return", "id", "NOT_FOUND", "Return not found.")
    if states and row.status not in states:
        raise refuse("Return status is invalid.", "id", "INVALID_STATE")
    return row


@plays("returnApproveRequest", "write_returns")
def approve(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    row = _find(ctx, input["id"], "REQUESTED")
    row.status, row.request_approved_at = "OPEN", ctx.now
    _expect(ctx, row)
    _changed(ctx, row, "returns/approve")
    return {"return": row}


@plays("returnDeclineRequest", "write_returns")
def decline(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    row = _find(ctx, input["id"], "REQUESTED")
    row.status = "DECLINED"
    row.decline = Decline(input["decline_reason"], input.get("decline_note"))
    _give_up(row)
    _changed(ctx, row, "returns/decline")
    return {"return": row}


@plays("returnCancel", "write_returns")
def cancel(
    ctx: Context, id: str, notify_customer: bool | None = None
) -> dict[str, Any]:
    row = _find(ctx, id, "OPEN")
    if row.refunds:
        raise refuse("Return is not cancelable.", "id", "INVALID_STATE")
    row.status = "CANCELED"
    _give_up(row)
    _changed(ctx, row, "returns/cancel")
    return {"return": row}


def _give_up(row: Return) -> None:
    for line in row.return_line_items:
        line.fulfillment_line_item.returned -= line.quantity


@plays("returnClose", "write_returns")
def close(ctx: Context, id: str) -> dict[str, Any]:
    row = _find(ctx, id, "OPEN", "CLOSED")
    row.status, row.closed_at = "CLOSED", row.closed_at or ctx.now
    _changed(ctx, row, "returns/close")
    return {"return": row}


@plays("returnReopen", "write_returns")
def reopen(ctx: Context, id: str) -> dict[str, Any]:
    row = _find(ctx, id, "CLOSED", "OPEN")
    row.status, row.closed_at = "OPEN", None
    _changed(ctx, row, "returns/reopen")
    return {"return": row}


# -- processing -------------------------------------------------------------
@plays("returnProcess", "write_returns")
def process(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    """What arrived is taken back, refunded where asked, and the exchange goes out."""
    row = _find(ctx, input["return_id"], "OPEN")
    chosen = [_chosen(ctx, row, each) for each in input.get("return_line_items") or []]
    shipping = input.get("refund_shipping") or {}
    wanted = [
        {
            "line_item_id": line.fulfillment_line_item.line_item.gid,
            "quantity": quantity,
            "restock_type": "RETURN" if restock else "NO_RESTOCK",
            "location_id": place,
        }
        for line, quantity, restock, place in chosen
    ]
    suggestion = suggest(
        ctx,
        row.order,
        wanted,
        (shipping.get("shipping_refund_amount") or {}).get("amount"),
        bool(shipping.get("full_refund")),
        input.get("refund_duties"),
    )
    money = _money(ctx, row, input)
    if chosen or money:
        refund = book_refund(ctx, suggestion, money, input.get("note"), row)
        row.refunds.append(refund)
    for line, quantity, _, _ in chosen:
        line.processed_quantity += quantity
        line.refunded_quantity += quantity if money else 0
    for each in input.get("exchange_line_items") or []:
        _send_exchange(ctx, row, each)
    _close_when_done(ctx, row)
    _changed(ctx, row, "returns/process")
    return {"return": row}


def _chosen(ctx: Context, row: Return, given: dict[str, Any]) -> tuple:
    line = ctx.store.node(given["id"])
    if line not in row.return_line_items:
        said = "Return line item not found."
        raise refuse(said, "returnLineItems", "NOT_FOUND")
    if given["quantity"] < 1 or given["quantity"] > line.processable_quantity:
        raise refuse("Quantity is invalid.", "returnLineItems", "INVALID")
    dispositions = given.get("dispositions") or []
    restocked = [d for d in dispositions if d["disposition_type"] == "RESTOCKED"]
    place = restocked[0].get("location_id") if restocked else None
    return line, given["quantity"], bool(restocked), place


def _money(ctx: Context, row: Return, input: dict[str, Any]) -> list[dict[str, Any]]:
    issue = (input.get("financial_transfer") or {}).get("issue_refund") or {}
    found: list[dict[str, Any]] = []
    for at, each in enumerate(issue.get("order_transactions") or []):
        path = ["financialTransfer", "issueRefund", "orderTransactions", str(at)]
        each = {"gateway": "shopify_payments", **each}
        parent = payment_of(ctx, row.order, each, path)
        given = each["transaction_amount"]
        amount = seen_amount(parent, given["amount"], given["currency_code"])
        check_amount(row.order, parent, amount, found, False, path)
        found.append(
            {
                "amount_set": amount,
                "gateway": parent.gateway if parent else "manual",
                "parent_transaction": parent,
            }
        )
    return found


def _send_exchange(ctx: Context, row: Return, given: dict[str, Any]) -> None:
    exchange = ctx.need(given["id"], "ExchangeLineItem", "exchangeLineItems")
    if given["quantity"] > exchange.processable_quantity:
        raise refuse("Quantity is invalid.", "exchangeLineItems", "INVALID")
    order, variant = row.order, exchange.variant
    line = ctx.store.create(
        LineItem,
        order=order,
        title=variant.product.title,
        quantity=given["quantity"],
        original_unit_price_set=ctx.store.bag(
            variant.price, order.presentment_currency_code, rate_of(order)
        ),
        variant=variant,
        product=variant.product,
        sku=variant.sku,
        variant_title=variant.title,
    )
    order.line_items.append(line)
    order.edited = True
    exchange.line_items.append(line)
    exchange.processed_quantity += given["quantity"]
    ordering.assign(ctx.store, order, [line])


def _close_when_done(ctx: Context, row: Return) -> None:
    lines = (*row.return_line_items, *row.exchange_line_items)
    if not any(line.unprocessed_quantity for line in lines):
        row.status, row.closed_at = "CLOSED", ctx.now
        for reverse in row.reverse_fulfillment_orders:
            reverse.status = "CLOSED"


@plays("reverseFulfillmentOrderDispose", "write_returns")
def dispose(ctx: Context, disposition_inputs: list[dict[str, Any]]) -> dict[str, Any]:
    touched = []
    for row in disposition_inputs:
        item = ctx.need(
            row["reverse_fulfillment_order_line_item_id"],
            "ReverseFulfillmentOrderLineItem",
            "dispositionInputs",
            "NOT_FOUND",
        )
        if row["disposition_type"] == "RESTOCKED":
            place = ctx.find(row.get("location_id"), "Location")
            line = item.fulfillment_line_item.line_item
            ordering.put_back(ctx.store, line, row["quantity"], place)
        touched.append(item)
    return {"reverse_fulfillment_order_line_items": touched}
