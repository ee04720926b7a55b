"""Payouts of Shopify Payments."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from odoo.addons.omni_commerce.documents import Money, Payout, PayoutLine
from odoo.addons.omni_core.lib.moments import moment

from .basics import Node, money, ref, text

_STATUS = MappingProxyType(
    {
        "SCHEDULED": "scheduled",
        "IN_TRANSIT": "in_transit",
        "PAID": "paid",
        "FAILED": "failed",
        "CANCELED": "cancelled",
    }
)


def payout_document(node: Node, lines: Sequence[Node]) -> Payout:
    return Payout(
        ref=node["id"],
        name=node["legacyResourceId"],
        date=moment(node["issuedAt"]).date(),
        total=_total(node),
        status=_STATUS.get(node["status"], node["status"].lower()),
        lines=tuple(_line(line) for line in lines),
    )


def _total(node: Node) -> Money:
    """The direction stands beside the amount: do not rely on the sign of it."""
    net = money(node["net"])
    taken = node["transactionType"] == "WITHDRAWAL"
    return Money(-abs(net.amount) if taken else abs(net.amount), net.currency)


def _line(node: Node) -> PayoutLine:
    return PayoutLine(
        ref=node["id"],
        type=node["type"].lower(),
        gross=money(node["amount"]),
        fee=money(node["fee"]),
        order_ref=ref(node["associatedOrder"]),
        payment_ref=_transaction_ref(node["sourceOrderTransactionId"]),
        note=text(node["adjustmentReason"]),
    )


def _transaction_ref(number: str | None) -> str:
    return f"gid://shopify/OrderTransaction/{number}" if number else ""
