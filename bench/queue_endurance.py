"""How long and how wide: order keys on two hosts, memory, a table full of history."""

from __future__ import annotations

import itertools
import statistics
import time

import psutil

from .common import Report
from .lab import OURS, Bench, Lab, Running


def order_keys(report: Report, bench: Bench) -> None:
    """Eight workers in two hosts: of one key never two at once, and in order."""
    count, keys = report.amount(20_000, 300), report.amount(500, 30)
    with bench.running(OURS, "prefork", slots=4, hosts=2) as ours:
        at = ours.client.call("put", "effect", count, keys=keys)["at"]
        ours.lab.wait_until_drained()
        seconds = time.time() - at
        wrong = _wrongs(ours.lab, count)
        [(processes,)] = ours.lab.query(
            "SELECT count(DISTINCT process) FROM bench_effect"
        )
    report.note(
        "8 workers in 2 hosts",
        jobs=count,
        keys=keys,
        rate=count / seconds,
        processes=processes,
    )
    for what, number in wrong.items():
        report.ratio(f"order_keys_{what}", number, "<=0")


def _wrongs(lab: Lab, count: int) -> dict[str, int]:
    """What should never be, counted in the effects that the jobs left."""
    rows = lab.query(
        "SELECT order_key, tag, started, ended FROM bench_effect"
        " ORDER BY order_key, started"
    )
    pairs = [
        (before, after)
        for before, after in itertools.pairwise(rows)
        if before[0] == after[0]
    ]
    done = [tag for _key, tag, _started, _ended in rows]
    return {
        "lost": count - len(set(done)),
        "twice": len(done) - len(set(done)),
        "at_once": sum(after[2] < before[3] for before, after in pairs),
        "out_of_order": sum(after[1] < before[1] for before, after in pairs),
    }


def memory(report: Report, bench: Bench) -> None:
    """100,000 jobs: what a worker grows by after its first thousands."""
    count = report.amount(100_000, 500)
    with bench.running(OURS, "prefork") as ours:
        ours.warm_up("noop")
        ours.client.call("put", "noop", count // 20)
        ours.lab.wait_until_drained()
        before = _memory_mb(ours)
        ours.client.call("put", "noop", count)
        ours.lab.wait_until_drained()
        after = _memory_mb(ours)
    # A worker that was replaced on the way would hide its growth
    lived = before.keys() & after.keys()
    growth = max(after[pid] - before[pid] for pid in lived)
    report.note("memory of the workers", jobs=count, growth_mb=growth, lived=len(lived))
    report.ratio("memory_growth_mb", growth, "<=30")
    report.ratio("memory_workers_replaced", len(before) - len(lived), "<=0")


def _memory_mb(running: Running) -> dict[int, float]:
    return {
        pid: psutil.Process(pid).memory_info().rss / 2**20
        for pid in running.server.pids()
    }


def history(report: Report, bench: Bench) -> None:
    """A drain beside a million finished jobs, and one beside a thousand."""
    rows = {"few": 1_000, "many": report.amount(1_000_000, 5_000)}
    count, rounds = report.amount(5_000, 100), report.amount(3, 1)
    rates: dict[str, list[float]] = {"few": [], "many": []}
    for _round in range(rounds):  # by turns, since the machine has moods
        for what, finished in rows.items():
            with bench.running(OURS, "prefork") as ours:
                ours.warm_up("noop")
                _write_history(ours, finished)
                at = ours.client.call("put", "noop", count)["at"]
                ours.lab.wait_until_drained()
                rates[what].append(count / (time.time() - at))
            report.note(f"beside {finished} finished", rate=rates[what][-1])
    few, many = (statistics.median(rates[what]) for what in ("few", "many"))
    report.ratio("history_1000000", many / few, ">=0.8")


def _write_history(running: Running, rows: int) -> None:
    """Finished jobs of the last month, as a drain would have left them."""
    running.lab.query(
        """
        INSERT INTO sync_job (
               platform, operation, connection_id, company_id, user_id, context, lane,
               priority, status, payload, has_needs, trace_id, retry_count,
               coalesced_count, create_uid, create_date, started_at, finished_at)
        SELECT platform, operation, connection_id, company_id, user_id, context, lane,
               priority, status, payload, has_needs, md5(n::text), 0,
               0, create_uid, at, at, at
          FROM (SELECT * FROM sync_job LIMIT 1) AS job,
               generate_series(1, %s) AS n,
               LATERAL (SELECT now() - n * interval '2 seconds' AS at) AS moment
        """,
        rows,
    )
    running.lab.query("VACUUM ANALYZE sync_job")


FIGURES = (order_keys, memory, history)
