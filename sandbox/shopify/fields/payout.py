"""Shopify Payments: balance, its transactions, payouts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..core.context import Context
from ..core.money import Money
from ..core.registry import lists, needs, resolves
from ..core.table import Table
from ..state.payout import (
    ShopifyPaymentsBalanceTransaction,
    ShopifyPaymentsPayout,
)

needs(
    (
        "read_shopify_payments_accounts",
        "read_shopify_payments_payouts",
        "read_shopify_payments_disputes",
    ),
    "QueryRoot.shopifyPaymentsAccount",
)
lists(
    "ShopifyPaymentsBalanceTransaction",
    {
        "payout_id": lambda row: row.payout.id if row.payout else None,
        "payments_transfer_id": lambda row: row.payout.id if row.payout else None,
        "payout_status": lambda row: row.payout.status if row.payout else "pending",
        "payout_date": lambda row: row.payout.issued_at if row.payout else None,
        "processed_at": lambda row: row.transaction_date,
        "transaction_type": lambda row: row.type,
        "available_on": lambda row: row.transaction_date,
    },
    {
        "PROCESSED_AT": lambda row: row.transaction_date.isoformat(),
        "AMOUNT": lambda row: float(row.amount.amount),
        "ORDER_NAME": lambda row: row.order.name if row.order else "",
    },
)
lists(
    "ShopifyPaymentsPayout",
    {
        "status": lambda row: row.status,
        "issued_at": lambda row: row.issued_at,
    },
    {
        "ISSUED_AT": lambda row: row.issued_at.isoformat(),
        "STATUS": lambda row: row.status,
        "AMOUNT": lambda row: float(row.net.amount),
    },
)


@resolves("QueryRoot.shopifyPaymentsAccount")
def _account(root: Any, ctx: Context) -> dict[str, Any]:
    pending = [
        each
        for each in ctx.store["ShopifyPaymentsBalanceTransaction"]
        if each.payout is None
    ]
    balance = sum((each.net.amount for each in pending), Decimal(0))
    return {
        "id": f"gid://shopify/ShopifyPaymentsAccount/{ctx.store.id}",
        "activated": True,
        "onboardable": False,
        "country": "US",
        "default_currency": ctx.store.currency,
        "balance": [Money(balance, ctx.store.currency)],
        "payout_schedule": {"interval": "DAILY", "monthly_anchor": None},
    }


@resolves("ShopifyPaymentsAccount.balanceTransactions")
def _balance_transactions(account: Any, ctx: Context) -> Table:
    return ctx.store["ShopifyPaymentsBalanceTransaction"]


@resolves("ShopifyPaymentsAccount.payouts")
def _payouts(account: Any, ctx: Context) -> Table:
    return ctx.store["ShopifyPaymentsPayout"]


@resolves("ShopifyPaymentsBalanceTransaction.associatedOrder")
def _order(row: ShopifyPaymentsBalanceTransaction) -> Any:
    return row.order


@resolves("ShopifyPaymentsBalanceTransaction.associatedPayout")
def _payout(row: ShopifyPaymentsBalanceTransaction) -> dict[str, Any]:
    if row.payout is None:
        return {"id": None, "status": "PENDING"}
    return {"id": row.payout.gid, "status": row.payout.status}


@resolves("ShopifyPaymentsPayout.gross")
def _gross(row: ShopifyPaymentsPayout) -> Money:
    gross = sum((t.amount.amount for t in row.transactions), Decimal(0))
    return Money(gross, row.net.currency_code)


@resolves("ShopifyPaymentsPayout.summary")
def _summary(row: ShopifyPaymentsPayout) -> dict[str, Any]:
    def part(kind: str, attribute: str) -> Money:
        amounts = (
            getattr(each, attribute).amount
            for each in row.transactions
            if each.type == kind
        )
        return Money(sum(amounts, Decimal(0)), row.net.currency_code)

    return {
        "charges_gross": part("CHARGE", "amount"),
        "charges_fee": part("CHARGE", "fee"),
        "refunds_fee_gross": part("REFUND", "amount"),
        "refunds_fee": part("REFUND", "fee"),
        "adjustments_gross": part("ADJUSTMENT", "amount"),
        "adjustments_fee": part("ADJUSTMENT", "fee"),
    }
