"""A clone of the project in a folder of its own, with a user who has nothing yet."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.omni import paths

PARTS = ("omni", "tools", "requirements.txt", "requirements-dev.txt", "pyproject.toml")

# The user's own Python, as it was before there was a virtual environment.
INTERPRETER = Path(sys.base_prefix, "bin", f"python3.{sys.version_info.minor}")


class Clone:
    """Runs `./omni` as that user; `fake` puts a program first on its PATH."""

    def __init__(self, home: Path) -> None:
        self.root = home / "clone"
        self.programs = home / "programs"
        self.cache = home / "cache" / "omniroute"
        self.state = self.root / ".omni"
        for folder in (self.root, self.programs, self.cache):
            folder.mkdir(parents=True)
        for name in PARTS:
            self._copy(name)

    def _copy(self, name: str) -> None:
        source = paths.ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, self.root / name, ignore=ignored)
        else:
            shutil.copy(source, self.root / name)

    def fake(self, program: str, script: str) -> None:
        path = self.programs / program
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def share_python_packages(self) -> None:
        """Spare the test half a minute: these were downloaded for the real clone."""
        (self.cache / "python").symlink_to(paths.CACHE / "python")

    def start(self, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen(
            [INTERPRETER, self.root / "omni", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.root,
            env=self._env(),
        )

    def omni(self, *arguments: str) -> subprocess.CompletedProcess:
        with self.start(*arguments) as child:
            out, err = child.communicate(timeout=600)
        return subprocess.CompletedProcess(arguments, child.returncode, out, err)

    def _env(self) -> dict[str, str]:
        venv = str(paths.VENV / "bin")
        path = [part for part in os.environ["PATH"].split(":") if part != venv]
        return {
            "PATH": ":".join([str(self.programs), *path]),
            "HOME": str(self.root.parent),
            "XDG_CACHE_HOME": str(self.cache.parent),
        }


@pytest.fixture
def clone(tmp_path):
    clone = Clone(tmp_path)
    yield clone
    clone.omni("clean")


@pytest.fixture
def sentence():
    """The one sentence of a failed command, without the pointer to its log."""

    def read(answer: subprocess.CompletedProcess) -> str:
        assert answer.returncode != 0, answer.stdout
        first, *others = answer.stderr.strip().splitlines()
        assert all("The full log is" in line for line in others), answer.stderr
        return first

    return read
