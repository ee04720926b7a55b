"""Keep eBay's notifications as they have to be. Pure: runs in an exchange.

An address proves itself to eBay once, as a destination; topics are subscribed to it.
The deletion of accounts is a topic of the application, the others are of each seller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_core.lib.errors import (
    AuthError,
    ConflictError,
    GoneError,
    IntegrationError,
    ThrottledError,
)

from .client.client import EbayClient, Node
from .client.words import segment

DELETION = "MARKETPLACE_ACCOUNT_DELETION"
NEW_MESSAGE = "NEW_MESSAGE"
# Topics that are about an order, and the one that is about a message.
KIND_OF = {"ORDER_CONFIRMATION": Kind.ORDER, "ITEM_MARKED_SHIPPED": Kind.ORDER}
OF_SELLER = (*KIND_OF, NEW_MESSAGE)
_PAGE = 100
_PAYLOAD = {"format": "JSON", "schemaVersion": "1.0", "deliveryProtocol": "HTTPS"}


@dataclass(frozen=True, slots=True)
class Wanted:
    address: str
    ours: Sequence[str]  # what our addresses are known by, the old one's as well
    verification_token: str
    alert_email: str


@dataclass(slots=True)
class Repairs:
    made: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # topic -> why


def repair(client: EbayClient, wanted: Wanted) -> Repairs:
    repairs = Repairs()
    _ensure_alert_email(client, wanted.alert_email, repairs)
    destination = _ensure_destination(client, wanted, repairs)
    for api, topics in (("notification", (DELETION,)), ("subscription", OF_SELLER)):
        known = {row["topicId"]: row for row in _all(client, api, "subscription")}
        for topic in topics:
            try:
                _ensure_topic(
                    client, api, topic, known.get(topic), destination, repairs
                )
            except (AuthError, ThrottledError):
                raise
            except IntegrationError as error:
                repairs.refused[topic] = error.message
    return repairs


def _ensure_alert_email(client: EbayClient, email: str, repairs: Repairs) -> None:
    """eBay writes there if it cannot reach us; without it, it notifies nobody."""
    try:
        known = client.call("notification", "GET", "/config").body.get("alertEmail")
    except GoneError:
        known = ""
    if known or not email:
        return
    client.call("notification", "PUT", "/config", json={"alertEmail": email})
    repairs.made.append("config")


def _ensure_destination(client: EbayClient, wanted: Wanted, repairs: Repairs) -> str:
    body: Node = {
        "name": "OmniRoute for Odoo",
        "status": "ENABLED",
        "deliveryConfig": {
            "endpoint": wanted.address,
            "verificationToken": wanted.verification_token,
        },
    }
    for row in _all(client, "notification", "destination"):
        endpoint = row["deliveryConfig"]["endpoint"]
        if not any(mark in endpoint for mark in wanted.ours):
            continue
        path = f"/destination/{segment(row['destinationId'])}"
        if endpoint != wanted.address or row["status"] != "ENABLED":
            client.call("notification", "PUT", path, json=body)
            repairs.made.append("destination")
        return row["destinationId"]
    reply = client.call("notification", "POST", "/destination", json=body)
    repairs.made.append("destination")
    return reply.made


def _ensure_topic(
    client: EbayClient,
    api: str,
    topic: str,
    known: Node | None,
    destination: str,
    repairs: Repairs,
) -> None:
    body: Node = {
        "topicId": topic,
        "status": "ENABLED",
        "destinationId": destination,
        "payload": _PAYLOAD,
    }
    if known is None:
        try:
            client.call(api, "POST", "/subscription", json=body)
        except ConflictError:
            return  # another connection of this application has it
        repairs.made.append(topic)
        return
    moved = known.get("destinationId") != destination
    if api == "notification" and moved:
        return  # the application's: another connection takes it for all of us
    if moved or known.get("status") != "ENABLED":
        path = f"/subscription/{segment(known['subscriptionId'])}"
        del body["topicId"]
        client.call(api, "PUT", path, json=body)
        repairs.made.append(topic)


def _all(client: EbayClient, api: str, name: str) -> list[Node]:
    """Few rows; eBay pages them by a token of its own."""
    found: list[Node] = []
    token = None
    while True:
        query = {"limit": _PAGE, "continuation_token": token}
        body = client.call(api, "GET", f"/{name}", query=query).body
        found += body.get(f"{name}s") or ()
        token = _token_in(body.get("next") or "")
        if not token:
            return found


def _token_in(address: str) -> str:
    return address.partition("continuation_token=")[2].partition("&")[0]
