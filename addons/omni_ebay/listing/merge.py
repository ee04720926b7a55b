"""PUT replaces the whole thing: what is not ours is read first, and sent again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Node = dict[str, Any]
#: what eBay tells and does not take back
_ITEM = ("sku", "locale", "groupIds", "inventoryItemGroupKeys")
_OFFER = ("offerId", "sku", "marketplaceId", "format", "status", "listing")
_GROUP = ("inventoryItemGroupKey",)


def merged(there: Mapping[str, Any], ours: Mapping[str, Any]) -> Node:
    """``there`` with ours in place; what is empty in ours is taken away."""
    result = dict(there)
    for name, value in ours.items():
        before = result.get(name)
        if isinstance(value, Mapping):
            value = merged(before if isinstance(before, Mapping) else {}, value)
        if value in (None, "", [], {}):
            result.pop(name, None)
        else:
            result[name] = value
    return result


def item(there: Mapping[str, Any]) -> Node:
    body = _without(there, _ITEM)
    quantity = (body.get("availability") or {}).get("shipToLocationAvailability")
    if quantity:
        quantity = _without(quantity, ("allocationByFormat",))
        body["availability"] = {
            **body["availability"],
            "shipToLocationAvailability": quantity,
        }
    return body


def offer(there: Mapping[str, Any]) -> Node:
    return _without(there, _OFFER)


def group(there: Mapping[str, Any]) -> Node:
    return _without(there, _GROUP)


def _without(there: Mapping[str, Any], names: tuple[str, ...]) -> Node:
    return {name: value for name, value in there.items() if name not in names}


def same_vehicles(there: Mapping[str, Any], ours: list[Mapping[str, Any]]) -> bool:
    """In whatever order eBay gives them back."""
    known = there.get("compatibleProducts") or ()
    return sorted(map(_vehicle, known)) == sorted(map(_vehicle, ours))


def _vehicle(row: Mapping[str, Any]) -> tuple:
    pairs = row.get("compatibilityProperties") or ()
    ids = row.get("productIdentifier") or {}
    return (
        tuple(sorted((pair["name"], pair["value"]) for pair in pairs)),
        str(ids.get("epid") or ""),
        str(ids.get("ktype") or ""),
        row.get("notes") or "",
    )
