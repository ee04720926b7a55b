"""Products and users of V2: to read only."""

from __future__ import annotations

from typing import Any

from ..dates import read_pacific, utc
from ..gate import Call
from .paging import page

Json = dict[str, Any]


def list_products(call: Call) -> Json:
    query = call.query
    found = [
        product
        for product in call.account.products.values()
        if query.get("sku") in (None, product["sku"])
        and query.get("name", "").lower() in product["name"].lower()
        and query.get("active", str(product["active"]).lower())
        == str(product["active"]).lower()
    ]
    shown, numbers = page(call, found, "/products")
    return {"products": [_product(one) for one in shown], **numbers}


def list_users(call: Call) -> Json:
    shown, numbers = page(call, call.account.users, "/users")
    users = [
        {"user_id": one["userId"], "name": one["name"], "status": "active"}
        for one in shown
    ]
    return {"users": users, **numbers}


def _product(one: Json) -> Json:
    return {
        "product_id": one["productId"],
        "sku": one["sku"],
        "name": one["name"],
        "price": one["price"],
        "active": one["active"],
        "weight": {"value": one["weightOz"], "unit": "ounce"},
        "created_at": utc(read_pacific(one["createDate"])),
        "modified_at": utc(read_pacific(one["modifyDate"])),
    }


HANDLERS = {"GET /products": list_products, "GET /users": list_users}
