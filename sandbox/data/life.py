"""What happens to an order after the sale: parcels, refunds, cancellation, edits."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import ROUND_DOWN

from sandbox.kernel.rng import Rng

from .codes import tracking_number
from .model import (
    ZERO,
    Cancellation,
    Edit,
    Fulfilment,
    Order,
    Refund,
    RefundLine,
)
from .money import quantum, rounded
from .stories import NEVER_SHIPPED, UNSHIPPED_DAYS


def lived(order: Order, story: str, rng: Rng, now: datetime) -> Order:
    """The order as it stands `now`; what would come later has not happened yet."""
    if story.startswith("cancelled"):
        order = _cancelled(order, story, rng, now)
    elif story not in NEVER_SHIPPED:
        order = _shipped(order, story, rng, now)
    if story in ("edit", "everything"):
        order = _edited(order, rng, now)
    refund = _refund(order, story, rng, now)
    if refund is not None:
        order = replace(order, refunds=(refund,))
    return replace(
        order, financial_status=_status(order, story), updated_at=_last_event(order)
    )


def full_refund(order: Order, at: datetime, note: str, restock: bool) -> Refund:
    """Everything back; duties and tip, which are no line's, as adjustment."""
    lines = tuple(
        RefundLine(x.position, x.quantity, x.net, x.tax, restock) for x in order.lines
    )
    shipping = order.shipping.net
    goods = sum((x.net for x in order.lines), ZERO)
    if not order.taxes_included:
        shipping += order.shipping.tax
        goods += sum((x.tax for x in order.lines), ZERO)
    rest = order.total - goods - shipping
    return Refund(at, note, lines, shipping, rest, order.total)


def partial_refund(order: Order, at: datetime, note: str) -> Refund:
    """One piece of the first line, with its share of discount and tax."""
    line, unit = order.lines[0], quantum(order.currency)
    amount = (line.net / line.quantity).quantize(unit, ROUND_DOWN)
    tax = (line.tax / line.quantity).quantize(unit, ROUND_DOWN)
    total = amount + (ZERO if order.taxes_included else tax)
    return Refund(
        at, note, (RefundLine(line.position, 1, amount, tax),), ZERO, ZERO, total
    )


def _refund(order: Order, story: str, rng: Rng, now: datetime) -> Refund | None:
    if story == "cancelled" and order.cancellation is not None:
        return full_refund(order, order.cancellation.at, "Order cancelled", True)
    at = order.created_at + timedelta(days=rng.randint(5, 20), hours=rng.randint(0, 23))
    if at > now:
        return None
    if story == "full_refund":
        return full_refund(order, at, "Returned: does not fit", True)
    if story in ("partial_refund", "everything"):
        return partial_refund(order, at, "One piece returned")
    if story == "goodwill":
        amount = rounded(order.total / 20, order.currency)
        return Refund(at, "Scratched in transit", (), ZERO, amount, amount)
    return None


def _cancelled(order: Order, story: str, rng: Rng, now: datetime) -> Order:
    at = min(order.created_at + timedelta(hours=rng.randint(1, 40)), now)
    reason = rng.choice(("customer", "inventory", "fraud"))
    reason = "declined" if story == "cancelled_unpaid" else reason
    return replace(order, cancellation=Cancellation(at, reason))


def _edited(order: Order, rng: Rng, now: datetime) -> Order:
    line = order.lines[0]
    at = min(order.created_at + timedelta(minutes=rng.randint(10, 300)), now)
    edit = Edit(at, line.position, line.quantity + 1, "Customer asked by telephone")
    return replace(order, edits=(edit,))


def _shipped(order: Order, story: str, rng: Rng, now: datetime) -> Order:
    if order.created_at > now - timedelta(days=UNSHIPPED_DAYS):
        return order
    to_ship = [(x.position, x.quantity) for x in order.lines if x.requires_shipping]
    if not to_ship:
        return order
    parcels = [tuple(to_ship)]
    if story == "part_shipped":
        parcels = [tuple(to_ship[:1])]
    elif story in ("multi_location", "everything"):
        parcels = [part for part in (tuple(to_ship[:1]), tuple(to_ship[1:])) if part]
    places = (order.location, "ATL" if order.location != "ATL" else "PDX")
    fulfilments = tuple(
        _parcel(order, places[number], quantities, rng, now)
        for number, quantities in enumerate(parcels)
    )
    return replace(order, fulfilments=fulfilments)


def _parcel(
    order: Order,
    location: str,
    quantities: tuple[tuple[int, int], ...],
    rng: Rng,
    now: datetime,
) -> Fulfilment:
    at = order.created_at + timedelta(hours=rng.randint(4, 47))
    delivered = at + timedelta(hours=rng.randint(30, 170))
    carrier = order.shipping.carrier
    return Fulfilment(
        at=at,
        location=location,
        carrier=carrier,
        service=order.shipping.service,
        tracking_number=tracking_number(carrier, rng),
        quantities=quantities,
        delivered_at=delivered if delivered < now else None,
    )


def _status(order: Order, story: str) -> str:
    if story == "cancelled_unpaid":
        return "voided"
    if story == "pending":
        return "pending"
    if not order.refunded:
        return "paid"
    return "refunded" if order.refunded == order.total else "partially_refunded"


def _last_event(order: Order) -> datetime:
    moments = [order.created_at]
    for event in (*order.fulfilments, *order.refunds, *order.edits):
        moments.append(event.at)
    if order.cancellation is not None:
        moments.append(order.cancellation.at)
    return max(moments)
