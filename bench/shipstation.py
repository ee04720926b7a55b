"""Labels of ShipStation under its true limit, 200 calls a minute: is it used up, and is
any label lost or paid twice while a worker is killed every 20 seconds?

A label costs one call here (the service is decided), so the limit allows 200 labels a
minute. Both figures count the labels sold in whole minutes since the first one: of a
minute whose calls are made in its first seconds more than a minute's worth would count
otherwise. The kills are another run; looking up what a dead worker had bought takes its
share of the calls. Two workers: one dies every 20 seconds, in turns.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import psutil

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from tools.omni import clusters, databases

from ._label_shop import LabelShop, answers_after
from .common import Report, options, wait_until

PER_MINUTE = 200
KILL_EVERY_S = 20
_numbers = count()


def main() -> int:
    report = Report("shipstation", options(__doc__.split("\n\n")[0]))
    with databases.ready(clusters.bench()) as cluster:
        measure(report, cluster)
    return report.finish()


def measure(report: Report, cluster) -> None:
    if report.wants("limit"):
        with _shop(cluster, report.amount(500, 20)) as shop:
            _limit(report, shop)
    if report.wants("kills"):
        with _shop(cluster, report.amount(1_000, 20)) as shop:
            _kills(report, shop)


@contextmanager
def _shop(cluster, labels: int) -> Iterator[LabelShop]:
    name = f"bench_labels_{os.getpid()}_{next(_numbers)}"
    with (
        SandboxThread(Config(seed=1, load_data=False)) as platform,
        databases.copied(cluster, name) as database,
    ):
        shop = LabelShop(cluster, database, platform, labels)
        answers_after(platform, 0.3)
        yield shop


def _limit(report: Report, shop: LabelShop) -> None:
    """Labels of the whole minutes since the first call, against what they allow."""
    with shop.server():
        wait_until(shop.sold, 120, "the first label")
        began, sold = time.monotonic(), []
        while len(sold) < shop.wanted:
            sold = shop.sold_at()
            time.sleep(0.2)
        took = time.monotonic() - began
        wait_until(lambda: len(shop.known()) == shop.wanted, 120, "all labels known")
    report.note("labels", sold=shop.wanted, seconds=took)
    report.ratio("shipstation_limit_used", _share_of_limit(shop), ">=0.95")


def _share_of_limit(shop: LabelShop) -> float:
    """Labels of whole minutes since the first one, against what those allow."""
    sold = shop.sold_at()
    minutes = max(int((sold[-1] - sold[0]).total_seconds() // 60), 1)
    within = sum(1 for at in sold if (at - sold[0]).total_seconds() < 60 * minutes)
    return within / (minutes * PER_MINUTE)


def _kills(report: Report, shop: LabelShop) -> None:
    began, kills, struck = time.monotonic(), 0, 0
    with shop.server() as server:
        wait_until(shop.sold, 120, "the first label")
        next_kill = time.monotonic()
        while len(shop.known()) < shop.wanted:
            if time.monotonic() - began > 1800:
                break  # what is missing then is lost
            if time.monotonic() >= next_kill:
                next_kill += KILL_EVERY_S
                struck += shop.under_way()
                workers = cron_workers(server)
                os.kill(workers[kills % len(workers)], signal.SIGKILL)
                kills += 1
            time.sleep(0.2)
    took = time.monotonic() - began
    known, every = shop.known(), shop.all_sold()
    report.note("amid kills", seconds=took, kills=kills, amid_purchase=struck)
    if not report.is_quick:
        share = _share_of_limit(shop)
        report.ratio("shipstation_limit_used_amid_kills", share, ">=0.95")
    report.ratio("shipstation_labels_lost", shop.wanted - len(known), "<=0")
    report.ratio("shipstation_labels_twice", len(every) - len(set(every)), "<=0")
    unknown = {number for _ref, number in shop.sold().items()} - set(known.values())
    report.ratio("shipstation_labels_paid_for_nothing", len(unknown), "<=0")


def cron_workers(server) -> list[int]:
    """Those that run jobs: Odoo lets them step back behind the ones that serve HTTP."""
    master, *others = server.pids()
    usual = psutil.Process(master).nice()
    found = [pid for pid in others if psutil.Process(pid).nice() > usual]
    if not found:
        raise AssertionError("the server has no cron workers")
    return found


if __name__ == "__main__":
    raise SystemExit(main())
