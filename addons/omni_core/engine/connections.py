"""What a drain knows of its connections, and what it reports about them."""

from __future__ import annotations

import logging
import time

import psycopg2

from odoo import SUPERUSER_ID, api

from ..lib.budget import Lease
from ..lib.transport import CallPolicy, CallRecord, Transport
from . import queries
from .claim import Batch
from .desk import Desk
from .job import Job
from .landing import environment
from .platform import ConnectionSettings, Platform, get_platform
from .tally import Tally
from .way_out import open_way

_logger = logging.getLogger(__name__)

_REPORT_EVERY_S = 1.0
_PULSE_EVERY_S = 3.0
GOOD_NEWS_EVERY_S = 5.0


class Connections:
    def __init__(self, desk: Desk, tally: Tally) -> None:
        self._desk = desk
        self._tally = tally
        self._settings: dict[int, tuple[ConnectionSettings, CallPolicy]] = {}
        self._good_until: dict[int, float] = {}
        self._reported_at = 0.0
        self._pulsed_at = 0.0

    def superuser_env(self) -> api.Environment:
        return api.Environment(self._desk.work, SUPERUSER_ID, {})

    def runnable(self) -> dict[int, int | None]:
        """Connection id -> how many exchanges may go out, None without a limit; 0 are
        the server's own jobs."""
        rows = dict(self._desk.run(queries.RUNNABLE, {"now": None}))
        return {} if rows.pop(0, None) else {0: None} | rows  # 0: the kill switch

    def platform(self, job: Job) -> Platform:
        return get_platform(job.platform)

    def way_out(
        self, batch: Batch, lease: Lease, seconds: float
    ) -> tuple[ConnectionSettings, Transport]:
        """Settings and transport of one exchange, to be over within ``seconds``."""
        job = batch.jobs[0]
        platform = self.platform(job)
        settings, policy = self._read(job)
        transport = open_way(
            platform,
            settings,
            policy,
            seconds=seconds,
            lease=lease,
            trace_id=job.trace_id,
            job_ids=batch.ids,
        )
        return settings, transport

    def _read(self, job: Job) -> tuple[ConnectionSettings, CallPolicy]:
        if job.connection_id not in self._settings:
            env = environment(self._desk.work, job, superuser=True)
            connection = env["integration.connection"].browse(job.connection_id)
            found = connection._settings(), connection._call_policy()
            self._settings[job.connection_id] = found
        return self._settings[job.connection_id]

    def begin_round(self) -> None:
        """Forget the settings: a token renewed meanwhile must be used at once."""
        self._settings.clear()

    def note(self, exchange, error: BaseException | None) -> None:
        """Put on record what was said and how it went, whatever becomes of the jobs."""
        connection_id = exchange.batch.connection_id
        self._tally.exchange(connection_id, exchange.transport.ticks)
        env = self.superuser_env()
        self._record(env, connection_id, exchange.transport.calls)
        kind = getattr(error, "kind", "")
        if kind != "auth":  # says nothing about how the platform is doing
            self._note_health(env, connection_id, kind != "transient", str(error or ""))

    def _record(self, env, connection_id: int, calls: list[CallRecord]) -> None:
        if not calls:
            return
        pairs = [(connection_id, call) for call in calls]
        try:
            self._desk.run(env["integration.call"]._record_query(pairs))
        except (psycopg2.DataError, psycopg2.IntegrityError, ValueError):
            # A record that cannot be kept must not keep jobs from ending.
            _logger.exception("calls of connection %s were not recorded", connection_id)

    def _note_health(self, env, connection_id: int, ok: bool, text: str) -> None:
        now = time.monotonic()
        if ok and now < self._good_until.get(connection_id, 0.0):
            return  # good news is no news for some seconds
        self._good_until[connection_id] = now + GOOD_NEWS_EVERY_S if ok else 0.0
        query = env["integration.health"]._note_query(connection_id, "out", ok, text)
        self._desk.run(query)

    def report(self, batch_ids: set[int], final: bool) -> None:
        """Tell the browsers how far the batches are, about once a second."""
        now = time.monotonic()
        if not batch_ids or not (final or now - self._reported_at > _REPORT_EVERY_S):
            return
        self._reported_at = now
        self.superuser_env()["sync.batch"].browse(batch_ids)._send_progress()
        self._desk.commit()
        batch_ids.clear()

    def pulse(self, issue_ids: set[int], final: bool) -> None:
        """Every few seconds: add up the metrics, look whether issues are over, and let
        the screens know that there is something new to show."""
        now = time.monotonic()
        if not (final or now - self._pulsed_at > _PULSE_EVERY_S):
            return
        self._pulsed_at = now
        if not self._tally and not issue_ids:
            return
        query = self._tally.take()
        if query is not None:
            self._desk.run(query)
        env = self.superuser_env()
        env["integration.issue"].browse(issue_ids)._settle()
        env["integration.metric"]._pulse()
        self._desk.commit()
        issue_ids.clear()
