"""What we ask of a channel for an order, as plain data; and what came of it.

A wish is stored before it is sent. Where its answer was lost, the order itself tells
whether it was fulfilled: by what is there now and was not there before.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from .documents import Order, Paid, Payment, PaymentKind, Refund, Return
from .edit_wishes import is_as_wished


@dataclass(frozen=True, slots=True)
class Asking:
    """One kind of wish."""

    command: type
    # What it has become, if the order has it: known by what was there before.
    became: Callable[[Any, Collection[str], Order], str | None]
    # What of that kind an order has.
    rows: Callable[[Order], Sequence[Any]] = lambda order: ()


def stored(command: Command) -> dict[str, Any]:
    return dump(command)


def command_of(kind: str, wish: Mapping[str, Any]) -> Command:
    return load(ASKINGS[kind].command, wish)


def kind_of(command: Command) -> str:
    return next(
        kind for kind, asking in ASKINGS.items() if asking.command is type(command)
    )


def refs_of(kind: str, order: Order) -> list[str]:
    """What of that kind the order has already."""
    return [row.ref for row in ASKINGS[kind].rows(order)]


def came_of(command: Command, before: Iterable[str], order: Order) -> str | None:
    """The reference of what this wish has become, if the order has it."""
    return ASKINGS[kind_of(command)].became(command, set(before), order)


def _cancelled(_command: CancelOrder, _before: Collection[str], order: Order):
    return order.ref if order.cancelled_at else None


def _paid(_command: MarkPaid, _before: Collection[str], order: Order):
    return order.ref if order.paid is Paid.PAID else None


def _edited(command: EditOrder, before: Collection[str], order: Order):
    return command.key if is_as_wished(command, before, order) else None


def _ready(_command: ReadyForPickup, _before: Collection[str], _order: Order):
    return None  # an order does not tell; told twice, it is ready once


def _released(command: ReleaseHolds, _before: Collection[str], order: Order):
    return None if order.shipping_holds else command.key


def _captured(command: CapturePayment, before: Collection[str], order: Order):
    return _first_new(
        before,
        (
            payment
            for payment in _captures(order)
            if payment.parent_ref == command.payment_ref and payment.status != "failure"
        ),
    )


def _captures(order: Order) -> list[Payment]:
    return [p for p in order.payments if p.kind is PaymentKind.CAPTURE]


def _returned(_command: CreateReturn, before: Collection[str], order: Order):
    return _first_new(before, order.returns)


def _refunded(command: RefundOrder, before: Collection[str], order: Order):
    return _first_new(before, (row for row in order.refunds if _fits(command, row)))


def _first_new(
    before: Collection[str], rows: Iterable[Payment | Refund | Return]
) -> str | None:
    return next((row.ref for row in rows if row.ref not in before), None)


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


ASKINGS: Mapping[str, Asking] = {
    "cancel": Asking(CancelOrder, _cancelled),
    "capture": Asking(CapturePayment, _captured, _captures),
    "edit": Asking(EditOrder, _edited, lambda order: order.lines),
    "paid": Asking(MarkPaid, _paid),
    "ready": Asking(ReadyForPickup, _ready),
    "refund": Asking(RefundOrder, _refunded, lambda order: order.refunds),
    "release": Asking(ReleaseHolds, _released),
    "return": Asking(CreateReturn, _returned, lambda order: order.returns),
}
