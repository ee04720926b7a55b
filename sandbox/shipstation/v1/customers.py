"""Customers of V1."""

from __future__ import annotations

from typing import Any

from ..errors import not_found
from ..gate import Call
from ..listing import equal
from .paging import ordered, page

Json = dict[str, Any]

FILTERS = {
    "stateCode": lambda c: c["state"],
    "countryCode": lambda c: c["countryCode"],
    "marketplaceId": lambda c: c["marketplaceUsernames"][0]["marketplaceId"],
    "tagId": lambda c: None,
}


def list_customers(call: Call) -> Json:
    found = equal(call, call.account.customers.values(), FILTERS)
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


HANDLERS = {
    "GET /customers": list_customers,
    "GET /customers/{customerId}": get_customer,
}
