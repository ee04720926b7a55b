"""`./omni sandbox`: the simulated platforms alone; arguments go to them."""

import subprocess

from . import contracts, paths, setup
from .process import child_env


def run(arguments: list[str]) -> int:
    setup.prepare()
    setup.try_step(contracts.step())
    command = [paths.PYTHON, "-m", "sandbox", *arguments]
    env = child_env(**contracts.variables())
    return subprocess.call(command, env=env, cwd=paths.ROOT)
