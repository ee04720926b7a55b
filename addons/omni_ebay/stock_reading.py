"""What eBay has of each article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from odoo.addons.omni_commerce.documents import Location, StockLevel
from odoo.addons.omni_core.lib.errors import GoneError
from odoo.addons.omni_core.lib.paging import Page, chunks

from .client.client import EbayClient, Node
from .client.trading import TradingClient, rows
from .refs import VariantRef

MOST_PER_CALL = 25
# eBay sells one number for an article, wherever it is sent from.
EVERYWHERE = "ebay"

Levels = tuple[StockLevel, ...]


def location(client: EbayClient) -> Location:
    return Location(EVERYWHERE, f"eBay {client.site.label}")


def levels_page(client: EbayClient, cursor: str | None) -> Page[StockLevel]:
    page = client.page(
        "inventory", "/inventory_item", "inventoryItems", cursor, pages_counted=True
    )
    found = [_level(row["sku"], row) for row in page.items]
    return Page(found, page.cursor, page.has_more)


def levels_by_refs(client: EbayClient, refs: Sequence[str]) -> Mapping[str, Levels]:
    parsed = [(ref, VariantRef.parse(ref)) for ref in dict.fromkeys(refs)]
    found: dict[str, Levels] = {}
    for chunk in chunks([r for r, v in parsed if not v.is_trading], MOST_PER_CALL):
        found |= _of_articles(client, chunk)
    listings = dict.fromkeys(v.listing for _r, v in parsed if v.is_trading)
    for listing in listings:
        found |= _of_listing(
            client, listing, [r for r, v in parsed if v.listing == listing]
        )
    return found


def _of_articles(client: EbayClient, skus: Sequence[str]) -> Mapping[str, Levels]:
    body = {"requests": [{"sku": sku} for sku in skus]}
    reply = client.call("inventory", "POST", "/bulk_get_inventory_item", json=body)
    return {
        row["sku"]: (_level(row["sku"], row["inventoryItem"]),)
        for row in reply.parts
        if row.get("inventoryItem")
    }


def _level(sku: str, item: Node) -> StockLevel:
    there = (item.get("availability") or {}).get("shipToLocationAvailability") or {}
    return StockLevel(sku, EVERYWHERE, int(there.get("quantity") or 0))


def _of_listing(
    client: EbayClient, listing: str, refs: Sequence[str]
) -> Mapping[str, Levels]:
    try:
        item = TradingClient(client).call("GetItem", {"ItemID": listing})["Item"]
    except GoneError:
        return {}
    known = dict(_quantities(item))
    return {
        ref: (StockLevel(ref, EVERYWHERE, known[sku]),)
        for ref in refs
        if (sku := VariantRef.parse(ref).sku) in known
    }


def _quantities(item: Node):
    """Trading counts what was sold in; the key "" is the listing as a whole."""
    yield "", _left(item)
    if item.get("SKU"):
        yield item["SKU"], _left(item)
    for row in rows((item.get("Variations") or {}).get("Variation")):
        if row.get("SKU"):
            yield row["SKU"], _left(row)


def _left(row: Node) -> int:
    sold = (row.get("SellingStatus") or {}).get("QuantitySold") or 0
    return max(int(row["Quantity"]) - int(sold), 0)
