"""Shopify drops a subscription whose address failed for a while: look every hour."""

from dataclasses import asdict

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..webhooks import repair


@register_operation
class WebhookCheck(Operation):
    platform = "shopify"
    name = "webhook_check"
    title = _lt("Check webhooks")

    def prepare(self, env, jobs):
        connections = env["integration.connection"].sudo()
        return [connections.browse(j.connection_id)._shopify_address() for j in jobs]

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, where in zip(jobs, plan, strict=True):
            repairs = repair(client.client, where["address"], where["tokens"])
            outcome.results[job.id] = asdict(repairs)
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            connection._shopify_webhooks_checked(outcome.results[job.id])
