"""The category trees of a connection's site."""

from __future__ import annotations

from odoo.addons.omni_commerce.operations.common import connection_of
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..client.sites import MOTORS, marketplace_of, site_of
from ..lib import taxonomy
from ..models.ebay_tree import STEP


@register_operation
class EbayCategoryImport(Operation):
    """Reads a tree only where eBay has a newer one: it is several megabytes.

    Tree after tree: one exchange reads it, then each step loads a part of it and keeps
    its place. So no transaction is long, and whoever dies has lost one step.
    """

    platform = "ebay"
    name = "ebay_category_import"
    title = _lt("Read eBay's categories")
    lane = "bulk"

    def prepare(self, env, jobs):
        return [job.checkpoint or self._begin(env, job) for job in jobs]

    def _begin(self, env, job):
        connection = connection_of(env, job)
        refs = connection._ebay_tree_refs()
        trees = env["ebay.tree"].sudo()._of(connection.environment, refs)
        anyhow = job.payload.get("anyhow")
        known = [[ref, "" if anyhow else trees[ref].version or ""] for ref in refs]
        return {"waiting": known, "loading": None}

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, state in zip(jobs, plan, strict=True):
            outcome.results[job.id], going_on = _step(client.client, state)
            if going_on:
                outcome.checkpoints[job.id] = going_on
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            done = outcome.results[job.id]
            trees = env["ebay.tree"].sudo()
            environment = connection_of(env, job).environment
            for ref, (name, version, rows) in done.get("read", {}).items():
                trees._of(environment, [ref])[ref]._stage(name, version, rows)
            for ref, start in done.get("load", {}).items():
                trees._of(environment, [ref])[ref]._load_step(start)


def _step(client, state):
    """(what was read, or is to be loaded now; where to go on, or None)"""
    waiting, part = list(state["waiting"]), state["loading"]
    if part:
        ref, after = part["ref"], part["at"] + STEP
        rest = part | {"at": after} if after < part["count"] else None
        return {"load": {ref: part["at"]}}, _going_on(waiting, rest)
    while waiting:
        ref, version = waiting.pop(0)
        if read := _tree(client, ref, version):
            part = {"ref": ref, "at": 0, "count": len(read[-1])}
            return {"read": {ref: read}}, _going_on(waiting, part)
    return {}, None


def _going_on(waiting, loading):
    if waiting or loading:
        return {"waiting": waiting, "loading": loading}
    return None


def _tree(client, ref, known):
    """(name, version, rows), or None where there is nothing new."""
    site = marketplace_of(ref)
    newest = client.call(
        "taxonomy",
        "GET",
        "/get_default_category_tree_id",
        query={"marketplace_id": site},
        marketplace=site,
    ).body.get("categoryTreeVersion")
    if newest and newest == known:
        return None
    path = f"/category_tree/{ref}"
    body = client.call("taxonomy", "GET", path, marketplace=site).body
    rows = list(taxonomy.categories(body["rootCategoryNode"]))
    label = "eBay Motors" if site == MOTORS else site_of(site).label
    return label, newest, rows
