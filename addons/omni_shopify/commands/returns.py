"""Tell Shopify that goods come back: by the parcels that they had left in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from odoo.addons.omni_commerce.adapter import CreateReturn, Result
from odoo.addons.omni_core.lib.errors import GoneError, RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import Node, ShopifyClient, whole

_GIVEN_UP = ("CANCELED", "DECLINED")
_REASONS = {
    "COLOR",
    "DEFECTIVE",
    "NOT_AS_DESCRIBED",
    "SIZE_TOO_LARGE",
    "SIZE_TOO_SMALL",
    "STYLE",
    "UNWANTED",
    "WRONG_ITEM",
}


def create_return(client: ShopifyClient, command: CreateReturn) -> Result:
    order = client.ask("order_to_return", id=command.order_ref)
    if not order:
        raise GoneError(_lt("Shopify does not have this order any more."))
    for parcel in order["fulfillments"]:
        client.complete(parcel, "fulfillmentLineItems", "more_parcel_lines")
    payload = client.do(
        "return_create",
        input={
            "orderId": command.order_ref,
            "notifyCustomer": command.notify_buyer,
            "returnLineItems": list(_rows(order, command)),
        },
    )
    return Result(payload["return"]["id"])


def _rows(order: Node, command: CreateReturn) -> Iterator[dict[str, Any]]:
    code = command.reason.upper().replace(" ", "_")
    left = _with_buyer(order)
    for line_ref, quantity in command.lines:
        wanted = int(quantity)
        for row, count in left:
            taken = min(wanted, count) if row["lineItem"]["id"] == line_ref else 0
            if taken:
                wanted -= taken
                yield {
                    "fulfillmentLineItemId": row["id"],
                    "quantity": taken,
                    "returnReason": code if code in _REASONS else "UNKNOWN",
                    "returnReasonNote": command.reason,
                }
        if wanted:
            raise RejectedError(
                _lt(
                    "%(quantity)s came back, but in Shopify only %(left)s of "
                    "them are with the buyer.",
                    quantity=f"{Decimal(quantity):f}",
                    left=int(quantity) - wanted,
                ),
                code="not_with_buyer",
            )


def _with_buyer(order: Node) -> list[tuple[Node, int]]:
    """What has left, parcel by parcel, less what is on its way back."""
    back: Counter[str] = Counter()
    for row in whole(order["returns"]):
        if row["status"] not in _GIVEN_UP:
            for line in whole(row["returnLineItems"]):
                back[line["fulfillmentLineItem"]["id"]] += line["quantity"]
    return [
        (line, line["quantity"] - back[line["id"]])
        for parcel in order["fulfillments"]
        if parcel["status"] == "SUCCESS"
        for line in parcel["fulfillmentLineItems"]["nodes"]
    ]
