"""Shopify: a first import of 100,000 products, a full push of 10,000 levels.

The store is the sandbox in a process of its own, with its rate limit; the server is a
real one. How the push uses the limit is measured with a plan so small that the limit,
and not this machine, is what holds it up.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tools.omni import clusters

from .common import Report, options, wait_until
from .lab import OURS, Lab
from .sandbox import running_sandbox

PER_CALL = 250
PLAN = {"maximum": 100, "restore_rate": 2}  # the smallest real one restores 100
VARIANTS = """query Variants($after: String) {
  productVariants(first: 250, after: $after) {
    pageInfo { endCursor } nodes { id sku inventoryItem { id } }
  }
}"""
DUE = "SELECT count(*) FROM integration_variant_binding WHERE stock_due > 0"
WRONG = "SELECT count(*) FROM sync_job WHERE status = 'failed'"


def main() -> int:
    chosen = options(__doc__.splitlines()[0])
    report = Report("shopify", chosen)
    with clusters.bench().running() as cluster:
        if report.wants("import"):
            _import(report, cluster, "small" if chosen.quick else "full")
        if report.wants("push"):
            _push(report, cluster, 250 if chosen.quick else 10_000)
    return report.finish()


@contextmanager
def _store(cluster, scale: str):
    """A store, and a fresh Odoo that is connected to it; no server runs."""
    side = replace(OURS, name="shopify", modules=("omni_bench_shopify",))
    with (
        running_sandbox("--only", "shopify", "--scale", scale) as (remote, _process),
        Lab.open(side, cluster) as lab,
        lab.client() as client,
    ):
        client.call("set_up", remote.base_url, remote.state()["credentials"]["shopify"])
        yield remote, lab, client


def _import(report, cluster, scale: str) -> None:
    with _store(cluster, scale) as (remote, lab, client):
        lab.query(
            "INSERT INTO ir_config_parameter (key, value)"
            " VALUES ('omni_shopify.bulk_from', '50')"
        )
        with lab.server("prefork") as server, _peak_of(server) as peak:
            started = time.monotonic()
            client.call("ask", "product_poll")
            lab.wait_until_drained(4 * 3600)
            seconds = time.monotonic() - started
        found = client.call("listed")["result"]
        there = remote.state("shopify")["counts"]
    if found != [there["products"], there["variants"]]:
        raise AssertionError(f"{found} products and variants of {there}")
    report.note(
        "first import",
        products=found[0],
        variants=found[1],
        exports=there["bulk operations"],
        seconds=seconds,
    )
    report.ratio("shopify_import_peak_mb", peak.mb, "<=300")


def _push(report, cluster, count: int) -> None:
    with _store(cluster, "full") as (remote, lab, client):
        client.call("ask", "location_import")
        with lab.server("prefork"):
            lab.wait_until_drained(300)
            client.call("stock_up", _variants(remote, count))
            lab.wait_until_drained(600)
            remote.act("shopify", "set-plan", **PLAN)
            began = time.monotonic()
            client.call("push_all")
            wait_until(lambda: _is_told(lab), 1800, "all stock told")
            seconds = time.monotonic() - began
        [store] = remote.rows("shopify", "stores")
    least = -(-count // PER_CALL)
    given = PLAN["maximum"] + seconds * PLAN["restore_rate"]
    report.note(
        "full push",
        levels=count,
        calls=store["calls"],
        throttled=store["throttled"],
        points=store["points"],
        points_given=given,
        seconds=seconds,
    )
    report.ratio("shopify_push_calls", store["calls"] / least, "<=1.05")
    report.ratio("shopify_push_bucket_used", store["points"] / given, ">=0.9")
    report.ratio(
        "shopify_push_throttled", store["throttled"] / store["calls"], "<=0.01"
    )


def _variants(remote, count: int) -> list[tuple[str, str, str]]:
    """(variant, its item, SKU) of the first ones in the store."""
    keys, found, cursor = remote.state()["credentials"]["shopify"], [], None
    remote.act("shopify", "set-plan", maximum=10**6, restore_rate=10**6)
    while len(found) < count:
        answer = remote.post(
            f"/shopify/{keys['shop']}/admin/api/2026-07/graphql.json",
            headers={"X-Shopify-Access-Token": keys["access_token"]},
            json={"query": VARIANTS, "variables": {"after": cursor}},
        ).json()["data"]["productVariants"]
        found += [
            (n["id"], n["inventoryItem"]["id"], n["sku"]) for n in answer["nodes"]
        ]
        cursor = answer["pageInfo"]["endCursor"]
    return found[:count]


def _is_told(lab) -> bool:
    [(due,)], [(wrong,)] = lab.query(DUE), lab.query(WRONG)
    if wrong:
        raise AssertionError(f"{wrong} jobs failed")
    return not (due or lab.left())


class _Peak:
    mb = 0.0


@contextmanager
def _peak_of(server):
    """The most memory that one process of the server ever had while the block ran."""
    peak, over = _Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(1):
            peak.mb = max([peak.mb, *map(_most_mb, server.pids())])

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def _most_mb(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:  # it ended meanwhile
        return 0.0
    lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(lines.get("VmHWM", "0 kB").split()[0]) / 1024


if __name__ == "__main__":
    raise SystemExit(main())
