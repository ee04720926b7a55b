"""Payouts of eBay: a transfer to the bank, and the transactions that it is of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from odoo.addons.omni_commerce.documents import Money, Payout, PayoutLine

from .basics import Node, amount, moment, money

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
    return PayoutLine(
        ref=node["transactionId"],
        type=_type(node),
        gross=Money(gross, net.currency),
        fee=Money(fee, net.currency),
        order_ref=node.get("orderId") or "",
        note=node.get("transactionMemo") or "",
    )


def _type(node: Node) -> str:
    """A charge that belongs to no sale is known by what it is for: ``ad_fee``."""
    kind = node["transactionType"]
    return _TYPES.get(kind) or (node.get("feeType") or kind).lower()


def _fee(node: Node) -> Decimal:
    """In the currency of the payout: eBay states it in the buyer's."""
    fee = node.get("totalFeeAmount")
    if not fee:
        return Decimal(0)
    rate = node["amount"].get("exchangeRate")
    if fee["currency"] == node["amount"]["currency"] or not rate:
        return amount(fee)
    return (amount(fee) * Decimal(rate)).quantize(_CENT, ROUND_HALF_UP)
