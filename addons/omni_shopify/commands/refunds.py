"""Give money back: ask Shopify what may go back, then do exactly that."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from odoo.addons.omni_commerce.adapter import RefundOrder, Result
from odoo.addons.omni_commerce.documents import Money
from odoo.addons.omni_core.lib.errors import GoneError, RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import Node, ShopifyClient
from .batches import key_of


def refund_order(client: ShopifyClient, command: RefundOrder) -> Result:
    lines = [_line(line, quantity) for line, quantity in command.lines]
    shipping = command.shipping and str(command.shipping.amount)
    order = client.ask(
        "refund_suggest",
        id=command.order_ref,
        lines=lines or None,
        shipping=shipping,
        # Nothing in particular: all of it, or for goodwill the ways to pay it by.
        full=not (lines or command.shipping),
    )
    if not order or not order["suggestedRefund"]:
        raise GoneError(_lt("Shopify does not have this order any more."))
    for shipment in order["fulfillments"] if command.restock else ():
        client.complete(shipment, "fulfillmentLineItems", "more_parcel_lines")
    wanted = _input(order, command)
    payload = client.do("refund_create", input=wanted, key=key_of([command.key]))
    return Result(payload["refund"]["id"])


def _input(order: Node, command: RefundOrder) -> dict[str, Any]:
    suggestion = order["suggestedRefund"]
    is_all = not (command.lines or command.shipping or command.amount)
    lines = [_line(line, quantity) for line, quantity in command.lines]
    shipping = command.shipping and {"amount": str(command.shipping.amount)}
    if is_all:
        lines = [
            _line(row["lineItem"]["id"], Decimal(row["quantity"]))
            for row in suggestion["refundLineItems"]
        ]
        shipping = {"fullRefund": True}
    return {
        "orderId": command.order_ref,
        "note": command.note or None,
        "notify": command.notify_buyer,
        # The buyer's: the only one that Shopify pays back in.
        "currency": order["presentmentCurrencyCode"],
        "refundLineItems": [_restock(order, row, command.restock) for row in lines],
        "shipping": shipping,
        "transactions": _transactions(suggestion, command),
    }


def _line(line_ref: str, quantity: Decimal) -> dict[str, Any]:
    return {"lineItemId": line_ref, "quantity": int(quantity)}


def _restock(order: Node, row: dict[str, Any], restock: bool) -> dict[str, Any]:
    """Back on the shelf: where it was shipped from, or simply not taken from it."""
    if not restock:
        return {**row, "restockType": "NO_RESTOCK"}
    for shipment in order["fulfillments"]:
        shipped = shipment["fulfillmentLineItems"]["nodes"]
        found = any(x["lineItem"]["id"] == row["lineItemId"] for x in shipped)
        if found and shipment["status"] == "SUCCESS" and shipment["location"]:
            place = shipment["location"]["id"]
            return {**row, "restockType": "RETURN", "locationId": place}
    return {**row, "restockType": "CANCEL"}


def _transactions(suggestion: Node, command: RefundOrder) -> list[dict[str, Any]]:
    rows = suggestion["suggestedTransactions"]
    amounts = [_seen(row["amountSet"]) for row in rows]
    if command.amount:
        limits = [
            _seen(row["maximumRefundableSet"] or row["amountSet"]) for row in rows
        ]
        amounts = _spread(_as_seen(command.amount, suggestion), limits)
    return [
        {
            "orderId": command.order_ref,
            "parentId": row["parentTransaction"] and row["parentTransaction"]["id"],
            "kind": "REFUND",
            "gateway": row["gateway"],
            "amount": str(amount),
        }
        for row, amount in zip(rows, amounts, strict=True)
        if amount
    ]


def _seen(bag: Node) -> Decimal:
    return Decimal(bag["presentmentMoney"]["amount"])


def _as_seen(amount: Money, suggestion: Node) -> Decimal:
    """In the buyer's currency, at the rate of the order."""
    bag = suggestion["amountSet"]
    seen, shop = bag["presentmentMoney"], bag["shopMoney"]
    if amount.currency == seen["currencyCode"]:
        return amount.amount
    whole = Decimal(shop["amount"])
    if amount.currency != shop["currencyCode"] or not whole:
        raise RejectedError(
            _lt(
                "This order cannot be refunded in %(currency)s.",
                currency=amount.currency,
            )
        )
    exact = amount.amount * Decimal(seen["amount"]) / whole
    return exact.quantize(Decimal(seen["amount"]), ROUND_HALF_UP)


def _spread(amount: Decimal, limits: Sequence[Decimal]) -> list[Decimal]:
    """Over the ways it was paid by, in Shopify's order, to the limit of each."""
    parts, left = [], amount
    for limit in limits:
        part = min(left, limit)
        parts.append(part)
        left -= part
    if left:
        raise RejectedError(
            _lt(
                "Only %(left)s of what the buyer paid can still be given "
                "back, not %(amount)s.",
                left=sum(limits),
                amount=amount,
            ),
            code="too_much",
        )
    return parts
