"""`./omni bench NAME`: run bench/<name>.py with the project's Python."""

import subprocess
from pathlib import Path

from . import clusters, contracts, odoo_cli, paths, setup
from .failure import Failure
from .process import end_orphans

_FOLDER = paths.ROOT / "bench"


def run(arguments: list[str]) -> int:
    names = _names()
    if not arguments:
        print("./omni bench NAME [--json FILE], where NAME is one of:")
        print("\n".join(f"  {name}" for name in names) or "  (there is none yet)")
        return 2
    name, *rest = arguments
    if name not in names:
        known = ", ".join(names) or "none"
        raise Failure(f"There is no benchmark {name!r} (there is: {known}).")
    end_orphans()
    setup.prepare()
    command = [paths.PYTHON, "-m", f"bench.{name}", *map(_absolute, rest)]
    env = odoo_cli.env(clusters.test(), **contracts.variables())
    return subprocess.call(command, cwd=paths.ROOT, env=env)


def _names() -> list[str]:
    """Modules that can be run; helpers begin with an underscore or lie in lib/."""
    files = _FOLDER.glob("[a-z]*.py")
    return sorted(file.stem for file in files if "__main__" in file.read_text())


def _absolute(argument: str) -> str:
    """A file is meant from where the user stands, not from the root of the clone."""
    place = Path(argument)
    is_file = place.suffix == ".json" and not place.is_absolute()
    return str(Path.cwd() / place) if is_file else argument
