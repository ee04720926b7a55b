"""Where eBay itself would put a product, by its title."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..lib import taxonomy


@register_operation
class EbayCategorySuggest(Operation):
    """Asks tree by tree and takes the first answer: parts stand in the last one."""

    platform = "ebay"
    name = "ebay_category_suggest"
    title = _lt("Ask eBay for a category")

    def prepare(self, env, jobs):
        plan = []
        for job in jobs:
            listing = env["integration.product.binding"].browse(job.payload["listing"])
            trees = listing.connection_id._ebay_site().trees
            plan.append({"title": listing._ebay_title(), "trees": trees[::-1]})
        return plan

    def exchange(self, client, jobs, plan):
        pairs = zip(jobs, plan, strict=True)
        return Outcome({job.id: _best(client.client, row) for job, row in pairs})

    def apply(self, env, jobs, outcome):
        for job in jobs:
            listing = env["integration.product.binding"].browse(job.payload["listing"])
            tree, refs = outcome.results[job.id]
            listing.sudo()._ebay_take_category(tree, refs)


def _best(client, row):
    """(tree, its categories, best first)"""
    for tree in row["trees"]:
        path = f"/category_tree/{tree}/get_category_suggestions"
        answer = client.call("taxonomy", "GET", path, query={"q": row["title"]})
        if refs := taxonomy.suggestions(answer.body):
            return tree, refs
    return "", []
