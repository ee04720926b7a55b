"""What categories ask of an item: aspects, conditions, variations, vehicles."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..client.sites import marketplace_of
from ..lib import taxonomy

#: what the sites tell per category, for many categories in one call
_POLICIES = {
    "item_condition": "itemConditionPolicies",
    "listing_structure": "listingStructurePolicies",
    "automotive_parts_compatibility": "automotivePartsCompatibilityPolicies",
}


@register_operation
class EbayCategoryRead(Operation):
    """Three calls for all categories of a site, and one or two for each of them."""

    platform = "ebay"
    name = "ebay_category_read"
    title = _lt("Read what a category of eBay asks")
    batch_size = 20

    def prepare(self, env, jobs):
        categories = env["ebay.category"].browse(
            [job.payload["category"] for job in jobs]
        )
        return [
            {"id": one.id, "ref": one.ref, "tree": one.tree_id.ref}
            for one in categories
        ]

    def exchange(self, client, jobs, plan):
        found = {}
        for tree in {row["tree"] for row in plan}:
            refs = sorted({row["ref"] for row in plan if row["tree"] == tree})
            found[tree] = read_rules(client.client, tree, refs)
        return Outcome(
            {
                job.id: found[row["tree"]][row["ref"]]
                for job, row in zip(jobs, plan, strict=True)
            }
        )

    def apply(self, env, jobs, outcome):
        for job in jobs:
            category = env["ebay.category"].sudo().browse(job.payload["category"])
            category._learn(outcome.results[job.id])


def read_rules(client, tree, refs):
    """{category: its rules, as the fields of ``ebay.category``}."""
    policies = {
        name: taxonomy.by_category(_policies(client, tree, name, rows, refs))
        for name, rows in _POLICIES.items()
    }
    found = {}
    for ref in refs:
        vehicles = policies["automotive_parts_compatibility"].get(ref)
        structure = policies["listing_structure"].get(ref) or {}
        condition = policies["item_condition"].get(ref) or {}
        found[ref] = {
            "aspects": _aspects(client, tree, ref),
            "conditions": taxonomy.conditions(condition),
            "takes_variations": structure.get("variationsSupported", True),
            "takes_fitment": bool(vehicles),
            "most_vehicles": (vehicles or {}).get("maxNumberOfCompatibleVehicles", 0),
            "vehicle_names": _vehicle_names(client, tree, ref) if vehicles else [],
        }
    return found


def _policies(client, tree, name, rows, refs):
    site = marketplace_of(tree)
    path = f"/marketplace/{site}/get_{name}_policies"
    wanted = {"filter": f"categoryIds:{{{'|'.join(refs)}}}"}
    answer = client.call("metadata", "GET", path, query=wanted, marketplace=site)
    return answer.body.get(rows) or []


def _aspects(client, tree, ref):
    path = f"/category_tree/{tree}/get_item_aspects_for_category"
    return taxonomy.aspects(_of_category(client, tree, path, ref))


def _vehicle_names(client, tree, ref):
    path = f"/category_tree/{tree}/get_compatibility_properties"
    return taxonomy.property_names(_of_category(client, tree, path, ref))


def _of_category(client, tree, path, ref):
    """In the words of the site that the tree belongs to."""
    return client.call(
        "taxonomy",
        "GET",
        path,
        query={"category_id": ref},
        marketplace=marketplace_of(tree),
    ).body
