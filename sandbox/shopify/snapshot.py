"""What the web page and the tests see of the stores."""

from __future__ import annotations

import heapq
from datetime import datetime
from typing import Any

from .state.store import Store

NEWEST = 50


def of(stores: dict[str, Store]) -> dict[str, Any]:
    first = next(iter(stores.values()))
    nouns = {
        "products": "Product",
        "variants": "ProductVariant",
        "orders": "Order",
        "customers": "Customer",
        "fulfillments": "Fulfillment",
        "refunds": "Refund",
        "draft orders": "DraftOrder",
        "webhook subscriptions": "WebhookSubscription",
        "bulk operations": "BulkOperation",
    }
    return {
        "counts": {"stores": len(stores)}
        | {name: len(first[kind]) for name, kind in nouns.items()},
        "tables": {
            "stores": [_store(store) for store in stores.values()],
            "orders": [_order(row) for row in first["Order"].newest(NEWEST)],
            "stock": [_stock(row) for row in _moved_last(first)],
            "products": [_product(row) for row in first["Product"].newest(NEWEST)],
            "customers": [_customer(row) for row in first["Customer"].newest(NEWEST)],
            "webhooks": [
                {"topic": row.topic, "uri": row.uri, "id": row.gid}
                for row in first["WebhookSubscription"].newest(NEWEST)
            ],
            "bulk operations": [
                {"id": row.gid, "type": row.type, "status": row.status}
                for row in first["BulkOperation"].newest(NEWEST)
            ],
        },
    }


def _store(store: Store) -> dict[str, Any]:
    app, bucket = store.installation.app, store.installation.bucket
    permanent = [
        token.access
        for token in store.installation.tokens.values()
        if token.expires_at is None
    ]
    return {
        "shop": store.domain,
        "currency": store.currency,
        "installed": store.installation.installed,
        "client_id": app.client_id,
        "client_secret": app.secret,
        "static_token": permanent[0] if permanent else None,
        "bucket": round(bucket.available),
        "calls": bucket.calls,
        "points": round(bucket.points),
        "throttled": bucket.throttled,
        "feeds_shipstation": store.feeds_shipstation,
    }


def _order(row: Any) -> dict[str, Any]:
    return {
        "name": row.name,
        "id": row.gid,
        "created": row.created_at.isoformat(),
        "customer": row.customer.display_name if row.customer else row.email,
        "total": f"{row.current_total_price_set.presentment:.2f} "
        f"{row.presentment_currency_code}",
        "financial_status": row.display_financial_status,
        "fulfillment_status": row.display_fulfillment_status,
        "cancelled": row.cancelled_at is not None,
        "refunded": f"{row.total_refunded_set.shop:.2f}",
        "tracking": ", ".join(
            info.number or ""
            for fulfillment in row.fulfillments
            for info in fulfillment.tracking_info
        ),
    }


def _moved_last(store: Store) -> list[Any]:
    """Whose stock changed last comes first, so that a change is seen arriving."""
    return heapq.nlargest(NEWEST, store["ProductVariant"].awake(), key=_moved_at)


def _moved_at(row: Any) -> datetime:
    levels = row.inventory_item.levels.values()
    return max((level.updated_at for level in levels), default=row.created_at)


def _stock(row: Any) -> dict[str, Any]:
    levels = {
        level.location.name: level.quantity("available")
        for level in row.inventory_item.levels.values()
        if level.is_active
    }
    return {
        "sku": row.sku,
        "title": row.display_name,
        "price": str(row.price),
        "moved": _moved_at(row).isoformat(),
        **levels,
    }


def _product(row: Any) -> dict[str, Any]:
    return {
        "title": row.title,
        "handle": row.handle,
        "id": row.gid,
        "status": row.status,
        "variants": len(row.variants),
        "stock": row.total_inventory,
        "media": ", ".join(sorted({media.status for media in row.media})),
        "published": len(row.publications),
        "updated": row.updated_at.isoformat(),
    }


def _customer(row: Any) -> dict[str, Any]:
    return {
        "name": row.display_name,
        "email": row.email,
        "id": row.gid,
        "orders": len(row.orders),
    }
