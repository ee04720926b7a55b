"""Webhooks: verified, stored and turned into jobs, beside Odoo's barest route.

The bare route is what Odoo itself can do on this machine at this moment. Both are asked
by turns by the same clients, with an order of about 5 kB.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from tools.omni import clusters, paths

from .common import Report, options, percentile, wait_until
from .lab import OURS, Bench, Running, cpu_seconds, postgres_cpu_seconds

_SECRET = "bench-webhook-secret"
_BARE = "/bench/bare"


def main() -> int:
    report = Report("webhook", options(__doc__))
    with clusters.bench().running() as cluster:
        measure(report, Bench(cluster))
    return report.finish()


def measure(report: Report, bench: Bench) -> None:
    for figure in (threaded, prefork, burst):
        if report.wants(figure.__name__):
            figure(report, bench)


def threaded(report: Report, bench: Bench) -> None:
    with bench.running(OURS, "threaded") as running:
        _compare(report, running, "threaded", clients=8, goal=">=0.8")


def prefork(report: Report, bench: Bench) -> None:
    with bench.running(OURS, "prefork") as running:
        _compare(report, running, "prefork", clients=8, goal=">=0.55")


def burst(report: Report, bench: Bench) -> None:
    """More senders at once than workers, with the workers of config/."""
    with bench.running(OURS, "prefork", slots=4) as running:
        door = _open_door(running)
        seen = _load(report, running, "burst", door, 32)
    report.ratio("webhook_burst_lost", seen["lost"], "<=0")
    report.ratio("webhook_burst_p99_s", seen["p99_s"], "<=1")


def _compare(report, running: Running, name: str, clients: int, goal: str) -> None:
    door = _open_door(running)
    turns = [
        (
            _load(report, running, f"{name} bare", _BARE, clients),
            _load(report, running, f"{name} webhook", door, clients),
        )
        for _turn in range(report.amount(3, 1))
    ]
    rates = [ours["rate"] / bare["rate"] for bare, ours in turns]
    tails = [ours["p95_s"] / bare["p95_s"] for bare, ours in turns]
    lost = sum(ours["lost"] for _bare, ours in turns)
    report.ratio(f"webhook_{name}_rate", statistics.median(rates), goal)
    report.ratio(f"webhook_{name}_p95", statistics.median(tails), "<=2")
    report.ratio(f"webhook_{name}_lost", lost, "<=0")
    report.ratio(f"webhook_{name}_without_job", _without_job(running), "<=0")


def _open_door(running: Running) -> str:
    door = running.client.call("open_door", _SECRET)["result"]
    for path in (_BARE, door):
        _ask(running, path, 4, 2)  # each worker loads what it needs
    return door


def _load(report, running: Running, what: str, path: str, clients: int) -> dict:
    """One turn; every request that was not answered 200 counts as lost."""
    server, cluster = running.server, running.lab.cluster
    python, postgres = cpu_seconds(server), postgres_cpu_seconds(cluster)
    seen = _ask(running, path, clients, report.amount(12, 1))
    times, statuses = seen["seconds"], seen["statuses"]
    result = {
        "rate": statuses.get("200", 0) / seen["took"],
        "p95_s": percentile(times, 0.95),
        "p99_s": percentile(times, 0.99),
        "lost": len(times) - statuses.get("200", 0),
    }
    report.note(
        what,
        clients=clients,
        python_ms=1000 * (cpu_seconds(server) - python) / len(times),
        postgres_ms=1000 * (postgres_cpu_seconds(cluster) - postgres) / len(times),
        **result,
    )
    return result


def _ask(running: Running, path: str, clients: int, seconds: float) -> dict:
    command = [sys.executable, "-m", "bench._load", running.server.url + path]
    answer = subprocess.run(
        [*command, str(clients), str(seconds), _SECRET],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def _without_job(running: Running) -> int:
    """Events that were answered 200 and brought no job."""
    lab = running.lab
    received = "SELECT 1 FROM integration_event WHERE status = 'received' LIMIT 1"
    wait_until(lambda: not lab.query(received), 120, "the inbox swept")
    [(events,)] = lab.query("SELECT count(*) FROM integration_event")
    [(jobs,)] = lab.query("SELECT count(*) FROM sync_job")
    return events - jobs


if __name__ == "__main__":
    raise SystemExit(main())
