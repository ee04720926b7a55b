"""Which fulfilment orders of Shopify the goods of one shipment belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import Node

_OPEN = ("OPEN", "IN_PROGRESS", "SCHEDULED", "INCOMPLETE")


@dataclass(slots=True)
class Pick:
    """What is taken from one fulfilment order."""

    source: str
    location: str
    lines: list[tuple[str, int]] = field(default_factory=list)  # its own lines
    by_order_line: list[tuple[str, Decimal]] = field(default_factory=list)


def allocate(
    sources: Sequence[Node], wanted: Sequence[tuple[str, Decimal]], location: str
) -> list[Pick]:
    """First from where the goods have left; never more than is left to ship."""
    usable = sorted(
        (source for source in sources if source["status"] in _OPEN),
        key=lambda source: _place(source) != location,
    )
    picks = {row["id"]: Pick(row["id"], _place(row)) for row in usable}
    for order_line, quantity in wanted:
        left = quantity
        for source in usable:
            for row in _rows_of(source, order_line):
                count = min(int(left), row["remainingQuantity"])
                if count > 0:
                    picks[source["id"]].lines.append((row["id"], count))
                    taken = (order_line, Decimal(count))
                    picks[source["id"]].by_order_line.append(taken)
                    left -= count
        if left:
            raise _too_much(sources, order_line, quantity, quantity - left)
    return [pick for pick in picks.values() if pick.lines]


def _place(source: Node) -> str:
    return (source["assignedLocation"]["location"] or {}).get("id") or ""


def _rows_of(source: Node, order_line: str) -> Iterator[Node]:
    for row in source["lineItems"]["nodes"]:
        if row["lineItem"]["id"] == order_line:
            yield row


def _too_much(
    sources: Sequence[Node], order_line: str, wanted: Decimal, found: Decimal
) -> RejectedError:
    for source in sources:
        if source["status"] == "ON_HOLD" and any(_rows_of(source, order_line)):
            holds = source.get("fulfillmentHolds") or [{}]
            why = holds[0].get("reasonNotes") or holds[0].get("reason") or "no reason"
            return RejectedError(
                _lt(
                    "Shopify holds this shipment back (%(why)s). Release it on "
                    "the order, or there.",
                    why=why,
                ),
                code="on_hold",
            )
    return RejectedError(
        _lt(
            "%(wanted)s were shipped, but in Shopify only %(found)s of them "
            "are left to ship: somebody may have fulfilled them there "
            "already.",
            wanted=f"{wanted:f}",
            found=f"{found:f}",
        ),
        code="nothing_left",
    )
