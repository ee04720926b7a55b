"""axe-core, which looks for what keeps people out of a page. For tests alone."""

import os
import shutil
import subprocess
import tarfile

from . import node, paths, stamps
from .failure import Failure
from .process import child_env

_PACKAGE = "axe-core@4.10.3"
_HOME = paths.CACHE / "axe"
_FILE = _HOME / f"{_PACKAGE}.min.js"


def script() -> str:
    """The whole of it, as a script to run in a page."""
    if not _FILE.exists():
        _fetch()
    return _FILE.read_text()


def _fetch() -> None:
    if not node.find():
        node.install()
    with stamps.exclusively(_HOME):
        work = _HOME / "unfinished"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        bin_folder = node.bin_folder()
        env = child_env(PATH=f"{bin_folder}:{os.environ['PATH']}")
        answer = subprocess.run(
            [bin_folder / "npm", "pack", "--silent", _PACKAGE],
            cwd=work,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            raise Failure(f"axe-core could not be fetched: {answer.stderr[-300:]}")
        [package] = work.glob("*.tgz")
        with tarfile.open(package) as archive:
            _FILE.write_bytes(archive.extractfile("package/axe.min.js").read())
        shutil.rmtree(work)
