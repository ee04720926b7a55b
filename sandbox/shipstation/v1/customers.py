"""Customers of V1."""

from __future__ import annotations

from typing import Any

from ..errors import not_found
from ..gate import Call
from .paging import equal, ordered, page

Json = dict[str, Any]


def list_customers(call: Call) -> Json:
    found = list(call.account.customers.values())
    found = equal(call, found, "stateCode", lambda c: c["state"])
    found = equal(call, found, "countryCode", lambda c: c["countryCode"])
    found = equal(call, found, "marketplaceId", _marketplace)
    found = equal(call, found, "tagId", lambda c: None)
    keys = {
        "Name": lambda c: c["name"],
        "ModifyDate": lambda c: c["modifyDate"],
        "CreateDate": lambda c: c["createDate"],
    }
    shown, numbers = page(call, ordered(call, found, keys, lambda c: c["customerId"]))
    return {"customers": shown, **numbers}


def get_customer(call: Call) -> Json:
    number = call.path["customerId"]
    if not number.isdigit() or int(number) not in call.account.customers:
        raise not_found("The customer", number)
    return call.account.customers[int(number)]


def _marketplace(customer: Json) -> int:
    return customer["marketplaceUsernames"][0]["marketplaceId"]


HANDLERS = {
    "GET /customers": list_customers,
    "GET /customers/{customerId}": get_customer,
}
