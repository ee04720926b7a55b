"""Business policies as plain rows, and what each comes to, in a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

KINDS = ("fulfillment", "payment", "return")
Node = Mapping[str, Any]


def rows(kind: str, policies: list[Node]) -> Iterator[dict[str, Any]]:
    for policy in policies:
        types = policy.get("categoryTypes") or ()
        options = policy.get("shippingOptions") or ()
        yield {
            "external_ref": policy[f"{kind}PolicyId"],
            "kind": kind,
            "name": policy.get("name") or policy[f"{kind}PolicyId"],
            "is_default": any(one.get("default") for one in types),
            "is_calculated": any(o.get("costType") == "CALCULATED" for o in options),
            "summary": _SUMMARY[kind](policy),
        }


def _shipping(policy: Node) -> str:
    parts = []
    handling = policy.get("handlingTime") or {}
    if handling:
        parts.append(f"sent within {_time(handling)}")
    for option in policy.get("shippingOptions") or ():
        for service in option.get("shippingServices") or ():
            parts.append(_service(service))
    return ", ".join(parts)


def _service(service: Node) -> str:
    name = service.get("shippingServiceCode") or ""
    if service.get("freeShipping"):
        return f"{name} free"
    cost = service.get("shippingCost") or {}
    return f"{name} {cost.get('value', '')} {cost.get('currency', '')}".strip()


def _payment(policy: Node) -> str:
    return "paid at once" if policy.get("immediatePay") else "paid later"


def _return(policy: Node) -> str:
    if not policy.get("returnsAccepted"):
        return "no returns"
    payer = (policy.get("returnShippingCostPayer") or "").lower()
    paid = f", paid by the {payer}" if payer else ""
    return f"returns within {_time(policy.get('returnPeriod') or {})}{paid}"


def _time(node: Node) -> str:
    unit = (node.get("unit") or "day").lower()
    value = node.get("value", 0)
    return f"{value} {unit}" + ("" if value == 1 else "s")


_SUMMARY = {"fulfillment": _shipping, "payment": _payment, "return": _return}


def place(row: Node) -> dict[str, Any]:
    """An inventory location: an address that goods are sent from."""
    address = (row.get("location") or {}).get("address") or {}
    words = ("addressLine1", "city", "stateOrProvince", "postalCode", "country")
    return {
        "external_ref": row["merchantLocationKey"],
        "name": row.get("name") or row["merchantLocationKey"],
        "address": ", ".join(address[word] for word in words if address.get(word)),
        "active": row.get("merchantLocationStatus") != "DISABLED",
    }
