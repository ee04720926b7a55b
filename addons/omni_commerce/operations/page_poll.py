"""What has changed since last time, page by page: payouts, consent of customers."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import ClassVar

from odoo.addons.omni_core.engine.operation import Operation, Outcome

from ..documents import Kind
from .common import connection_of


class PagePoll(Operation):
    """Walks through pages of documents, its place kept after each of them."""

    platform = "*"
    lane = "bulk"
    kind: ClassVar[Kind]
    polled_until: ClassVar[str]  # the connection's field: what is older was read
    overlap: ClassVar[timedelta]

    def _is_wanted(self, connection) -> bool:
        return True

    def _keep(self, connection, documents) -> list:
        """Store what came; returns the jobs that follow."""
        return []

    def _end(self, connection) -> None:
        """After the last page."""

    def prepare(self, env, jobs):
        return [job.checkpoint or self._wish(connection_of(env, job)) for job in jobs]

    def _wish(self, connection):
        if not self._is_wanted(connection):
            return None
        since = self._since(connection)
        return {
            "cursor": None,
            "since": since and (since - self.overlap).isoformat(),
            "started": datetime.now(timezone.utc).isoformat(),
        }

    def _since(self, connection) -> datetime | None:
        until = connection[self.polled_until]
        return until.replace(tzinfo=timezone.utc) if until else None

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, wish in zip(jobs, plan, strict=True):
            outcome.results[job.id] = None
            if wish:
                since = wish["since"] and datetime.fromisoformat(wish["since"])
                page = client.fetch(self.kind, wish["cursor"], since=since)
                outcome.results[job.id] = {**wish, "found": page.items}
                if page.has_more:
                    outcome.checkpoints[job.id] = {**wish, "cursor": page.cursor}
        return outcome

    def apply(self, env, jobs, outcome):
        follow_up = []
        for job in jobs:
            if result := outcome.results[job.id]:
                connection = connection_of(env, job)
                follow_up += self._keep(connection, result["found"])
                if job.id not in outcome.checkpoints:
                    started = datetime.fromisoformat(result["started"])
                    connection[self.polled_until] = started.replace(tzinfo=None)
                    self._end(connection)
        return follow_up
