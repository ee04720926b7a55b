"""How the seller sells: business policies, and the places goods are sent from."""

from __future__ import annotations

from odoo.addons.omni_commerce.operations.common import connection_of
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..lib import policies


@register_operation
class EbayPolicyImport(Operation):
    """A call for each of the three kinds of policies on each site; one for places."""

    platform = "ebay"
    name = "ebay_policy_import"
    title = _lt("Read eBay's policies and places")
    calls = len(policies.KINDS) + 1

    def exchange(self, client, jobs, plan):
        ebay = client.client
        found = {
            "policies": [
                row | {"marketplace": site}
                for site in ebay.marketplaces
                for kind in policies.KINDS
                for row in _read(ebay, site, kind)
            ],
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


def _read(client, site, kind):
    path, query = f"/{kind}_policy", {"marketplace_id": site}
    try:
        answer = client.call("account", "GET", path, query=query, marketplace=site)
    except RejectedError:
        if site == client.site.marketplace:
            raise
        return ()  # the seller has not joined business policies there yet
    return policies.rows(kind, answer.body.get(f"{kind}Policies") or [])
