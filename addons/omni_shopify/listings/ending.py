"""How a listing ends: hidden, archived or deleted."""

from __future__ import annotations

from odoo.addons.omni_commerce.adapter import Ending, EndProduct, Result

from ..client.client import ShopifyClient

# A draft cannot be bought, and keeps the channels that it was published to.
_STATUS = {Ending.HIDE: "DRAFT", Ending.ARCHIVE: "ARCHIVED"}


def end_product(client: ShopifyClient, command: EndProduct) -> Result:
    ref = command.product_ref
    if command.how is Ending.DELETE:
        client.do("product_delete", id=ref)
    else:
        product = {"id": ref, "status": _STATUS[command.how]}
        client.do("product_update", product=product)
    return Result(ref)
