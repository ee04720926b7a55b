"""What buyers wrote, and what we answer. Pure: runs in an exchange."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from odoo.addons.omni_core.lib.errors import GoneError
from odoo.addons.omni_core.lib.moments import moment

from .client.client import EbayClient, Node
from .client.words import segment
from .translate.basics import stamp

_PAGE = 50
_MEMBERS = {"conversation_type": "FROM_MEMBERS"}
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Message:
    ref: str
    conversation: str
    sender: str
    recipient: str
    subject: str
    body: str
    sent_at: str  # ISO, UTC
    listing: str = ""


def news(client: EbayClient, since: datetime) -> list[Mapping[str, Any]]:
    """Every message since then, the oldest first, as plain data."""
    found = [
        message
        for conversation in _conversations(client, since)
        for message in _messages(client, conversation, since)
    ]
    return [asdict(message) for message in sorted(found, key=lambda m: m.sent_at)]


def send(client: EbayClient, wish: Mapping[str, str]) -> str:
    """The number of what was sent."""
    body: Node = {"messageText": wish["text"]}
    if wish["conversation"]:
        body["conversationId"] = wish["conversation"]
    else:
        body["otherPartyUsername"] = wish["buyer"]
        if wish["listing"]:
            reference = {"referenceId": wish["listing"], "referenceType": "LISTING"}
            body["reference"] = reference
    return client.call("message", "POST", "/send_message", json=body).body["messageId"]


def already_sent(client: EbayClient, wish: Mapping[str, str], since: datetime) -> str:
    """What an earlier try, whose answer was lost, has sent."""
    for message in news(client, since):
        same_place = wish["conversation"] in ("", message["conversation"])
        same_buyer = message["recipient"] == wish["buyer"]
        if same_place and same_buyer and message["body"] == wish["text"]:
            return message["ref"]
    return ""


def _conversations(client: EbayClient, since: datetime) -> Iterator[Node]:
    query = {**_MEMBERS, "start_time": stamp(since)}
    yield from client.all(
        "message", "/conversation", "conversations", query=query, limit=_PAGE
    )


def _messages(
    client: EbayClient, conversation: Node, since: datetime
) -> Iterator[Message]:
    """The newest come first: old conversations need not be read to their end."""
    path = f"/conversation/{segment(conversation['conversationId'])}"
    rows = client.all("message", path, "messages", query=_MEMBERS, limit=_PAGE)
    try:
        for row in rows:
            if moment(row["createdDate"]) < since:
                return
            yield _message(row, conversation)
    except GoneError:
        return  # deleted meanwhile


def _message(row: Node, conversation: Node) -> Message:
    return Message(
        ref=row["messageId"],
        conversation=conversation["conversationId"],
        sender=row.get("senderUsername") or "",
        recipient=row.get("recipientUsername") or "",
        subject=row.get("subject") or conversation.get("conversationTitle") or "",
        body=row.get("messageBody") or "",
        sent_at=moment(row["createdDate"]).isoformat(),
        listing=conversation.get("referenceId") or "",
    )
