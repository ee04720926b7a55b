"""`./omni words`: run tools/words.py with the project's Python."""

import subprocess

from . import clusters, odoo_cli, paths, setup
from .failure import Failure
from .process import end_orphans


def run(arguments: list[str]) -> int:
    if arguments:
        raise Failure("./omni words takes no arguments.")
    end_orphans()
    setup.prepare()
    command = [paths.PYTHON, "-m", "tools.words"]
    return subprocess.call(command, cwd=paths.ROOT, env=odoo_cli.env(clusters.test()))
