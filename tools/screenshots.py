"""`./omni screenshots`: the pictures of the README and the documentation.

Odoo with the simulated platforms, a month of orders and a real browser. What is
seen is what a user sees on the first day.
"""

from __future__ import annotations

import os
import time

from sandbox.remote import Remote
from tools.browser import Browser
from tools.omni import clusters, databases, demo_connections, paths
from tools.omni.servers import OdooServer, SandboxServer
from tools.pictures import shrink

_FOLDER = paths.ROOT / "docs" / "images"
_QUIET_S = 3

# name: (address, what must be there, (width, height))
_PICTURES = {
    "control-room": (
        "/odoo/integrations",
        ".o_omni_dashboard_body[data-ready=true] canvas",
        (1400, 1000),
    ),
    "control-room-phone": (
        "/odoo/integrations",
        ".o_omni_dashboard_body[data-ready=true] canvas",
        (390, 844),
    ),
    "inbox": ("/odoo/integration-inbox", ".o_list_view .o_data_row", (1400, 560)),
    "connection": (
        "/odoo/connections/{shop}",
        ".o_form_view .o_field_widget",
        (1400, 900),
    ),
    "order": (
        "/odoo/action-omni_commerce.integration_order_binding_action/{order}",
        ".o_form_view .o_omni_proof, .o_form_view table",
        (1400, 900),
    ),
}


def main() -> int:
    name = f"screenshots_{os.getpid()}"
    with (
        databases.ready(clusters.test()) as cluster,
        databases.copied(cluster, name),
        SandboxServer() as sandbox,
        OdooServer(name, cluster=cluster, cron_threads=3, name="screenshots") as odoo,
        Browser.open(odoo.url) as browser,
    ):
        demo_connections.connect(odoo.url, sandbox.url, name)
        rpc = demo_connections.Odoo(odoo.url, name)
        Remote(sandbox.url).buy("shopify", 5)
        [shop] = rpc.call(
            "integration.connection", "search", [["platform", "=", "shopify"]]
        )
        _let_it_work(rpc, shop)
        [order, *_others] = rpc.call(
            "integration.order.binding", "search", [["state", "=", "imported"]]
        )
        browser.log_in("admin", "admin")
        for picture, (path, shows, size) in _PICTURES.items():
            browser.resize(*size)
            browser.go(path.format(shop=shop, order=order))
            browser.wait_for(shows)
            time.sleep(_QUIET_S)  # pictures of people and fonts come last
            _take(browser, picture)
        if browser.errors:
            raise SystemExit(f"errors in the console: {browser.errors[:3]}")
    return 0


def _let_it_work(rpc, shop: int) -> None:
    """Until the queue has nothing to do but wait for a person."""
    wishes = [
        {"connection_id": shop, "operation": "order_poll"},
        {
            "connection_id": shop,
            "operation": "order_import",
            "payload": {"ref": "gid://shopify/Order/1"},
        },
    ]
    rpc.call("sync.job", "create", wishes)
    due = [
        ["status", "in", ["pending", "processing"]],
        ["cause", "=", False],
        ["eta", "=", False],
    ]
    deadline = time.monotonic() + 240
    while rpc.call("sync.job", "search", due) and time.monotonic() < deadline:
        time.sleep(1)


def _take(browser: Browser, name: str) -> None:
    file = _FOLDER / f"{name}.png"
    browser.screenshot(file)
    shrink(file)


if __name__ == "__main__":
    raise SystemExit(main())
