"""Disputes of Shopify Payments as GraphQL shows them."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.errors import access_denied
from ..core.registry import lists, resolves
from ..core.table import Table
from ..state.dispute import ShopifyPaymentsDispute
from ..state.order import Order

SCOPE = "read_shopify_payments_disputes"
lists(
    "ShopifyPaymentsDispute",
    {
        "status": lambda row: row.status,
        "initiated_at": lambda row: row.initiated_at,
    },
)


@resolves("ShopifyPaymentsAccount.disputes")
def _disputes(account: Any, ctx: Context) -> Table:
    if SCOPE not in ctx.scopes:
        raise access_denied("disputes", SCOPE)
    return ctx.store["ShopifyPaymentsDispute"]


@resolves("ShopifyPaymentsDispute.order")
def _order(row: ShopifyPaymentsDispute) -> Order | None:
    return row.order


@resolves("ShopifyPaymentsDispute.reasonDetails")
def _reason(row: ShopifyPaymentsDispute) -> dict[str, Any]:
    return {"reason": row.reason, "network_reason_code": None}


@resolves("Order.disputes")
def _of_order(order: Order, ctx: Context) -> list[dict[str, Any]]:
    return [
        {"id": row.gid, "initiated_as": row.type, "status": row.status}
        for row in ctx.store["ShopifyPaymentsDispute"]
        if row.order is order
    ]
