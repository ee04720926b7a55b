"""`./omni test`: every test of the project, or those that the arguments name."""

import os
import re
import subprocess
from pathlib import Path

from . import (
    chromium,
    clusters,
    contracts,
    databases,
    odoo_cli,
    paths,
    setup,
)
from .console import console
from .postgres import USER, Cluster
from .process import child_env, end_orphans

_EVERYTHING = ("addons", "tests")
_IMPORTS_ODOO = re.compile(r"^\s*(from|import) odoo\b", re.MULTILINE)
_TAKES_A_VALUE = {"-k", "-m", "-n", "-p", "-c", "-o", "-W", "-r", "--dist", "--tb"}


def run(arguments: list[str]) -> int:
    end_orphans()
    setup.prepare()
    named = _named_paths(arguments)
    if not named:
        present = [name for name in _EVERYTHING if (paths.ROOT / name).is_dir()]
        arguments = [*arguments, *present]
    setup.try_step(contracts.step())
    if any(_needs_odoo(path) for path in named or [paths.ROOT]):
        return _run_with_odoo(arguments)
    return _pytest(["-p", "no:odoo", *arguments], child_env(**contracts.variables()))


def _named_paths(arguments: list[str]) -> list[Path]:
    """The test files and folders among pytest's arguments."""
    values = zip(arguments, ["", *arguments], strict=False)
    words = [word for word, before in values if before not in _TAKES_A_VALUE]
    places = [Path(word.partition("::")[0]) for word in words if word[:1] != "-"]
    return [place.resolve() for place in places if place.exists()]


def _needs_odoo(place: Path) -> bool:
    if place == paths.ROOT or place.is_relative_to(paths.ADDONS):
        return True
    files = place.rglob("*.py") if place.is_dir() else [place]
    return any(_IMPORTS_ODOO.search(file.read_text(errors="ignore")) for file in files)


def _run_with_odoo(arguments: list[str]) -> int:
    console.do_steps([chromium.step()])
    with databases.ready(clusters.test()) as cluster:
        name = f"test_{os.getpid()}"
        with databases.copied(cluster, name):
            return _pytest([*_odoo_options(cluster, name), *arguments], _env(cluster))


def _odoo_options(cluster: Cluster, database: str) -> list[str]:
    return [
        "--odoo-http",
        "--odoo-log-level=warn",
        f"--odoo-config={odoo_cli.write_config(cluster)}",
        f"--odoo-database={database}",
    ]


def _env(cluster: Cluster) -> dict[str, str]:
    # libpq's own variables: parallel workers copy the database by createdb
    libpq = {"PGHOST": str(cluster.socket), "PGUSER": USER}
    return odoo_cli.env(cluster, **contracts.variables(), **libpq)


def _pytest(arguments: list[str], env: dict[str, str]) -> int:
    command = [paths.PYTHON, "-m", "pytest", "-p", "tools.omni.pytest_guard"]
    console.log("$ " + " ".join(map(str, [*command, *arguments])))
    child = subprocess.Popen([*command, *arguments], env=env, cwd=paths.ROOT)
    try:
        return child.wait()
    except KeyboardInterrupt:
        return child.wait()  # it got the Ctrl-C as well, and says how far it came
