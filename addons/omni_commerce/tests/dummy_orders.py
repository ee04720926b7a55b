"""What becomes of an order of the dummy channel when we ask something of it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from ..adapter import (
    CancelOrder,
    CapturePayment,
    CreateReturn,
    RefundOrder,
    ReleaseHolds,
)
from ..documents import (
    Money,
    Paid,
    Payment,
    PaymentKind,
    Price,
    Refund,
    RefundLine,
    Return,
    ReturnLine,
)

DONE = (CancelOrder, CapturePayment, CreateReturn, RefundOrder, ReleaseHolds)


def done(order, command, ref):
    """The order as it is afterwards."""
    changed = _CHANGES[type(command)](order, command, ref)
    return replace(changed, updated_at=order.updated_at + timedelta(minutes=1))


def _cancel(order, command, ref):
    at = order.updated_at
    return replace(order, cancelled_at=at, cancel_reason=command.reason)


def _capture(order, command, ref):
    capture = Payment(
        ref,
        PaymentKind.CAPTURE,
        order.payments[0].gateway,
        Price(command.amount),
        parent_ref=command.payment_ref,
    )
    return replace(order, payments=(*order.payments, capture), paid=Paid.PAID)


def _refund(order, command, ref):
    """It reckons by itself; what it was told to give beyond that is goodwill."""
    lines = tuple(_line(order, *row, command.restock) for row in command.lines)
    parts = [row.subtotal.shop.amount + row.tax.shop.amount for row in lines]
    parts += [command.shipping.amount] if command.shipping else []
    total = sum(parts, Decimal(0))
    amount = command.amount or Money(total, order.currency)
    rest = amount.amount - total
    refund = Refund(
        ref,
        order.updated_at,
        lines,
        shipping=Price(command.shipping) if command.shipping else None,
        adjustments=(("goodwill", Price(Money(rest, order.currency))),) if rest else (),
        payments=(Payment(f"money-{ref}", PaymentKind.REFUND, "card", Price(amount)),),
        note=command.note,
    )
    refunds = (*order.refunds, refund)
    return replace(order, refunds=refunds, paid=Paid.PARTLY_REFUNDED)


def _line(order, line_ref, quantity, restock):
    line = next(x for x in order.lines if x.ref == line_ref)
    tax = sum((t.price.shop.amount for t in line.taxes), Decimal(0))
    return RefundLine(
        line_ref,
        quantity,
        Price(Money(line.unit_price.shop.amount * quantity, order.currency)),
        Price(Money(tax * quantity / line.quantity, order.currency)),
        "cancel" if restock else "none",
    )


def _return(order, command, ref):
    lines = tuple(ReturnLine(*row, command.reason) for row in command.lines)
    back = Return(ref, f"{order.name}-R1", "open", lines, order.updated_at)
    return replace(order, returns=(*order.returns, back))


def _release(order, command, ref):
    return replace(order, shipping_holds=())


_CHANGES = {
    CancelOrder: _cancel,
    CapturePayment: _capture,
    CreateReturn: _return,
    RefundOrder: _refund,
    ReleaseHolds: _release,
}
