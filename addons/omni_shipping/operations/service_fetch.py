"""Read which carriers and services an account has."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class ServiceFetch(Operation):
    platform = "*"
    name = "service_fetch"
    title = _lt("Read carriers and services")
    calls = 5

    def exchange(self, client, jobs, plan):
        return Outcome(results={job.id: client.services() for job in jobs})

    def apply(self, env, jobs, outcome):
        for job in jobs:
            services = env["integration.carrier.service"].sudo()
            services._update(job.connection_id, outcome.results[job.id])
