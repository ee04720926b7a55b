"""Every benchmark still works: tiny amounts, and we stand in for the peer ourselves.

The numbers mean nothing here, except those that must be zero.
"""

from bench import ebay, kill, queue, ui, webhook
from bench.common import Report, options
from bench.lab import Bench, Lab, exchange_server


def quick(name, *figures):
    return Report(name, options("", ["--quick", "--only", *figures]))


def assert_all_zero(report, *endings):
    found = report.ratios
    zero = {name for name in found if name.endswith(endings)}
    assert zero, f"nothing to look at in {sorted(found)}"
    assert not {name: found[name] for name in zero if found[name]}


def test_the_queue_bench_measures_speed(bench):
    report = quick("queue", "drain", "exchange", "enqueue")
    with exchange_server(think_ms=5) as url:
        queue.measure(report, Bench(bench.cluster, url))
    assert {"drain_prefork", "exchange_prefork", "enqueue"} <= set(report.ratios)
    assert all(ratio > 0 for ratio in report.ratios.values())


def test_the_queue_bench_counts_what_must_not_be(bench):
    report = quick("queue", "order_keys", "statements")
    with exchange_server(think_ms=5) as url:
        queue.measure(report, Bench(bench.cluster, url))
    assert_all_zero(report, "_lost", "_twice", "_at_once", "_out_of_order")
    assert report.ratios["statements_noop"] > 1


def test_the_webhook_bench_loses_none(bench):
    report = quick("webhook", "prefork")
    webhook.measure(report, bench)
    assert_all_zero(report, "_lost", "_without_job")
    assert report.ratios["webhook_prefork_rate"] > 0


def test_the_kill_bench_strikes_amid_many_jobs(bench):
    report = quick("kill", "worker_in_exchange")
    kill.measure(report, bench)
    assert_all_zero(report, "_lost", "_twice", "_stuck")


def test_the_ui_bench_opens_the_dashboard_and_a_list(bench):
    report = quick("ui", "ui_dashboard", "ui_calls_failed")
    with Lab.open(ui.SIDE, bench.cluster) as lab:
        with lab.client() as client:
            client.call("set_up", url="http://127.0.0.1:9", workers=1)
        ui.run(report, lab)
    assert set(report.ratios) == {"ui_dashboard_s", "ui_calls_failed"}
    assert all(ratio > 0 for ratio in report.ratios.values())


def test_the_ebay_bench_sends_all_in_the_fewest_calls(bench):
    report = quick("ebay", "stock")
    ebay.measure(report, bench.cluster)
    assert report.ratios["ebay_stock_right"] == 1
    assert report.ratios["ebay_stock_calls"] == 1
