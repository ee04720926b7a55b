"""The browser of the browser tests."""

import os
import shutil

from .console import Line, Step, console
from .failure import Failure
from .process import child_env

# The names that Odoo's own test classes look for on PATH.
_NAMES = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")


def find() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None)


def step() -> Step:
    return Step("Chromium for the browser tests", lambda: bool(find()), _install)


def _install(line: Line) -> None:
    if os.getuid() != 0 or not shutil.which("apt-get"):
        raise Failure(
            "The browser tests need Chromium: type  sudo apt-get install chromium"
        )
    install = ["apt-get", "-y", "install", "--no-install-recommends", "chromium"]
    env = child_env(DEBIAN_FRONTEND="noninteractive")
    line.note("apt-get install chromium")
    sentence = "Chromium could not be installed: type  apt-get install chromium"
    try:
        console.run(install, or_say=sentence, env=env)
    except Failure:
        # Package lists that are missing or old name files that are gone
        console.run(["apt-get", "update"], or_say=sentence, env=env)
        console.run(install, or_say=sentence, env=env)
