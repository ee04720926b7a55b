"""What eBay says is left of today's calls, for all who use our application."""

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..limits import readings


@register_operation
class CallLimits(Operation):
    """The lease carries the readings to the budgets that all workers share."""

    platform = "ebay"
    name = "call_limits"
    title = _lt("Read call limits")
    budgets = ()  # reading them costs nothing

    def exchange(self, client, jobs, plan):
        found = readings(client.client)
        for reading in found:
            client.client.transport.lease.feed(reading)
        seen = {reading.name: reading.available for reading in found}
        return Outcome(results={job.id: seen for job in jobs})
