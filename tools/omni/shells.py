"""`./omni shell` and `./omni psql`: look into the demo's database, or another."""

import argparse
import subprocess

from . import clusters, odoo_cli, paths, pg_binaries, setup
from .demo_database import NAME as DATABASE
from .failure import Failure
from .postgres import Cluster


def shell(arguments: list[str]) -> int:
    options, rest = _parse("shell", arguments)
    cluster = _cluster(options.test)
    with cluster.running():
        _require(cluster, options.database)
        config = odoo_cli.write_config(cluster)
        command = [paths.PYTHON, "-m", "odoo", "shell", "--no-http"]
        command += ["-c", config, "-d", options.database, *rest]
        return subprocess.call(command, env=odoo_cli.env(cluster), cwd=paths.ROOT)


def psql(arguments: list[str]) -> int:
    options, rest = _parse("psql", arguments)
    cluster = _cluster(options.test)
    with cluster.running():
        _require(cluster, options.database)
        command = [pg_binaries.get() / "psql", "-d", options.database, *rest]
        return subprocess.call(command, env=cluster.env)


def _parse(command: str, arguments: list[str]):
    parser = argparse.ArgumentParser(prog=f"./omni {command}")
    parser.add_argument("-d", "--database", default=DATABASE)
    parser.add_argument("--test", action="store_true", help="the tests' databases")
    return parser.parse_known_args(arguments)


def _cluster(of_tests: bool) -> Cluster:
    setup.prepare()
    return clusters.test() if of_tests else clusters.demo()


def _require(cluster: Cluster, database: str) -> None:
    present = cluster.databases()
    if database not in present:
        raise Failure(
            f"There is no database {database!r} here (there is: {', '.join(present)});"
            " ./omni demo makes the demo's."
        )
