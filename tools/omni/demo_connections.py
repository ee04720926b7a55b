"""Connects the demo to the simulated platforms, and reads a month of what they hold."""

from datetime import datetime, timedelta, timezone
from xmlrpc.client import ServerProxy

from . import demo_database
from .addons import names as addon_names
from .console import console

_DAYS = 30  # of past orders: enough to look around, quick to read
_SIMULATOR_URL = "omni_core.simulator_url"  # where Odoo looks for them
_LOGIN = "admin"  # password too: Odoo's own of a new demo database

# Platform -> its name, its add-on, its first jobs.
_PLATFORMS = {
    "shopify": (
        "Shopify",
        "omni_shopify",
        ("location_import", "product_poll", "order_history"),
    ),
    "ebay": (
        "eBay",
        "omni_ebay",
        ("location_import", "product_poll", "order_history"),
    ),
    "shipstation": ("ShipStation", "omni_shipstation", ("service_fetch",)),
}


def connect(
    odoo_url: str, sandbox_url: str, database: str = demo_database.NAME
) -> list[str]:
    """Make the connections that are not there yet; their names."""
    odoo = Odoo(odoo_url, database)
    introduce(odoo, odoo_url, sandbox_url)
    made = []
    for platform, (label, addon, jobs) in _PLATFORMS.items():
        name = f"{label} (simulated)"
        if addon not in addon_names():
            continue
        if known := odoo.call(
            "integration.connection", "search", [["name", "=", name]]
        ):
            # The simulators may listen on another port this time.
            address = {"base_url": f"{sandbox_url}/{platform}"}
            odoo.call("integration.connection", "write", known, address)
        else:
            _connect(odoo, name, platform, jobs)
            made.append(name)
    return made


def introduce(odoo, odoo_url: str, sandbox_url: str) -> None:
    """Each has to find the other: on this port, before anybody has logged in."""
    for key, url in (("web.base.url", odoo_url), (_SIMULATOR_URL, sandbox_url)):
        odoo.call("ir.config_parameter", "set_param", key, url)


def _connect(odoo, name, platform, jobs) -> None:
    console.log(f"demo: connecting {name}")
    values = {"name": name, "platform": platform}
    [connection] = odoo.call("integration.connection", "create", [values])
    odoo.call("integration.connection", "action_use_simulator", [connection])
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


class Odoo:
    """An Odoo of ours, over XML-RPC as any integrator would."""

    def __init__(self, url: str, database: str = demo_database.NAME) -> None:
        self._database = database
        common = ServerProxy(f"{url}/xmlrpc/2/common")
        self._user = common.authenticate(database, _LOGIN, _LOGIN, {})
        self._models = ServerProxy(f"{url}/xmlrpc/2/object", allow_none=True)

    def call(self, model: str, method: str, *arguments):
        who = (self._database, self._user, _LOGIN)
        return self._models.execute_kw(*who, model, method, list(arguments))
