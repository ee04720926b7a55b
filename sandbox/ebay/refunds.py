"""Refunds by the seller: accepted at once, done later."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from .call import FINANCES, Answer, Call, operation
from .errors import EbayError
from .order_json import buyer_total
from .orders import BASE, known
from .state import Json, Order, OrderLine, Seller
from .times import money, stamp

if TYPE_CHECKING:
    from .platform import EbayPlatform

DONE_AFTER_S = 5
MAX_COMMENT = 1000


@operation(
    "sell_fulfillment.issueRefund",
    f"POST {BASE}/order/{{order_id}}/issue_refund",
    FINANCES,
)
def issue(call: Call) -> Answer:
    order = known(call, call.path["order_id"], 34913)
    body = call.body
    if len(body.get("comment") or "") > MAX_COMMENT:
        raise EbayError(34921)
    _check_order(order)
    shares = _shares(order, body)
    refund = start(call.ebay, call.seller, order, shares)
    return Answer(body={"refundId": refund["refundId"], "refundStatus": "PENDING"})


def start(
    ebay: EbayPlatform,
    seller: Seller,
    order: Order,
    shares: list[tuple[OrderLine | None, Decimal]],
) -> Json:
    """`shares` name the line that gets money back, or None for the whole order."""
    total = sum((amount for _, amount in shares), Decimal(0))
    refund: Json = {
        "refundId": ebay.next_id("refund"),
        "amount": money(total, order.currency),
        "refundDate": stamp(ebay.now()),
        "refundStatus": "PENDING",
        "refundReferenceId": ebay.next_id("reference"),
    }
    order.refunds.append(refund)
    order.modified_at = ebay.now()

    async def done() -> None:
        refund["refundStatus"] = "REFUNDED"
        for line, amount in shares:
            if line is not None:
                line.refunds.append(
                    {
                        "refundId": refund["refundId"],
                        "amount": money(amount, order.currency),
                        "refundDate": refund["refundDate"],
                        "refundReferenceId": refund["refundReferenceId"],
                    }
                )
        order.modified_at = ebay.now()
        ebay.book.refund(seller, order, total)

    ebay.kernel.clock.call_later(DONE_AFTER_S, done)
    return refund


def _check_order(order: Order) -> None:
    if order.paid_at is None:
        raise EbayError(34929, 409)
    if any(one["refundStatus"] == "PENDING" for one in order.refunds):
        raise EbayError(34922)
    if order.refunded >= buyer_total(order):
        raise EbayError(34917)


def _shares(order: Order, body: Json) -> list[tuple[OrderLine | None, Decimal]]:
    whole, items = body.get("orderLevelRefundAmount"), body.get("refundItems")
    if not whole and not items or whole and items:
        raise EbayError(34905)
    left = buyer_total(order) - order.refunded
    if whole:
        shares = [(None, _amount(order, whole))]
    else:
        shares = [_item_share(order, item) for item in items]
    if sum((amount for _, amount in shares), Decimal(0)) > left:
        raise EbayError(34915)
    return shares


def _item_share(order: Order, item: Json) -> tuple[OrderLine, Decimal]:
    legacy = item.get("legacyReference") or {}
    if not item.get("lineItemId") and not legacy:
        raise EbayError(34910)
    line = order.line(item.get("lineItemId") or legacy.get("legacyTransactionId") or "")
    if line is None:
        raise EbayError(34914)
    amount = _amount(order, item.get("refundAmount") or {})
    given = sum((Decimal(r["amount"]["value"]) for r in line.refunds), Decimal(0))
    worth = line.cost - line.discount + line.shipping
    if not (order.taxes_collected or order.taxes_included):
        worth += line.tax
    if given + amount > worth:
        raise EbayError(34924, 409)
    return line, amount


def _amount(order: Order, given: Json) -> Decimal:
    if not given.get("value"):
        raise EbayError(34906)
    if not given.get("currency"):
        raise EbayError(34908)
    if given["currency"] != order.currency:
        raise EbayError(34909)
    try:
        value = Decimal(given["value"])
    except InvalidOperation:
        raise EbayError(34907) from None
    if not value.is_finite() or value <= 0 or value != round(value, 2):
        raise EbayError(34907)
    return value
