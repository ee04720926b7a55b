"""The queue, side by side with OCA queue_job: draining, starting, filling, enduring.

Each figure measures both sides one after the other, on the same cluster and with the
same number of slots, and compares what it has just measured.
"""

from __future__ import annotations

from contextlib import ExitStack

from tools.omni import clusters

from . import queue_endurance, queue_speed
from .common import Report, options
from .lab import Bench, exchange_server


def main() -> int:
    chosen = options(__doc__)
    report = Report("queue", chosen)
    with ExitStack() as stack:
        cluster = stack.enter_context(clusters.bench().running())
        url = stack.enter_context(exchange_server(think_ms=50))
        bench = Bench(cluster, url)
        for figure in (*queue_speed.FIGURES, *queue_endurance.FIGURES):
            if report.wants(figure.__name__):
                figure(report, bench)
    return report.finish()


if __name__ == "__main__":
    raise SystemExit(main())
