"""The virtual environment: built once per set of pins, then linked into each clone."""

import os
import platform
import shutil
import sys
import venv
from pathlib import Path

from . import odoo_source, paths, stamps
from .console import Line, Step, console
from .failure import Failure

REQUIREMENTS = (
    paths.ROOT / "requirements.txt",
    paths.ROOT / "requirements-dev.txt",
)
_BUILT = paths.CACHE / "python"
# A prefork server runs its own start script again, for its longpolling process: with
# `python -m odoo` that process dies at once, and is started anew for ever.
_START_ODOO = "from odoo.cli.command import main\n\nmain()\n"
_KEPT = 3  # environments of older pins that other clones may still use


def step() -> Step:
    return Step("Python packages", _is_ready, _make)


def _is_ready() -> bool:
    return odoo_source.find() is not None and stamps.is_fresh("python", _key())


def _key() -> str:
    """Pins and interpreter decide the environment, and where Odoo is found in it."""
    return stamps.digest(_build_key(), odoo_source.get().root, _START_ODOO)


def _build_key() -> str:
    pins = map(stamps.digest_file, REQUIREMENTS)
    interpreter = (sys.version, platform.machine(), os.path.realpath(sys.executable))
    return stamps.digest(*pins, *interpreter)


def pip_install(python: Path, *arguments: object, or_say: str) -> None:
    """pip with our cache; what it prints goes to the log."""
    command = [python, "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--no-input", "--cache-dir", paths.CACHE / "pip", *arguments]
    console.run(command, or_say=or_say)


def _make(line: Line) -> None:
    stamps.forget("python")
    built = _BUILT / _build_key()
    with stamps.exclusively(_BUILT):
        if not built.is_dir():
            _build(built, line)
        os.utime(built)
        _forget_old_builds()
        line.note("linking into this clone")
        _link(built)
    _site_packages(paths.VENV).joinpath("odoo-source.pth").write_text(
        f"{odoo_source.get().root}\n"
    )
    paths.ODOO.write_text(_START_ODOO)
    stamps.mark("python", _key())


def _build(target: Path, line: Line) -> None:
    work = _BUILT / "unfinished"
    shutil.rmtree(work, ignore_errors=True)  # of a run that was killed
    try:
        import ensurepip  # noqa: F401  Debian ships it apart, in python3-venv
    except ImportError:
        name = f"python3.{sys.version_info.minor}-venv"
        raise Failure(
            f"Python's venv is missing: sudo apt-get install {name}"
        ) from None
    venv.create(work, with_pip=True, symlinks=True)
    line.note("downloading and installing")
    pins = [part for file in REQUIREMENTS for part in ("-r", file)]
    python = work / "bin" / "python"
    pip_install(python, *pins, or_say="The Python packages could not be installed.")
    console.run(
        [python, "-m", "pip", "check"],
        or_say="The pinned Python packages contradict each other.",
    )
    work.rename(target)  # whole or not at all


def _forget_old_builds() -> None:
    builds = [path for path in _BUILT.iterdir() if path.is_dir()]
    builds.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in builds[_KEPT:]:
        shutil.rmtree(path, ignore_errors=True)


def _link(built: Path) -> None:
    """Make this clone's environment out of hard links: a second instead of thirty."""
    shutil.rmtree(paths.VENV, ignore_errors=True)
    venv.create(paths.VENV, symlinks=True)
    shutil.copytree(
        _site_packages(built),
        _site_packages(paths.VENV),
        copy_function=link_or_copy,
        dirs_exist_ok=True,
    )
    for script in (built / "bin").iterdir():
        target = paths.VENV / "bin" / script.name
        if not target.exists() and script.is_file():
            _copy_script(script, target)


def _copy_script(script: Path, target: Path) -> None:
    """Scripts name their interpreter in the first line: make it this clone's."""
    content = script.read_bytes()
    if content.startswith(b"#!") and b"python" in content.partition(b"\n")[0]:
        body = content.partition(b"\n")[2]
        # By way of sh: a #! line cannot hold a path that is long or has spaces
        head = f"#!/bin/sh\n'''exec' \"{paths.PYTHON}\" \"$0\" \"$@\"\n' '''\n"
        target.write_bytes(head.encode() + body)
        target.chmod(0o755)
    else:
        link_or_copy(script, target)


def link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


def _site_packages(environment: Path) -> Path:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return environment / "lib" / version / "site-packages"
