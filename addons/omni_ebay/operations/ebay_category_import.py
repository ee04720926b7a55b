"""The category trees of a connection's site."""

from __future__ import annotations

from odoo.addons.omni_commerce.operations.common import connection_of
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..client.sites import MOTORS_TREE
from ..lib import taxonomy


@register_operation
class EbayCategoryImport(Operation):
    """Reads a tree only where eBay has a newer one: it is several megabytes."""

    platform = "ebay"
    name = "ebay_category_import"
    title = _lt("Read eBay's categories")
    lane = "bulk"

    def prepare(self, env, jobs):
        plan = []
        for job in jobs:
            connection = connection_of(env, job)
            refs = connection._ebay_site().trees
            trees = env["ebay.tree"].sudo()._of(connection.environment, refs)
            plan.append({ref: tree.version or "" for ref, tree in trees.items()})
        return plan

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, known in zip(jobs, plan, strict=True):
            anyhow = job.payload.get("anyhow")
            news = {
                ref: _tree(client.client, ref, "" if anyhow else version)
                for ref, version in known.items()
            }
            outcome.results[job.id] = {ref: new for ref, new in news.items() if new}
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            found = outcome.results[job.id]
            trees = env["ebay.tree"].sudo()._of(connection.environment, found)
            for ref, (name, version, rows) in found.items():
                trees[ref]._load(name, version, rows)


def _tree(client, ref, known):
    """(name, version, rows), or None where there is nothing new."""
    marketplace = "EBAY_MOTORS_US" if ref == MOTORS_TREE else client.site.marketplace
    newest = client.call(
        "taxonomy",
        "GET",
        "/get_default_category_tree_id",
        query={"marketplace_id": marketplace},
    ).body.get("categoryTreeVersion")
    if newest and newest == known:
        return None
    body = client.call("taxonomy", "GET", f"/category_tree/{ref}").body
    rows = list(taxonomy.categories(body["rootCategoryNode"]))
    return _NAMES.get(marketplace, client.site.label), newest, rows


_NAMES = {"EBAY_MOTORS_US": "eBay Motors"}
