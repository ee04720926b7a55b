"""Webhook subscriptions, bulk operations and jobs as GraphQL shows them."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.registry import lists, resolves
from ..state.service import BulkOperation, WebhookSubscription
from .shop import api_version

lists(
    "WebhookSubscription",
    {"topic": lambda row: row.topic, "endpoint": lambda row: row.uri},
)
lists(
    "BulkOperation",
    {
        "status": lambda row: row.status,
        "operation_type": lambda row: row.type,
    },
    {"COMPLETED_AT": lambda row: str(row.completed_at or "")},
)


@resolves("QueryRoot.webhookSubscriptions")
def _subscriptions(
    root: Any,
    ctx: Context,
    topics: list[str] | None = None,
    uri: str | None = None,
    callback_url: str | None = None,
) -> list[WebhookSubscription]:
    return [
        row
        for row in ctx.store["WebhookSubscription"]
        if (not topics or row.topic in topics)
        and (uri or callback_url) in (None, row.uri)
    ]


@resolves("WebhookSubscription.apiVersion")
def _api_version(row: WebhookSubscription) -> dict[str, Any]:
    return api_version(row.api_version_handle)


@resolves("WebhookSubscription.callbackUrl")
def _callback(row: WebhookSubscription) -> str:
    return row.uri


@resolves("WebhookSubscription.endpoint")
def _endpoint(row: WebhookSubscription) -> dict[str, Any]:
    return {"__typename": "WebhookHttpEndpoint", "callback_url": row.uri}


@resolves("QueryRoot.currentBulkOperation")
def _current(root: Any, ctx: Context, type: str | None = None) -> BulkOperation | None:
    rows = [r for r in ctx.store["BulkOperation"] if r.type == (type or "QUERY")]
    return rows[-1] if rows else None


@resolves("QueryRoot.productOperation")
def _product_operation(root: Any, ctx: Context, id: str) -> Any:
    return ctx.store.node(id)
