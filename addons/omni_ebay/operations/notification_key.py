"""eBay's public key, fetched when a notification names one that we do not have."""

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..client.words import segment


@register_operation
class NotificationKey(Operation):
    platform = "ebay"
    name = "notification_key"
    title = _lt("Fetch eBay's key")
    lane = "realtime"
    budgets = ("notification",)

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job in jobs:
            path = f"/public_key/{segment(job.payload['key_id'])}"
            outcome.results[job.id] = client.client.call(
                "notification", "GET", path
            ).body
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            connection._ebay_keep_key(job.payload["key_id"], outcome.results[job.id])
