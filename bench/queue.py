"""The queue, side by side with OCA queue_job: draining, starting, filling, enduring.

Each figure measures both sides one after the other, on the same cluster and with the
same number of slots, and compares what it has just measured.
"""

from __future__ import annotations

from tools.omni import clusters

from . import queue_endurance, queue_speed
from .common import Report, options
from .lab import Bench, exchange_server
from .peer import peer


def main() -> int:
    report = Report("queue", options(__doc__))
    with clusters.bench().running() as cluster, exchange_server(think_ms=50) as url:
        measure(report, Bench(cluster, url, peer()))
    return report.finish()


def measure(report: Report, bench: Bench) -> None:
    for figure in (*queue_speed.FIGURES, *queue_endurance.FIGURES):
        if report.wants(figure.__name__):
            figure(report, bench)


if __name__ == "__main__":
    raise SystemExit(main())
