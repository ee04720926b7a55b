"""What we ask of a channel for an order, as plain data; and what came of it.

A wish is stored before it is sent. Where its answer was lost, the order itself tells
whether it was fulfilled: by what is there now and was not there before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from .adapter import (
    CancelOrder,
    CapturePayment,
    Command,
    CreateReturn,
    EditOrder,
    MarkPaid,
    ReadyForPickup,
    RefundOrder,
    ReleaseHolds,
)
from .codec import dump, load
from .documents import Order, Paid, PaymentKind, Refund
from .edit_wishes import is_as_wished

COMMANDS: Mapping[str, type] = {
    "cancel": CancelOrder,
    "capture": CapturePayment,
    "edit": EditOrder,
    "paid": MarkPaid,
    "ready": ReadyForPickup,
    "refund": RefundOrder,
    "release": ReleaseHolds,
    "return": CreateReturn,
}


def stored(command: Command) -> dict[str, Any]:
    return dump(command)


def command_of(kind: str, wish: Mapping[str, Any]) -> Command:
    return load(COMMANDS[kind], wish)


def refs_of(kind: str, order: Order) -> list[str]:
    """What of that kind the order has already."""
    if kind == "cancel":
        return [order.ref] if order.cancelled_at else []
    if kind == "edit":
        return [line.ref for line in order.lines]
    if kind == "capture":
        return [p.ref for p in order.payments if p.kind is PaymentKind.CAPTURE]
    if kind == "paid":
        return [order.ref] if order.paid is Paid.PAID else []
    rows = {"refund": order.refunds, "return": order.returns}.get(kind, ())
    return [row.ref for row in rows]


def came_of(command: Command, before: Iterable[str], order: Order) -> str | None:
    """The reference of what this wish has become, if the order has it."""
    known = set(before)
    if isinstance(command, CancelOrder):
        return order.ref if order.cancelled_at else None
    if isinstance(command, MarkPaid):
        return order.ref if order.paid is Paid.PAID else None
    if isinstance(command, EditOrder):
        return command.key if is_as_wished(command, known, order) else None
    if isinstance(command, ReleaseHolds):
        return None if order.shipping_holds else command.key
    if isinstance(command, ReadyForPickup):
        return None  # an order does not tell; told twice, it is ready once
    if isinstance(command, CapturePayment):
        return next(
            (
                payment.ref
                for payment in order.payments
                if payment.kind is PaymentKind.CAPTURE
                and payment.parent_ref == command.payment_ref
                and payment.status != "failure"
                and payment.ref not in known
            ),
            None,
        )
    if isinstance(command, CreateReturn):
        return next((r.ref for r in order.returns if r.ref not in known), None)
    fitting = (r for r in order.refunds if r.ref not in known and _fits(command, r))
    return next((refund.ref for refund in fitting), None)


def _fits(command: RefundOrder, refund: Refund) -> bool:
    """The same lines, and the same money where it was said how much."""
    lines = tuple((line.line_ref, line.quantity) for line in refund.lines)
    if command.lines and sorted(lines) != sorted(command.lines):
        return False
    if command.amount is None:
        return True
    back = sum((p.price.shop.amount for p in refund.payments), Decimal(0))
    seen = sum(
        ((p.price.buyer or p.price.shop).amount for p in refund.payments), Decimal(0)
    )
    return command.amount.amount in (back, seen)
