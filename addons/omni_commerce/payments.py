"""What was paid for an order, and what may still be taken: from its document alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .documents import Money, Order, Payment, PaymentKind, Refund
from .proof import side_of
from .refunds import credit_of

SETTLED = (PaymentKind.CAPTURE, PaymentKind.SALE)


@dataclass(frozen=True, slots=True)
class Authorization:
    """Money that the buyer's bank holds for us until we take it."""

    payment: Payment
    left: Money


def settled(order: Order) -> list[Payment]:
    """What has really come in."""
    return [
        payment
        for payment in order.payments
        if payment.kind in SETTLED and payment.status == "success"
    ]


def open_of(order: Order, side: str) -> Money:
    """What the buyer owes still; negative: gets back. The channel's word counts."""
    if order.outstanding is not None:
        return side_of(order.outstanding, side)
    left = side_of(order.total, side)
    for payment in settled(order):
        left -= side_of(payment.price, side)
    for refund in order.refunds:
        credit = credit_of(order, refund, side)
        left += Money(credit.paid_back - credit.total, left.currency)
    return left


def is_overpaid(order: Order, refund: Refund, side: str) -> bool:
    """Whether it only gives back what the order had become smaller by."""
    if refund.lines or refund.shipping or refund.adjustments:
        return False
    return bool(refund.payments) and open_of(order, side).amount <= 0


def authorizations(order: Order, side: str) -> Iterator[Authorization]:
    """Those that are open, with what is left of them."""
    if order.cancelled_at:
        return
    for payment in order.payments:
        if payment.kind is not PaymentKind.AUTHORIZATION or payment.status != "success":
            continue
        left = side_of(payment.price, side)
        for other in order.payments:
            if other.parent_ref == payment.ref and other.status == "success":
                is_void = other.kind is PaymentKind.VOID
                left -= left if is_void else side_of(other.price, side)
        if left.amount > 0:
            yield Authorization(payment, left)
