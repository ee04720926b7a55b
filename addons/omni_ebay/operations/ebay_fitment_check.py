"""Whether eBay knows the vehicles that products are said to fit."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..lib import vehicles
from .ebay_category_read import read_rules


@register_operation
class EbayFitmentCheck(Operation):
    """One call for each make and model that is not known yet."""

    platform = "ebay"
    name = "ebay_fitment_check"
    title = _lt("Check vehicles with eBay")
    batch_size = 20

    def prepare(self, env, jobs):
        plan = []
        for job in jobs:
            category = env["ebay.category"].browse(job.payload["category"])
            wanted = _models(env, job)
            known = env["ebay.vehicle"].sudo()._known(category, wanted)
            plan.append(
                {
                    "category": category.id,
                    "ref": category.ref,
                    "tree": category.tree_id.ref,
                    "names": category.vehicle_names or [],
                    "wanted": [pair for pair in wanted if pair not in known],
                }
            )
        return plan

    def exchange(self, client, jobs, plan):
        outcome, seen = Outcome(), {}
        for job, row in zip(jobs, plan, strict=True):
            key = (row["tree"], row["ref"])
            if key not in seen:
                rules = None if row["names"] else _rules(client.client, row)
                seen[key] = (rules, {})
            rules, found = seen[key]
            names = vehicles.names_of(row["names"] or rules["vehicle_names"])
            for pair in row["wanted"] if names else ():
                pair = tuple(pair)
                if pair not in found:
                    found[pair] = _vehicles(client.client, row["ref"], names, *pair)
            outcome.results[job.id] = (rules, found)
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            category = env["ebay.category"].sudo().browse(job.payload["category"])
            rules, found = outcome.results[job.id]
            if rules:
                category._learn(dict(rules))
            if not category.takes_fitment:
                continue
            wanted = _models(env, job)
            cache = env["ebay.vehicle"].sudo()
            cache._keep(
                category, {pair: found[pair] for pair in wanted if pair in found}
            )
            template = env["product.template"].browse(job.payload["template"])
            template.ebay_fitment_ids._judge(cache._known(category, wanted))


def _models(env, job):
    template = env["product.template"].browse(job.payload["template"])
    rows = template.ebay_fitment_ids.filtered("make")
    return sorted({(row.make, row.model) for row in rows})


def _rules(client, row):
    return read_rules(client, row["tree"], [row["ref"]])[row["ref"]]


def _vehicles(client, category, names, make, model):
    """[{our property: value}] of one make and model: years, trims and engines."""
    wanted = [names[ours] for ours in ("year", "trim", "engine") if ours in names]
    filters = [
        {"propertyName": names["make"], "propertyValue": make},
        {"propertyName": names["model"], "propertyValue": model},
    ]
    body = {
        "categoryId": category,
        "propertyNames": wanted,
        "propertyFilters": filters,
    }
    path = "/compatibilities/get_multi_compatibility_property_values"
    answer = client.call("metadata", "POST", path, json=body)
    ours = {name: own for own, name in names.items()}
    return [
        {
            ours[one["propertyName"]]: one.get("propertyValue") or ""
            for one in row.get("compatibilityDetails") or ()
            if one.get("propertyName") in ours
        }
        for row in answer.body.get("compatibilities") or ()
    ]
