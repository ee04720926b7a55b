"""What becomes of an order of the dummy channel when we ask something of it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from odoo.addons.omni_core.lib.errors import RejectedError

from ..adapter import (
    CancelOrder,
    CapturePayment,
    CreateReturn,
    EditOrder,
    RefundOrder,
    ReleaseHolds,
)
from ..documents import (
    LineKind,
    Money,
    OrderLine,
    Paid,
    Payment,
    PaymentKind,
    Price,
    Refund,
    RefundLine,
    Return,
    ReturnLine,
    Tax,
)
from ..holds import shipped_of
from ..payments import open_of

DONE = (
    CancelOrder,
    CapturePayment,
    CreateReturn,
    EditOrder,
    RefundOrder,
    ReleaseHolds,
)


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
    rest -= min(rest, max(Decimal(0), -open_of(order, "shop").amount))  # it was owed
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


def against_edit(order, command):
    shipped = shipped_of(order)
    for ref, quantity in command.quantities:
        if ref not in {line.ref for line in order.lines}:
            return RejectedError("There is no such line.")
        if quantity < shipped.get(ref, 0):
            return RejectedError("It was shipped already.")
    return None


def _edit(order, command, ref):
    """What is new is taxed as the rest of it."""
    wanted = dict(command.quantities)
    lines = [_of(line, wanted.get(line.ref, line.quantity)) for line in order.lines]
    rates = {tax.name: tax.rate for line in order.lines for tax in line.taxes}
    for number, added in enumerate(command.added):
        price, amount = added.unit_price, added.unit_price.amount * added.quantity
        taxes = tuple(
            Tax(name, rate, Price(Money(_cents(amount * rate), price.currency)))
            for name, rate in rates.items()
        )
        lines.append(
            OrderLine(
                f"{ref}-{number}",
                added.title,
                added.quantity,
                Price(price),
                LineKind.PRODUCT if added.variant_ref else LineKind.CUSTOM,
                variant_ref=added.variant_ref,
                taxes=taxes,
            )
        )
    more = sum(map(_worth, lines)) - sum(map(_worth, order.lines))
    total = Price(order.total.shop + Money(more, order.currency))
    return replace(order, lines=tuple(lines), total=total)


def _of(line, quantity):
    """So many of it: its taxes go along."""
    part = quantity / line.quantity if line.quantity else Decimal(0)
    taxes = tuple(
        replace(
            tax,
            price=Price(
                Money(_cents(tax.price.shop.amount * part), tax.price.shop.currency)
            ),
        )
        for tax in line.taxes
    )
    return replace(line, quantity=quantity, taxes=taxes)


def _cents(amount):
    return amount.quantize(Decimal("0.01"))


def _worth(line):
    taxes = sum((tax.price.shop.amount for tax in line.taxes), Decimal(0))
    off = sum((one.price.shop.amount for one in line.discounts), Decimal(0))
    return line.unit_price.shop.amount * line.quantity - off + taxes


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
    EditOrder: _edit,
    RefundOrder: _refund,
    ReleaseHolds: _release,
}
