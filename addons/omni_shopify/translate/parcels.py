"""What left for the buyer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from odoo.addons.omni_commerce.documents import Fulfilment, Parcel
from odoo.addons.omni_core.lib.moments import moment

from .basics import ref, text

if TYPE_CHECKING:
    from ..client import shapes

_STATUS = {
    "SUCCESS": "success",
    "OPEN": "open",
    "PENDING": "open",
    "CANCELLED": "cancelled",
    "ERROR": "error",
    "FAILURE": "error",
}


def fulfilment_document(node: shapes.Parcel) -> Fulfilment:
    return Fulfilment(
        ref=node["id"],
        status=_STATUS.get(node["status"], "error"),
        lines=tuple(
            (row["lineItem"]["id"], Decimal(row["quantity"] or 0))
            for row in node["fulfillmentLineItems"]["nodes"]
        ),
        parcels=tuple(
            Parcel(row["number"], text(row["company"]), text(row["url"]))
            for row in node["trackingInfo"]
            if row["number"]
        ),
        location_ref=ref(node["location"]),
        at=moment(node["createdAt"]),
        by=text((node["service"] or {}).get("handle")),
    )
