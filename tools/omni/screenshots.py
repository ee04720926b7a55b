"""`./omni screenshots`: run tools/screenshots.py with the project's Python."""

import subprocess

from . import chromium, clusters, contracts, odoo_cli, paths, setup
from .console import console
from .failure import Failure
from .process import end_orphans


def run(arguments: list[str]) -> int:
    if arguments:
        raise Failure("./omni screenshots takes no arguments.")
    end_orphans()
    setup.prepare()
    console.do_steps([chromium.step()])
    env = odoo_cli.env(clusters.test(), **contracts.variables())
    command = [paths.PYTHON, "-m", "tools.screenshots"]
    return subprocess.call(command, cwd=paths.ROOT, env=env)
