"""Buyers' questions and the seller's answers, the way Trading tells them."""

from __future__ import annotations

from typing import Any

from .. import messages
from ..state import Conversation, Json
from ..times import parsed
from . import xml
from .calls import TradingCall, trading
from .errors import TradingError

MAX_BODY = 2_000
MAIL_TYPES = ("All", "AskSellerQuestion", "ResponseToASQQuestion", "ContactEbayMember")
QUESTION_TYPES = (
    "CustomizedSubject",
    "General",
    "MultipleItemShipping",
    "None",
    "Payment",
    "Shipping",
)


@trading("GetMemberMessages")
def get_messages(call: TradingCall) -> dict[str, Any]:
    if call.text("MailMessageType") not in MAIL_TYPES:
        raise TradingError("37", "MailMessageType")
    rows = [
        (conversation, message)
        for conversation in call.seller.conversations.values()
        for message in conversation.messages
        if message["senderUsername"] != call.seller.username
        and _fits(call, conversation, message)
    ]
    size = int(call.text("Pagination/EntriesPerPage", "25"))
    number = int(call.text("Pagination/PageNumber", "1"))
    shown = rows[(number - 1) * size : number * size]
    return {
        "MemberMessage": {"MemberMessageExchange": [_exchange(*row) for row in shown]},
        "PaginationResult": {
            "TotalNumberOfPages": -(-len(rows) // size),
            "TotalNumberOfEntries": len(rows),
        },
        "HasMoreItems": number * size < len(rows),
    }


def _fits(call: TradingCall, conversation: Conversation, message: Json) -> bool:
    moment = parsed(message["createdDate"])
    start, end = call.text("StartCreationTime"), call.text("EndCreationTime")
    return (
        call.text("ItemID") in ("", conversation.reference_id)
        and call.text("SenderID") in ("", message["senderUsername"])
        and call.text("MemberMessageID") in ("", message["messageId"])
        and (not start or moment >= parsed(_zoned(start)))
        and (not end or moment <= parsed(_zoned(end)))
        and call.text("MessageStatus") in ("", _status(conversation, message))
    )


def _zoned(text: str) -> str:
    return text if text.endswith("Z") else f"{text}Z"


def _status(conversation: Conversation, message: Json) -> str:
    later = conversation.messages[conversation.messages.index(message) + 1 :]
    sender = message["senderUsername"]
    return (
        "Answered"
        if any(m["senderUsername"] != sender for m in later)
        else ("Unanswered")
    )


def _exchange(conversation: Conversation, message: Json) -> dict[str, Any]:
    item = {"ItemID": conversation.reference_id} if conversation.reference_id else None
    return {
        "Item": item,
        "Question": {
            "MessageType": "AskSellerQuestion",
            "QuestionType": "General",
            "SenderID": message["senderUsername"],
            "RecipientID": [message["recipientUsername"]],
            "Subject": message["subject"],
            "Body": message["messageBody"],
            "MessageID": message["messageId"],
        },
        "MessageStatus": _status(conversation, message),
        "CreationDate": message["createdDate"],
        "LastModifiedDate": message["createdDate"],
    }


@trading("AddMemberMessageRTQ")
def respond(call: TradingCall) -> dict[str, Any]:
    """Answer to a question: the question is named by ParentMessageID."""
    parent = call.text("MemberMessage/ParentMessageID")
    for conversation in call.seller.conversations.values():
        if any(m["messageId"] == parent for m in conversation.messages):
            _say(call, conversation.buyer, conversation.reference_id)
            return {}
    raise TradingError("37", "MemberMessage.ParentMessageID")


@trading("AddMemberMessageAAQToPartner")
def ask(call: TradingCall) -> dict[str, Any]:
    """To somebody with whom there is an order about that item."""
    item_id, buyer = call.text("ItemID"), call.text("MemberMessage/RecipientID")
    if call.text("MemberMessage/QuestionType") not in QUESTION_TYPES:
        raise TradingError("37", "MemberMessage.QuestionType")
    partners = {
        name
        for order in call.seller.orders.values()
        if any(line.listing_id == item_id for line in order.lines)
        for name in (order.buyer["username"], order.buyer["user_id"])
    }
    if buyer not in partners:
        raise TradingError("21917327", "You are not partners in a transaction.")
    _say(call, buyer, item_id)
    return {}


def _say(call: TradingCall, buyer: str, listing_id: str) -> None:
    body = xml.text(call.root, "MemberMessage/Body")
    if not body or len(body) > MAX_BODY:
        raise TradingError("37", "MemberMessage.Body")
    messages.write(
        call.ebay,
        call.seller,
        buyer,
        body,
        listing_id,
        call.text("MemberMessage/Subject"),
        from_seller=True,
    )
