"""How the goods of an order get to the buyer, and what keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from odoo.addons.omni_commerce.documents import Handover

from .basics import Node, text

_HANDOVERS = {"PICK_UP": Handover.PICKUP, "LOCAL": Handover.LOCAL}
_OVER = ("CANCELLED", "CLOSED")


def handover_of(parts: Sequence[Node] | None) -> Mapping[str, Any]:
    """Fields of an order out of its fulfilment orders; none where nobody asked."""
    if not parts:
        return {}
    handover = _handover(parts)
    found: dict[str, Any] = {"handover": handover, "shipping_holds": _holds(parts)}
    if handover is Handover.PICKUP:
        found["pickup_ref"] = _place(parts)
    return found


def _handover(parts: Sequence[Node]) -> Handover:
    """One part that a carrier brings makes it an order to be shipped."""
    methods = {(part["deliveryMethod"] or {}).get("methodType") for part in parts}
    found = {_HANDOVERS.get(method, Handover.SHIPPED) for method in methods}
    return found.pop() if len(found) == 1 else Handover.SHIPPED


def _holds(parts: Sequence[Node]) -> tuple[str, ...]:
    reasons = (
        text(hold["reasonNotes"]) or text(hold["displayReason"])
        for part in parts
        for hold in part["fulfillmentHolds"]
        if part["status"] == "ON_HOLD"
    )
    return tuple(dict.fromkeys(filter(None, reasons)))


def _place(parts: Sequence[Node]) -> str:
    """Where it waits for the buyer; none where that is more than one place."""
    places = {
        (part["assignedLocation"]["location"] or {}).get("id")
        for part in parts
        if part["status"] not in _OVER
    }
    return text(places.pop()) if len(places) == 1 else ""
