"""Sell Stores: the seller's shop window and its own categories."""

from __future__ import annotations

from .call import STORES, Answer, Call, operation

BASE = "/sell/stores/v1"


@operation("sell_stores.getStore", f"GET {BASE}/store", STORES)
def store(call: Call) -> Answer:
    path = call.seller.username.replace("_", "")
    return Answer(
        body={
            "name": call.seller.name,
            "description": "Parts for motorcycles",
            "urlPath": path,
            "url": f"https://www.ebay.com/str/{path}",
        }
    )


@operation("sell_stores.getStoreCategories", f"GET {BASE}/store/categories", STORES)
def categories(call: Call) -> Answer:
    return Answer(body={"storeCategories": call.seller.store_categories})
