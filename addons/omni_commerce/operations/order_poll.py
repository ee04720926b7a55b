"""Ask the channel what has changed: the truth behind the webhooks."""

from datetime import datetime, timedelta, timezone

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..models.integration_order_binding import _naive, order_job

# Channels index with a delay, and clocks differ: what is read twice costs nothing.
OVERLAP = timedelta(minutes=15)
# A webhook may still be on its way for so long; later, the poll brought the news.
WEBHOOK_PATIENCE = timedelta(minutes=5)


class OrderReading(Operation):
    """Walks through pages of orders, its place kept after each of them."""

    platform = "*"
    lane = "normal"

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, wish in zip(jobs, plan, strict=True):
            page = client.glance(wish["cursor"], **times(wish["wanted"]))
            outcome.results[job.id] = {"wish": wish, "orders": page.items}
            if page.has_more:
                outcome.checkpoints[job.id] = {**wish, "cursor": page.cursor}
        return outcome

    def _unknown(self, env, connection, orders):
        """Those whose present state we have not read yet."""
        bindings = env["integration.order.binding"].sudo()
        known = bindings._find(connection, [order.ref for order in orders])
        return [
            order
            for order in orders
            if not (
                (binding := known.get(order.ref))
                and binding.remote_updated_at == _naive(order.updated_at)
                and (binding.remote_version or "") == order.version
            )
        ]


@register_operation
class OrderPoll(OrderReading):
    name = "order_poll"
    title = _lt("Look for new orders")

    def prepare(self, env, jobs):
        return [self._wish(env, job) for job in jobs]

    def _wish(self, env, job):
        if job.checkpoint:
            return job.checkpoint
        connection = env["integration.connection"].sudo().browse(job.connection_id)
        now = datetime.now(timezone.utc).replace(microsecond=0)
        until = connection.orders_polled_until
        since = until.replace(tzinfo=timezone.utc) if until else now
        return {
            "cursor": None,
            "wanted": {"since": (since - OVERLAP).isoformat()},
            "started": now.isoformat(),
        }

    def apply(self, env, jobs, outcome):
        follow_up = []
        for job in jobs:
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            result = outcome.results[job.id]
            started = datetime.fromisoformat(result["wish"]["started"])
            unknown = self._unknown(env, connection, result["orders"])
            if any(o.updated_at < started - WEBHOOK_PATIENCE for o in unknown):
                connection._note_polled_news()
            if job.id not in outcome.checkpoints:
                # What changes while we read is seen next time: the start counts.
                connection.orders_polled_until = _naive(started)
            follow_up += [order_job("order_import", o.ref) for o in unknown]
        return follow_up


def times(wanted):
    """A plan is plain data: what stands for a moment is text in it."""
    return {
        key: value if key == "name" else datetime.fromisoformat(value)
        for key, value in wanted.items()
    }
