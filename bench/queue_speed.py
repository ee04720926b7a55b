"""How fast: drain, exchanges, enqueue, latency, statements."""

from __future__ import annotations

import time

from .common import Report, percentile, wait_until
from .lab import OURS, Bench, Client, Side, cpu_seconds, postgres_cpu_seconds

_MODES = ("threaded", "prefork")


def _modes(report: Report) -> tuple[str, ...]:
    return _MODES[1:] if report.is_quick else _MODES


def drain(report: Report, bench: Bench) -> None:
    """No-op jobs, one transaction each; and ours a hundred to a transaction.

    The peer gets fewer jobs, which is in its favour: before it starts the first of many
    it reads a notification of each.
    """
    count, fewer = report.amount(10_000, 100), report.amount(2_000, 100)
    for mode in _modes(report):
        with bench.running(bench.peer, mode) as theirs:
            slow = _drain(report, theirs, mode, "noop", fewer)
        with bench.running(OURS, mode) as ours:
            fast = _drain(report, ours, mode, "noop", count)
            batched = _drain(report, ours, mode, "noop_batch", count)
        report.ratio(f"drain_{mode}", fast / slow, ">=5")
        report.ratio(f"drain_batched_{mode}", batched / slow, ">=30")


def exchange(report: Report, bench: Bench) -> None:
    """Jobs that wait 50 ms for a platform, on two workers."""
    count, fewer = report.amount(2_000, 40), report.amount(400, 40)
    for mode in _modes(report):
        with bench.running(bench.peer, mode) as theirs:
            slow = _drain(report, theirs, mode, "http", fewer)
        with bench.running(OURS, mode) as ours:
            fast = _drain(report, ours, mode, "http", count)
        report.ratio(f"exchange_{mode}", fast / slow, ">=8")


def _drain(report, running, mode: str, operation: str, count: int) -> float:
    """Jobs per second, from the commit that made them to the last one's end."""
    lab, server = running.lab, running.server
    running.warm_up(operation)
    lab.clear()
    committed_at = running.client.call("put", operation, count)["at"]
    python, postgres = cpu_seconds(server), postgres_cpu_seconds(lab.cluster)
    lab.wait_until_drained()
    seconds = time.time() - committed_at
    report.note(
        f"{lab.side.name} {mode} {operation}",
        jobs=count,
        seconds=seconds,
        rate=count / seconds,
        python_ms=1000 * (cpu_seconds(server) - python) / count,
        postgres_ms=1000 * (postgres_cpu_seconds(lab.cluster) - postgres) / count,
    )
    return count / seconds


def enqueue(report: Report, bench: Bench) -> None:
    """Many jobs in one transaction, until they are committed; no server runs."""
    slow = _enqueue(report, bench, bench.peer, report.amount(2_000, 50))
    fast = _enqueue(report, bench, OURS, report.amount(20_000, 50))
    report.ratio("enqueue_per_second", fast, ">=8000")
    report.ratio("enqueue", fast / slow, ">=8")


def _enqueue(report: Report, bench: Bench, side: Side, count: int) -> float:
    with bench.idle(side) as (lab, client):
        client.call("put", "noop", 10)
        lab.clear()
        rate = count / client.call("put", "noop", count)["seconds"]
    report.note(f"{side.name} enqueue", jobs=count, rate=rate)
    return rate


def latency(report: Report, bench: Bench) -> None:
    """From a job's commit to its first line, while nothing else is to be done."""
    count = report.amount(100, 5)
    with bench.running(bench.peer, "threaded") as theirs:
        theirs.warm_up("stamp")
        slow = _latency(report, theirs, "peer threaded", _put_stamp, count)
    with bench.running(OURS, "threaded") as ours:
        ours.warm_up("stamp")
        fast = _latency(report, ours, "omni threaded", _put_stamp, count)
    report.ratio("latency_threaded_p95", fast / slow, "<=2")
    with bench.running(OURS, "prefork") as ours:
        ours.warm_up("stamp")
        # By turns: whoever is slow to wake, is slow for both
        turns = [
            (
                _latency(report, ours, "bare cron prefork", _trigger_bare, count // 5),
                _latency(report, ours, "omni prefork", _put_stamp, count // 5),
            )
            for _turn in range(5)
        ]
    bare, fast = (sorted(column)[2] for column in zip(*turns, strict=True))
    report.ratio("latency_prefork_p95", fast / bare, "<=1.3")


def _latency(report, running, what: str, start, count: int) -> float:
    """p95 in seconds."""
    lab, client = running.lab, running.client
    waits = []
    for number in range(count):
        lab.query("DELETE FROM bench_effect")
        committed_at = start(client)["at"]
        wait_until(
            lambda: lab.query("SELECT 1 FROM bench_effect"), 90, f"{what} started"
        )
        [(started,)] = lab.query("SELECT started FROM bench_effect")
        waits.append(started - committed_at)
        # Never in step with a clock of either side, and until it has gone to sleep
        time.sleep(0.2 + number % 7 * 0.02)
    p50, p95 = percentile(waits, 0.5), percentile(waits, 0.95)
    report.note(what, samples=count, p50_ms=1000 * p50, p95_ms=1000 * p95)
    return p95


def _put_stamp(client: Client) -> dict:
    return client.call("put", "stamp", 1)


def _trigger_bare(client: Client) -> dict:
    return client.call("trigger_bare")


def statements(report: Report, bench: Bench) -> None:
    """What PostgreSQL is asked per job, BEGIN and COMMIT counted."""
    count = report.amount(500, 50)
    for operation in ("noop", "http"):
        with bench.running(OURS, "prefork", log_statements=True) as ours:
            ours.warm_up(operation)
            with ours.lab.statements() as seen:
                ours.client.call("put", operation, count)
                ours.lab.wait_until_drained()
        per_job = len(seen) / count
        report.note(f"omni {operation}", statements_per_job=per_job)
        report.ratio(f"statements_{operation}", per_job, "<=10")


FIGURES = (drain, exchange, enqueue, latency, statements)
