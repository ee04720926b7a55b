"""What was paid for an order, and what went back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from odoo.addons.omni_commerce.documents import (
    Payment,
    PaymentKind,
    Price,
    Refund,
    RefundLine,
)
from odoo.addons.omni_core.lib.moments import moment

from .basics import Node, minus, negative, plus, price, ref, text

if TYPE_CHECKING:
    from ..client import shapes

_KINDS = {
    "AUTHORIZATION": PaymentKind.AUTHORIZATION,
    "EMV_AUTHORIZATION": PaymentKind.AUTHORIZATION,
    "CAPTURE": PaymentKind.CAPTURE,
    "SALE": PaymentKind.SALE,
    "REFUND": PaymentKind.REFUND,
    "VOID": PaymentKind.VOID,
}
_STATUS = {
    "SUCCESS": "success",
    "PENDING": "pending",
    "AWAITING_RESPONSE": "pending",
}
_RESTOCK = {"CANCEL": "cancel", "RETURN": "return", "LEGACY_RESTOCK": "return"}


def payments_of(node: Node) -> Iterator[Payment]:
    """What came in. What went back stands in the refunds."""
    change = _change_given(node)
    for row in node["transactions"]:
        kind = _KINDS.get(row["kind"])
        if kind and kind is not PaymentKind.REFUND:
            yield _payment(row, kind, change.get(row["id"]))


def refund_document(node: shapes.RefundDetail) -> Refund:
    return Refund(
        ref=node["id"],
        at=moment(node["processedAt"] or node["createdAt"]),
        lines=tuple(_line(row) for row in node["refundLineItems"]["nodes"]),
        shipping=_sum_of_shipping(node, "subtotalAmountSet"),
        shipping_tax=_sum_of_shipping(node, "taxAmountSet"),
        adjustments=tuple(_adjustments(node)),
        payments=tuple(
            _payment(row, PaymentKind.REFUND)
            for row in node["transactions"]["nodes"]
            if row["kind"] == "REFUND"
        ),
        note=text(node["note"]),
        return_ref=ref(node["return"]),
    )


def _payment(
    row: shapes.Transaction, kind: PaymentKind, change: Price | None = None
) -> Payment:
    amount = price(row["amountSet"])
    return Payment(
        ref=row["id"],
        kind=kind,
        gateway=text(row["gateway"]),
        price=minus(amount, change) if change else amount,
        status=_STATUS.get(row["status"], "failure"),
        at=moment(row["processedAt"] or row["createdAt"]),
        parent_ref=ref(row["parentTransaction"]),
        gift_card_ref=_gift_card(row),
        expires_at=moment(row["authorizationExpiresAt"]),
        is_test=row["test"],
    )


def _change_given(node: Node) -> dict[str, Price]:
    """Cash handed back at the till, by the payment that it came out of."""
    found: dict[str, Price] = {}
    for row in node["transactions"]:
        if row["kind"] == "CHANGE" and row["parentTransaction"]:
            parent, amount = row["parentTransaction"]["id"], price(row["amountSet"])
            found[parent] = plus(found[parent], amount) if parent in found else amount
    return found


def _gift_card(row: shapes.Transaction) -> str:
    if row["gateway"] != "gift_card":
        return ""
    try:
        receipt = json.loads(row["receiptJson"] or "{}")
    except ValueError:
        receipt = {}
    known = receipt.get("gift_card_id") if isinstance(receipt, dict) else None
    return str(known or row["id"])


def _line(row: shapes.RefundedLine) -> RefundLine:
    return RefundLine(
        line_ref=row["lineItem"]["id"],
        quantity=Decimal(row["quantity"]),
        subtotal=price(row["subtotalSet"]),
        tax=price(row["totalTaxSet"]),
        restock=_RESTOCK.get(row["restockType"], "none"),
        location_ref=ref(row["location"]),
    )


def _sum_of_shipping(node: shapes.RefundDetail, field: str) -> Price | None:
    total = None
    for row in node["refundShippingLines"]["nodes"]:
        amount = price(row[field])
        total = plus(total, amount) if total else amount
    return total


def _adjustments(node: shapes.RefundDetail) -> Iterator[tuple[str, Price]]:
    for row in node["duties"] or ():
        yield "duty", price(row["amountSet"])
    for row in node["orderAdjustments"]["nodes"]:
        amount = plus(price(row["amountSet"]), price(row["taxAmountSet"]))
        # Shopify's sign says what the merchant has of it.
        yield (row["reason"] or "other").lower(), negative(amount)
