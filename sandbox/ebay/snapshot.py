"""What the sandbox's page and the tests see of eBay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import listings
from .order_json import payment_status
from .times import stamp

if TYPE_CHECKING:
    from .platform import EbayPlatform

NEWEST = 50


def snapshot(ebay: EbayPlatform) -> dict[str, Any]:
    sellers = list(ebay.sellers.values())
    counts = {
        "sellers": len(sellers),
        "inventory_items": sum(len(s.items) for s in sellers),
        "offers": sum(len(s.offers) for s in sellers),
        "live_listings": sum(_live(s) for s in sellers),
        "orders": sum(len(s.orders) for s in sellers),
        "subscriptions": len(ebay.subscriptions),
        "notification_addresses": len(ebay.destinations),
    }
    tables = {
        "stock": _rows(sellers, _stock_rows),
        "listings": _rows(sellers, _listing_rows),
        "orders": _rows(sellers, _order_rows),
        "conversations": _rows(sellers, _conversation_rows),
        "budget": _budget_rows(ebay),
    }
    return {"counts": counts, "tables": tables}


def _live(seller) -> int:
    return sum(listing.is_active for listing in seller.listings.values())


def _rows(sellers, rows_of) -> list[dict[str, Any]]:
    rows = [row for seller in sellers for row in rows_of(seller)]
    rows.sort(key=lambda row: row.pop("_at"), reverse=True)
    return rows[:NEWEST]


def _stock_rows(seller):
    """What changed last comes first; before any change, what there is."""
    skus = list(seller.changed)[-NEWEST:] or list(seller.items)[:NEWEST]
    for sku in skus:
        item = seller.items.get(sku) or {}
        ship_to = (item.get("availability") or {}).get("shipToLocationAvailability")
        yield {
            "_at": str(seller.changed.get(sku, "")),
            "sku": sku,
            "seller": seller.username,
            "quantity": (ship_to or {}).get("quantity"),
            "on_sale": _on_sale(seller, sku),
            "changed": str(seller.changed.get(sku, "")),
        }


def _on_sale(seller, sku: str) -> int:
    listing = seller.listings.get(seller.listing_of.get(sku, ""))
    offers = [seller.live_listing(offer) for offer in seller.offers_of(sku)]
    live = [one for one in (*offers, listing) if one is not None and one.is_active]
    return max(
        (one.variations[sku].quantity for one in live if sku in one.variations),
        default=0,
    )


def _listing_rows(seller):
    newest = sorted(seller.listings.values(), key=lambda x: x.started_at)[-NEWEST:]
    for listing in newest:
        yield {
            "_at": listing.started_at,
            "listing_id": listing.listing_id,
            "seller": seller.username,
            "marketplace": listing.marketplace,
            "made_with": listing.source,
            "title": listing.title,
            "status": listings.status(seller, listing),
            "price": str(min(v.price for v in listing.variations.values()))
            + f" {listing.currency}",
            "quantity": listing.quantity,
            "sold": listing.sold,
            "skus": ", ".join(listing.variations),
        }


def _order_rows(seller):
    newest = sorted(seller.orders.values(), key=lambda x: x.created_at)[-NEWEST:]
    for order in newest:
        yield {
            "_at": order.created_at,
            "order_id": order.order_id,
            "seller": seller.username,
            "marketplace": order.marketplace,
            "created": stamp(order.created_at),
            "buyer": order.buyer["username"],
            "total": f"{order.seller_total} {order.currency}",
            "payment": payment_status(order),
            "fulfilment": order.fulfilment_status,
            "tracking": ", ".join(p.tracking for p in order.parcels if p.tracking),
        }


def _conversation_rows(seller):
    for one in list(seller.conversations.values())[-NEWEST:]:
        yield {
            "_at": one.messages[-1]["createdDate"],
            "conversation_id": one.conversation_id,
            "seller": seller.username,
            "buyer": one.buyer,
            "last_message": one.messages[-1]["messageBody"][:120],
        }


def _budget_rows(ebay: EbayPlatform) -> list[dict[str, Any]]:
    report = ebay.budget.report("", "", ebay.now())
    return [
        {"resource": resource["name"], **resource["rates"][0]}
        for api in report["rateLimits"]
        for resource in api["resources"]
        if resource["rates"][0]["count"]
    ]
