"""Listings that the Inventory API did not make: Trading alone may revise them.

eBay keeps what a revision does not name, but what it names it replaces as a whole. So
nothing is named but our own fields, and item specifics are read first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from odoo.addons.omni_commerce.adapter import Result, UpsertProduct
from odoo.addons.omni_commerce.documents import Product
from odoo.addons.omni_core.lib.errors import IntegrationError

from ..client.client import EbayClient, Node
from ..client.errors import of_part
from ..client.trading import TradingClient, errors_of, rows
from ..lib.taxonomy import CONDITION_IDS
from . import merge, pictures
from .details import TRADING, Details
from .reading import document_of

MAX_PICTURES = 24


def revise_product(client: EbayClient, command: UpsertProduct) -> Result:
    """One call to look and one to revise; none where nothing differs."""
    product, trading = command.product, TradingClient(client)
    number = product.ref.removeprefix(TRADING)
    wish = {
        "ItemID": number,
        "DetailLevel": "ReturnAll",
        "IncludeItemCompatibilityList": True,
    }
    there = trading.call("GetItem", wish)["Item"]
    body = _changes(client, command, there)
    if body:
        answer = trading.call(
            "ReviseFixedPriceItem", {"Item": {"ItemID": number, **body}}
        )
        for error in errors_of(answer):
            return Result(product.ref, error=error)
    listed = document_of(client, there, {})
    return Result(product.ref, product=replace(listed, title=product.title))


def _changes(client: EbayClient, command: UpsertProduct, there: Node) -> Node:
    """In the order of eBay's schema, which it insists on."""
    product, codes = command.product, command.fields
    details = Details.of(product)
    body: Node = {}
    if "description" in codes and product.description != there.get("Description"):
        body["Description"] = product.description
    if "extra" in codes:
        _category(body, details, there)
    if "title" in codes and product.title != there.get("Title"):
        body["Title"] = product.title
    if "media" in codes and product.media:
        urls = [pictures.address(client, one) for one in product.media[:MAX_PICTURES]]
        if urls != [str(url) for url in rows(_pictures(there))]:
            body["PictureDetails"] = {"PictureURL": urls}
    if "extra" in codes:
        _specifics(body, product, details, there)
        _vehicles(body, details, there)
        condition = CONDITION_IDS.get(details.condition)
        if condition and condition != str(there.get("ConditionID") or ""):
            body["ConditionID"] = condition
    return body


def _category(body: Node, details: Details, there: Node) -> None:
    before = str((there.get("PrimaryCategory") or {}).get("CategoryID") or "")
    if details.category and details.category != before:
        body["PrimaryCategory"] = {"CategoryID": details.category}


def _pictures(there: Node) -> Any:
    return (there.get("PictureDetails") or {}).get("PictureURL")


def _specifics(body: Node, product: Product, details: Details, there: Node) -> None:
    before = _named(there.get("ItemSpecifics") or {})
    mine = {
        n: list(v) for n, v in details.aspects.items() if n not in details.varies_by
    }
    wanted = merge.merged(before, mine)
    if wanted and wanted != before:
        pairs = [{"Name": name, "Value": values} for name, values in wanted.items()]
        body["ItemSpecifics"] = {"NameValueList": pairs}


def _named(node: Mapping[str, Any]) -> dict[str, list[str]]:
    return {
        str(pair["Name"]): [str(value) for value in rows(pair.get("Value"))]
        for pair in rows(node.get("NameValueList"))
    }


def _vehicles(body: Node, details: Details, there: Node) -> None:
    known = rows((there.get("ItemCompatibilityList") or {}).get("Compatibility"))
    before = {"compatibleProducts": [_vehicle(row) for row in known]}
    if merge.same_vehicles(before, list(details.vehicles)):
        return
    rows_sent = [_compatibility(row) for row in details.vehicles]
    if rows_sent:
        body["ItemCompatibilityList"] = {"Compatibility": rows_sent, "ReplaceAll": True}


def _vehicle(row: Node) -> Node:
    pairs = [
        {"name": name, "value": values[0] if values else ""}
        for name, values in _named(row).items()
    ]
    return {
        "compatibilityProperties": pairs,
        "notes": str(row.get("CompatibilityNotes") or ""),
    }


def _compatibility(row: Mapping[str, Any]) -> Node:
    ids = row.get("productIdentifier") or {}
    pairs = [
        {"Name": pair["name"], "Value": pair["value"]}
        for pair in row.get("compatibilityProperties") or ()
    ]
    pairs += [{"Name": "KType", "Value": ids["ktype"]}] if ids.get("ktype") else []
    pairs += [{"Name": "ePID", "Value": ids["epid"]}] if ids.get("epid") else []
    body: Node = {"NameValueList": pairs}
    if row.get("notes"):
        body["CompatibilityNotes"] = row["notes"]
    return body


# -- to the Inventory API --------------------------------------------------------------

MOST_MIGRATED = 5


def migrate(client: EbayClient, numbers: list[str]) -> dict[str, IntegrationError]:
    """Move old listings over, at most five; the reasons of those that eBay refuses."""
    requests = [{"listingId": number} for number in numbers]
    answer = client.call(
        "inventory", "POST", "/bulk_migrate_listing", json={"requests": requests}
    )
    refused = ((part["listingId"], of_part(part)) for part in answer.parts)
    return {number: error for number, error in refused if error}
