"""Which customers want to hear of offers: what has changed of it."""

from datetime import datetime, timedelta, timezone

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..documents import Kind
from ..models.integration_order_binding import _naive
from .common import connection_of

OVERLAP = timedelta(minutes=15)


@register_operation
class ConsentPoll(Operation):
    """Walks through pages of customers, its place kept after each of them."""

    platform = "*"
    name = "consent_poll"
    title = _lt("Read marketing consent")
    lane = "bulk"

    def prepare(self, env, jobs):
        return [self._wish(env, job) for job in jobs]

    def _wish(self, env, job):
        if job.checkpoint:
            return job.checkpoint
        connection = connection_of(env, job)
        if not connection.read_consent:
            return None
        until = connection.consent_polled_until
        since = until and until.replace(tzinfo=timezone.utc) - OVERLAP
        return {
            "cursor": None,
            "since": since and since.isoformat(),
            "started": datetime.now(timezone.utc).isoformat(),
        }

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, wish in zip(jobs, plan, strict=True):
            outcome.results[job.id] = None
            if wish:
                since = wish["since"] and datetime.fromisoformat(wish["since"])
                page = client.fetch(Kind.CONSENT, wish["cursor"], since=since)
                outcome.results[job.id] = {**wish, "told": page.items}
                if page.has_more:
                    outcome.checkpoints[job.id] = {**wish, "cursor": page.cursor}
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            if result := outcome.results[job.id]:
                connection = connection_of(env, job)
                bindings = connection.env["integration.partner.binding"]
                bindings._keep_consent(connection, result["told"])
                if job.id not in outcome.checkpoints:
                    started = datetime.fromisoformat(result["started"])
                    connection.consent_polled_until = _naive(started)
