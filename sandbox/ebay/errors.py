"""Refusals in eBay's own shape, from eBay's own catalogue of error ids."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: id -> [domain, category, text], as published in eBay's REST contracts
CATALOGUE: dict[str, list[str]] = json.loads(
    Path(__file__).with_name("errors.json").read_text()
)

DETAIL_1001 = (
    "Invalid access token. Check the value of the Authorization HTTP request header."
)
DETAIL_1002 = "Access token is missing in the Authorization HTTP request header."
DETAIL_1100 = "Insufficient permissions to fulfill the request."
DETAIL_2001 = "The request limit has been reached for the resource."
DETAIL_2002 = "The requested resource was not found. Check the request URI."
DETAIL_2003 = (
    "There was a problem with an eBay internal system or process. Contact eBay "
    "developer support for assistance."
)
DETAIL_2004 = "The request has errors. For help, see the documentation for this API."
DETAIL_215001 = "Missing x-ebay-signature-key header"


@dataclass(frozen=True, slots=True)
class Gateway:
    status: int
    domain: str
    category: str
    message: str
    detail: str


#: What every API answers before the API itself is asked. Seen in public reports of
#: real answers; in no contract.
GATEWAY: dict[int, Gateway] = {
    1001: Gateway(401, "OAuth", "REQUEST", "Invalid access token", DETAIL_1001),
    1002: Gateway(401, "OAuth", "REQUEST", "Missing access token", DETAIL_1002),
    1100: Gateway(403, "ACCESS", "REQUEST", "Access denied", DETAIL_1100),
    2001: Gateway(429, "ACCESS", "REQUEST", "Too many requests.", DETAIL_2001),
    2002: Gateway(404, "ACCESS", "REQUEST", "Resource not found", DETAIL_2002),
    2003: Gateway(500, "ACCESS", "APPLICATION", "Internal error", DETAIL_2003),
    2004: Gateway(400, "ACCESS", "REQUEST", "Invalid request", DETAIL_2004),
    215001: Gateway(
        403, "ACCESS", "REQUEST", "Missing x-ebay-signature-key header", DETAIL_215001
    ),
}

#: Ids and behaviours that no contract and no public report confirms: the sandbox's
#: best guess, chosen so that a client fails where the real call would fail too.
UNVERIFIED: dict[str, str] = {
    "2004 for an unknown body field or query parameter": (
        "eBay is believed to ignore most of them; the sandbox is stricter"
    ),
    "2004 for a body that is no JSON or lacks its content type": "id not confirmed",
    "403 with 2004 for a wrong digital signature": (
        "only 215001, the one that is missing altogether, is confirmed"
    ),
    "25019 after 250 revisions of one listing in a day": (
        "the limit is in the contract's text, the id of the refusal is not"
    ),
    "25021 for a condition that the category does not take": "message not confirmed",
    "25604 for an item without availability": "the id serves several input errors",
    "more than 25 offers in bulkUpdatePriceQuantity -> 25709": (
        "the limit is in the contract's text, the id of the refusal is not"
    ),
    "daily limits of Inventory, Fulfillment, Taxonomy, Metadata, Trading": (
        "not published where we can read it; 5,000 unless known (see budget.py)"
    ),
    "Trading 21916750 after more than 4 InventoryStatus": "code not confirmed",
    "topic ids and payloads other than MARKETPLACE_ACCOUNT_DELETION": (
        "eBay publishes the names of the topics; ids come from getTopics"
    ),
    "409 and 32600 for the same parcel twice; 999 for a parcel without a number": (
        "the contract knows a 409 without an id"
    ),
    "post-order errors": "the contract has no error catalogue; shape of REST used",
}


class EbayError(Exception):
    """A refusal. `values` fill the text's placeholders and become parameters."""

    def __init__(
        self, error_id: int, status: int = 0, text: str = "", **values: Any
    ) -> None:
        self.body = error_body(error_id, text, values)
        self.status = status or _status(error_id)
        super().__init__(f"{error_id}: {self.body['message']}")


class EbayErrors(EbayError):
    """Several refusals in one answer."""

    def __init__(self, errors: list[EbayError]) -> None:
        self.bodies = [error.body for error in errors]
        self.body = self.bodies[0]
        self.status = errors[0].status
        Exception.__init__(self, "; ".join(str(error) for error in errors))


def bodies(error: EbayError) -> list[dict[str, Any]]:
    return getattr(error, "bodies", None) or [error.body]


def error_body(
    error_id: int, text: str = "", values: dict[str, Any] | None = None
) -> dict[str, Any]:
    """One entry of `errors`; `text` replaces the catalogue's where eBay varies it."""
    values = values or {}
    detail = ""
    if gateway := GATEWAY.get(error_id):
        domain, category = gateway.domain, gateway.category
        message, detail = gateway.message, gateway.detail
    else:
        domain, category, message = CATALOGUE[str(error_id)]
    body = {
        "errorId": error_id,
        "domain": domain,
        "category": category,
        "message": text or _filled(message, values),
    }
    if domain == "API_INVENTORY":
        body["subdomain"] = "Selling"
    if detail:
        body["longMessage"] = detail
    if values:
        body["parameters"] = [
            {"name": name, "value": str(value)} for name, value in values.items()
        ]
    return body


def warning(error_id: int, **values: Any) -> dict[str, Any]:
    return error_body(error_id, values=values)


def _filled(message: str, values: dict[str, Any]) -> str:
    for name, value in values.items():
        message = message.replace("{" + name + "}", str(value))
    return message.strip()


def _status(error_id: int) -> int:
    if error_id in GATEWAY:
        return GATEWAY[error_id].status
    return 500 if CATALOGUE[str(error_id)][1] == "APPLICATION" else 400
