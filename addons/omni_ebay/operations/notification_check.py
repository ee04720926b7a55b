"""eBay gives up an address that failed for a while: look every hour."""

from dataclasses import asdict

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..notifications import Wanted, repair


@register_operation
class NotificationCheck(Operation):
    platform = "ebay"
    name = "notification_check"
    title = _lt("Check notifications")
    calls = 4
    budgets = ("notification",)

    def prepare(self, env, jobs):
        connections = env["integration.connection"].sudo()
        return [connections.browse(j.connection_id)._ebay_address() for j in jobs]

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, where in zip(jobs, plan, strict=True):
            wanted = Wanted(**where, verification_token=client.verification_token)
            outcome.results[job.id] = asdict(repair(client.client, wanted))
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            connection._ebay_notifications_checked(outcome.results[job.id])
