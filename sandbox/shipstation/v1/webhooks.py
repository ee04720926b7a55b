"""Webhook subscriptions of V1: nothing signs what is sent to them."""

from __future__ import annotations

from typing import Any

from sandbox.kernel.webhooks import ForbiddenAddress

from ..errors import Refusal, not_found
from ..gate import Call
from ..state import Subscription

Json = dict[str, Any]

FIRST_WEBHOOK = 800_000


def list_webhooks(call: Call) -> Json:
    mine = [s for s in call.account.subscriptions.values() if s.api == "v1"]
    return {"webhooks": [_shape(call, one) for one in mine]}


def subscribe(call: Call) -> Json:
    body = call.body
    try:
        call.office.kernel.webhooks.check_address(body["target_url"])
    except ForbiddenAddress as error:
        raise Refusal("invalid", str(error), field="target_url") from None
    store_id = body.get("store_id")
    if store_id:
        store_id = call.account.store(store_id)["storeId"]
    number = call.account.next_id("webhook", FIRST_WEBHOOK)
    call.account.subscriptions[number] = Subscription(
        number,
        "v1",
        body["event"],
        body["target_url"],
        body.get("friendly_name") or "",
        store_id or None,
    )
    return {"id": number}


def unsubscribe(call: Call) -> None:
    number = call.path["webhookId"]
    found = call.account.subscriptions.get(int(number)) if number.isdigit() else None
    if found is None or found.api != "v1":
        raise not_found("The webhook", number)
    del call.account.subscriptions[found.id]


def _shape(call: Call, one: Subscription) -> Json:
    return {
        "IsLabelAPIHook": False,
        "WebHookID": one.id,
        "SellerID": call.account.id,
        "StoreID": one.store_id,
        "HookType": one.event,
        "MessageFormat": "Json",
        "Url": one.url,
        "Name": one.name,
        "BulkCopyBatchID": None,
        "BulkCopyRecordID": None,
        "Active": True,
        "WebhookLogs": [],
        "Seller": None,
        "Store": None,
    }


HANDLERS = {
    "GET /webhooks": list_webhooks,
    "POST /webhooks/subscribe": subscribe,
    "DELETE /webhooks/{webhookId}": unsubscribe,
}
