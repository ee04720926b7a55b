"""Cancellations and returns (Post-Order API): as much as the contract describes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from . import listings, refunds
from .call import FULFILLMENT, Answer, Call, operation
from .errors import EbayError
from .order_json import buyer_total
from .state import Cancel, Json, Order, Seller
from .times import stamp

if TYPE_CHECKING:
    from .platform import EbayPlatform

BASE = "/post-order/v2"
CANCEL = f"{BASE}/cancellation"
RETURN = f"{BASE}/return"
#: a seller has three days to answer a buyer's wish to cancel
ANSWER_WITHIN = timedelta(days=3)
STATES = {
    "REQUESTED": "CANCEL_PENDING",
    "COMPLETED": "CANCEL_CLOSED_WITH_REFUND",
    "REJECTED": "CANCEL_REJECTED",
}


# -- cancellations -----------------------------------------------------------------
def request_cancel(
    ebay: EbayPlatform, order: Order, reason: str, initiator: str = "BUYER"
) -> Cancel:
    cancel = Cancel(ebay.next_id("cancel"), "REQUESTED", reason, initiator, ebay.now())
    order.cancels.append(cancel)
    order.modified_at = ebay.now()
    return cancel


def complete_cancel(
    ebay: EbayPlatform, seller: Seller, order: Order, cancel: Cancel
) -> None:
    """The money goes back by itself; the goods become available again."""
    cancel.state, cancel.completed_at = "COMPLETED", ebay.now()
    order.cancelled_at = order.modified_at = ebay.now()
    for line in order.lines:
        listing = seller.listings.get(line.listing_id)
        if listing is not None:
            listings.give_back(seller, listing, line.sku, line.quantity)
    left = buyer_total(order) - order.refunded
    if order.paid_at and left > 0:
        refunds.start(ebay, seller, order, [(None, left)])


@operation("cancellation.createCancellation", f"POST {CANCEL}", FULFILLMENT)
def create(call: Call) -> Answer:
    body = call.body or {}
    order = _order(call, str(body.get("legacyOrderId") or ""))
    _check_cancellable(order)
    reason = body.get("cancelReason")
    if not reason:
        raise EbayError(2004, reason="cancelReason is missing")
    cancel = request_cancel(call.ebay, order, reason, "SELLER")
    complete_cancel(call.ebay, call.seller, order, cancel)
    return Answer(body={"cancelId": cancel.cancel_id})


@operation(
    "cancellation.checkCancellationEligibility",
    f"POST {CANCEL}/check_eligibility",
    FULFILLMENT,
)
def eligible(call: Call) -> Answer:
    order = _order(call, str((call.body or {}).get("legacyOrderId") or ""))
    is_eligible = not (order.cancelled_at or order.parcels)
    body: Json = {"legacyOrderId": order.order_id, "eligible": is_eligible}
    if not is_eligible:
        body["failureReason"] = ["ORDER_SHIPPED_OR_CANCELLED"]
    return Answer(body=body)


@operation("cancellation.getCancellation", f"GET {CANCEL}/{{cancelId}}", FULFILLMENT)
def get_cancel(call: Call) -> Answer:
    return Answer(body={"cancelDetail": _cancel_json(*_cancel(call))})


@operation("cancellation.search", f"GET {CANCEL}/search", FULFILLMENT)
def search_cancels(call: Call) -> Answer:
    wanted = call.query.get("legacy_order_id")
    rows = [
        _cancel_json(order, cancel)
        for order in call.seller.orders.values()
        for cancel in order.cancels
        if wanted in (None, order.order_id)
    ]
    return Answer(body={"cancellations": rows, "total": len(rows)})


@operation(
    "cancellation.approveCancellationRequest",
    f"POST {CANCEL}/{{cancelId}}/approve",
    FULFILLMENT,
)
def approve(call: Call) -> Answer:
    order, cancel = _open_cancel(call)
    _check_cancellable(order)
    complete_cancel(call.ebay, call.seller, order, cancel)
    return Answer()


@operation(
    "cancellation.rejectCancellationRequest",
    f"POST {CANCEL}/{{cancelId}}/reject",
    FULFILLMENT,
)
def reject(call: Call) -> Answer:
    order, cancel = _open_cancel(call)
    cancel.state, cancel.completed_at = "REJECTED", call.now
    order.modified_at = call.now
    return Answer()


def _check_cancellable(order: Order) -> None:
    if order.cancelled_at or order.parcels:
        raise EbayError(2004, 409, reason="The order was shipped or cancelled already")


def _order(call: Call, order_id: str) -> Order:
    order = call.seller.orders.get(order_id)
    if order is None:
        raise EbayError(2004, reason=f"No order {order_id!r}")
    return order


def _cancel(call: Call) -> tuple[Order, Cancel]:
    for order in call.seller.orders.values():
        for cancel in order.cancels:
            if cancel.cancel_id == call.path["cancelId"]:
                return order, cancel
    raise EbayError(2002)


def _open_cancel(call: Call) -> tuple[Order, Cancel]:
    order, cancel = _cancel(call)
    if cancel.state != "REQUESTED":
        raise EbayError(2004, 409, reason=f"The request is {cancel.state}")
    return order, cancel


def _cancel_json(order: Order, cancel: Cancel) -> Json:
    return {
        "cancelId": cancel.cancel_id,
        "legacyOrderId": order.order_id,
        "cancelState": "CLOSED" if cancel.completed_at else "APPROVAL_PENDING",
        "cancelStatus": STATES[cancel.state],
        "cancelReason": cancel.reason,
        "requestorType": cancel.initiator,
        "cancelRequestDate": {"value": stamp(cancel.requested_at)},
        "sellerResponseDueDate": {"value": stamp(cancel.requested_at + ANSWER_WITHIN)},
    }


# -- returns -----------------------------------------------------------------------
def open_return(ebay: EbayPlatform, seller: Seller, order: Order, reason: str) -> Json:
    line = order.lines[0]
    summary: Json = {
        "returnId": ebay.next_id("return"),
        "orderId": order.order_id,
        "buyerLoginName": order.buyer["username"],
        "sellerLoginName": seller.username,
        "currentType": "MONEY_BACK",
        "state": "RETURN_REQUESTED",
        "status": "RETURN_REQUESTED",
        "creationInfo": {
            "reason": reason,
            "creationDate": {"value": stamp(ebay.now())},
            "item": {
                "itemId": line.listing_id,
                "transactionId": line.line_id,
                "returnQuantity": 1,
            },
        },
    }
    seller.returns[summary["returnId"]] = summary
    order.modified_at = ebay.now()
    return summary


@operation("return.search", f"GET {RETURN}/search", FULFILLMENT)
def search_returns(call: Call) -> Answer:
    wanted = {
        "orderId": call.query.get("order_id"),
        "buyerLoginName": call.query.get("buyer_login_name"),
        "state": call.query.get("state"),
    }
    rows = [
        row
        for row in call.seller.returns.values()
        if all(value in (None, row[name]) for name, value in wanted.items())
    ]
    return Answer(body={"members": rows, "total": len(rows)})


@operation("return.getReturn", f"GET {RETURN}/{{returnId}}", FULFILLMENT)
def get_return(call: Call) -> Answer:
    return Answer(body={"summary": _return(call)})


@operation(
    "return.processReturnRequest", f"POST {RETURN}/{{returnId}}/decide", FULFILLMENT
)
def decide(call: Call) -> Answer:
    summary = _return(call)
    decision = (call.body or {}).get("decision", "")
    if decision not in ("ACCEPT", "APPROVE", "DECLINE"):
        raise EbayError(2004, reason="decision must be ACCEPT or DECLINE")
    declined = decision == "DECLINE"
    summary["state"] = "CLOSED" if declined else "ITEM_READY_TO_SHIP"
    summary["status"] = "CLOSED" if declined else "READY_FOR_SHIPPING"
    return Answer()


@operation(
    "return.markReturnReceived",
    f"POST {RETURN}/{{returnId}}/mark_as_received",
    FULFILLMENT,
)
def received(call: Call) -> Answer:
    summary = _return(call)
    summary["state"], summary["status"] = "ITEM_DELIVERED", "ITEM_DELIVERED"
    return Answer()


@operation(
    "return.issueReturnRefund", f"POST {RETURN}/{{returnId}}/issue_refund", FULFILLMENT
)
def return_refund(call: Call) -> Answer:
    summary = _return(call)
    if summary["state"] == "CLOSED":
        raise EbayError(2004, 409, reason="The return is closed")
    order = call.seller.orders[summary["orderId"]]
    line = order.line(summary["creationInfo"]["item"]["transactionId"])
    amount = (line.cost - line.discount) / Decimal(line.quantity)
    refunds.start(call.ebay, call.seller, order, [(line, amount)])
    summary["state"], summary["status"] = "CLOSED", "CLOSED"
    return Answer(body={"refundStatus": "PENDING"})


def _return(call: Call) -> Json:
    summary = call.seller.returns.get(call.path["returnId"])
    if summary is None:
        raise EbayError(2002)
    return summary
