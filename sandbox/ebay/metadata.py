"""Sell Metadata: what a category of a site allows, and vehicle look-ups by POST."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import taxonomy_data, vehicles
from .call import INVENTORY, PUBLIC, Answer, Call, operation, page
from .errors import EbayError
from .sites import SITES
from .state import Json
from .taxonomy_data import Leaf

BASE = "/sell/metadata/v1"
SITE = f"{BASE}/marketplace/{{marketplace_id}}"
VEHICLES = f"{BASE}/compatibilities"
FILTER = re.compile(r"categoryIds:\{(\d+(?:\|\d+)*)\}")
VEHICLE_TYPES = {
    "100": ["US_MOTORCYCLES", "US_SCOOTERS"],
    "3": ["UK_MOTORCYCLES", "UK_SCOOTERS"],
    "77": ["DE_MOTORCYCLES", "DE_SCOOTERS"],
    "2": ["CA_CARS_AND_TRUCKS"],
    "15": ["AU_CARS_AND_TRUCKS"],
}


@operation(
    "sell_metadata.getAutomotivePartsCompatibilityPolicies",
    f"GET {SITE}/get_automotive_parts_compatibility_policies",
    PUBLIC,
)
def parts_policies(call: Call) -> Answer:
    def row(tree_id: str, leaf: Leaf) -> Json | None:
        if not leaf.takes_compatibility or tree_id not in VEHICLE_TYPES:
            return None
        return {
            "compatibilityBasedOn": "ASSEMBLY",
            "compatibleVehicleTypes": VEHICLE_TYPES[tree_id],
            "maxNumberOfCompatibleVehicles": 3000,
        }

    return _policies(call, "automotivePartsCompatibilityPolicies", row)


@operation(
    "sell_metadata.getItemConditionPolicies",
    f"GET {SITE}/get_item_condition_policies",
    (*PUBLIC, *INVENTORY),
)
def condition_policies(call: Call) -> Answer:
    def row(tree_id: str, leaf: Leaf) -> Json:
        conditions = [
            {"conditionId": number, "conditionDescription": words}
            for number, words in leaf.conditions.items()
        ]
        return {"itemConditionRequired": True, "itemConditions": conditions}

    return _policies(call, "itemConditionPolicies", row)


@operation(
    "sell_metadata.getListingStructurePolicies",
    f"GET {SITE}/get_listing_structure_policies",
    PUBLIC,
)
def structure_policies(call: Call) -> Answer:
    def row(tree_id: str, leaf: Leaf) -> Json:
        return {"variationsSupported": leaf.takes_variations}

    return _policies(call, "listingStructurePolicies", row)


@operation("sell_metadata.getReturnPolicies", f"GET {SITE}/get_return_policies", PUBLIC)
def return_policies(call: Call) -> Answer:
    return _policies(call, "returnPolicies", lambda tree_id, leaf: {"required": True})


@operation("sell_metadata.getCurrencies", f"GET {SITE}/get_currencies", PUBLIC)
def currencies(call: Call) -> Answer:
    site = SITES.get(call.path["marketplace_id"])
    if site is None:
        raise EbayError(46001, 404)
    currency = {"code": site.currency, "description": site.currency}
    return Answer(body={"defaultCurrency": currency, "marketplaceId": site.marketplace})


def _policies(call: Call, name: str, row: Callable[[str, Leaf], Json | None]) -> Answer:
    """One row per leaf of the site's tree, narrowed by `filter=categoryIds:{1|2}`."""
    site = SITES.get(call.path["marketplace_id"])
    if site is None:
        raise EbayError(46001, 404)
    nodes = taxonomy_data.nodes(site.tree_id)
    wanted = _wanted(call, nodes)
    rows = []
    for node in nodes.values():
        if node.leaf is None or (wanted and node.category_id not in wanted):
            continue
        made = row(site.tree_id, node.leaf)
        if made is not None:
            head = {"categoryTreeId": site.tree_id, "categoryId": node.category_id}
            rows.append({**head, **made})
    return Answer(body={name: rows}) if rows else Answer(204)


