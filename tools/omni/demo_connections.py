"""Connects the demo to the simulated platforms, and reads a month of what they hold."""

import json
import urllib.request
from datetime import datetime, timedelta, timezone
from xmlrpc.client import ServerProxy

from . import demo_database
from .addons import names as addon_names
from .console import console

_DAYS = 30  # of past orders: enough to look around, quick to read
_LOGIN = "admin"  # password too: Odoo's own of a new demo database

# Platform -> its name, its add-on, its path in the sandbox, its first jobs.
_PLATFORMS = {
    "shopify": (
        "Shopify",
        "omni_shopify",
        "/shopify",
        ("location_import", "product_poll", "order_history"),
    ),
    "shipstation": (
        "ShipStation",
        "omni_shipstation",
        "/shipstation",
        ("service_fetch",),
    ),
}


def connect(odoo_url: str, sandbox_url: str) -> list[str]:
    """Make the connections that are not there yet; their names."""
    odoo = _Odoo(odoo_url)
    keys = _credentials(sandbox_url)
    made = []
    for platform, (label, addon, path, jobs) in _PLATFORMS.items():
        if addon in addon_names() and platform in keys:
            address = sandbox_url + path
            name = f"{label} (simulated)"
            if not odoo.call("integration.connection", "search", [["name", "=", name]]):
                _connect(odoo, name, platform, address, dict(keys[platform]), jobs)
                made.append(name)
    return made


def _connect(odoo, name, platform, address, keys, jobs) -> None:
    console.log(f"demo: connecting {name}")
    values = {"name": name, "platform": platform, "base_url": address}
    if shop := keys.pop("shop", None):
        values[f"{platform}_shop"] = shop
    [connection] = odoo.call("integration.connection", "create", [values])
    secrets = [
        {"connection_id": connection, "key": key, "value": value}
        for key, value in keys.items()
        if key != "access_token"  # the platform hands it out when it is connected
    ]
    odoo.call("integration.credential", "create", secrets)
    odoo.call("integration.connection", "action_connect", [connection])
    wishes = [
        {"connection_id": connection, "operation": job, "payload": _payload(job)}
        for job in jobs
    ]
    odoo.call("sync.job", "create", wishes)


def _payload(job: str) -> dict:
    if job != "order_history":
        return {}
    since = datetime.now(timezone.utc) - timedelta(days=_DAYS)
    return {"created_since": since.isoformat(timespec="seconds")}


def _credentials(sandbox_url: str) -> dict[str, dict[str, str]]:
    """What the simulated platforms would tell a merchant."""
    with urllib.request.urlopen(f"{sandbox_url}/control/state", timeout=30) as answer:
        return json.load(answer)["credentials"]


class _Odoo:
    """The demo's Odoo, over XML-RPC as any integrator would."""

    def __init__(self, url: str) -> None:
        common = ServerProxy(f"{url}/xmlrpc/2/common")
        self._user = common.authenticate(demo_database.NAME, _LOGIN, _LOGIN, {})
        self._models = ServerProxy(f"{url}/xmlrpc/2/object", allow_none=True)

    def call(self, model: str, method: str, *arguments):
        who = (demo_database.NAME, self._user, _LOGIN)
        return self._models.execute_kw(*who, model, method, list(arguments))
