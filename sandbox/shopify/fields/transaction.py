"""Payments, captures and refunds as GraphQL shows them."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.money import Bag
from ..core.registry import resolves
from ..state.order import OrderTransaction


@resolves("OrderTransaction.kind")
def _kind(transaction: OrderTransaction) -> str:
    return transaction.kind_


@resolves("OrderTransaction.manuallyCapturable")
def _manually_capturable(transaction: OrderTransaction) -> bool:
    order = transaction.order
    return transaction.kind_ == "AUTHORIZATION" and bool(order.total_capturable_set)


@resolves("OrderTransaction.totalUnsettledSet")
def _unsettled(transaction: OrderTransaction) -> Bag:
    if transaction.kind_ != "AUTHORIZATION":
        return transaction.amount_set.zero
    return transaction.order.total_capturable_set


@resolves("OrderTransaction.maximumRefundableV2")
def _maximum(transaction: OrderTransaction) -> Any:
    return refundable_of(transaction).shop_money


def refundable_of(transaction: OrderTransaction) -> Bag:
    """What of this payment has not gone back yet."""
    back = (
        each.amount_set
        for each in transaction.order.transactions
        if each.kind_ == "REFUND"
        and each.status == "SUCCESS"
        and each.parent_transaction is transaction
    )
    left = transaction.amount_set
    for amount in back:
        left = left - amount
    return left.floor()


@resolves("OrderTransaction.fees")
def _fees_of(transaction: OrderTransaction, ctx: Context) -> list[dict[str, Any]]:
    if not transaction.fee:
        return []
    store = ctx.store
    return [
        {
            "id": f"gid://shopify/TransactionFee/{transaction.id}",
            "amount": transaction.fee,
            "flat_fee": store.bag("0.30"),
            "flat_fee_name": "30c transaction fee",
            "rate": "0.029",
            "rate_name": "2.9% transaction fee",
            "tax_amount": store.bag(0),
            "type": "processing_fee",
        }
    ]
