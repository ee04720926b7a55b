"""Webhook subscriptions, staged uploads, bulk operations, leaving."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from .. import bulk
from ..core.context import Context
from ..core.errors import refuse
from ..core.registry import plays
from ..state.service import BulkOperation, WebhookSubscription

#: Topics that only an app's configuration can subscribe to.
COMPLIANCE = {"CUSTOMERS_DATA_REQUEST", "CUSTOMERS_REDACT", "SHOP_REDACT"}
TOPIC_SCOPES = {
    "ORDERS": "read_orders",
    "REFUNDS": "read_orders",
    "PRODUCTS": "read_products",
    "CUSTOMERS": "read_customers",
    "INVENTORY": "read_inventory",
    "FULFILLMENTS": "read_fulfillments",
    "DRAFT": "read_draft_orders",
    "RETURNS": "read_returns",
    "LOCATIONS": "read_locations",
}


# -- webhooks ---------------------------------------------------------------
def _check_uri(uri: str, path: list[str]) -> None:
    parts = urlsplit(uri)
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme in ("pubsub", "arn") or uri.startswith("arn:"):
        raise refuse("The sandbox only delivers to web addresses", path)
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise refuse("Address is invalid", path)
    # Shopify itself insists on https; loopback is what the sandbox is for.
    if parts.scheme == "http" and not local:
        raise refuse("Address protocol http:// is not supported", path)


def _uri(given: dict[str, Any]) -> str | None:
    return given.get("uri") or given.get("callback_url")


def _fill(row: WebhookSubscription, given: dict[str, Any]) -> None:
    for name in ("format", "filter", "include_fields", "metafield_namespaces", "name"):
        if given.get(name) is not None:
            setattr(row, name, given[name])
    row.uri = _uri(given) or row.uri


@plays("webhookSubscriptionCreate", "")
def subscription_create(
    ctx: Context, topic: str, webhook_subscription: dict[str, Any]
) -> dict[str, Any]:
    path = ["webhookSubscription", "uri"]
    uri = _uri(webhook_subscription)
    if not uri:
        raise refuse("Address can't be blank", path)
    _check_uri(uri, path)
    scope = TOPIC_SCOPES.get(topic.split("_")[0])
    if topic in COMPLIANCE or (scope and scope not in ctx.scopes):
        said = "You cannot create a webhook subscription with the specified topic"
        raise refuse(said, ["topic"])
    if webhook_subscription.get("format") == "XML":
        raise refuse(
            "The sandbox only delivers JSON", ["webhookSubscription", "format"]
        )
    _check_free(ctx, topic, uri, webhook_subscription, None)
    row = ctx.store.create(
        WebhookSubscription, topic=topic, uri=uri, api_version_handle=ctx.version
    )
    _fill(row, webhook_subscription)
    return {"webhook_subscription": row}


def _check_free(
    ctx: Context,
    topic: str,
    uri: str,
    given: dict[str, Any],
    own: WebhookSubscription | None,
) -> None:
    for other in ctx.store["WebhookSubscription"]:
        same = (other.topic, other.uri, other.filter) == (
            topic,
            uri,
            given.get("filter"),
        )
        if same and other is not own:
            said = "Address for this topic has already been taken"
            raise refuse(said, ["webhookSubscription", "uri"])


@plays("webhookSubscriptionUpdate", "")
def subscription_update(
    ctx: Context, id: str, webhook_subscription: dict[str, Any]
) -> dict[str, Any]:
    row = _subscription(ctx, id)
    uri = _uri(webhook_subscription)
    if uri:
        _check_uri(uri, ["webhookSubscription", "uri"])
        _check_free(ctx, row.topic, uri, webhook_subscription, row)
    _fill(row, webhook_subscription)
    ctx.store.touch(row)
    return {"webhook_subscription": row}


@plays("webhookSubscriptionDelete", "")
def subscription_delete(ctx: Context, id: str) -> dict[str, Any]:
    row = _subscription(ctx, id)
    ctx.store.drop(row)
    return {"deleted_webhook_subscription_id": row.gid}


def _subscription(ctx: Context, id: str) -> WebhookSubscription:
    said = "Webhook subscription does not exist"
    return ctx.need(id, "WebhookSubscription", "id", None, said)


# -- uploads and bulk operations --------------------------------------------
@plays("stagedUploadsCreate", "")
def staged_uploads(ctx: Context, input: list[dict[str, Any]]) -> dict[str, Any]:
    targets = []
    for at, row in enumerate(input):
        media = row["resource"] in ("VIDEO", "MODEL_3D")
        if media and row.get("file_size") is None:
            said = f"file size is required for {row['resource']} resources"
            raise refuse(said, ["input", str(at), "fileSize"])
        number = ctx.store.next_id("StagedUpload")
        key = f"tmp/{ctx.store.id}/{row['resource'].lower()}/{number}/{row['filename']}"
        url = f"{ctx.store.files_url}/staged"
        put = row.get("http_method", "PUT") == "PUT"
        parameters = {
            "key": key,
            "Content-Type": row["mime_type"],
            "success_action_status": "201",
            "acl": "private",
            "x-goog-signature": ctx.store.kernel.rng("shopify").hex(32),
        }
        targets.append(
            {
                "url": f"{url}/{key}" if put else url,
                "resource_url": f"{url}/{key}",
                "parameters": [
                    {"name": name, "value": value}
                    for name, value in parameters.items()
                    if not put or name in ("Content-Type", "acl")
                ],
            }
        )
    return {"staged_targets": targets}


@plays("bulkOperationRunQuery", "")
def run_query(ctx: Context, query: str, group_objects: bool) -> dict[str, Any]:
    return {"bulk_operation": bulk.start_query(ctx, query, group_objects)}


@plays("bulkOperationRunMutation", "")
def run_mutation(
    ctx: Context,
    mutation: str,
    staged_upload_path: str,
    client_identifier: str | None = None,
    group_objects: bool = True,
) -> dict[str, Any]:
    operation = bulk.start_mutation(
        ctx, mutation, staged_upload_path, client_identifier
    )
    return {"bulk_operation": operation}


@plays("bulkOperationCancel", "")
def bulk_cancel(ctx: Context, id: str) -> dict[str, Any]:
    said = "Bulk operation does not exist"
    row: BulkOperation = ctx.need(id, "BulkOperation", "id", None, said)
    if row.status not in ("CREATED", "RUNNING"):
        raise refuse(
            f"A bulk operation cannot be canceled when it is {row.status.lower()}",
            ["id"],
        )
    row.status = "CANCELING"
    ctx.store.touch(row)
    return {"bulk_operation": row}


# -- leaving ----------------------------------------------------------------
@plays("appUninstall", "")
def app_uninstall(ctx: Context) -> dict[str, Any]:
    from ..lifecycle import uninstall

    uninstall(ctx.store)
    return {"app": {"id": f"gid://shopify/App/{ctx.installation.id}"}}
