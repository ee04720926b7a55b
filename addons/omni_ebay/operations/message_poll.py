"""Read what buyers wrote."""

from datetime import datetime, timedelta, timezone

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..messages import news

OVERLAP = timedelta(minutes=15)
FIRST_LOOK = timedelta(days=7)


@register_operation
class MessagePoll(Operation):
    platform = "ebay"
    name = "message_poll"
    title = _lt("Read buyers' messages")
    calls = 2
    budgets = ("message",)

    def prepare(self, env, jobs):
        now = datetime.now(timezone.utc)
        return [{"since": self._since(env, j, now), "started": now} for j in jobs]

    def _since(self, env, job, now):
        connection = env["integration.connection"].sudo().browse(job.connection_id)
        until = connection.ebay_messages_until
        if not until:
            return now - FIRST_LOOK
        return until.replace(tzinfo=timezone.utc) - OVERLAP

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, wish in zip(jobs, plan, strict=True):
            found = news(client.client, wish["since"])
            outcome.results[job.id] = {"messages": found, "started": wish["started"]}
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            result = outcome.results[job.id]
            env["ebay.message"].sudo()._take(connection, result["messages"])
            connection.ebay_messages_until = result["started"].replace(tzinfo=None)
