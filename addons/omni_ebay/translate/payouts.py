"""Payouts of eBay: a transfer to the bank, and the transactions that it is of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from odoo.addons.omni_commerce.documents import Money, Payout, PayoutLine
from odoo.addons.omni_core.lib.moments import moment

from .basics import Node, amount, money

_STATUS = {
    "SUCCEEDED": "paid",
    "INITIATED": "in_transit",
    "RETRYABLE_FAILED": "failed",
    "TERMINAL_FAILED": "failed",
    "REVERSED": "cancelled",
}
_TYPES = {"SALE": "charge", "REFUND": "refund"}
_CENT = Decimal("0.01")


def payout_document(node: Node, transactions: Sequence[Node]) -> Payout:
    return Payout(
        ref=node["payoutId"],
        date=moment(node["payoutDate"]).date(),
        total=money(node["amount"]),
        status=_STATUS.get(node["payoutStatus"], node["payoutStatus"].lower()),
        lines=tuple(map(_line, transactions)),
    )


def _line(node: Node) -> PayoutLine:
    """eBay states what is left; the fee that it kept stands beside it."""
    net, sign = money(node["amount"]), 1 if node["bookingEntry"] == "CREDIT" else -1
    fee = sign * _fee(node)
    gross = sign * net.amount + fee
    parts = {kind: sign * share for kind, share in _fee_parts(node).items() if share}
    return PayoutLine(
        ref=node["transactionId"],
        type=_type(node),
        gross=Money(gross, net.currency),
        fee=Money(fee, net.currency),
        order_ref=node.get("orderId") or "",
        note=node.get("transactionMemo") or "",
        fee_parts=tuple(sorted(parts.items())),
    )


def _type(node: Node) -> str:
    """A charge that belongs to no sale is known by what it is for: ``ad_fee``."""
    kind = node["transactionType"]
    return _TYPES.get(kind) or (node.get("feeType") or kind).lower()


def _fee(node: Node) -> Decimal:
    fee = node.get("totalFeeAmount")
    return _converted(fee, node) if fee else Decimal(0)


def _fee_parts(node: Node) -> dict[str, Decimal]:
    """{kind: share} of the fee, over all lines of the order: ``final_value_fee``."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for line in node.get("orderLineItems") or ():
        for fee in line.get("marketplaceFees") or ():
            found[fee["feeType"].lower()] += _converted(fee["amount"], node)
    return found


def _converted(fee: Node, node: Node) -> Decimal:
    """In the currency of the payout: eBay states fees in the buyer's."""
    rate = node["amount"].get("exchangeRate")
    if fee["currency"] == node["amount"]["currency"] or not rate:
        return amount(fee)
    return (amount(fee) * Decimal(rate)).quantize(_CENT, ROUND_HALF_UP)
