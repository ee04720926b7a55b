"""Goods that come back."""

from __future__ import annotations

from decimal import Decimal

from odoo.addons.omni_commerce.documents import Return, ReturnLine
from odoo.addons.omni_core.lib.moments import moment

from .basics import Node, text

_STATUS = {
    "REQUESTED": "requested",
    "OPEN": "open",
    "CLOSED": "closed",
    "DECLINED": "declined",
    "CANCELED": "cancelled",
}


def return_document(node: Node) -> Return:
    return Return(
        ref=node["id"],
        name=node["name"],
        status=_STATUS.get(node["status"], "requested"),
        lines=tuple(
            ReturnLine(
                row["fulfillmentLineItem"]["lineItem"]["id"],
                Decimal(row["quantity"]),
                text(row["returnReasonNote"]),
            )
            for row in node["returnLineItems"]["nodes"]
            if row  # without a parcel it is of no line that we know
        ),
        at=moment(node["createdAt"]),
    )
