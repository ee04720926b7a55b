"""Commerce Notification: topics, destinations, subscriptions, the public key."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from .call import NOTIFICATION, PUBLIC, SCOPE, Answer, Call, operation
from .errors import EbayError
from .state import Json
from .times import stamp

BASE = "/commerce/notification/v1"
TOKEN = re.compile(r"[A-Za-z0-9_-]{32,80}")
VERSION = "1.0"
CHALLENGE_TIMEOUT_S = 5
#: id -> (description, context, scope of the topic, scopes of the token)
TOPICS: dict[str, tuple[str, str, str, list[str]]] = {
    "MARKETPLACE_ACCOUNT_DELETION": (
        "A user asked eBay to delete the account and its data",
        "COMMERCE",
        "APPLICATION",
        [SCOPE],
    ),
    "ORDER_CONFIRMATION": (
        "A buyer has paid for an order",
        "SELL",
        "USER",
        [f"{SCOPE}/sell.fulfillment", f"{SCOPE}/sell.fulfillment.readonly"],
    ),
    "ITEM_MARKED_SHIPPED": (
        "The seller has marked an order as shipped",
        "SELL",
        "USER",
        [f"{SCOPE}/sell.fulfillment", f"{SCOPE}/sell.fulfillment.readonly"],
    ),
    "NEW_MESSAGE": (
        "A member has written a message",
        "COMMERCE",
        "USER",
        [f"{SCOPE}/commerce.message"],
    ),
}


# -- config, topics, key -----------------------------------------------------------
@operation("commerce_notification.getConfig", f"GET {BASE}/config", PUBLIC)
def get_config(call: Call) -> Answer:
    if not call.ebay.alert_email:
        raise EbayError(195026, 404)
    return Answer(body={"alertEmail": call.ebay.alert_email})


@operation("commerce_notification.updateConfig", f"PUT {BASE}/config", PUBLIC)
def put_config(call: Call) -> Answer:
    email = call.body["alertEmail"]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        raise EbayError(195025)
    call.ebay.alert_email = email
    return Answer(204)


@operation("commerce_notification.getTopics", f"GET {BASE}/topic", PUBLIC)
def topics(call: Call) -> Answer:
    return Answer(body=_list(call, "topics", [_topic(name) for name in TOPICS]))


@operation("commerce_notification.getTopic", f"GET {BASE}/topic/{{topic_id}}", PUBLIC)
def topic(call: Call) -> Answer:
    if call.path["topic_id"] not in TOPICS:
        raise EbayError(195002, 404)
    return Answer(body=_topic(call.path["topic_id"]))


@operation(
    "commerce_notification.getPublicKey",
    f"GET {BASE}/public_key/{{public_key_id}}",
    PUBLIC,
)
def public_key(call: Call) -> Answer:
    key = call.ebay.notification_key
    if call.path["public_key_id"] != key.key_id:
        raise EbayError(195001, 404)
    return Answer(body=key.public())


def _topic(name: str) -> Json:
    description, context, scope, scopes = TOPICS[name]
    payload = {
        "format": ["JSON"],
        "schemaVersion": VERSION,
        "deliveryProtocol": "HTTPS",
        "deprecated": False,
    }
    return {
        "topicId": name,
        "description": description,
        "context": context,
        "scope": scope,
        "status": "ENABLED",
        "filterable": False,
        "authorizationScopes": scopes,
        "supportedPayloads": [payload],
    }


# -- destinations ------------------------------------------------------------------
@operation("commerce_notification.getDestinations", f"GET {BASE}/destination", PUBLIC)
def get_destinations(call: Call) -> Answer:
    rows = list(call.ebay.destinations.values())
    return Answer(body=_list(call, "destinations", [_shown(row) for row in rows]))


@operation(
    "commerce_notification.createDestination", f"POST {BASE}/destination", PUBLIC
)
async def create_destination(call: Call) -> Answer:
    if not call.ebay.alert_email:
        raise EbayError(195003, 409)
    await _check_destination(call, "")
    destination_id = call.ebay.rng.uuid()
    row = {"destinationId": destination_id, **call.body}
    call.ebay.destinations[destination_id] = row
    return Answer(201, None, {"Location": f"{call.url}/{destination_id}"})


_ONE = f"{BASE}/destination/{{destination_id}}"


@operation("commerce_notification.getDestination", f"GET {_ONE}", PUBLIC)
def get_destination(call: Call) -> Answer:
    return Answer(body=_shown(_destination(call)))


@operation("commerce_notification.updateDestination", f"PUT {_ONE}", PUBLIC)
async def update_destination(call: Call) -> Answer:
    row = _destination(call)
    await _check_destination(call, row["destinationId"])
    row.update(call.body)
    return Answer(204)


@operation("commerce_notification.deleteDestination", f"DELETE {_ONE}", PUBLIC)
def delete_destination(call: Call) -> Answer:
    row = _destination(call)
    used = {one["destinationId"] for one in call.ebay.subscriptions.values()}
    if row["destinationId"] in used:
        raise EbayError(195024, 409)
    del call.ebay.destinations[row["destinationId"]]
    return Answer(204)


def _destination(call: Call) -> Json:
    row = call.ebay.destinations.get(call.path["destination_id"])
    if row is None:
        raise EbayError(195022, 404)
    return row


def _shown(row: Json) -> Json:
    return {key: value for key, value in row.items() if not key.startswith("_")}


async def _check_destination(call: Call, own_id: str) -> None:
    body = call.body
    config = body["deliveryConfig"]
    if len(body.get("name") or "") > 64 or "<" in (body.get("name") or ""):
        raise EbayError(195016)
    if body["status"] not in ("ENABLED", "DISABLED"):
        raise EbayError(195018)
    if not TOKEN.fullmatch(config["verificationToken"]):
        raise EbayError(195019)
    if not _is_endpoint(call, config["endpoint"]):
        raise EbayError(195017)
    for other in call.ebay.destinations.values():
        same = other["deliveryConfig"]["endpoint"] == config["endpoint"]
        if same and other["destinationId"] != own_id:
            raise EbayError(195021, 409)
    if not await _challenge(call, config):
        raise EbayError(195020, 409)


def _is_endpoint(call: Call, url: str) -> bool:
    """eBay wants https and no internal address; on loopback plain http must do."""
    if urlsplit(url).scheme not in ("http", "https"):
        return False
    try:
        call.ebay.kernel.webhooks.check_address(url)
    except ValueError:
        return False
    return True


async def _challenge(call: Call, config: Json) -> bool:
    """GET the endpoint with a code; it must prove that it knows the token."""
    code = call.ebay.rng.hex(64)
    endpoint, token = config["endpoint"], config["verificationToken"]
    wanted = hashlib.sha256((code + token + endpoint).encode()).hexdigest()
    timeout = aiohttp.ClientTimeout(total=CHALLENGE_TIMEOUT_S)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            url = {"challenge_code": code}
            async with session.get(endpoint, params=url, allow_redirects=False) as got:
                said: Any = await got.json() if got.status == 200 else {}
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False
    return isinstance(said, dict) and said.get("challengeResponse") == wanted


# -- subscriptions -----------------------------------------------------------------
@operation(
    "commerce_notification.getSubscriptions", f"GET {BASE}/subscription", NOTIFICATION
)
def get_subscriptions(call: Call) -> Answer:
    rows = [row for row in call.ebay.subscriptions.values() if _may_see(call, row)]
    return Answer(body=_list(call, "subscriptions", [_shown(row) for row in rows]))


@operation(
    "commerce_notification.createSubscription",
    f"POST {BASE}/subscription",
    NOTIFICATION,
)
def create_subscription(call: Call) -> Answer:
    topic_id = call.body.get("topicId")
    if topic_id not in TOPICS:
        raise EbayError(195027)
    is_user_topic = TOPICS[topic_id][2] == "USER"
    owner = call.token.seller.username if call.token.seller else ""
    if is_user_topic:
        allowed = any(s in call.token.scopes for s in TOPICS[topic_id][3])
        if not owner or not allowed:
            raise EbayError(195011, 403)
    else:
        owner = ""
    _check_subscription(call, call.body)
    for row in call.ebay.subscriptions.values():
        if row["topicId"] == topic_id and row["_owner"] == owner:
            raise EbayError(195012, 409)
    number = call.ebay.rng.uuid()
    call.ebay.subscriptions[number] = {
        "subscriptionId": number,
        "creationDate": stamp(call.now),
        "_owner": owner,
        **call.body,
    }
    return Answer(201, None, {"Location": f"{call.url}/{number}"})


_SUB = f"{BASE}/subscription/{{subscription_id}}"


@operation("commerce_notification.getSubscription", f"GET {_SUB}", NOTIFICATION)
def get_subscription(call: Call) -> Answer:
    return Answer(body=_shown(_subscription(call)))


@operation("commerce_notification.updateSubscription", f"PUT {_SUB}", NOTIFICATION)
def update_subscription(call: Call) -> Answer:
    row = _subscription(call)
    _check_subscription(call, {**row, **call.body})
    row.update(call.body)
    return Answer(204)


@operation("commerce_notification.deleteSubscription", f"DELETE {_SUB}", NOTIFICATION)
def delete_subscription(call: Call) -> Answer:
    del call.ebay.subscriptions[_subscription(call)["subscriptionId"]]
    return Answer(204)


@operation(
    "commerce_notification.enableSubscription", f"POST {_SUB}/enable", NOTIFICATION
)
def enable(call: Call) -> Answer:
    row = _subscription(call)
    if call.ebay.destinations[row["destinationId"]]["status"] != "ENABLED":
        raise EbayError(195015, 409)
    row["status"] = "ENABLED"
    return Answer(204)


@operation(
    "commerce_notification.disableSubscription", f"POST {_SUB}/disable", NOTIFICATION
)
def disable(call: Call) -> Answer:
    _subscription(call)["status"] = "DISABLED"
    return Answer(204)


@operation("commerce_notification.testSubscription", f"POST {_SUB}/test", NOTIFICATION)
def test(call: Call) -> Answer:
    row = _subscription(call)
    if call.ebay.destinations[row["destinationId"]]["status"] != "ENABLED":
        raise EbayError(195015, 409)
    number = call.ebay.outbox.send_test(row)
    return Answer(202, {"notificationId": number})


def _check_subscription(call: Call, body: Json) -> None:
    if not body.get("status"):
        raise EbayError(195006)
    destination = call.ebay.destinations.get(body.get("destinationId") or "")
    if destination is None:
        raise EbayError(195007)
    payload = body.get("payload") or {}
    if payload.get("schemaVersion") != VERSION:
        raise EbayError(195008)
    if payload.get("format") != "JSON":
        raise EbayError(195009)
    if payload.get("deliveryProtocol") != "HTTPS":
        raise EbayError(195010)
    if body["status"] == "ENABLED" and destination["status"] != "ENABLED":
        raise EbayError(195015, 409)


def _may_see(call: Call, row: Json) -> bool:
    return not row["_owner"] or (
        call.token.seller is not None and row["_owner"] == call.token.seller.username
    )


def _subscription(call: Call) -> Json:
    row = call.ebay.subscriptions.get(call.path["subscription_id"])
    if row is None or not _may_see(call, row):
        raise EbayError(195013, 404)
    return row


def _list(call: Call, name: str, rows: list[Json]) -> Json:
    limit = call.number("limit", 20)
    if limit is None or not 10 <= limit <= 100:
        raise EbayError(195004)
    start = call.number("continuation_token", 0)
    if start is None or start < 0:
        raise EbayError(195005)
    body: Json = {
        "href": call.page_url(limit=limit),
        "limit": limit,
        "total": len(rows),
        name: rows[start : start + limit],
    }
    if start + limit < len(rows):
        body["next"] = call.page_url(limit=limit, continuation_token=start + limit)
    return body
