"""Waking the cron workers, once per transaction and only as many as are of use."""

from __future__ import annotations

# Jobs that one worker is expected to take before a second one is worth its wake-up; the
# pacemaker calls more if this was too few.
_JOBS_PER_WORKER = 32
_KEY = "omni_core.woken"


def wake(env, count: int = 1) -> None:
    """Trigger enough workers for ``count`` more jobs after commit."""
    wanted = 1 + count // _JOBS_PER_WORKER
    woken = env.cr.precommit.data.get(_KEY, 0)
    if wanted <= woken:
        return
    env.cr.precommit.data[_KEY] = wanted
    crons = env["ir.cron"].sudo()
    for cron in crons.browse(crons._omni_worker_ids()[woken:wanted]):
        cron._trigger()
