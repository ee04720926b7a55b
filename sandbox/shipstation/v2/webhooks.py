"""Webhook subscriptions of V2: what is sent to them is signed."""

from __future__ import annotations

from typing import Any

from sandbox.kernel.webhooks import ForbiddenAddress

from ..errors import Refusal, not_found
from ..gate import Call
from ..state import Subscription

Json = dict[str, Any]

FIRST_WEBHOOK = 850_000


def list_webhooks(call: Call) -> list[Json]:
    mine = call.account.subscriptions.values()
    return [_shape(one) for one in mine if one.api == "v2"]


def create_webhook(call: Call) -> Json:
    body = call.body
    if any(_same(one, body) for one in call.account.subscriptions.values()):
        message = f"'{body['event']}' goes to this URL already."
        raise Refusal("conflict", message, "webhook_event_type_conflict")
    _check(call, body["url"])
    store_id = body.get("store_id")
    number = call.account.next_id("webhook_v2", FIRST_WEBHOOK)
    call.account.subscriptions[number] = Subscription(
        number,
        "v2",
        body["event"],
        body["url"],
        body.get("name") or "",
        call.account.store(store_id)["storeId"] if store_id else None,
        body.get("headers") or [],
    )
    return _shape(call.account.subscriptions[number])


def get_webhook(call: Call) -> Json:
    return _shape(_subscription(call))


def update_webhook(call: Call) -> None:
    one = _subscription(call)
    _check(call, call.body["url"])
    one.url = call.body["url"]
    one.headers = call.body.get("headers") or one.headers


def delete_webhook(call: Call) -> None:
    del call.account.subscriptions[_subscription(call).id]


def _subscription(call: Call) -> Subscription:
    reference = call.path["webhook_id"]
    number = reference.removeprefix("se-")
    found = call.account.subscriptions.get(int(number)) if number.isdigit() else None
    if found is None or found.api != "v2":
        raise not_found("The webhook", reference)
    return found


def _same(one: Subscription, body: Json) -> bool:
    return (one.api, one.event, one.url) == ("v2", body["event"], body["url"])


def _check(call: Call, url: str) -> None:
    try:
        call.office.kernel.webhooks.check_address(url)
    except ForbiddenAddress as error:
        raise Refusal("invalid", str(error), field="url") from None


def _shape(one: Subscription) -> Json:
    return {
        "webhook_id": f"se-{one.id}",
        "url": one.url,
        "event": one.event,
        "headers": one.headers,
        "name": one.name,
        "store_id": f"se-{one.store_id}" if one.store_id else None,
    }


HANDLERS = {
    "GET /environment/webhooks": list_webhooks,
    "POST /environment/webhooks": create_webhook,
    "GET /environment/webhooks/{webhook_id}": get_webhook,
    "PUT /environment/webhooks/{webhook_id}": update_webhook,
    "DELETE /environment/webhooks/{webhook_id}": delete_webhook,
}
