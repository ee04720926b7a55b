"""Labels of ShipStation under its true limit, 200 calls a minute: is it used up, and is
any label lost or paid twice while a worker is killed every 20 seconds?

A label costs one call here (the service is decided), so the limit allows 200 labels a
minute. The first figure counts those of whole minutes; the kills are another run, in
which lookups of what a dead worker had bought take their share of the calls.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from tools.omni import clusters, databases

from ._label_shop import LabelShop, answers_after
from .common import Report, options, wait_until

PER_MINUTE = 200
KILL_EVERY_S = 20
# Odoo calls a session by its process; a drain holds a lock as long as it lives.
_WORKERS = """
    SELECT DISTINCT substring(application_name FROM 'odoo-([0-9]+)')
      FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND classid = x'6F6D6E69'::int AND objid > 0
       AND pg_stat_activity.datname = current_database()
"""
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
    minutes = max(int(took // 60), 1)
    within = sum(1 for at in sold if (at - sold[0]).total_seconds() < 60 * minutes)
    report.note(
        "labels", sold=shop.wanted, seconds=took, minutes=minutes, within=within
    )
    allowed = min(minutes * PER_MINUTE, shop.wanted)
    report.ratio("shipstation_limit_used", within / allowed, ">=0.95")


def _kills(report: Report, shop: LabelShop) -> None:
    began, kills, struck = time.monotonic(), 0, 0
    with shop.server():
        wait_until(shop.sold, 120, "the first label")
        next_kill = time.monotonic()
        while len(shop.known()) < shop.wanted:
            if time.monotonic() - began > 1800:
                break  # what is missing then is lost
            if time.monotonic() >= next_kill:
                next_kill += KILL_EVERY_S
                at_work = shop.under_way()
                if _kill_one(shop):
                    kills, struck = kills + 1, struck + at_work
            time.sleep(0.2)
    took = time.monotonic() - began
    known, every = shop.known(), shop.all_sold()
    report.note("amid kills", seconds=took, kills=kills, amid_purchase=struck)
    rate = shop.wanted / took * 60 / PER_MINUTE
    report.note("share of the limit amid kills", labels=rate)
    report.ratio("shipstation_labels_lost", shop.wanted - len(known), "<=0")
    report.ratio("shipstation_labels_twice", len(every) - len(set(every)), "<=0")
    unknown = {number for _ref, number in shop.sold().items()} - set(known.values())
    report.ratio("shipstation_labels_paid_for_nothing", len(unknown), "<=0")


def _kill_one(shop: LabelShop) -> bool:
    """A worker that is at it, by kill -9."""
    for found in shop.query(_WORKERS):
        os.kill(int(found), signal.SIGKILL)
        return True
    return False


if __name__ == "__main__":
    raise SystemExit(main())
