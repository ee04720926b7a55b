"""The REST-shaped bodies of webhooks: one builder for each resource."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..state.store import Store
from . import catalogue, orders, people, service

Builder = Callable[[Any, Store], dict[str, Any]]
BUILDERS: dict[str, Builder] = {
    "Order": orders.order,
    "Refund": orders.refund,
    "OrderTransaction": orders.transaction,
    "Fulfillment": orders.fulfillment,
    "FulfillmentOrder": orders.fulfillment_order,
    "Return": orders.return_,
    "DraftOrder": orders.draft_order,
    "Product": catalogue.product,
    "Collection": catalogue.collection,
    "InventoryLevel": catalogue.inventory_level,
    "InventoryItem": catalogue.inventory_item,
    "Location": catalogue.location,
    "Customer": people.customer,
    "BulkOperation": service.bulk_operation,
}


def body_of(record: Any, store: Store, topic: str) -> dict[str, Any]:
    if isinstance(record, dict):
        return service.shop(store) if topic == "app/uninstalled" else record
    return BUILDERS[record.kind](record, store)
