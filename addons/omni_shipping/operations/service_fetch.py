"""Read which carriers, services and packages an account has, and its money."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class ServiceFetch(Operation):
    """Of all carriers, or of the one that the payload names."""

    platform = "*"
    name = "service_fetch"
    title = _lt("Read carriers and services")
    calls = 5

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job in jobs:
            carrier = job.payload.get("carrier", "")
            found = client.services(carrier), client.accounts(carrier)
            outcome.results[job.id] = found
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            services, accounts = outcome.results[job.id]
            carrier = job.payload.get("carrier", "")
            here = env["integration.carrier.service"].sudo()
            here._update(job.connection_id, services, carrier)
            here = env["integration.carrier.account"].sudo()
            here._update(job.connection_id, accounts, carrier)
