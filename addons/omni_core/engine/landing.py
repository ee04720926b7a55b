"""How a try ends: applied and done, continued, postponed or failed.

A job's effects and its own end are written in one transaction, so that a job that is
done has had its effect once, and a job that is not done has had none.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

import psycopg2

from odoo import SUPERUSER_ID, api

from ..lib.errors import IntegrationError, RejectedError
from ..lib.text import clean
from ..lib.words import _lt
from . import issues, queries
from .claim import Batch
from .desk import Desk
from .failures import Verdict, judge
from .job import Job
from .language import tell
from .mapping import causes_of
from .operation import Outcome
from .platform import get_platform
from .tally import Tally

_logger = logging.getLogger(__name__)

# A conflict inside PostgreSQL is over as soon as the other transaction is: no waiting.
_APPLY_TRIES = 4


class LostJobs(Exception):
    """This worker was given up for dead and its jobs were given to another."""


class Landing:
    """Writes the ends of the jobs of one worker."""

    def __init__(self, desk: Desk, worker: int, gate, tally: Tally) -> None:
        self._desk = desk
        self._worker = worker
        self._gate = gate
        self._tally = tally
        self.touched_batches: set[int] = set()
        self.touched_issues: set[int] = set()

    # -- success -----------------------------------------------------------------------

    def land(self, batch: Batch, outcome: Outcome) -> None:
        """Apply what an exchange brought; each job ends by its own result."""
        arrived = []
        if outcome.undone:
            params = {"ids": sorted(outcome.undone), "worker": self._worker}
            self._run_twice(queries.BEGIN_ANEW, params)
        for job in batch.jobs:
            if job.id in outcome.undone:
                continue
            if job.id in outcome.errors:
                self.settle(Batch(batch.operation, [job]), outcome.errors[job.id])
            elif job.id in outcome.results or job.id in outcome.checkpoints:
                arrived.append(job)
            else:
                error = RuntimeError(f"{batch.operation.name} forgot job {job.id}")
                self.settle(Batch(batch.operation, [job]), error)
        if arrived:
            self._apply(Batch(batch.operation, arrived), outcome)

    def _apply(self, batch: Batch, outcome: Outcome) -> None:
        try:
            self._apply_in_one_transaction(batch, outcome)
        except LostJobs:
            self._desk.work.rollback()
            _logger.warning("jobs %s belong to another worker by now", batch.ids)
        except Exception as error:
            if self._desk.is_broken:
                raise  # the drain is over; the reaper gives its jobs to another
            self._desk.work.rollback()
            if len(batch.jobs) == 1:
                self.settle(batch, error)
            else:  # find the guilty one; the others are not to suffer for it
                for half in batch.halves():
                    self._apply(half, outcome)

    def _apply_in_one_transaction(self, batch: Batch, outcome: Outcome) -> None:
        cr = self._desk.work
        for attempt in range(1, _APPLY_TRIES + 1):
            try:
                env = environment(cr, batch.jobs[0])
                follow_up = batch.operation.apply(env, batch.jobs, outcome)
                if follow_up:
                    self._enqueue(env, batch.jobs[0], follow_up)
                env.flush_all()
                self._end(batch.jobs, outcome)
                self._desk.commit()
                self._tally.landed(batch, outcome, len(follow_up or ()))
                return
            except psycopg2.errors.TransactionRollbackError:
                cr.rollback()
                if attempt == _APPLY_TRIES:
                    raise
            except psycopg2.errors.UniqueViolation:
                cr.rollback()
                if attempt > 1:
                    raise  # not another worker that was first, but a mistake

    def _enqueue(self, env, cause: Job, follow_up) -> None:
        connections = env["integration.connection"].sudo()
        env["sync.job"].enqueue_many(
            connections.browse(cause.connection_id or ()),
            follow_up,
            platform=cause.platform,
            trace_id=cause.trace_id,
            batch_id=cause.batch_id,
        )

    def _end(self, jobs: Sequence[Job], outcome: Outcome) -> None:
        checkpoints = outcome.checkpoints
        done = [job.id for job in jobs if job.id not in checkpoints]
        going_on = [job.id for job in jobs if job.id in checkpoints]
        if done:
            self._finish(done)
        if going_on:
            values = [json.dumps(checkpoints[id_]) for id_ in going_on]
            pauses = [outcome.pauses.get(id_, 0.0) for id_ in going_on]
            self._update_own(
                queries.CONTINUE, going_on, checkpoints=values, pauses=pauses
            )
        self.touched_batches.update(job.batch_id for job in jobs if job.batch_id)

    def _finish(self, ids: list[int]) -> None:
        """Done; and earlier jobs that failed at the same are made good by it."""
        cr = self._desk.work
        cr.execute(queries.FINISH, {"ids": ids, "worker": self._worker})
        [(ended, issue_ids)] = cr.fetchall()
        if ended != len(ids):
            raise LostJobs
        self.touched_issues.update(issue_ids or ())

    def _update_own(self, query: str, ids: list[int], **params) -> None:
        cr = self._desk.work
        cr.execute(query, {"ids": ids, "worker": self._worker, **params})
        if cr.rowcount != len(ids):
            raise LostJobs

    def intend(self, batch: Batch, intents: dict[int, dict]) -> None:
        """Put on record what is about to be done, before it is done."""
        ids = list(intents)
        values = [json.dumps(intents[id_]) for id_ in ids]
        self._update_own(queries.INTEND, ids, intents=values)

    # -- anything else -----------------------------------------------------------------

    def hand_back(self, jobs: Sequence[Job]) -> None:
        """Not our turn after all: as if never claimed."""
        params = {"ids": [job.id for job in jobs], "worker": self._worker}
        self._run_twice(queries.HAND_BACK, params)

    def settle(self, batch: Batch, error: BaseException) -> None:
        """One verdict for all jobs of the batch."""
        verdicts: dict[int, list[Job]] = {}
        for job in batch.jobs:
            verdicts.setdefault(job.retry_count, []).append(job)
        for retry_count, jobs in verdicts.items():
            verdict = judge(error, retry_count + 1, batch.operation.retry)
            self._pronounce(jobs, verdict)

    def reject(self, job: Job, error: IntegrationError) -> None:
        """A job that no operation can run."""
        self._pronounce([job], judge(error, job.retry_count + 1, None))

    def _pronounce(self, jobs: list[Job], verdict: Verdict) -> None:
        _logger.log(
            logging.ERROR if verdict.kind == "bug" else logging.INFO,
            "%s %s of job(s) %s: %s%s",
            jobs[0].platform,
            jobs[0].operation,
            [job.id for job in jobs],
            verdict.message,
            f"\n{verdict.detail}" if verdict.kind == "bug" else "",
        )
        params = {
            "ids": [job.id for job in jobs],
            "worker": self._worker,
            "kind": verdict.kind,
            "error": _told(jobs[0], verdict),
            "detail": clean(verdict.detail) or None,
        }
        self.touched_batches.update(job.batch_id for job in jobs if job.batch_id)
        self._tally.tried_in_vain(jobs, verdict)
        if verdict.fails:
            params["issue"] = self._issue(jobs[0], verdict)
            self._desk.run(queries.FAIL, params)
            return
        cause = self._cause(jobs[0], verdict)
        params |= {
            "delay": verdict.delay_s,
            "counts": int(verdict.counts),
            "cause": cause,
            "issue": None,
        }
        if cause and not cause.startswith("token:"):  # only a person can help
            params["issue"] = self._issue(jobs[0], verdict, cause)
        if verdict.kind == "throttled":  # a wait, not an error worth a word
            params |= {"error": None, "kind": None, "detail": None}
        self._run_twice(queries.POSTPONE, params)
        if verdict.unmapped:
            self._desk.run(queries.RELEASE_IF_MAPPED, {"cause": cause})

    def _issue(self, job: Job, verdict: Verdict, cause: str = "") -> int:
        """The issue that stands for this error in the inbox of people."""
        about = issues.About(job.connection_id, job.platform, job.operation)
        shown = _told(job, verdict)
        query = issues.note(about, verdict.kind, verdict.message, cause, shown)
        [(issue_id,)] = self._desk.run(query)
        self.touched_issues.add(issue_id)
        return issue_id

    def give_up(self, job_ids: list[int]) -> None:
        """Jobs whose workers died too often: they need a person as well."""
        for issue_id in issues.note_lost(self._desk, job_ids):
            self.touched_issues.add(issue_id)

    def _run_twice(self, query: str, params: dict) -> None:
        """A twin that slips in between makes the first try fail, never the second."""
        try:
            self._desk.run(query, params)
        except psycopg2.errors.UniqueViolation:
            self._desk.run(query, params)

    def _cause(self, job: Job, verdict: Verdict) -> str | None:
        """What a postponed job waits for, if it is more than time."""
        if not job.connection_id:
            return None
        if verdict.unmapped:
            return self._wait_for_mapping(job, verdict)
        if verdict.kind == "auth":
            return self._wait_for_credentials(job, verdict)
        return None

    def _wait_for_mapping(self, job: Job, verdict: Verdict) -> str:
        env = environment(self._desk.work, job, superuser=True)
        mappings = env["integration.mapping"]
        mappings._note_unmapped(job.connection_id, verdict.unmapped)
        self._desk.commit()
        return causes_of(job.connection_id, verdict.unmapped)[0]

    def _wait_for_credentials(self, job: Job, verdict: Verdict) -> str | None:
        env = environment(self._desk.work, job, superuser=True)
        connection = env["integration.connection"].browse(job.connection_id)
        platform = get_platform(connection.platform)
        if verdict.code == "token_expired" and platform.can_renew:
            [(renewed,)] = self._desk.run(queries.RENEWED_SINCE, {"job": job.id})
            if renewed:
                return None
            connection._request_renewal()
            cause = f"token:{job.connection_id}"
        else:
            connection._require_reauth(connection.ids, _told(job, verdict))
            cause = f"reauth:{job.connection_id}"
        self._desk.commit()
        return cause


def _told(job: Job, verdict: Verdict) -> str:
    """In the language of whoever asked. It may quote anything: make it storable."""
    return clean(tell(job.context.get("lang"), verdict.message))


def environment(cr, job: Job, *, superuser: bool = False) -> api.Environment:
    """The environment of whoever asked for the job: user, company, language."""
    context = dict(job.context)
    if job.company_id:
        context["allowed_company_ids"] = [job.company_id]
    env = api.Environment(cr, SUPERUSER_ID if superuser else job.user_id, context)
    if env.uid != SUPERUSER_ID and not job.user_is_active:
        raise RejectedError(
            _lt(
                "The user “%(user)s”, who asked for this job, is archived. "
                "Requeue the job to run it under your name.",
                user=env.user.name,
            )
        )
    return env
