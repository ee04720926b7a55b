"""Cancel an order, or answer a buyer who asks for it."""

from __future__ import annotations

from odoo.addons.omni_commerce.adapter import CancelOrder, Result
from odoo.addons.omni_core.lib.errors import RejectedError

from ..client.client import EbayClient, Node
from ..client.words import segment

_REASONS = {
    "customer": "BUYER_ASKED_CANCEL",
    "inventory": "OUT_OF_STOCK_OR_CANNOT_FULFILL",
    "address": "ADDRESS_ISSUES",
    "declined": "ORDER_UNPAID",
}


def cancel_order(client: EbayClient, command: CancelOrder) -> Result:
    """eBay gives the money back by itself. A buyer's open request is agreed to."""
    order = _order(client, command.order_ref)
    if order["cancelStatus"]["cancelState"] == "CANCELED":
        return Result(command.order_ref)
    try:
        if request := open_request(order):
            answer_request(client, request["cancelRequestId"], agree=True)
        else:
            _cancel(client, command)
    except RejectedError:
        # An earlier try, whose answer was lost, may have been carried out by now.
        order = _order(client, command.order_ref)
        if order["cancelStatus"]["cancelState"] != "CANCELED":
            raise
    return Result(command.order_ref)


def answer_request(client: EbayClient, cancel_id: str, *, agree: bool) -> None:
    verb = "approve" if agree else "reject"
    path = f"/cancellation/{segment(cancel_id)}/{verb}"
    # An empty object, or eBay's gateway turns the call away for its missing length.
    client.call("postorder", "POST", path, json={}, operation=f"cancel.{verb}")


def open_request(order: Node) -> Node | None:
    for row in order["cancelStatus"]["cancelRequests"]:
        if row.get("cancelRequestState") == "REQUESTED":
            return row
    return None


def _cancel(client: EbayClient, command: CancelOrder) -> None:
    reason = _REASONS.get(command.reason.lower(), _REASONS["inventory"])
    body = {"legacyOrderId": command.order_ref, "cancelReason": reason}
    client.call("postorder", "POST", "/cancellation", json=body)


def _order(client: EbayClient, ref: str) -> Node:
    return client.call("fulfillment", "GET", f"/order/{segment(ref)}").body
