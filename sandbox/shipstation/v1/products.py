"""Products of V1."""

from __future__ import annotations

from typing import Any

from ..dates import pacific, read_pacific
from ..errors import not_found
from ..gate import Call
from ..listing import between, equal
from .paging import ordered, page

Json = dict[str, Any]


def list_products(call: Call) -> Json:
    found = [
        product
        for product in call.account.products.values()
        if product["active"] or call.flag("showInactive")
    ]
    found = equal(call, found, {"sku": lambda p: p["sku"], "upc": lambda p: p["upc"]})
    name = call.query.get("name", "").lower()
    found = [product for product in found if name in product["name"].lower()]
    names = ("startDate", "endDate")
    found = between(
        call, found, names, lambda p: read_pacific(p["createDate"]), read_pacific
    )
    keys = {
        "SKU": lambda p: p["sku"],
        "ModifyDate": lambda p: p["modifyDate"],
        "CreateDate": lambda p: p["createDate"],
    }
    shown, numbers = page(call, ordered(call, found, keys, lambda p: p["productId"]))
    return {"products": shown, **numbers}


def get_product(call: Call) -> Json:
    # The single answer lacks two fields that the list has.
    return {
        name: value
        for name, value in _product(call).items()
        if name not in ("upc", "thumbnailURL")
    }


def update_product(call: Call) -> Json:
    product = _product(call)
    product |= {k: v for k, v in call.body.items() if k not in ("productId", "sku")}
    product["modifyDate"] = pacific(call.office.now())
    return {"success": True, "message": "The requested product has been updated"}


def _product(call: Call) -> Json:
    number = call.path["productId"]
    if not number.isdigit() or int(number) not in call.account.products:
        raise not_found("The product", number)
    return call.account.products[int(number)]


HANDLERS = {
    "GET /products": list_products,
    "GET /products/{productId}": get_product,
    "PUT /products/{productId}": update_product,
}
