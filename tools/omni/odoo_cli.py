"""How to call Odoo: its configuration file and its command line."""

import re
from collections.abc import Mapping
from pathlib import Path

from . import odoo_source, paths, vault_key
from .console import Line, console
from .postgres import USER, Cluster
from .process import child_env

# A development server must not restart itself under a debugger or a long import.
_OPTIONS = {
    "workers": 0,
    "max_cron_threads": 0,
    "http_interface": "127.0.0.1",
    "limit_time_cpu": 3600,
    "limit_time_real": 3600,
    "limit_time_real_cron": 3600,
    "limit_memory_soft": 8 * 1024**3,
    # The hard limit is one of address space, and a browser that a test starts inherits
    # it: Chromium reserves more of that than any machine has, and dies.
    "limit_memory_hard": 0,
    "list_db": False,
    "admin_passwd": "",
}


def folder(cluster: Cluster) -> Path:
    """Odoo's own files for the databases of one cluster."""
    return paths.STATE / "odoo" / cluster.name


def filestore(cluster: Cluster, database: str) -> Path:
    return folder(cluster) / "data" / "filestore" / database


def write_config(cluster: Cluster, **options: object) -> Path:
    """The configuration file of a cluster; options are odoo.conf's own names."""
    home = folder(cluster)
    home.mkdir(parents=True, exist_ok=True)
    places = [paths.ADDONS, *odoo_source.get().addons_paths]
    settings = _OPTIONS | {
        "addons_path": ",".join(map(str, places)),
        "data_dir": home / "data",
        "db_host": cluster.socket,
        "db_user": USER,
        "screenshots": home / "screenshots",
    }
    lines = [f"{name} = {value}\n" for name, value in (settings | options).items()]
    path = home / "odoo.conf"
    text = "".join(["[options]\n", *lines])
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
    return path


def env(cluster: Cluster, **extra: str) -> dict[str, str]:
    path = cluster.env["PATH"]
    return child_env(**{vault_key.VARIABLE: vault_key.value(), "PATH": path} | extra)


def install(
    cluster: Cluster,
    database: str,
    modules: list[str],
    line: Line,
    *options: str,
    env: Mapping[str, str] | None = None,
) -> None:
    """Install modules in a database (options: `--with-demo`, ...)."""
    _run(cluster, database, line, "-i", ",".join(modules), *options, extra=env)


def update(cluster: Cluster, database: str, modules: list[str], line: Line) -> None:
    _run(cluster, database, line, "-u", ",".join(modules))


def export_terms(cluster: Cluster, database: str, modules: list[str]) -> None:
    """Write what there is to translate into `i18n/` of each module."""
    console.run(
        [paths.PYTHON, "-m", "odoo", "i18n", "export"]
        + [*_arguments(cluster, database), *modules],
        env=env(cluster),
        cwd=paths.ROOT,
        or_say="Odoo could not export the terms; the log has its traceback.",
    )


def run_script(cluster: Cluster, database: str, script: str) -> None:
    """Run Python in an Odoo shell (`env` is there) and commit."""
    arguments = ["shell", *_arguments(cluster, database), "--no-http"]
    file = folder(cluster) / "script.py"
    file.write_text(script + "\nenv.cr.commit()\n")
    with file.open() as commands:
        console.run(
            [paths.PYTHON, "-m", "odoo", *arguments],
            stdin=commands,
            env=env(cluster),
            cwd=paths.ROOT,
            or_say="A script in Odoo's shell failed.",
        )


def _arguments(cluster: Cluster, database: str) -> list[str]:
    return ["-c", str(write_config(cluster)), "-d", database]


def _run(
    cluster: Cluster,
    database: str,
    line: Line,
    *options: str,
    extra: Mapping[str, str] | None = None,
) -> None:
    arguments = ["server", *_arguments(cluster, database), *options]
    progress = re.compile(r"Loading module (\S+) \((\d+/\d+)\)")

    def note(text: str) -> None:
        found = progress.search(text)
        if found:
            line.note(f"{found[2]} {found[1]}")

    console.run(
        [paths.PYTHON, "-m", "odoo", *arguments, "--stop-after-init", "--no-http"],
        env=env(cluster, **(extra or {})),
        cwd=paths.ROOT,
        on_line=note,
        or_say="Odoo could not install the add-ons; the log has its traceback.",
    )
