"""Shopify: a first import of 100,000 products, a full push of 10,000 levels.

The store is the sandbox in a process of its own, with the limit of Shopify's smallest
plan: 100 points a second, 2,000 at once. The server is a real one.

A full push needs 40 calls of about ten points, less than lies ready, so no limit holds
it up. In life the reading of a long past meets the limit: whole orders are dear.
So how the limit is used is measured with both at once.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tools.omni import clusters

from .common import Report, options, wait_until
from .lab import OURS, Lab
from .sandbox import running_sandbox

PER_CALL = 250
PLAN = {"maximum": 2000, "restore_rate": 100}
PAST_ORDERS = 2400
ORDERS_A_DAY = 600_000 / 365  # that the sandbox's whole world holds of Shopify
VARIANTS = """query Variants($after: String) {
  productVariants(first: 250, after: $after) {
    pageInfo { endCursor } nodes { id sku inventoryItem { id } }
  }
}"""
# Orders whose taxes nobody has mapped wait for a person, not for us.
LEFT = """
    SELECT (SELECT count(*) FROM integration_variant_binding WHERE stock_due > 0)
         + (SELECT count(*) FROM integration_stock_change)
         + (SELECT count(*) FROM sync_job
             WHERE status IN ('pending', 'processing')
               AND error_kind IS DISTINCT FROM 'mapping')
"""
FIRST_LISTING = "SELECT id FROM integration_product_binding LIMIT 1"
WRONG = "SELECT operation, last_error FROM sync_job WHERE status = 'failed'"


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
            waited = wait_until(lambda: _is_begun(lab), 1800, "Shopify's file read")
            lab.wait_until_drained(3600)
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
        seconds_of_shopify=waited,
        products_per_s=found[0] / (seconds - waited),
        rss_mb=peak.mb,
    )
    report.ratio("shopify_import_peak_mb", peak.mb, "<=300")


def _push(report, cluster, count: int) -> None:
    with _store(cluster, "full") as (remote, lab, client):
        client.call("ask", "location_import")
        with lab.server("prefork"):
            lab.wait_until_drained(300)
            client.call("stock_up", _variants(remote, count))
            lab.wait_until_drained(600)
            store = _told(remote, lab, client, ["push_all"])
            least = -(-count // PER_CALL)
            report.note("full push", levels=count, **store)
            report.ratio("shopify_push_calls", store["calls"] / least, "<=1.05")
            past = ["read_past", *_days(10 if report.is_quick else PAST_ORDERS)]
            store = _told(remote, lab, client, past, ["sell_one_of_each"])
            [(orders,)] = lab.query("SELECT count(*) FROM integration_order_binding")
    report.note("push amid the past", levels=count, orders=orders, **store)
    used = store["points"] / store["points_given"]
    report.ratio("shopify_push_bucket_used", used, ">=0.9")
    throttled = store["throttled"] / store["calls"]
    report.ratio("shopify_push_throttled", throttled, "<=0.01")


def _told(remote, lab, client, *wishes) -> dict:
    """What the store counted until it had been told, and asked, all of that."""
    remote.act("shopify", "set-plan", **PLAN)
    began = time.monotonic()
    for wish in wishes:
        client.call(*wish)
    wait_until(lambda: _is_told(lab), 900, "all told")
    seconds = time.monotonic() - began
    [store] = remote.rows("shopify", "stores")
    given = PLAN["maximum"] + seconds * PLAN["restore_rate"]
    counted = {name: store[name] for name in ("calls", "points", "throttled")}
    return {**counted, "points_given": given, "seconds": seconds}


def _days(orders: int) -> tuple[str, str]:
    """When in the past so many orders were made."""
    start = datetime.now(timezone.utc).replace(microsecond=0) - timedelta(days=30)
    end = start + timedelta(days=orders / ORDERS_A_DAY)
    return start.isoformat(), end.replace(microsecond=0).isoformat()


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


def _is_begun(lab) -> bool:
    _nothing_failed(lab)
    return bool(lab.query(FIRST_LISTING))


def _is_told(lab) -> bool:
    _nothing_failed(lab)
    [(left,)] = lab.query(LEFT)
    return not left


def _nothing_failed(lab) -> None:
    if wrong := lab.query(WRONG):
        raise AssertionError(f"jobs failed: {wrong}")


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
