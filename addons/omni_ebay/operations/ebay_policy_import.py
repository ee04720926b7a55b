"""How the seller sells: business policies, and the places goods are sent from."""

from __future__ import annotations

from odoo.addons.omni_commerce.operations.common import connection_of
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..lib import policies


@register_operation
class EbayPolicyImport(Operation):
    """A call for each of the three kinds of policies, and one for the places."""

    platform = "ebay"
    name = "ebay_policy_import"
    title = _lt("Read eBay's policies and places")
    calls = len(policies.KINDS) + 1

    def exchange(self, client, jobs, plan):
        ebay = client.client
        found = {
            "policies": [row for kind in policies.KINDS for row in _read(ebay, kind)],
            "places": [
                policies.place(row)
                for row in ebay.all("inventory", "/location", "locations", limit=100)
            ],
        }
        return Outcome(dict.fromkeys([job.id for job in jobs], found))

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            found = outcome.results[job.id]
            env["ebay.policy"].sudo()._import(connection, found["policies"])
            env["ebay.place"].sudo()._import(connection, found["places"])


def _read(client, kind):
    query = {"marketplace_id": client.site.marketplace}
    answer = client.call("account", "GET", f"/{kind}_policy", query=query)
    return policies.rows(kind, answer.body.get(f"{kind}Policies") or [])
