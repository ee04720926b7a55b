"""Notifications on their way out: eBay's envelope, signature and patience."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sandbox.kernel.webhooks import Delivery

from .notifications import VERSION
from .state import Json, Order, Seller
from .times import stamp

if TYPE_CHECKING:
    from .platform import EbayPlatform

#: seconds before each retry; eBay does not publish them, it retries for about a day
RETRIES = (60, 300, 900, 3_600, 10_800, 21_600, 43_200)
TIMEOUT_S = 3.0


class Outbox:
    def __init__(self, ebay: EbayPlatform) -> None:
        self._ebay = ebay

    def account_deletion(self, username: str, user_id: str, eias: str) -> None:
        data = {"username": username, "userId": user_id, "eiasToken": eias}
        self._send_topic("MARKETPLACE_ACCOUNT_DELETION", "", data)

    def order(self, topic: str, seller: Seller, order: Order) -> None:
        data = {
            "orderId": order.order_id,
            "sellerId": seller.user_id,
            "username": seller.username,
            "creationDate": stamp(order.created_at),
            "lastModifiedDate": stamp(order.modified_at),
        }
        self._send_topic(topic, seller.username, data)

    def message(self, seller: Seller, conversation_id: str, message: Json) -> None:
        data = {
            "conversationId": conversation_id,
            "messageId": message["messageId"],
            "senderUsername": message["senderUsername"],
            "recipientUsername": message["recipientUsername"],
            "createdDate": message["createdDate"],
        }
        self._send_topic("NEW_MESSAGE", seller.username, data)

    def send_test(self, subscription: Json) -> str:
        data: Json = {"username": "test_user", "userId": "ma8vp1jySJC"}
        if subscription["topicId"] == "MARKETPLACE_ACCOUNT_DELETION":
            data["eiasToken"] = (
                "nY+sHZ2PrBmdj6wVnY+sEZ2PrA2dj6wJnY+gAZGEpwmdj6x9nY+seQ=="
            )
        else:
            data = {"orderId": "00-00000-00000", "username": "test_user"}
        return self._send(subscription, data)

    def _send_topic(self, topic: str, owner: str, data: Json) -> None:
        for row in list(self._ebay.subscriptions.values()):
            wanted = row["topicId"] == topic and row["_owner"] == owner
            if wanted and row["status"] == "ENABLED":
                self._send(row, data)

    def _send(self, subscription: Json, data: Json) -> str:
        destination = self._ebay.destinations[subscription["destinationId"]]
        if destination["status"] != "ENABLED":
            return ""
        rng, now = self._ebay.rng, stamp(self._ebay.now())
        number = f"{rng.uuid()}_{rng.uuid()}"

        def signed(attempt: int) -> tuple[dict[str, str], bytes]:
            body = _envelope(subscription["topicId"], number, now, attempt, data)
            header = self._ebay.notification_key.header(body)
            return (
                {"Content-Type": "application/json", "X-EBAY-SIGNATURE": header},
                body,
            )

        def mark_down(delivery: Delivery) -> None:
            # eBay gives the whole address up, for all its subscriptions.
            destination["status"] = "MARKED_DOWN"

        headers, body = signed(1)
        self._ebay.kernel.webhooks.send(
            Delivery(
                platform=self._ebay.code,
                url=destination["deliveryConfig"]["endpoint"],
                headers=headers,
                body=body,
                topic=subscription["topicId"],
                schedule=RETRIES,
                timeout_s=TIMEOUT_S,
                on_give_up=mark_down,
                resign=signed,
            )
        )
        return number


def _envelope(topic: str, number: str, date: str, attempt: int, data: Any) -> bytes:
    """Compact, as the vendor's own library re-serialises it before it verifies."""
    message = {
        "metadata": {"topic": topic, "schemaVersion": VERSION, "deprecated": False},
        "notification": {
            "notificationId": number,
            "eventDate": date,
            "publishDate": date,
            "publishAttemptCount": attempt,
            "data": data,
        },
    }
    return json.dumps(message, separators=(",", ":"), ensure_ascii=False).encode()
