"""Stock out: calls per change, time from the change to the call, cost on the move.

The changes are real ones of quants, each in a transaction of its own; the server is a
real one; the channel takes 250 levels a call and answers after 50 ms.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from dataclasses import replace
from pathlib import Path

from tools.omni import clusters

from .common import Report, options, percentile, wait_until
from .lab import OURS, Lab

PER_CALL = 250  # as omni_bench_stock's channel takes
PER_SECOND = 50
DUE = "SELECT count(*) FROM integration_variant_binding WHERE stock_due > 0"
UNSWEPT = "SELECT count(*) FROM integration_stock_change"


def main() -> int:
    chosen = options(__doc__.splitlines()[0])
    report = Report("stock", chosen)
    products = 500 if chosen.quick else 10_000
    with tempfile.TemporaryDirectory() as folder, clusters.bench().running() as cluster:
        told = Path(folder) / "told"
        side = replace(
            OURS,
            name="stock",
            modules=("omni_bench_stock",),
            env={"BENCH_STOCK_LOG": str(told)},
        )
        with Lab.open(side, cluster) as lab, lab.client() as client:
            client.call("set_up", products)
            if report.wants("cost_on_move"):
                _cost_on_move(report, client, 4 if chosen.quick else 40)
            with lab.server("prefork"):
                _settle(lab)
                if report.wants("calls"):
                    _calls(report, lab, client, told, products)
                if report.wants("latency"):
                    _latency(report, lab, client, told, 50 if chosen.quick else 1500)
    return report.finish()


def _cost_on_move(report, client, rounds: int) -> None:
    """Deliveries of 10 products, in turns with the telling and without."""
    client.call("move_both_ways", 2, 10)  # warm
    seconds = client.call("move_both_ways", rounds, 10)["result"]
    told = statistics.median(seconds["told"])
    silent = statistics.median(seconds["silent"])
    report.note("delivery of 10", told_ms=1000 * told, silent_ms=1000 * silent)
    # Each pair ran within a second: their ratio does not feel how busy the machine was.
    pairs = zip(seconds["told"], seconds["silent"], strict=True)
    cost = statistics.median(one / other for one, other in pairs)
    report.ratio("stock_cost_on_move", cost, "<=1.05")


def _calls(report, lab, client, told: Path, products: int) -> None:
    told.unlink(missing_ok=True)
    at = client.call("change", 0, products, 7)["at"]
    _settle(lab)
    calls = _read(told)
    sent = sum(len(call["told"]) for call in calls)
    if sent != products:
        raise AssertionError(f"{sent} levels were sent for {products} changes")
    least = -(-products // PER_CALL)
    report.note(
        "changed at once",
        products=products,
        calls=len(calls),
        seconds=calls[-1]["at"] - at,
    )
    report.ratio("stock_calls", len(calls) / least, "<=1.05")


def _latency(report, lab, client, told: Path, changes: int) -> None:
    """From the commit of a change to the call that tells it, at 50 changes a second."""
    told.unlink(missing_ok=True)
    commits = client.call("pace", changes, PER_SECOND, 9)["result"]
    rate = (changes - 1) / (commits[-1][1] - commits[0][1])
    _settle(lab)
    calls = _read(told)
    said = {ref: call["at"] for call in calls for ref, _value in call["told"]}
    waits = [said[ref] - at for ref, at in commits]
    report.note(
        "changes one by one",
        rate=rate,
        calls=len(calls),
        median_s=statistics.median(waits),
        p95_s=percentile(waits, 0.95),
        max_s=max(waits),
    )
    # On a machine too busy to change that much, the latency would prove nothing.
    report.ratio("stock_pace", rate / PER_SECOND, ">=0.9")
    report.ratio("stock_latency_p95_s", percentile(waits, 0.95), "<=3")


def _read(told: Path) -> list[dict]:
    return [json.loads(line) for line in told.read_text().splitlines()]


def _settle(lab) -> None:
    """Until every change has been told."""

    def is_settled() -> bool:
        [(changes,)], [(due,)] = lab.query(UNSWEPT), lab.query(DUE)
        return not (changes or due or lab.left())

    wait_until(is_settled, 300, "all stock told")


if __name__ == "__main__":
    raise SystemExit(main())
