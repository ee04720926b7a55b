"""Payment disputes: a buyer asks the bank for the money back (Fulfillment API)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .call import DISPUTES, Answer, Call, operation, page
from .errors import EbayError
from .order_json import buyer_total
from .state import Json, Order, Seller
from .times import money, stamp

if TYPE_CHECKING:
    from .platform import EbayPlatform

BASE = "/sell/fulfillment/v1"
ONE = f"{BASE}/payment_dispute/{{payment_dispute_id}}"
HOSTS = ("apiz",)
ANSWER_WITHIN = timedelta(days=5)
_SUMMARY = (
    "paymentDisputeId",
    "paymentDisputeStatus",
    "reason",
    "orderId",
    "amount",
    "buyerUsername",
    "openDate",
    "closedDate",
    "respondByDate",
)


def open_dispute(ebay: EbayPlatform, seller: Seller, order: Order, reason: str) -> Json:
    now = ebay.now()
    dispute: Json = {
        "paymentDisputeId": ebay.next_id("dispute"),
        "paymentDisputeStatus": "ACTION_NEEDED",
        "reason": reason,
        "orderId": order.order_id,
        "amount": money(buyer_total(order), order.currency),
        "buyerUsername": order.buyer["username"],
        "openDate": stamp(now),
        "respondByDate": stamp(now + ANSWER_WITHIN),
        "availableChoices": ["SELLER_CONTEST", "SELLER_ACCEPT"],
        "revision": 1,
        "lineItems": [
            {"itemId": line.listing_id, "lineItemId": line.line_id}
            for line in order.lines
        ],
    }
    seller.disputes[dispute["paymentDisputeId"]] = dispute
    return dispute


@operation(
    "sell_fulfillment.getPaymentDisputeSummaries",
    f"GET {BASE}/payment_dispute_summary",
    DISPUTES,
    hosts=HOSTS,
)
def summaries(call: Call) -> Answer:
    limit, offset = call.number("limit", 200), call.number("offset", 0)
    if limit is None or offset is None or not 1 <= limit <= 200 or offset < 0:
        raise EbayError(33001)
    wanted = (
        ("orderId", call.query.get("order_id")),
        ("buyerUsername", call.query.get("buyer_username")),
        ("paymentDisputeStatus", call.query.get("payment_dispute_status")),
    )
    rows = [
        row
        for row in call.seller.disputes.values()
        if all(value in (None, row[name]) for name, value in wanted)
    ]
    shown = page(rows, offset, limit)
    body: Json = {
        "href": call.page_url(limit=limit, offset=offset),
        "limit": limit,
        "offset": offset,
        "total": len(rows),
        "paymentDisputeSummaries": [
            {name: row[name] for name in _SUMMARY if name in row} for row in shown
        ],
    }
    if offset + limit < len(rows):
        body["next"] = call.page_url(limit=limit, offset=offset + limit)
    return Answer(body=body)


@operation("sell_fulfillment.getPaymentDispute", f"GET {ONE}", DISPUTES, hosts=HOSTS)
def get(call: Call) -> Answer:
    return Answer(body=_known(call))


@operation(
    "sell_fulfillment.acceptPaymentDispute",
    f"POST {ONE}/accept",
    DISPUTES,
    hosts=HOSTS,
)
def accept(call: Call) -> Answer:
    """The buyer gets the money back, and that is the end of it."""
    dispute = _to_answer(call, "SELLER_ACCEPT")
    dispute["paymentDisputeStatus"] = "CLOSED"
    dispute["closedDate"] = stamp(call.now)
    dispute["resolution"] = {"reasonForClosure": "SELLER_ACCEPT"}
    return Answer(204)


@operation(
    "sell_fulfillment.contestPaymentDispute",
    f"POST {ONE}/contest",
    DISPUTES,
    hosts=HOSTS,
)
def contest(call: Call) -> Answer:
    """The bank decides; the seller has nothing more to do."""
    dispute = _to_answer(call, "SELLER_CONTEST")
    dispute["paymentDisputeStatus"] = "OPEN"
    if call.body.get("note"):
        dispute["note"] = call.body["note"]
    return Answer(204)


def _known(call: Call) -> Json:
    found = call.seller.disputes.get(call.path["payment_dispute_id"])
    if found is None:
        raise EbayError(33100, 404)
    return found


def _to_answer(call: Call, decision: str) -> Json:
    dispute = _known(call)
    if call.body["revision"] != dispute["revision"]:
        raise EbayError(33011, 409)
    if decision not in dispute.get("availableChoices", ()):
        raise EbayError(33100)
    del dispute["availableChoices"], dispute["respondByDate"]
    dispute["sellerResponse"] = decision
    dispute["revision"] += 1
    return dispute
