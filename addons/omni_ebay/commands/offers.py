"""The offers of an article: one for each site that it is listed on."""

from __future__ import annotations

from contextlib import suppress

from odoo.addons.omni_core.lib.errors import GoneError

from ..client.client import EbayClient, Node
from ..client.words import segment


def offers_of(client: EbayClient, sku: str) -> list[Node]:
    """Published or not; [] if eBay does not know the SKU."""
    try:
        return list(
            client.all("inventory", "/offer", "offers", query={"sku": sku}, limit=100)
        )
    except GoneError:
        return []


def take_off(client: EbayClient, offer: Node) -> None:
    """From sale; the offer stays, and can be put up again."""
    if offer.get("status") == "PUBLISHED":
        path = f"/offer/{segment(offer['offerId'])}/withdraw"
        client.call("inventory", "POST", path, json={})


def take_group_off(client: EbayClient, key: str, marketplace: str) -> None:
    """All variations of a listing together: one by one eBay ends them not."""
    body = {"inventoryItemGroupKey": key, "marketplaceId": marketplace}
    path = "/offer/withdraw_by_inventory_item_group"
    with suppress(GoneError):
        client.call("inventory", "POST", path, json=body)
