"""Commerce Taxonomy: trees, suggestions, item aspects, vehicle properties."""

from __future__ import annotations

from . import taxonomy_data, vehicles
from .call import PUBLIC, Answer, Call, operation
from .errors import EbayError
from .sites import SITES
from .state import Json
from .taxonomy_data import Aspect, Node
from .words import localized

BASE = "/commerce/taxonomy/v1"
TREE = f"{BASE}/category_tree/{{category_tree_id}}"


@operation(
    "commerce_taxonomy.getDefaultCategoryTreeId",
    f"GET {BASE}/get_default_category_tree_id",
    PUBLIC,
)
def default_tree(call: Call) -> Answer:
    site = SITES.get(call.query["marketplace_id"])
    if site is None:
        raise EbayError(62003)
    return Answer(body=_head(site.tree_id))


@operation("commerce_taxonomy.getCategoryTree", f"GET {TREE}", PUBLIC)
def get_tree(call: Call) -> Answer:
    tree_id, root = _tree(call)
    return Answer(
        body={
            **_head(tree_id),
            "applicableMarketplaceIds": taxonomy_data.MARKETPLACES[tree_id],
            "rootCategoryNode": _node(call, root),
        }
    )


@operation(
    "commerce_taxonomy.getCategorySubtree", f"GET {TREE}/get_category_subtree", PUBLIC
)
def get_subtree(call: Call) -> Answer:
    tree_id, root = _tree(call)
    node = _category(call)
    if node is root:
        raise EbayError(62008)
    return Answer(body={**_head(tree_id), "categorySubtreeNode": _node(call, node)})


@operation(
    "commerce_taxonomy.getCategorySuggestions",
    f"GET {TREE}/get_category_suggestions",
    PUBLIC,
)
def suggest(call: Call) -> Answer:
    tree_id, root = _tree(call)
    words = [w.rstrip("s") for w in call.query["q"].lower().split()]
    scored = [
        (sum(word in node.name.lower() for word in words), node)
        for node in root.walk()
        if node.leaf is not None
    ]
    hits = [pair for pair in scored if pair[0]]
    if not hits:
        return Answer(204)
    hits.sort(key=lambda pair: -pair[0])
    return Answer(
        body={
            **_head(tree_id),
            "categorySuggestions": [_suggestion(call, n) for _, n in hits[:10]],
        }
    )


@operation(
    "commerce_taxonomy.getItemAspectsForCategory",
    f"GET {TREE}/get_item_aspects_for_category",
    PUBLIC,
)
def aspects(call: Call) -> Answer:
    _, root = _tree(call)
    node = _category(call)
    if node is root:
        raise EbayError(62008)
    if node.leaf is None:
        raise EbayError(62009)
    return Answer(body={"aspects": [_aspect(one) for one in node.leaf.aspects]})


@operation(
    "commerce_taxonomy.getCompatibilityProperties",
    f"GET {TREE}/get_compatibility_properties",
    PUBLIC,
)
def properties(call: Call) -> Answer:
    tree_id, _ = _vehicle_category(call)
    return Answer(
        body={
            "compatibilityProperties": [
                {"name": name, "localizedName": localized(tree_id, name)}
                for name in vehicles.PROPERTIES
            ]
        }
    )


@operation(
    "commerce_taxonomy.getCompatibilityPropertyValues",
    f"GET {TREE}/get_compatibility_property_values",
    PUBLIC,
)
def property_values(call: Call) -> Answer:
    _vehicle_category(call)
    name = call.query["compatibility_property"]
    if name not in vehicles.PROPERTIES:
        raise EbayError(62102)
    filters: dict[str, str] | None = {}
    if call.query.get("filter"):
        filters = vehicles.parsed_filter(call.query["filter"])
    if filters is None:
        raise EbayError(62100)
    values = vehicles.values(name, filters)
    if not values:
        return Answer(204)
    rows = [{"value": value} for value in values]
    return Answer(body={"compatibilityPropertyValues": rows})


@operation(
    "commerce_taxonomy.getExpiredCategories",
    f"GET {TREE}/get_expired_categories",
    PUBLIC,
)
def expired(call: Call) -> Answer:
    _tree(call)
    return Answer(204)


def _tree(call: Call) -> tuple[str, Node]:
    tree_id = call.path["category_tree_id"]
    root = taxonomy_data.tree(tree_id)
    if root is None:
        raise EbayError(62004, 404)
    return tree_id, root


def _category(call: Call) -> Node:
    tree_id, _ = _tree(call)
    node = taxonomy_data.nodes(tree_id).get(call.query["category_id"])
    if node is None:
        raise EbayError(62005)
    return node


def _vehicle_category(call: Call) -> tuple[str, Node]:
    tree_id, _ = _tree(call)
    if tree_id == "0":
        raise EbayError(62103)
    node = _category(call)
    if node.leaf is None or not node.leaf.takes_compatibility:
        raise EbayError(62101)
    return tree_id, node


def _head(tree_id: str) -> Json:
    return {
        "categoryTreeId": tree_id,
        "categoryTreeVersion": taxonomy_data.VERSION[tree_id],
    }


def _category_json(node: Node) -> Json:
    return {"categoryId": node.category_id, "categoryName": node.name}


def _href(call: Call, node: Node) -> str:
    base = call.url.split("/category_tree/")[0]
    tree = f"{base}/category_tree/{call.path['category_tree_id']}"
    return f"{tree}/get_category_subtree?category_id={node.category_id}"


def _node(call: Call, node: Node) -> Json:
    shown: Json = {
        "category": _category_json(node),
        "categoryTreeNodeLevel": node.level,
        "leafCategoryTreeNode": node.leaf is not None,
    }
    if node.parent is not None:
        shown["parentCategoryTreeNodeHref"] = _href(call, node.parent)
    if node.children:
        children = [_node(call, child) for child in node.children]
        shown["childCategoryTreeNodes"] = children
    return shown


def _suggestion(call: Call, node: Node) -> Json:
    return {
        "category": _category_json(node),
        "categoryTreeNodeLevel": node.level,
        "categoryTreeNodeAncestors": [
            {
                **_category_json(one),
                "categoryTreeNodeLevel": one.level,
                "categorySubtreeNodeHref": _href(call, one),
            }
            for one in node.ancestors()
        ],
    }


def _aspect(aspect: Aspect) -> Json:
    return {
        "localizedAspectName": aspect.name,
        "aspectConstraint": {
            "aspectDataType": "STRING",
            "aspectMode": aspect.mode,
            "aspectRequired": aspect.required,
            "aspectUsage": "RECOMMENDED",
            "aspectEnabledForVariations": aspect.for_variations,
            "itemToAspectCardinality": aspect.cardinality,
            "aspectMaxLength": aspect.max_length,
            "aspectApplicableTo": ["PRODUCT" if aspect.required else "ITEM"],
        },
        "aspectValues": [{"localizedValue": value} for value in aspect.values],
    }
