"""Kill what can be killed, while jobs run: is any lost, done twice, or left stuck?

Every strike is a real one, on real servers. It is made twice: amid many short jobs,
and on an otherwise idle queue, where no traffic wakes anybody. The clock of "runs
again" begins when a live worker is there: at once where another one lives, else when
the server or PostgreSQL is back.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from tools.omni import clusters

from .common import Report, options, wait_until
from .lab import OURS, Bench, Lab, Running

_AT_WORK = """
    SELECT process, array_agg(tag)
      FROM (SELECT DISTINCT ON (tag) tag, process
              FROM bench_start
             ORDER BY tag, id DESC) AS start
     WHERE tag IN (SELECT (payload->>'tag')::int
                     FROM sync_job
                    WHERE status = 'processing')
     GROUP BY process
     ORDER BY count(*) DESC
"""
_IN_MID_APPLY = """
    SELECT process, backend
      FROM pg_stat_activity
      JOIN bench_start ON backend = pid
     WHERE state = 'idle in transaction' AND query LIKE '%INSERT INTO bench_effect%'
"""
_TERMINATE_ALL = """
    SELECT pg_terminate_backend(pid)
      FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
       AND application_name LIKE ANY ('{odoo-%,omni-%}')
"""


def at_work(lab: Lab) -> dict[int, list[int]]:
    """Process id of each worker -> the tags of the jobs that it is at."""
    return dict(lab.query(_AT_WORK))


# -- the strikes: each returns when a live worker was there again ----------------------


def worker_in_exchange(running: Running) -> float:
    found: dict = {}

    def somebody_is_there() -> bool:
        found.update(at_work(running.lab))
        return bool(found)

    wait_until(somebody_is_there, 30, "a worker in mid-exchange")
    os.kill(next(iter(found)), signal.SIGKILL)
    return time.time()


def worker_in_apply(running: Running) -> float:
    """With the effect written, and not yet committed."""
    process, _backend = _in_mid_apply(running)
    os.kill(process, signal.SIGKILL)
    return time.time()


def connection_in_apply(running: Running) -> float:
    """The worker lives on, and so does its other connection, with its life sign."""
    _process, backend = _in_mid_apply(running)
    running.lab.query("SELECT pg_terminate_backend(%s)", backend)
    return time.time()


def _in_mid_apply(running: Running) -> tuple[int, int]:
    found: list = []

    def somebody_is_there() -> bool:
        found[:] = running.lab.query(_IN_MID_APPLY)
        return bool(found)

    wait_until(somebody_is_there, 30, "a worker in mid-apply")
    return found[0]


def whole_server(running: Running) -> float:
    server = running.server
    server.kill9()
    server.start()
    server.wait_until_ready()
    return time.time()


def one_of_two_hosts(running: Running) -> float:
    found: list = []

    def somebody_is_there() -> bool:
        workers = at_work(running.lab)
        found[:] = [one for one in running.servers if workers.keys() & set(one.pids())]
        return bool(found)

    wait_until(somebody_is_there, 30, "a host at work")
    found[0].kill9()
    return time.time()


def postgres_restarted(running: Running) -> float:
    """As after a crash: nobody is asked to finish."""
    running.lab.disconnect()
    running.lab.cluster.restart("immediate")
    return time.time()


def postgres_and_odoo_restarted(running: Running) -> float:
    """A prefork master ends when PostgreSQL is away; its supervisor starts it again."""
    postgres_restarted(running)
    time.sleep(2)
    revive(running)
    return time.time()


def connections_terminated(running: Running) -> float:
    running.lab.query(_TERMINATE_ALL)
    return time.time()


def revive(running: Running) -> None:
    """Start again what is dead, as systemd or Docker would."""
    for server in running.servers:
        if not server.is_alive():
            server.start()
            server.wait_until_ready()


Strike = Callable[[Running], float]

# Strike, mode of the server, number of hosts.
STRIKES: tuple[tuple[Strike, str, int], ...] = (
    (worker_in_exchange, "prefork", 1),
    (worker_in_apply, "prefork", 1),
    (connection_in_apply, "threaded", 1),
    (whole_server, "prefork", 1),
    (one_of_two_hosts, "prefork", 2),
    (postgres_restarted, "threaded", 1),
    (postgres_and_odoo_restarted, "prefork", 1),
    (connections_terminated, "threaded", 1),
    (connections_terminated, "prefork", 1),
)


# -- one strike, and what came of it ---------------------------------------------------


@dataclass
class Aftermath:
    """Numbers that should be zero, and how soon the victims ran again."""

    victims: int
    again_s: float
    lost: int
    twice: int
    stuck: int


def survive(running: Running, strike, busy_jobs: int = 0) -> Aftermath:
    """Strike amid ``busy_jobs`` short jobs, or at a few long ones."""
    lab = running.lab
    lab.clear()
    count = busy_jobs or 4
    for first, number, payload in _portions(strike, busy_jobs):
        running.client.call("put", "effect", number, first=first, payload=payload)
    wait_until(lambda: _is_amid(lab, busy_jobs // 4), 120, "amid the jobs")
    struck_at = time.time()
    alive_at = strike(running)
    _wait_until_quiet(lab)
    return _aftermath(lab, count, struck_at, alive_at)


def _portions(strike, busy_jobs: int) -> list[tuple[int, int, dict]]:
    """(first tag, number of jobs, payload); long enough where the strike has to meet
    them, so that a slow machine still does."""
    in_apply = strike in (worker_in_apply, connection_in_apply)
    if not busy_jobs:
        idle = {"exchange_s": 0.02, "apply_s": 2} if in_apply else {"exchange_s": 6}
        return [(0, 4, idle)]
    short = {"exchange_s": 0.02}
    if not in_apply:
        return [(0, busy_jobs, short)]
    met, slow = busy_jobs // 4, busy_jobs // 50
    after = met + slow
    return [
        (0, met, short),
        (met, slow, short | {"apply_s": 0.1}),
        (after, busy_jobs - after, short),
    ]


def _is_amid(lab: Lab, done: int) -> bool:
    [(effects,)] = lab.query("SELECT count(*) FROM bench_effect")
    return effects >= done and bool(at_work(lab))


def _wait_until_quiet(lab: Lab) -> None:
    """All done, or nothing has moved for so long that nothing will."""
    last, moved_at = None, time.monotonic()
    while last != 0 and time.monotonic() - moved_at < 90:
        left = lab.left()
        if left != last:
            last, moved_at = left, time.monotonic()
        time.sleep(0.1)


def _aftermath(lab: Lab, count: int, struck_at: float, alive_at: float) -> Aftermath:
    effects = lab.query("SELECT tag, started FROM bench_effect")
    tags = [tag for tag, _started in effects]
    started_twice = "SELECT tag FROM bench_start GROUP BY tag HAVING count(*) > 1"
    victims = {tag for (tag,) in lab.query(started_twice)}
    again = [
        started - alive_at
        for tag, started in effects
        if tag in victims and started > struck_at
    ]
    return Aftermath(
        victims=len(again),
        again_s=max(again, default=0.0),
        lost=len(set(range(count)) - set(tags)),
        twice=len(tags) - len(set(tags)),
        stuck=count - lab.count("done"),
    )


def main() -> int:
    report = Report("kill", options(__doc__))
    with clusters.bench().running() as cluster:
        measure(report, Bench(cluster))
    return report.finish()


def measure(report: Report, bench: Bench) -> None:
    for strike, mode, hosts in STRIKES:
        name = f"{strike.__name__}_{mode}"
        if report.wants(name):
            with bench.running(OURS, mode, hosts=hosts) as running:
                running.warm_up("effect")
                _measure(report, running, strike, name)


def _measure(report: Report, running: Running, strike: Strike, name: str) -> None:
    for place, jobs in (("busy", report.amount(10_000, 100)), ("idle", 0)):
        revive(running)
        after = survive(running, strike, jobs)
        report.note(f"{name}_{place}", jobs=jobs, victims=after.victims)
        report.ratio(f"{name}_{place}_again_s", after.again_s, "<=5")
        for what in ("lost", "twice", "stuck"):
            report.ratio(f"{name}_{place}_{what}", getattr(after, what), "<=0")


if __name__ == "__main__":
    raise SystemExit(main())