def _wanted(call: Call, nodes: dict[str, taxonomy_data.Node]) -> set[str]:
    text = call.query.get("filter")
    if not text:
        return set()
    match = FILTER.fullmatch(text)
    if not match:
        raise EbayError(46002)
    wanted = set(match[1].split("|"))
    if not wanted <= set(nodes):
        raise EbayError(46003)
    return wanted


# -- vehicles ----------------------------------------------------------------------
@operation(
    "sell_metadata.getCompatibilityPropertyNames",
    f"POST {VEHICLES}/get_compatibility_property_names",
    PUBLIC,
)
def property_names(call: Call) -> Answer:
    _vehicle_leaf(call)
    rows = [
        {"propertyName": name, "propertyDisplayName": name}
        for name in vehicles.PROPERTIES
    ]
    return Answer(
        body={
            "categoryId": call.body["categoryId"],
            "properties": [
                {"dataset": "Searchable", "propertyNames": rows},
            ],
        }
    )


@operation(
    "sell_metadata.getCompatibilityPropertyValues",
    f"POST {VEHICLES}/get_compatibility_property_values",
    PUBLIC,
)
def property_values(call: Call) -> Answer:
    _vehicle_leaf(call)
    name = call.body.get("propertyName", "")
    if name not in vehicles.PROPERTIES:
        raise EbayError(47004)
    values = vehicles.values(name, _filters(call.body.get("propertyFilters")))
    if call.body.get("sortOrder") == "DESCENDING":
        values = sorted(values, reverse=True)
    return Answer(
        body={
            "metadataVersion": vehicles.METADATA_VERSION,
            "propertyName": name,
            "propertyValues": values,
        }
    )


@operation(
    "sell_metadata.getMultiCompatibilityPropertyValues",
    f"POST {VEHICLES}/get_multi_compatibility_property_values",
    PUBLIC,
)
def multi_property_values(call: Call) -> Answer:
    _vehicle_leaf(call)
    names = call.body["propertyNames"]
    if not names or not set(names) <= set(vehicles.PROPERTIES):
        raise EbayError(47004)
    rows = vehicles.matching(_filters(call.body["propertyFilters"]))
    unique = {tuple(row[name] for name in names): row for row in rows}
    return Answer(
        body={
            "metadataVersion": vehicles.METADATA_VERSION,
            "compatibilities": [_details(row, names) for row in unique.values()],
        }
    )


@operation(
    "sell_metadata.getCompatibilitiesBySpecification",
    f"POST {VEHICLES}/get_compatibilities_by_specification",
    PUBLIC,
)
def by_specification(call: Call) -> Answer:
    _vehicle_leaf(call)
    rows = vehicles.matching(_filters(call.body.get("compatibilityPropertyFilters")))
    wanted = call.body.get("paginationInput") or {}
    limit, offset = wanted.get("limit", 100), wanted.get("offset", 0)
    shown = page(rows, offset, limit)
    return Answer(
        body={
            "compatibilityDetails": [_details(r, vehicles.PROPERTIES) for r in shown],
            "pagination": {
                "count": len(shown),
                "limit": limit,
                "offset": offset,
                "total": len(rows),
            },
        }
    )


def _vehicle_leaf(call: Call) -> Leaf:
    marketplace = call.headers["X-EBAY-C-MARKETPLACE-ID"]
    site = SITES.get(marketplace)
    if site is None:
        raise EbayError(47005, **{"{marketplaceId}": marketplace})
    node = taxonomy_data.nodes("100" if site.tree_id == "0" else site.tree_id).get(
        call.body["categoryId"]
    )
    if node is None:
        raise EbayError(47001, **{"{category_id}": call.body["categoryId"]})
    if node.leaf is None or not node.leaf.takes_compatibility:
        raise EbayError(47002, **{"{category_id}": call.body["categoryId"]})
    return node.leaf


def _filters(given: list[Json] | None) -> dict[str, str]:
    filters = {
        one.get("propertyName", ""): one.get("propertyValue", "") for one in given or ()
    }
    if not set(filters) <= set(vehicles.PROPERTIES):
        raise EbayError(47004)
    return filters


def _details(row: dict[str, str], names) -> Json:
    return {
        "compatibilityDetails": [
            {"propertyName": name, "propertyValue": row[name]} for name in names
        ]
    }
