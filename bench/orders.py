"""Orders: how fast they come in through the queue, next to the bare ORM.

    ./omni bench orders [--quick] [--only visibility|fulfil|memory] [--json FILE]

1,000 orders of three taxed lines, each by a new customer. One side is the whole import
by one worker: jobs, staging, matching, proof, commits. The other creates the very same
customers and sales orders with `create` in batches of 100, and confirms them where the
import does, and nothing else. Both run in one process, by turns, so that whatever else
the machine does meets both. With `--only memory` 50,000 come in, and the worker may
not grow: that takes half an hour and more.
"""

from __future__ import annotations

from tools.omni import clusters

from .common import Report, options
from .lab import Lab, Side

GOALS = {"visibility": ">=0.7", "fulfil": ">=0.5"}
TURNS = 4
PORTION = 5_000  # after so many the worker's memory is looked at
SIDE = Side(
    name="orders",
    modules=("omni_bench_orders",),
    table="sync_job",
    status="status",
    open_statuses=("pending", "processing"),
)


def compare(report: Report, client, policy: str, count: int) -> None:
    """The sums of several short turns of each side."""
    spent = {"create": 0.0, "import": 0.0}
    client.call("create_orders", f"warm-create-{policy}", 20, policy)
    client.call("import_orders", f"warm-import-{policy}", 20, policy)
    for turn in range(TURNS):
        for way in spent:
            ref = f"{way}-{policy}-{turn}"
            answer = client.call(f"{way}_orders", ref, count, policy)["result"]
            spent[way] += answer["seconds"]
            if answer.get("right", count) != count:
                raise AssertionError(f"only {answer['right']} of {count} came in")
    total = count * TURNS
    for way, seconds in spent.items():
        report.note(f"{policy} {way}", rate=total / seconds, seconds=seconds)
    ratio = spent["create"] / spent["import"]
    report.ratio(f"orders_{policy}", ratio, GOALS[policy])


def memory(report: Report, client) -> None:
    """What one worker grows by over 50,000 orders, after its first portion."""
    portion = report.amount(PORTION, 20)
    sizes = []
    for turn in range(report.amount(10, 2) + 1):
        answer = client.call("import_orders", f"many-{turn}", portion, "visibility")
        result = answer["result"]
        if result["right"] != portion:
            raise AssertionError(f"only {result['right']} of {portion} came in")
        sizes.append(client.memory_mb())
        report.note(
            f"after {(turn + 1) * portion} orders",
            memory_mb=sizes[-1],
            growth_mb=sizes[-1] - sizes[0],
            rate=portion / result["seconds"],
        )
    report.ratio("orders_memory_growth_mb", sizes[-1] - sizes[0], "<=30")


def main() -> int:
    wishes = options("Orders through the queue, next to the bare ORM")
    report = Report("orders", wishes)
    count = 10 if wishes.quick else 250
    with (
        clusters.bench().running() as cluster,
        Lab.open(SIDE, cluster) as lab,
        lab.client() as client,
    ):
        client.call("set_up")
        for policy in GOALS:
            if report.wants(policy):
                compare(report, client, policy, count)
        if report.wants("memory", takes_long=True):
            memory(report, client)
    return report.finish()


if __name__ == "__main__":
    raise SystemExit(main())
