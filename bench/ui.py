"""Screens at a million jobs: the dashboard's first paint, and how fast each list opens.

    ./omni bench ui [--quick] [--json FILE]

1,000,000 jobs, 1,000,000 calls, 200,000 webhooks, 100,000 orders and as many listings,
made by SQL. A real Chromium opens each screen in turn, and between them Odoo's own list
of its log (`ir.logging`), filled with as many rows: what this machine can do at this
moment.
"""

from __future__ import annotations

import json
import statistics
from dataclasses import dataclass

from tools.browser import Browser
from tools.omni import clusters

from ._ui_data import fill
from .common import Report, options
from .lab import Lab, Side

SIDE = Side(
    name="ui",
    modules=("omni_bench", "bench_effect", "omni_commerce"),
    table="sync_job",
    status="status",
    open_statuses=("pending", "processing"),
)
_ROWS = ".o_list_view .o_data_row"


@dataclass(frozen=True)
class Screen:
    name: str
    action: object  # what doAction takes
    shows: str = _ROWS


def _list(model: str, *domain) -> dict:
    return {
        "type": "ir.actions.act_window",
        "name": model,
        "res_model": model,
        "views": [[False, "list"], [False, "form"]],
        "domain": list(domain),
    }


ANCHOR = Screen("log", "base.ir_logging_all_act")
DASHBOARD = Screen(
    "dashboard",
    "omni_core.integration_dashboard_action",
    ".o_omni_dashboard_body[data-ready=true] .o_omni_connections",
)
LISTS = (
    Screen("jobs", "omni_core.sync_job_action"),
    Screen("jobs_all", _list("sync.job")),
    Screen("jobs_failed", _list("sync.job", ["status", "=", "failed"])),
    Screen("inbox", "omni_core.integration_issue_action"),
    Screen("calls", "omni_core.integration_call_action"),
    Screen("calls_failed", _list("integration.call", ["error_kind", "!=", False])),
    Screen("events", "omni_core.integration_event_action"),
    Screen("orders", "omni_commerce.integration_order_binding_action"),
    Screen("orders_all", _list("integration.order.binding")),
    Screen("listings", _list("integration.product.binding")),
    Screen("variants", "omni_commerce.integration_variant_binding_action"),
)

# From the click to two frames after the screen shows what it is for.
_OPEN = """
(async (action, shows) => {
    const env = odoo.__WOWL_DEBUG__.root.env;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const started = performance.now();
    await env.services.action.doAction(action, { clearBreadcrumbs: true });
    while (!document.querySelector(shows)) {
        if (performance.now() - started > 60_000) {
            throw new Error(`${shows} did not come in a minute`);
        }
        await frame();
    }
    await frame();
    await frame();
    return (performance.now() - started) / 1000;
})(%s, %s)
"""


def measure(report: Report, browser: Browser) -> None:
    screens = [s for s in (DASHBOARD, *LISTS) if report.wants(f"ui_{s.name}")]
    for screen in (ANCHOR, *screens):  # scripts and views are loaded once
        _open(browser, screen)
    for screen in screens:
        ours, theirs = [], []
        for _turn in range(report.amount(7, 1)):
            ours.append(_open(browser, screen))
            theirs.append(_open(browser, ANCHOR))
        took, anchor = statistics.median(ours), statistics.median(theirs)
        report.note(screen.name, seconds=took, log_seconds=anchor, slowest=max(ours))
        if screen is DASHBOARD:
            report.ratio("ui_dashboard_s", took, "<=1")
        else:
            report.ratio(f"ui_{screen.name}", took / anchor, "<=2")


def _open(browser: Browser, screen: Screen) -> float:
    return browser.run(_OPEN % (json.dumps(screen.action), json.dumps(screen.shows)))


def main() -> int:
    report = Report("ui", options(__doc__))
    with clusters.bench().running() as cluster, Lab.open(SIDE, cluster) as lab:
        with lab.client() as client:
            client.call("set_up", url="http://127.0.0.1:9", workers=1)
        run(report, lab)
    return report.finish()


def run(report: Report, lab: Lab) -> None:
    fill(lab.query, report.amount(1_000_000, 2_000))
    with lab.server("threaded", slots=0) as server, Browser.open(server.url) as browser:
        browser.log_in("admin", "admin")
        measure(report, browser)
    if browser.errors:
        raise AssertionError(f"errors in the console: {browser.errors[:3]}")


if __name__ == "__main__":
    raise SystemExit(main())
