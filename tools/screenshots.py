"""`./omni screenshots`: the pictures of the README and the documentation.

Odoo with the simulated platforms, a month of orders and a real browser. What is
seen is what a user sees on the first day. And each add-on's icon and cover.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.remote import Remote
from tools import covers
from tools.browser import Browser
from tools.omni import clusters, databases, demo_connections, paths
from tools.omni.servers import OdooServer, SandboxServer
from tools.pictures import shrink

_FOLDER = paths.ROOT / "docs" / "images"
_QUIET_S = 3
# So that the inbox has something that only a person can decide
_DELETED_ORDER = "gid://shopify/Order/5204915028114"

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
    with _control_room() as (browser, rpc, sandbox):
        [shop] = rpc.call(
            "integration.connection", "search", [["platform", "=", "shopify"]]
        )
        sandbox.buy("shopify", 5)
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
        covers.draw(browser)
        if browser.errors:
            raise SystemExit(f"errors in the console: {browser.errors[:3]}")
    return 0


@contextmanager
def _control_room() -> Iterator[tuple[Browser, demo_connections.Odoo, Remote]]:
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
        yield browser, rpc, Remote(sandbox.url)


def _let_it_work(rpc, shop: int) -> None:
    """Until the queue has nothing to do but wait for a person."""
    wishes = [
        {"connection_id": shop, "operation": "order_poll"},
        {
            "connection_id": shop,
            "operation": "order_import",
            "payload": {"ref": _DELETED_ORDER},
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
