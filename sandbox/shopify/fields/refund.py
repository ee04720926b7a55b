"""Refunds and returns as GraphQL shows them."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.errors import Refused, ShopifyError
from ..core.registry import needs, resolves
from ..refunding import Suggestion, everything, suggest
from ..state.order import Order
from ..state.refund import Refund
from ..state.returns import Return

needs("read_returns", "QueryRoot.return", "Order.returns")
needs("read_orders", "QueryRoot.refund")


@resolves("Order.suggestedRefund")
def _suggested(
    order: Order,
    ctx: Context,
    refund_line_items: list[dict[str, Any]] | None = None,
    shipping_amount: str | None = None,
    refund_shipping: bool = False,
    suggest_full_refund: bool = False,
    refund_duties: list[dict[str, Any]] | None = None,
) -> Suggestion:
    try:
        if suggest_full_refund:
            return everything(ctx, order)
        return suggest(
            ctx,
            order,
            refund_line_items,
            shipping_amount,
            refund_shipping,
            refund_duties,
        )
    except Refused as refused:
        raise ShopifyError(refused.errors[0].message, "BAD_REQUEST") from None


@resolves("Refund.return")
def _return_of(refund: Refund) -> Return | None:
    return refund.return_


@resolves("Refund.totalRefunded")
def _total(refund: Refund) -> Any:
    return refund.total_refunded_set.shop_money


@resolves("ReturnLineItem.withCodeDiscountedTotalPriceSet")
def _return_price(line: Any) -> Any:
    item = line.fulfillment_line_item.line_item
    return item.net.share(line.quantity, item.quantity)


@resolves("ReturnLineItem.returnReasonDefinition")
def _reason(line: Any) -> dict[str, Any]:
    word = line.return_reason
    return {
        "id": f"gid://shopify/ReturnReasonDefinition/{len(word)}",
        "handle": word.lower(),
        "name": word.capitalize().replace("_", " "),
        "deleted": False,
    }


@resolves("Return.suggestedRefund")
def _return_refund(
    row: Return, ctx: Context, return_refund_line_items: list[dict[str, Any]]
) -> dict[str, Any]:
    lines = []
    for wanted in return_refund_line_items:
        line = ctx.find(wanted["return_line_item_id"], "ReturnLineItem")
        if line:
            item = line.fulfillment_line_item.line_item
            lines.append({"line_item_id": item.gid, "quantity": wanted["quantity"]})
    suggestion = suggest(ctx, row.order, lines)
    return {
        "amount": suggestion.amount_set,
        "maximum_refundable": suggestion.maximum_refundable_set,
        "subtotal": suggestion.subtotal_set,
        "total_tax": suggestion.total_tax_set,
        "total_duties": suggestion.total_duties_set,
        "discounted_subtotal": suggestion.subtotal_set,
        "total_cart_discount_amount": row.order.zero,
        "suggested_transactions": suggestion.suggested_transactions,
        "shipping": suggestion.shipping,
        "refund_duties": [],
        "fees": [],
    }
