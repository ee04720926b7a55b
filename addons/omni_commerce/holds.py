"""Why an order waits for a person: rules over its document alone.

A hold that ``blocks`` means that no sales order can be made of the document. The others
leave a sales order that everybody sees and nobody can confirm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from odoo.addons.omni_core.lib.words import _lt

from .documents import Handover, Order, Paid

GIVEN_BACK = (Paid.REFUNDED, Paid.VOIDED)
ENOUGH = {
    "paid": (Paid.PAID, Paid.PARTLY_REFUNDED),
    "authorized": (Paid.PAID, Paid.PARTLY_REFUNDED, Paid.AUTHORIZED),
    "always": tuple(Paid),
    "never": (),
}
_PAID = {
    Paid.PENDING: _lt("pending"),
    Paid.AUTHORIZED: _lt("authorised"),
    Paid.PARTLY_PAID: _lt("partly paid"),
    Paid.PAID: _lt("paid"),
    Paid.PARTLY_REFUNDED: _lt("partly refunded"),
    Paid.REFUNDED: _lt("refunded"),
    Paid.VOIDED: _lt("voided"),
    Paid.UNKNOWN: _lt("unknown"),
}
_RISKS = {"low": _lt("low"), "medium": _lt("medium"), "high": _lt("high")}


@dataclass(frozen=True, slots=True)
class Hold:
    code: str
    text: str
    blocks: bool = False


def holds_of_document(order: Order) -> Iterator[Hold]:
    """What is wrong with the document itself, whatever the policy."""
    if not order.lines and not order.shipping_lines:
        yield Hold("empty", _lt("The order has no lines."), blocks=True)
    for line in order.lines:
        if line.quantity < 0:
            yield Hold(
                "lines",
                _lt(
                    "Line “%(line)s” has a negative quantity (%(quantity)s). "
                    "Correct the order on the channel.",
                    line=line.title,
                    quantity=line.quantity,
                ),
                blocks=True,
            )
    refs = Counter(line.ref for line in order.lines)
    for ref, count in refs.items():
        if count > 1:
            yield Hold(
                "lines",
                _lt(
                    "%(count)s lines have the same reference “%(ref)s”, so that "
                    "later shipments and refunds could not be told apart.",
                    count=count,
                    ref=ref,
                ),
                blocks=True,
            )


def is_over(order: Order) -> bool:
    """Nothing is left to do here: cancelled, given back, or shipped as a whole."""
    return bool(
        order.cancelled_at or order.paid in GIVEN_BACK or _is_shipped_whole(order)
    )


def holds_before_fulfilment(order: Order) -> Iterator[Hold]:
    """What a person should look at before anything leaves the house."""
    if order.cancel_requested:
        yield Hold(
            "cancel", _lt("The buyer asks to cancel. Answer on the channel first.")
        )
    if shipped_of(order):
        yield Hold("shipped", _lt("Part of it was shipped before it was imported."))
    if order.refunds:
        yield Hold("refunded", _lt("Money was given back before it was imported."))
    for line in order.lines:
        if line.current_quantity not in (None, line.quantity):
            yield Hold(
                "edited",
                _lt(
                    "“%(line)s” was changed from %(quantity)s to "
                    "%(current_quantity)s after the sale.",
                    line=line.title,
                    quantity=line.quantity,
                    current_quantity=line.current_quantity,
                ),
            )
    for why in order.shipping_holds:
        yield Hold(
            "stopped",
            _lt(
                "The channel holds the goods back: %(why)s. It goes on by itself once "
                "they are released.",
                why=why,
            ),
        )
    if _needs_address(order) and not (order.shipping and order.shipping.country_code):
        yield Hold("address", _lt("The delivery address has no country."))


def _needs_address(order: Order) -> bool:
    """Who comes for the goods need not say where to send them."""
    sends = any(line.requires_shipping for line in order.lines)
    return sends and order.handover is not Handover.PICKUP


def hold_for_risk(order: Order, from_level: str) -> Iterator[Hold]:
    levels = ("low", "medium", "high")
    if from_level in levels and order.risk in levels[levels.index(from_level) :]:
        yield Hold(
            "risk",
            _lt("The channel sees a %(risk)s risk of fraud.", risk=_RISKS[order.risk]),
        )


def hold_for_test(order: Order) -> Iterator[Hold]:
    if order.is_test:
        yield Hold(
            "test", _lt("It is a test order: nobody paid and nobody waits for it.")
        )


def hold_for_payment(order: Order, confirm_on: str) -> Iterator[Hold]:
    if order.paid in ENOUGH[confirm_on] or confirm_on == "never":
        return
    state = _PAID[order.paid]
    wanted = _lt("authorised or paid") if confirm_on == "authorized" else _lt("paid")
    yield Hold(
        "unpaid",
        _lt(
            "It is not %(wanted)s yet (payment: %(state)s). It goes on by itself.",
            wanted=wanted,
            state=state,
        ),
    )


def _is_shipped_whole(order: Order) -> bool:
    shipped = shipped_of(order)
    to_ship = [line for line in order.lines if line.requires_shipping]
    return bool(to_ship) and all(
        shipped.get(line.ref, Decimal(0)) >= line.quantity for line in to_ship
    )


def shipped_of(order: Order) -> dict[str, Decimal]:
    """How much of each line has left."""
    shipped: dict[str, Decimal] = {}
    for fulfilment in order.fulfilments:
        if fulfilment.status == "success":
            for ref, quantity in fulfilment.lines:
                shipped[ref] = shipped.get(ref, Decimal(0)) + quantity
    return shipped
