"""`./omni demo`: Odoo with the whole suite and demo data, ready to click through."""

import argparse

from . import addons, clusters, contracts, databases, odoo_cli, setup, stamps
from .console import Line, Step, console
from .odoo_source import get as get_odoo
from .ports import require_free
from .postgres import Cluster
from .process import end_orphans
from .servers import OdooServer

DATABASE = "demo"
_CRON_THREADS = 4  # one per lane of the queue, and one for Odoo's own

_COUNTS = {
    "products": "product_template",
    "customers and contacts": "res_partner",
    "sales orders": "sale_order",
    "deliveries": "stock_picking",
}


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./omni demo")
    parser.add_argument("--port", type=int, default=8069)
    parser.add_argument("--detach", action="store_true", help="run in the background")
    options = parser.parse_args(arguments)
    end_orphans()
    require_free(options.port, "demo")
    setup.prepare()
    setup.try_step(contracts.step())
    if options.detach:
        return _run_detached(options.port)
    with clusters.demo().running() as cluster:
        console.do_steps([_database_step(cluster)])
        with _server(cluster, options.port) as server:
            _introduce(cluster, server)
            console.say("Ctrl-C stops it; the data stay for the next time.")
            return _wait(server)


def _run_detached(port: int) -> int:
    cluster = clusters.demo()
    cluster.start()
    console.do_steps([_database_step(cluster)])
    server = _server(cluster, port)
    server.start(detached=True)
    server.wait_until_ready()
    _introduce(cluster, server)
    console.say("It runs in the background: ./omni stop ends it.")
    return 0


def _wait(server: OdooServer) -> int:
    try:
        code = server.wait()
    except KeyboardInterrupt:
        console.say("\nStopping ...")
        return 0
    console.say(f"Odoo ended (exit code {code}); its log is {server.log_path}")
    return 0 if code == 0 else 1


def _server(cluster: Cluster, port: int) -> OdooServer:
    return OdooServer(
        DATABASE,
        cluster=cluster,
        port=port,
        cron_threads=_CRON_THREADS,
        name="demo",
    )


def _database_step(cluster: Cluster) -> Step:
    return Step(
        "Demo database",
        lambda: stamps.is_fresh("demo", _key()) and DATABASE in cluster.databases(),
        lambda line: _make_database(cluster, line),
    )


def _key() -> str:
    return stamps.digest(get_odoo().version, addons.content_key())


def _make_database(cluster: Cluster, line: Line) -> None:
    if DATABASE in cluster.databases():
        _update(cluster, line)  # the user's data stay
    else:
        _build(cluster, line)
    databases.require_installed(cluster, DATABASE, addons.names())
    stamps.mark("demo", _key())


def _build(cluster: Cluster, line: Line) -> None:
    work = f"{DATABASE}_unfinished"
    databases.drop(cluster, work)
    cluster.create(work)
    modules = [*databases.BUSINESS, *addons.names()]
    odoo_cli.install(cluster, work, modules, line, "--with-demo")
    databases.rename(cluster, work, DATABASE)


def _update(cluster: Cluster, line: Line) -> None:
    sql = "SELECT name FROM ir_module_module WHERE state = 'installed'"
    installed = set(cluster.query(sql, DATABASE))
    old = [name for name in addons.names() if name in installed]
    new = [name for name in addons.names() if name not in installed]
    if old:
        odoo_cli.update(cluster, DATABASE, old, line)
    if new:
        odoo_cli.install(cluster, DATABASE, new, line)


def _introduce(cluster: Cluster, server: OdooServer) -> None:
    counts = [
        f"{cluster.query(f'SELECT count(*) FROM {table}', DATABASE)[0]} {title}"
        for title, table in _COUNTS.items()
    ]
    console.say()
    console.say(f"  Odoo 19     {server.url}")
    console.say("  Log in as   admin, password admin")
    console.say(f"  Add-ons     {', '.join(addons.names())}")
    console.say(f"  In there    {', '.join(counts)}")
    console.say(f"  Server log  {server.log_path}")
    console.say()
