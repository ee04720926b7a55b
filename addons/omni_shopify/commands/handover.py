"""Goods that wait for their buyer, and goods that Shopify holds back."""

from __future__ import annotations

from odoo.addons.omni_commerce.adapter import ReadyForPickup, ReleaseHolds, Result
from odoo.addons.omni_core.lib.errors import GoneError, RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import Node, ShopifyClient
from ..client.errors import of_user_error, user_errors

_MAY_BE_READY = ("OPEN", "IN_PROGRESS")
# What is asked for again after a lost answer: it is ready already.
_READY_ALREADY = "NO_LINE_ITEMS_TO_PREPARE_FOR_FULFILLMENT_ORDER"


def ready_for_pickup(client: ShopifyClient, command: ReadyForPickup) -> Result:
    waiting = [
        part
        for part in _parts(client, command.order_ref)
        if part["status"] in _MAY_BE_READY and _is_picked_up(part)
    ]
    here = [part for part in waiting if _place(part) == command.location_ref]
    if not waiting:
        raise RejectedError(
            _lt("Nothing of this order waits for its buyer in Shopify any more.")
        )
    for part in here or waiting:  # together, one that is ready would refuse the others
        _prepared(client, part)
    return Result(command.key)


def _prepared(client: ShopifyClient, part: Node) -> None:
    wanted = {"lineItemsByFulfillmentOrder": [{"fulfillmentOrderId": part["id"]}]}
    for error in user_errors(client.ask("pickup_ready", input=wanted)):
        if error.get("code") != _READY_ALREADY:
            raise of_user_error(error)


def release_holds(client: ShopifyClient, command: ReleaseHolds) -> Result:
    for part in _parts(client, command.order_ref):
        if part["status"] == "ON_HOLD":
            client.do("hold_release", id=part["id"])
    return Result(command.key)


def _parts(client: ShopifyClient, order_ref: str) -> list[Node]:
    [order] = client.by_id("to_ship_of_orders", [order_ref]) or [None]
    if not order:
        raise GoneError(_lt("Shopify does not have this order any more."))
    return order["fulfillmentOrders"]["nodes"]


def _is_picked_up(part: Node) -> bool:
    return (part["deliveryMethod"] or {}).get("methodType") == "PICK_UP"


def _place(part: Node) -> str:
    return (part["assignedLocation"]["location"] or {}).get("id") or ""
