"""What was paid for an order, and what went back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from odoo.addons.omni_commerce.documents import (
    Money,
    Paid,
    Payment,
    PaymentKind,
    Price,
    Refund,
    RefundLine,
)
from odoo.addons.omni_core.lib.moments import moment

from .basics import Node, price

PAID = {
    "PAID": Paid.PAID,
    "PARTIALLY_REFUNDED": Paid.PARTLY_REFUNDED,
    "FULLY_REFUNDED": Paid.REFUNDED,
    "PENDING": Paid.PENDING,
    "FAILED": Paid.PENDING,  # the buyer may try again; the order is still there
}
_STATUS = {"PAID": "success", "PENDING": "pending", "FAILED": "failure"}
_REFUNDED = {"REFUNDED": "success", "PENDING": "pending", "FAILED": "failure"}


def payments_of(node: Node) -> Iterator[Payment]:
    for number, row in enumerate(node["paymentSummary"]["payments"], start=1):
        yield Payment(
            ref=row.get("paymentReferenceId") or f"{node['orderId']}/{number}",
            kind=PaymentKind.SALE,
            gateway=row["paymentMethod"].lower(),
            price=price(row["amount"]),
            status=_STATUS.get(row["paymentStatus"], "failure"),
            at=moment(row.get("paymentDate")),
        )


def refunds_of(node: Node) -> Iterator[Refund]:
    """eBay says how much and for which lines, never how many pieces came back."""
    for row in node["paymentSummary"]["refunds"]:
        if row.get("refundStatus") == "FAILED":
            continue
        lines = tuple(_lines(node, row))
        rest = price(row["amount"]).shop
        for line in lines:
            rest -= line.subtotal.shop
        yield Refund(
            ref=row["refundId"],
            at=moment(row.get("refundDate")) or moment(node["lastModifiedDate"]),
            lines=lines,
            adjustments=(("order", Price(rest)),) if rest else (),
            payments=(_payment(row),),
        )


def _lines(node: Node, refund: Node) -> Iterator[RefundLine]:
    for line in node["lineItems"]:
        for row in line.get("refunds") or ():
            if row.get("refundId") == refund["refundId"]:
                given = price(row["amount"])
                nothing = Price(Money(Decimal(0), given.shop.currency))
                yield RefundLine(line["lineItemId"], Decimal(0), given, nothing)


def _payment(row: Node) -> Payment:
    return Payment(
        ref=row.get("refundReferenceId") or row["refundId"],
        kind=PaymentKind.REFUND,
        gateway="ebay",
        price=price(row["amount"]),
        status=_REFUNDED.get(row.get("refundStatus") or "", "pending"),
        at=moment(row.get("refundDate")),
    )
