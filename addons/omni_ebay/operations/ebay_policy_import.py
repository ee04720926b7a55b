"""The seller's business policies."""

from __future__ import annotations

from odoo.addons.omni_commerce.operations.common import connection_of
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)

from ..lib import policies


@register_operation
class EbayPolicyImport(Operation):
    """A call for each of the three kinds."""

    platform = "ebay"
    name = "ebay_policy_import"
    title = "Read eBay's business policies"
    calls = len(policies.KINDS)

    def exchange(self, client, jobs, plan):
        rows = [row for kind in policies.KINDS for row in _read(client.client, kind)]
        return Outcome(dict.fromkeys([job.id for job in jobs], rows))

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            env["ebay.policy"].sudo()._import(connection, outcome.results[job.id])


def _read(client, kind):
    query = {"marketplace_id": client.site.marketplace}
    answer = client.call("account", "GET", f"/{kind}_policy", query=query)
    return policies.rows(kind, answer.body.get(f"{kind}Policies") or [])
