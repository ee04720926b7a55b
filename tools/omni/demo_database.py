"""The demo's database: made once, then kept up to date with our add-ons."""

from . import addons, databases, odoo_cli, stamps
from .console import Line, Step
from .odoo_source import get as get_odoo
from .postgres import Cluster

NAME = "demo"

_COUNTED = {
    "products": "product_template",
    "contacts": "res_partner",
    "sales orders": "sale_order",
    "deliveries": "stock_picking",
}


def step(cluster: Cluster) -> Step:
    return Step(
        "Demo database",
        lambda: stamps.is_fresh("demo", _key()) and NAME in cluster.databases(),
        lambda line: _make(cluster, line),
    )


def contents(cluster: Cluster) -> str:
    counts = {
        title: cluster.query(f"SELECT count(*) FROM {table}", NAME)[0]
        for title, table in _COUNTED.items()
    }
    return ", ".join(f"{count} {title}" for title, count in counts.items())


def _key() -> str:
    return stamps.digest(get_odoo().version, addons.content_key())


def _make(cluster: Cluster, line: Line) -> None:
    if NAME in cluster.databases():
        _update(cluster, line)  # the user's data stay
    else:
        _build(cluster, line)
    databases.require_installed(cluster, NAME, addons.names())
    stamps.mark("demo", _key())


def _build(cluster: Cluster, line: Line) -> None:
    work = f"{NAME}_unfinished"
    databases.drop(cluster, work)
    cluster.create(work)
    modules = [*databases.BUSINESS, *addons.names()]
    odoo_cli.install(cluster, work, modules, line, "--with-demo")
    databases.rename(cluster, work, NAME)


def _update(cluster: Cluster, line: Line) -> None:
    present = databases.installed(cluster, NAME)
    old = [name for name in addons.names() if name in present]
    new = [name for name in addons.names() if name not in present]
    if old:
        odoo_cli.update(cluster, NAME, old, line)
    if new:
        odoo_cli.install(cluster, NAME, new, line)
