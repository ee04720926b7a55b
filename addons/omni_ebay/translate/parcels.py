"""What left for the buyer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from odoo.addons.omni_commerce.documents import Fulfilment, Parcel
from odoo.addons.omni_core.lib.moments import moment

from .basics import Node

NO_TRACKING = "999"  # what eBay calls a parcel without a number


def needs_parcels(node: Node) -> bool:
    """Whether only eBay can say which parcel holds what.

    A call for each shipped order would use up the budget of the day on old ones: where
    one parcel holds all, its address tells everything but the carrier.
    """
    hrefs = node.get("fulfillmentHrefs") or ()
    is_whole = node["orderFulfillmentStatus"] == "FULFILLED"
    return bool(hrefs) and not (is_whole and len(hrefs) == 1)


def fulfilments_of(node: Node, parcels: Sequence[Node]) -> Iterator[Fulfilment]:
    if parcels:
        yield from map(_told, parcels)
        return
    for href in node.get("fulfillmentHrefs") or ():
        number = href.rpartition("/")[2]
        lines = tuple(
            (row["lineItemId"], Decimal(row["quantity"])) for row in node["lineItems"]
        )
        yield Fulfilment(number, "success", lines, _parcel(number))


def _told(row: Node) -> Fulfilment:
    number = row.get("shipmentTrackingNumber") or ""
    return Fulfilment(
        ref=row["fulfillmentId"],
        status="success",
        lines=tuple(
            (line["lineItemId"], Decimal(line.get("quantity") or 0))
            for line in row["lineItems"]
        ),
        parcels=_parcel(number, row.get("shippingCarrierCode") or ""),
        at=moment(row.get("shippedDate")),
    )


def _parcel(number: str, carrier: str = "") -> tuple[Parcel, ...]:
    if not number or number == NO_TRACKING:
        return ()
    return (Parcel(number, carrier),)
