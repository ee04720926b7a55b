"""From a breach of the contract in a request to the refusal that eBay gives for it."""

from __future__ import annotations

from typing import Any

from sandbox.contracts.shapes import Problem

from .call import Route
from .errors import EbayError

#: where an API names the missing or wrong thing with an id of its own:
#: (service, field or parameter) -> id and its values; the last part of the path counts
SPECIFIC: dict[tuple[str, str], int] = {
    ("commerce_taxonomy", "marketplace_id"): 62002,
    ("commerce_taxonomy", "category_id"): 62006,
    ("commerce_taxonomy", "q"): 62007,
    ("commerce_taxonomy", "compatibility_property"): 62104,
    ("sell_metadata", "X-EBAY-C-MARKETPLACE-ID"): 47005,
    ("commerce_message", "conversation_type"): 355017,
    ("commerce_message", "conversationType"): 355002,
    ("commerce_notification", "deliveryConfig"): 195017,
    ("commerce_notification", "endpoint"): 195017,
    ("commerce_notification", "verificationToken"): 195019,
    ("commerce_notification", "status"): 195018,
    ("commerce_notification", "alertEmail"): 195025,
    ("sell_fulfillment", "reasonForRefund"): 34903,
    ("developer_key_management", "signingKeyCipher"): 210001,
    ("commerce_media", "imageUrl"): 190204,
    ("sell_inventory", "query sku"): 25707,
}
#: the API's own id for a required field that is missing
MISSING: dict[str, int] = {
    "sell_account_v1": 20401,
    "sell_metadata": 47003,
    "sell_fulfillment": 32600,
}
_LOCATIONS = ("createInventoryLocation", "updateInventoryLocation")


def refusal(route: Route, problem: Problem) -> EbayError:
    field = problem.where.split(".")[-1].split("[")[0]
    if problem.kind == "query" and route.service == "sell_inventory":
        field = f"query {field}"
    if problem.kind != "unknown" and (
        problem.kind != "query" or _is_missing_query(problem)
    ):
        specific = SPECIFIC.get((route.service, field))
        if specific is not None:
            return EbayError(specific, **_values(specific, field))
    if problem.kind == "header" and route.service == "sell_inventory":
        return EbayError(25709, text=f"Invalid value for header {problem.where}.")
    if problem.kind == "missing" and route.name.endswith(_LOCATIONS):
        return EbayError(25801, fieldName=problem.where)
    if problem.kind == "missing" and route.service == "sell_inventory":
        return EbayError(25709, additionalInfo=problem.where)
    is_missing = problem.kind == "missing" or _is_missing_query(problem)
    if is_missing and route.service in MISSING:
        return EbayError(MISSING[route.service], fieldName=problem.where)
    return EbayError(2004, reason=_reason(problem))


def _is_missing_query(problem: Problem) -> bool:
    return problem.kind == "query" and "required" in problem.text


def _reason(problem: Problem) -> str:
    if problem.kind in ("type", "enum", "unknown"):
        return f"Could not serialize field [{problem.where}]"
    return f"{problem.where} {problem.text}"


def _values(error_id: int, field: str) -> dict[str, Any]:
    return {"{marketplaceId}": ""} if error_id == 47005 else {}
