"""What a worker counts while it works: calls, jobs, events.

Counting is a number in memory; every few seconds all of it goes to the metrics in one
statement. A worker that is killed takes the counts of its last seconds along, which is
the price of not writing a hot row for each call.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from odoo.tools import SQL

from .transaction import read_committed

if TYPE_CHECKING:
    from .claim import Batch
    from .failures import Verdict
    from .job import Job
    from .operation import Outcome

# Upper ends of the classes of response times, in ms. Numbers of hours add up, and
# percentiles can be told from them; percentiles themselves could not be added.
BOUNDS_MS = (25, 50, 100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 51200)
SLOT_S = 300

# In a fixed order, so that two workers never wait for each other crosswise.
_ADD = """
    INSERT INTO integration_metric AS m
           (connection_id, company_id, slot, measure, key, value)
    SELECT connection.id, connection.company_id,
           to_timestamp(floor(extract(epoch FROM now()) / %(slot)s) * %(slot)s)
               AT TIME ZONE 'UTC',
           new.measure, new.key, new.value
      FROM unnest(%(connections)s::int[], %(measures)s::text[], %(keys)s::text[],
                  %(values)s::bigint[]) AS new(connection, measure, key, value)
      JOIN integration_connection connection ON connection.id = new.connection
     ORDER BY 1, 4, 5
        ON CONFLICT (connection_id, slot, measure, key)
        DO UPDATE SET value = m.value + EXCLUDED.value
"""


def class_of(took_ms: int) -> int:
    """The upper end of the class that a response time falls into."""
    return BOUNDS_MS[min(bisect_left(BOUNDS_MS, took_ms), len(BOUNDS_MS) - 1)]


class Tally:
    def __init__(self) -> None:
        self._counts: Counter[tuple[int, str, str]] = Counter()

    def __bool__(self) -> bool:
        return bool(self._counts)

    def add(self, connection_id: int | None, measure: str, key: str, number: int = 1):
        """Jobs of the server itself belong to no connection and are not counted."""
        if connection_id and number:
            self._counts[connection_id, measure, key] += number

    def exchange(self, connection_id: int, ticks: Iterable[tuple[str, int]]) -> None:
        for kind, took_ms in ticks:
            self.add(connection_id, "calls", kind or "ok")
            self.add(connection_id, "times", str(class_of(took_ms)))

    def landed(self, batch: Batch, outcome: Outcome, followers: int) -> None:
        """Jobs that brought their work home, some of them not at the first try."""
        done = [job for job in batch.jobs if job.id not in outcome.checkpoints]
        recovered = sum(1 for job in done if job.retry_count or job.lost_count)
        self.add(batch.connection_id, "jobs", "done", len(done))
        self.add(batch.connection_id, "jobs", "recovered", recovered)
        if batch.operation.has_exchange:
            records = len(batch.jobs) + followers
            self.add(batch.connection_id, "records", "exchanged", records)

    def tried_in_vain(self, jobs: Sequence[Job], verdict: Verdict) -> None:
        connection_id = jobs[0].connection_id
        self.add(connection_id, "errors", verdict.kind, len(jobs))
        if verdict.fails:
            self.add(connection_id, "jobs", "failed", len(jobs))

    def event(self, connection_id: int, status: str, late: bool | None) -> None:
        self.add(connection_id, "events", status)
        self.add(connection_id, "events", "late", int(bool(late)))

    def take(self) -> SQL | None:
        """The statement that adds all counts to the metrics; they start anew."""
        counts, self._counts = self._counts, Counter()
        if not counts:
            return None
        connections, measures, keys = map(list, zip(*counts, strict=True))
        return SQL(
            _ADD,
            slot=SLOT_S,
            connections=connections,
            measures=measures,
            keys=keys,
            values=list(counts.values()),
        )


class DoorTally:
    """Webhooks that were not let in: counted in memory, written at most every few
    seconds, so that an attack costs the database nothing."""

    def __init__(self, every_s: float = 5.0) -> None:
        self._every_s = every_s
        self._tallies: dict[str, Tally] = {}
        self._due: dict[str, float] = {}
        self._lock = threading.Lock()

    def note(self, env, connection_id: int, key: str) -> None:
        database, now = env.cr.dbname, time.monotonic()
        with self._lock:
            tally = self._tallies.setdefault(database, Tally())
            tally.add(connection_id, "events", key)
            if self._due.get(database, 0.0) > now:
                return
            self._due[database] = now + self._every_s
            query = tally.take()
        with read_committed(env.registry) as cr:
            cr.execute(query)
