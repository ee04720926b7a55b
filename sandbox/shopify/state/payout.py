"""Shopify Payments: what was charged and refunded, its fees, and the payouts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ..core.money import Money
from ..core.record import Record
from .order import Order


@dataclass(kw_only=True, eq=False)
class ShopifyPaymentsBalanceTransaction(Record):
    type: str
    amount: Money
    fee: Money
    net: Money
    transaction_date: datetime
    order: Order | None = None
    source_type: str | None = None
    source_id: int | None = None
    source_order_transaction_id: int | None = None
    payout: ShopifyPaymentsPayout | None = None
    test: bool = False


@dataclass(kw_only=True, eq=False)
class ShopifyPaymentsPayout(Record):
    issued_at: datetime
    status: str
    net: Money
    transaction_type: str = "DEPOSIT"
    transactions: list[ShopifyPaymentsBalanceTransaction] = field(default_factory=list)
