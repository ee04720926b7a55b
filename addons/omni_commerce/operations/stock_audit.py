"""Holds what a channel has against what it should have, listing by listing."""

from __future__ import annotations

from datetime import datetime, timezone

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..documents import Kind
from .common import connection_of

PORTION = 500


@register_operation
class StockAudit(Operation):
    """Runs at night; goes on where it was after each portion."""

    platform = "*"
    name = "stock_audit"
    title = _lt("Compare stock")
    lane = "bulk"

    def prepare(self, env, jobs):
        return [self._portion(env, job) for job in jobs]

    def _portion(self, env, job):
        connection = connection_of(env, job)
        after = (job.checkpoint or {}).get("after", 0)
        auditor = connection.env["integration.stock.auditor"]
        bindings = auditor._portion(connection, after, PORTION)
        return {
            "refs": {binding.stock_ref: binding.id for binding in bindings},
            "last": bindings[-1:].id if len(bindings) == PORTION else None,
        }

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, portion in zip(jobs, plan, strict=True):
            started = _now()
            refs = list(portion["refs"])
            found = client.get(Kind.STOCK, refs) if refs else {}
            outcome.results[job.id] = (portion["refs"], found, started)
            if portion["last"]:
                outcome.checkpoints[job.id] = {"after": portion["last"]}
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            auditor = connection.env["integration.stock.auditor"]
            auditor._compare(connection, *outcome.results[job.id])


@register_operation
class StockImport(Operation):
    """The channel says that stock changed there: keep in mind what it has now.

    Nothing is sent back. It may be our own value coming home, or a sale whose order is
    about to arrive; a difference that stays is found by the audit.
    """

    platform = "*"
    name = "stock_import"
    title = _lt("Read stock")
    lane = "realtime"
    batch_size = 50

    def exchange(self, client, jobs, plan):
        started = _now()
        refs = sorted({payload["ref"] for payload in plan})
        found = client.get(Kind.STOCK, refs)
        return Outcome(
            {job.id: (found.get(job.payload["ref"], ()), started) for job in jobs}
        )

    def apply(self, env, jobs, outcome):
        connection = connection_of(env, jobs[0])
        auditor = connection.env["integration.stock.auditor"]
        levels = [level for job in jobs for level in outcome.results[job.id][0]]
        started = min(outcome.results[job.id][1] for job in jobs)
        auditor._note_seen(connection, levels, started)


def _now():
    """As Odoo writes moments down: UTC, to the second."""
    return datetime.now(timezone.utc).replace(tzinfo=None, microsecond=0)
