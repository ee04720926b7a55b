"""Shopify Payments pays out what it holds: in the past, and on demand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

from .core.money import Money
from .state.payout import (
    ShopifyPaymentsBalanceTransaction,
    ShopifyPaymentsPayout,
)
from .state.store import Store

HELD_FOR = timedelta(days=3)


def pay_out_history(store: Store) -> None:
    """One payout a day, three days after the sales."""
    by_day: dict[date, list[ShopifyPaymentsBalanceTransaction]] = {}
    for row in store["ShopifyPaymentsBalanceTransaction"]:
        if row.transaction_date < store.now() - HELD_FOR:
            by_day.setdefault(row.transaction_date.date(), []).append(row)
    for day in sorted(by_day):
        issued = datetime.combine(day, time(9), timezone.utc) + HELD_FOR
        pay_out(store, by_day[day], issued)


def pay_out(
    store: Store,
    rows: list[ShopifyPaymentsBalanceTransaction],
    issued_at: datetime,
    status: str = "PAID",
) -> ShopifyPaymentsPayout:
    net = sum((row.net.amount for row in rows), Decimal(0))
    payout = store.create(
        ShopifyPaymentsPayout,
        issued_at=issued_at,
        created_at=issued_at,
        status=status,
        net=Money(net, store.currency),
        transaction_type="DEPOSIT" if net >= 0 else "WITHDRAWAL",
        transactions=rows,
    )
    for row in rows:
        row.payout = payout
    store["ShopifyPaymentsBalanceTransaction"].changed()
    return payout
