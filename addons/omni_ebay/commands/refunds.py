"""Give money back, once, however often it is tried."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from odoo.addons.omni_commerce.adapter import RefundOrder, Result
from odoo.addons.omni_commerce.documents import Money
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.moments import moment
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import EbayClient, Node
from ..client.words import segment
from ..translate.basics import amount, amount_json

_CENT = Decimal("0.01")
_LONGEST_COMMENT = 1000
_CLOCKS_DIFFER = timedelta(minutes=10)  # ours and eBay's, at the very most
ZERO = Decimal(0)


def refund_order(client: EbayClient, command: RefundOrder) -> Result:
    """eBay agrees at once and pays seconds later; the order then says so.

    It knows no idempotency key. What an earlier try, whose answer was lost, has done is
    recognised by its amount, among the refunds that we do not know.
    """
    path = f"/order/{segment(command.order_ref)}"
    # Without TAX_BREAKDOWN the total is what the seller got: tax that eBay collected
    # goes back by itself.
    order = client.call("fulfillment", "GET", path).body
    body = _body(order, command)
    wanted = _total(body)
    if ref := _given(order, wanted, command):
        return Result(ref)
    reply = client.call("fulfillment", "POST", f"{path}/issue_refund", json=body)
    return Result(reply.body["refundId"])


def _given(order: Node, wanted: Decimal, command: RefundOrder) -> str:
    """However long ago: a connection may rest for days between two tries."""
    since = command.asked_at and command.asked_at - _CLOCKS_DIFFER
    for row in order["paymentSummary"]["refunds"]:
        at = moment(row.get("refundDate"))
        is_before = bool(at and since and at < since)
        is_other = row["refundId"] in command.known or is_before
        if row.get("refundStatus") == "FAILED" or is_other:
            continue
        if amount(row["amount"]) == wanted:
            return row["refundId"]
    return ""


def _body(order: Node, command: RefundOrder) -> Node:
    body: Node = {"reasonForRefund": _reason(order, command)}
    if command.note:
        body["comment"] = command.note[:_LONGEST_COMMENT]
    if command.lines:
        body["refundItems"] = _items(order, command)
    else:
        body["orderLevelRefundAmount"] = amount_json(_whole(order, command))
    return body


def _reason(order: Node, command: RefundOrder) -> str:
    if order["cancelStatus"]["cancelState"] == "CANCELED":
        return "SELLER_CANCEL"
    if command.shipping and not command.lines:
        return "SHIPPING_DISCOUNT"
    return "BUYER_RETURN" if command.restock else "OTHER_ADJUSTMENT"


def _whole(order: Node, command: RefundOrder) -> Money:
    """An amount, the postage, or all that is left."""
    total = order["pricingSummary"]["total"]
    if command.amount:
        return _in_currency(command.amount, total["currency"])
    if command.shipping:
        return _in_currency(command.shipping, total["currency"])
    given = (
        amount(row["amount"])
        for row in order["paymentSummary"]["refunds"]
        if row.get("refundStatus") != "FAILED"
    )
    left = amount(total) - sum(given, ZERO)
    if left <= 0:
        raise RejectedError(
            _lt("The order was refunded as a whole already."), code="34917"
        )
    return Money(left, total["currency"])


def _in_currency(wish: Money, currency: str) -> Money:
    if wish.currency != currency:
        raise RejectedError(
            _lt(
                "This order was paid in %(currency)s, and can be refunded in "
                "that alone.",
                currency=currency,
            ),
            code="34909",
        )
    return wish


def _items(order: Node, command: RefundOrder) -> list[Node]:
    lines = {row["lineItemId"]: row for row in order["lineItems"]}
    missing = [ref for ref, _quantity in command.lines if ref not in lines]
    if missing:
        raise RejectedError(
            _lt("The order has no line %(missing)s.", missing=missing[0]), code="34914"
        )
    currency = order["pricingSummary"]["total"]["currency"]
    worths = [_worth(lines[ref], quantity) for ref, quantity in command.lines]
    if command.amount:
        goal = _in_currency(command.amount, currency).amount
        worths = _spread(goal, worths)
    elif command.shipping:  # postage is refunded with a line, as it was charged
        worths[0] += _in_currency(command.shipping, currency).amount
    return [
        {"lineItemId": ref, "refundAmount": amount_json(Money(worth, currency))}
        for (ref, _quantity), worth in zip(command.lines, worths, strict=True)
    ]


def _worth(line: Node, quantity: Decimal) -> Decimal:
    """Of so many pieces, without postage, with the tax that we charged ourselves."""
    whole = amount(line.get("discountedLineItemCost") or line["lineItemCost"])
    whole += sum((amount(tax["amount"]) for tax in line.get("taxes") or ()), ZERO)
    return (whole * quantity / line["quantity"]).quantize(_CENT, ROUND_HALF_UP)


def _spread(goal: Decimal, worths: Sequence[Decimal]) -> list[Decimal]:
    """In proportion; the last line takes what rounding leaves."""
    whole = sum(worths, ZERO)
    if not whole:
        raise RejectedError(_lt("These lines cost nothing: refund the order instead."))
    parts = [(goal * w / whole).quantize(_CENT, ROUND_HALF_UP) for w in worths[:-1]]
    return [*parts, goal - sum(parts, ZERO)]


def _total(body: Node) -> Decimal:
    items = body.get("refundItems")
    if items is None:
        return amount(body["orderLevelRefundAmount"])
    return sum((amount(item["refundAmount"]) for item in items), ZERO)
