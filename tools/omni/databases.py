"""Databases with modules in them: built once as templates, then copied."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from . import addons, odoo_cli, odoo_source, stamps
from .console import Line, Step, console
from .failure import Failure
from .postgres import Cluster
from .python_env import link_or_copy

# The applications our add-ons meet in life, whichever of them is under work.
BUSINESS = (
    "account",
    "sale_management",
    "sale_mrp",
    "sale_stock",
    "stock_delivery",
)
BASE = "template_odoo"
SUITE = "template_suite"

# Without a country Odoo installs no chart of accounts, and nothing can be invoiced.
_GENERIC_CHART = """
company = env.ref("base.main_company")
company.country_id = env.ref("base.us")
env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
"""


def template_steps(cluster: Cluster) -> list[Step]:
    """Make the templates: Odoo's modules, then our add-ons on a copy of them."""
    return [
        Step(
            "Database template: Odoo's applications",
            lambda: _base_is_ready(cluster),
            lambda line: _build_base(cluster, line),
        ),
        Step(
            "Database template: our add-ons",
            lambda: _is_there(cluster, SUITE, _suite_key()),
            lambda line: _build_suite(cluster, line),
        ),
    ]


@contextmanager
def ready(cluster: Cluster) -> Iterator[Cluster]:
    """A running cluster with the templates in it, for whoever copies them:

    with databases.ready(clusters.test()) as cluster:
        with databases.copied(cluster, "my_db") as db, OdooServer(db, cluster=cluster):
            ...
    """
    with cluster.running():
        with stamps.exclusively(cluster.folder / "templates"):
            console.do_steps(template_steps(cluster))
        yield cluster


def template_step(
    cluster: Cluster,
    name: str,
    modules: list[str],
    key: str,
    *options: str,
    env: Mapping[str, str] | None = None,
) -> Step:
    """A template of one's own: these modules and no others, anew with each key."""

    def build(line: Line) -> None:
        with _building(cluster, name, key) as work:
            cluster.create(work)
            odoo_cli.install(cluster, work, modules, line, *options, env=env)
            require_installed(cluster, work, modules)

    return Step(f"Database {name}", lambda: _is_there(cluster, name, key), build)


def copy(cluster: Cluster, name: str, template: str = SUITE) -> None:
    """Copy a database with its files: a fraction of a second."""
    drop(cluster, name)
    cluster.create(name, template)
    source = odoo_cli.filestore(cluster, template)
    if source.exists():
        # Files are named after their content and never change: links are safe
        target = odoo_cli.filestore(cluster, name)
        shutil.copytree(source, target, copy_function=link_or_copy)


def drop(cluster: Cluster, name: str) -> None:
    cluster.drop(name)
    shutil.rmtree(odoo_cli.filestore(cluster, name), ignore_errors=True)


def rename(cluster: Cluster, name: str, new_name: str) -> None:
    files = odoo_cli.filestore(cluster, name)
    if files.exists():
        files.rename(odoo_cli.filestore(cluster, new_name))
    cluster.rename(name, new_name)


@contextmanager
def copied(cluster: Cluster, name: str, template: str = SUITE) -> Iterator[str]:
    copy(cluster, name, template)
    try:
        yield name
    finally:
        drop(cluster, name)


def installed(cluster: Cluster, database: str) -> set[str]:
    sql = "SELECT name FROM ir_module_module WHERE state = 'installed'"
    return set(cluster.query(sql, database))


def require_installed(cluster: Cluster, database: str, modules: list[str]) -> None:
    """Odoo skips with a warning what it cannot install: here that is a failure."""
    missing = _not_installed(cluster, database, modules)
    if missing:
        raise Failure(
            f"Odoo did not install {', '.join(missing)}: the log says which dependency"
            " or file it missed."
        )


def _not_installed(cluster: Cluster, database: str, modules: list[str]) -> list[str]:
    return sorted(set(modules) - installed(cluster, database))


def _is_there(cluster: Cluster, name: str, key: str) -> bool:
    return (
        stamps.is_fresh(f"{cluster.name}-{name}", key) and name in cluster.databases()
    )


def _base_is_ready(cluster: Cluster) -> bool:
    """A dependency that came with another one needs no new template."""
    if not _is_there(cluster, BASE, _base_key()):
        return False
    return not _not_installed(cluster, BASE, _base_modules())


def _base_key() -> str:
    return stamps.digest(odoo_source.get().version, *BUSINESS, _GENERIC_CHART)


def _suite_key() -> str:
    return stamps.digest(_base_key(), addons.content_key())


def _base_modules() -> list[str]:
    return sorted({*BUSINESS, *addons.foreign_dependencies()})


def _build_base(cluster: Cluster, line: Line) -> None:
    modules = _base_modules()
    with _building(cluster, BASE, _base_key()) as work:
        cluster.create(work)
        odoo_cli.install(cluster, work, modules, line)
        require_installed(cluster, work, modules)
        odoo_cli.run_script(cluster, work, _GENERIC_CHART)


def _build_suite(cluster: Cluster, line: Line) -> None:
    # Always on a fresh copy: what an older version left behind must not help
    with _building(cluster, SUITE, _suite_key()) as work:
        copy(cluster, work, BASE)
        if addons.names():
            odoo_cli.install(cluster, work, addons.names(), line)
            require_installed(cluster, work, addons.names())


@contextmanager
def _building(cluster: Cluster, name: str, key: str) -> Iterator[str]:
    """Build under another name, so that a killed run leaves no half template."""
    stamp = f"{cluster.name}-{name}"
    work = f"{name}_unfinished"
    stamps.forget(stamp)
    drop(cluster, work)
    yield work
    drop(cluster, name)
    rename(cluster, work, name)
    stamps.mark(stamp, key)
