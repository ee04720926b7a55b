"""Take money that the buyer's bank holds for us, or say that it came another way."""

from __future__ import annotations

from odoo.addons.omni_commerce.adapter import CapturePayment, MarkPaid, Result

from ..client.client import ShopifyClient


def capture_payment(client: ShopifyClient, command: CapturePayment) -> Result:
    payload = client.do(
        "order_capture",
        input={
            "id": command.order_ref,
            "parentTransactionId": command.payment_ref,
            "amount": str(command.amount.amount),
            "currency": command.amount.currency,
        },
    )
    return Result(payload["transaction"]["id"])


def mark_paid(client: ShopifyClient, command: MarkPaid) -> Result:
    client.do("order_mark_paid", id=command.order_ref)
    return Result(command.order_ref)
