"""The audit behind paid labels: what was bought over there must be known here.

Reads every label of the last days page by page and compares. What is ours by its
reference and has no living counterpart here becomes an *orphan*: money to get back.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

LOOK_BACK_DAYS = 3  # each run overlaps the ones before: a missed one is no gap


@register_operation
class LabelRecover(Operation):
    platform = "*"
    name = "label_recover"
    title = _lt("Look for orphan labels")
    lane = "bulk"

    def prepare(self, env, jobs):
        """Since when. Pages of one run belong to one question, so it is kept."""
        [job] = jobs
        if job.checkpoint:
            return datetime.fromisoformat(job.checkpoint["since"])
        days = int(job.payload.get("days", LOOK_BACK_DAYS))
        return datetime.now(timezone.utc) - timedelta(days=days)

    def exchange(self, client, jobs, plan):
        [job] = jobs
        page = client.fetch(plan, (job.checkpoint or {}).get("cursor"))
        outcome = Outcome(results={job.id: page.items})
        if page.has_more:
            place = {"cursor": page.cursor, "since": plan.isoformat()}
            outcome.checkpoints[job.id] = place
        return outcome

    def apply(self, env, jobs, outcome):
        [job] = jobs
        labels = env["integration.label"].sudo()
        labels._reconcile(job.connection_id, outcome.results[job.id])
