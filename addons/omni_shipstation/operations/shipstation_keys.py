"""Keep the public keys that V2 signs its webhooks with.

Read ahead of need, so that nobody from outside can make us call out: a webhook signed
with a key we do not know yet is refused, and comes again half an hour later.
"""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class ShipStationKeys(Operation):
    platform = "shipstation"
    name = "shipstation_keys"
    title = _lt("Read webhook keys")
    lane = "bulk"

    def exchange(self, client, jobs, plan):
        return Outcome(results={job.id: client.signing_keys() for job in jobs})

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            keys = outcome.results[job.id]
            if connection.shipstation_jwks != keys:
                connection.shipstation_jwks = keys
