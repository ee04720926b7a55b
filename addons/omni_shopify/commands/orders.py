"""Cancel an order."""

from __future__ import annotations

from odoo.addons.omni_commerce.adapter import CancelOrder, Result
from odoo.addons.omni_core.lib.errors import GoneError, RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import ShopifyClient

_REASONS = {"customer", "declined", "fraud", "inventory", "staff"}


def cancel_order(client: ShopifyClient, command: CancelOrder) -> Result:
    """Shopify agrees now and does it a moment later; a webhook tells when."""
    if is_cancelled(client, command.order_ref):
        return Result(command.order_ref)
    reason = command.reason.lower()
    try:
        payload = client.do(
            "order_cancel",
            id=command.order_ref,
            reason=reason.upper() if reason in _REASONS else "OTHER",
            restock=command.restock,
            notify=command.notify_buyer,
            refund={"originalPaymentMethodsRefund": command.refund},
        )
    except RejectedError:
        # An earlier try, whose answer was lost, may have been carried out by now.
        if is_cancelled(client, command.order_ref):
            return Result(command.order_ref)
        raise
    return Result(command.order_ref, data={"job": payload["job"]["id"]})


def is_cancelled(client: ShopifyClient, order_ref: str) -> bool:
    order = client.ask("order_state", id=order_ref)
    if not order:
        raise GoneError(_lt("Shopify does not have this order any more."))
    return bool(order["cancelledAt"])
