"""The offers of an article: one for each site that it is listed on."""

from __future__ import annotations

from odoo.addons.omni_core.lib.errors import GoneError

from ..client.client import EbayClient, Node


def offers_of(client: EbayClient, sku: str) -> list[Node]:
    """Published or not; [] if eBay does not know the SKU."""
    try:
        return list(
            client.all("inventory", "/offer", "offers", query={"sku": sku}, limit=100)
        )
    except GoneError:
        return []
