"""What eBay says of its categories, as plain rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]
SEPARATOR = " › "
#: what the trees call the node above all others, which is no category
_NO_NAME = ("Root", "")

#: eBay's word for a condition -> its number in the lists of what a category takes
CONDITION_IDS: Mapping[str, str] = {
    "NEW": "1000",
    "NEW_OTHER": "1500",
    "NEW_WITH_DEFECTS": "1750",
    "CERTIFIED_REFURBISHED": "2000",
    "EXCELLENT_REFURBISHED": "2010",
    "VERY_GOOD_REFURBISHED": "2020",
    "GOOD_REFURBISHED": "2030",
    "SELLER_REFURBISHED": "2500",
    "LIKE_NEW": "2750",
    "PRE_OWNED_EXCELLENT": "2990",
    "USED_EXCELLENT": "3000",
    "PRE_OWNED_FAIR": "3010",
    "USED_VERY_GOOD": "4000",
    "USED_GOOD": "5000",
    "USED_ACCEPTABLE": "6000",
    "FOR_PARTS_OR_NOT_WORKING": "7000",
}


def categories(root: Node) -> Iterator[dict[str, Any]]:
    """All below the root, parents before their children."""
    name = (root.get("category") or {}).get("categoryName") or ""
    start = () if name in _NO_NAME else (name,)
    waiting = [(child, "", start) for child in _children(root)]
    while waiting:
        node, parent_ref, above = waiting.pop()
        category = node["category"]
        path = (*above, category["categoryName"])
        yield {
            "ref": category["categoryId"],
            "parent_ref": parent_ref,
            "name": category["categoryName"],
            "path": SEPARATOR.join(path),
            "is_leaf": bool(node.get("leafCategoryTreeNode")),
        }
        below = [(child, category["categoryId"], path) for child in _children(node)]
        waiting += reversed(below)


def _children(node: Node) -> Iterable[Node]:
    return node.get("childCategoryTreeNodes") or ()


def suggestions(body: Node) -> list[str]:
    """The categories that eBay proposes for a title, best first."""
    rows = body.get("categorySuggestions") or ()
    return [row["category"]["categoryId"] for row in rows]


def aspects(body: Node) -> list[dict[str, Any]]:
    """What a category asks of an item, the compulsory first, else as eBay lists it."""
    rows = [_aspect(row) for row in body.get("aspects") or ()]
    return sorted(rows, key=lambda row: not row["is_required"])


def _aspect(row: Node) -> dict[str, Any]:
    rule = row.get("aspectConstraint") or {}
    values = (one.get("localizedValue") for one in row.get("aspectValues") or ())
    return {
        "name": row["localizedAspectName"],
        "is_required": bool(rule.get("aspectRequired")),
        "is_recommended": rule.get("aspectUsage") == "RECOMMENDED",
        "is_closed": rule.get("aspectMode") == "SELECTION_ONLY",
        "is_multi": rule.get("itemToAspectCardinality") == "MULTI",
        "is_number": rule.get("aspectDataType") == "NUMBER",
        "for_variations": bool(rule.get("aspectEnabledForVariations")),
        "max_length": int(rule.get("aspectMaxLength") or 0),
        "required_from": rule.get("expectedRequiredByDate") or "",
        "choices": [value for value in values if value],
    }


def conditions(row: Node) -> list[dict[str, str]]:
    """The conditions that a category takes, with its own words for them."""
    return [
        {"id": str(one["conditionId"]), "name": one.get("conditionDescription") or ""}
        for one in row.get("itemConditions") or ()
        if one.get("conditionId")
    ]


def property_names(body: Node) -> list[str]:
    rows = body.get("compatibilityProperties") or ()
    return [row["name"] for row in rows if row.get("name")]


def by_category(rows: Iterable[Node]) -> dict[str, Node]:
    return {row["categoryId"]: row for row in rows if row.get("categoryId")}
