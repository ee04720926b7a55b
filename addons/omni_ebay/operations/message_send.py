"""Send an answer to a buyer: once, also if the worker dies in the middle of it."""

from datetime import datetime, timedelta, timezone

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..messages import already_sent, send

CLOCKS_DIFFER = timedelta(minutes=10)  # ours and eBay's, at the very most


@register_operation
class MessageSend(Operation):
    platform = "ebay"
    name = "message_send"
    title = _lt("Send message to buyer")
    lane = "realtime"
    repeatable = False
    budgets = ("message",)

    def prepare(self, env, jobs):
        messages = env["ebay.message"].sudo()
        return [messages.browse(job.record_id)._wish() for job in jobs]

    def intent(self, jobs, plan):
        """When: the next try may come days later, and looks as far back."""
        at = datetime.now(timezone.utc).isoformat()
        return {job.id: {"at": at} for job in jobs}

    def lookup(self, client, jobs, plan):
        since = datetime.fromisoformat(jobs[0].intent["at"]) - CLOCKS_DIFFER
        found = already_sent(client.client, plan[0], since)
        return Outcome(results={jobs[0].id: found}) if found else None

    def exchange(self, client, jobs, plan):
        [wish] = plan
        return Outcome(results={jobs[0].id: send(client.client, wish)})

    def apply(self, env, jobs, outcome):
        message = env["ebay.message"].sudo().browse(jobs[0].record_id)
        message._sent(outcome.results[jobs[0].id])
