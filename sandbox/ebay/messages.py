"""Commerce Message: conversations between buyers and the seller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .call import MESSAGE, Answer, Call, operation, page
from .errors import EbayError
from .state import Conversation, Json, Seller
from .times import parsed, stamp

if TYPE_CHECKING:
    from .platform import EbayPlatform

BASE = "/commerce/message/v1"
TYPES = ("FROM_MEMBERS", "FROM_EBAY")
STATUSES = ("ACTIVE", "ARCHIVE", "DELETE", "READ", "UNREAD")
MAX_TEXT = 2_000
MAX_MEDIA = 5


def write(
    ebay: EbayPlatform,
    seller: Seller,
    buyer: str,
    text: str,
    listing_id: str = "",
    subject: str = "",
    from_seller: bool = False,
) -> tuple[Conversation, Json]:
    """Put one message into the conversation with that buyer about that listing."""
    conversation = _with(seller, buyer, listing_id)
    if conversation is None:
        number = ebay.next_id("conversation")
        title = subject or f"{buyer} has a question"
        conversation = Conversation(
            number, buyer, title, ebay.now(), reference_id=listing_id
        )
        seller.conversations[number] = conversation
    sender, receiver = buyer, seller.username
    if from_seller:
        sender, receiver = receiver, sender
    message: Json = {
        "messageId": ebay.next_id("message"),
        "messageBody": text,
        "subject": subject or conversation.title,
        "createdDate": stamp(ebay.now()),
        "readStatus": from_seller,
        "senderUsername": sender,
        "recipientUsername": receiver,
        "messageMedia": [],
    }
    conversation.messages.append(message)
    return conversation, message


def _with(seller: Seller, buyer: str, listing_id: str) -> Conversation | None:
    for one in seller.conversations.values():
        if one.buyer == buyer and one.reference_id == listing_id:
            return one
    return None


@operation("commerce_message.getConversations", f"GET {BASE}/conversation", MESSAGE)
def conversations(call: Call) -> Answer:
    if call.query["conversation_type"] not in TYPES:
        raise EbayError(355017)
    status = call.query.get("conversation_status", "ACTIVE")
    if status not in STATUSES:
        raise EbayError(355001)
    if call.query.get("reference_id") and not call.query.get("reference_type"):
        raise EbayError(355022)
    rows = [
        _conversation_json(one)
        for one in call.seller.conversations.values()
        if _fits(call, one, status)
    ]
    if call.query["conversation_type"] == "FROM_EBAY":
        rows = []
    rows.sort(key=lambda row: row["latestMessage"]["createdDate"], reverse=True)
    return Answer(body=_paged(call, rows, "conversations", 25))


@operation(
    "commerce_message.getConversation",
    f"GET {BASE}/conversation/{{conversation_id}}",
    MESSAGE,
)
def messages(call: Call) -> Answer:
    one = _known(call, call.path["conversation_id"], 404)
    newest_first = one.messages[::-1]
    return Answer(
        body={
            "conversationStatus": one.status,
            "conversationTitle": one.title,
            "conversationType": TYPES[0],
            **_paged(call, newest_first, "messages", 25),
        }
    )


@operation("commerce_message.sendMessage", f"POST {BASE}/send_message", MESSAGE)
def send(call: Call) -> Answer:
    body, seller = call.body, call.seller
    text = body.get("messageText") or ""
    conversation_id = body.get("conversationId")
    buyer = body.get("otherPartyUsername")
    if not conversation_id and not buyer:
        raise EbayError(355018)
    if not text and not body.get("messageMedia"):
        raise EbayError(355015)
    if len(text) > MAX_TEXT:
        raise EbayError(355013, maximumMessageTextAllowedLength=MAX_TEXT)
    if len(body.get("messageMedia") or ()) > MAX_MEDIA:
        raise EbayError(355010, maximumMediaAllowedCount=MAX_MEDIA)
    listing_id = _reference(call, body.get("reference"))
    if conversation_id:
        one = _known(call, conversation_id, 400)
        buyer, listing_id = one.buyer, one.reference_id
    elif buyer not in call.ebay.buyers:
        raise EbayError(355006)
    _, message = write(call.ebay, seller, buyer, text, listing_id, from_seller=True)
    names = {
        "senderUsername": "senderUserName",
        "recipientUsername": "recipientUserName",
    }
    return Answer(201, {names.get(k, k): v for k, v in message.items()})


@operation(
    "commerce_message.updateConversation", f"POST {BASE}/update_conversation", MESSAGE
)
def update(call: Call) -> Answer:
    _change(call, call.body)
    return Answer(204)


@operation(
    "commerce_message.bulkUpdateConversation",
    f"POST {BASE}/bulk_update_conversation",
    MESSAGE,
)
def bulk_update(call: Call) -> Answer:
    wanted = call.body["conversations"]
    if len(wanted) > 10:
        raise EbayError(355019, maximumConversationAllowedCount=10)
    rows = []
    for one in wanted:
        try:
            _change(call, one)
            done = "SUCCESS"
        except EbayError:
            done = "FAILURE"
        rows.append({"conversationId": one["conversationId"], "updateStatus": done})
    failed = sum(row["updateStatus"] == "FAILURE" for row in rows)
    return Answer(
        body={
            "conversationsMetadata": {
                "totalConversationsCount": len(rows),
                "updateFailureCount": failed,
                "updateSuccessCount": len(rows) - failed,
            },
            "conversationsResponse": rows,
        }
    )


def _change(call: Call, body: Json) -> None:
    one = _known(call, body["conversationId"], 400)
    if body["conversationType"] not in TYPES:
        raise EbayError(355002)
    status = body.get("conversationStatus")
    if status is not None and status not in STATUSES:
        raise EbayError(355001)
    if status in ("READ", "UNREAD") or body.get("read") is not None:
        is_read = body.get("read", status == "READ")
        for message in one.messages:
            message["readStatus"] = is_read
    elif status is not None:
        one.status = status


def _reference(call: Call, reference: Json | None) -> str:
    if not reference:
        return ""
    if not reference.get("referenceId") or not reference.get("referenceType"):
        raise EbayError(355021)
    if reference["referenceType"] != "LISTING":
        raise EbayError(355003)
    if reference["referenceId"] not in call.seller.listings:
        raise EbayError(355020)
    return reference["referenceId"]


def _known(call: Call, conversation_id: str, status: int) -> Conversation:
    one = call.seller.conversations.get(conversation_id)
    if one is None:
        raise EbayError(355007, status)
    return one


def _fits(call: Call, one: Conversation, status: str) -> bool:
    unread = any(not message["readStatus"] for message in one.messages)
    if status in ("READ", "UNREAD"):
        right_status = unread == (status == "UNREAD")
    else:
        right_status = one.status == status
    latest = parsed(one.messages[-1]["createdDate"])
    bounds = {}
    for name in ("start_time", "end_time"):
        if call.query.get(name):
            bounds[name] = parsed(call.query[name])
            if bounds[name] is None:
                raise EbayError(355005)
    return (
        right_status
        and call.query.get("other_party_username") in (None, one.buyer)
        and call.query.get("reference_id") in (None, one.reference_id)
        and latest >= bounds.get("start_time", latest)
        and latest <= bounds.get("end_time", latest)
    )


def _conversation_json(one: Conversation) -> Json:
    body: Json = {
        "conversationId": one.conversation_id,
        "conversationStatus": one.status,
        "conversationTitle": one.title,
        "conversationType": TYPES[0],
        "createdDate": stamp(one.created_at),
        "latestMessage": one.messages[-1],
        "unreadCount": sum(not m["readStatus"] for m in one.messages),
    }
    if one.reference_id:
        body |= {"referenceId": one.reference_id, "referenceType": "LISTING"}
    return body


def _paged(call: Call, rows: list[Json], name: str, default: int) -> Json:
    limit, offset = call.number("limit", default), call.number("offset", 0)
    if limit is None or not 1 <= limit <= 50:
        raise EbayError(355009, maximumAllowedLimitNumber=50)
    if offset is None or offset < 0 or offset % limit:
        raise EbayError(355008)
    body: Json = {
        "href": call.page_url(limit=limit, offset=offset),
        "limit": limit,
        "offset": offset,
        "total": len(rows),
        name: page(rows, offset, limit),
    }
    if offset + limit < len(rows):
        body["next"] = call.page_url(limit=limit, offset=offset + limit)
    return body
