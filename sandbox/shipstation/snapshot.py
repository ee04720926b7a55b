"""What the web page shows of ShipStation: the newest fifty of each kind."""

from __future__ import annotations

from typing import Any

from .state import Account, Label, Order

Json = dict[str, Any]

NEWEST = 50


def snapshot(accounts: list[Account]) -> Json:
    orders = [(a, o) for a in accounts for o in a.orders.values()]
    labels = [(a, one) for a in accounts for one in a.labels.values()]
    fulfillments = [(a, f) for a in accounts for f in a.fulfillments.values()]
    subscriptions = [(a, s) for a in accounts for s in a.subscriptions.values()]
    return {
        "counts": {
            "accounts": len(accounts),
            "orders": len(orders),
            "labels": len(labels),
            "fulfillments": len(fulfillments),
            "webhooks": len(subscriptions),
        },
        "tables": {
            "orders": [_order(a, o) for a, o in _newest(orders)],
            "labels": [_label(a, one) for a, one in _newest(labels)],
            "fulfillments": [
                {
                    "account": a.name,
                    "order": f.order.number,
                    "carrier": f.carrier_code,
                    "tracking": f.tracking_number,
                }
                for a, f in _newest(fulfillments)
            ],
            "carriers": [
                {"account": a.name, "carrier": c.kind.name, "balance": str(c.balance)}
                for a in accounts
                for c in a.carriers
            ],
            "webhooks": [
                {"account": a.name, "api": s.api, "event": s.event, "url": s.url}
                for a, s in _newest(subscriptions)
            ],
        },
    }


def _newest(rows: list) -> list:
    return rows[-NEWEST:][::-1]


def _order(account: Account, order: Order) -> Json:
    store = account.stores.get(order.store_id or 0) or {}
    return {
        "account": account.name,
        "id": order.id,
        "number": order.number,
        "status": order.status,
        "store": store.get("storeName", ""),
        "ship to": f"{order.facts['shipTo']['name']}, {order.facts['shipTo']['city']}",
        "items": sum(item["quantity"] for item in order.items),
        "created": order.created,
    }


def _label(account: Account, label: Label) -> Json:
    return {
        "account": account.name,
        "id": label.id,
        "order": label.order.number if label.order else "",
        "service": label.quote.service.name,
        "tracking": label.tracking_number,
        "cost": str(label.cost),
        "state": "voided" if label.voided_at else _way(label),
        "created": label.created,
    }


def _way(label: Label) -> str:
    return label.scans[-1].description if label.scans else "label made"
