"""`./omni lint`: style of the Python code, and whether every other file is sound."""

import argparse
import subprocess
from collections.abc import Callable

from . import addons, paths, setup
from .lint_files import Problems, check_csv, check_js, check_text, check_xml, files
from .process import child_env


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./omni lint")
    parser.add_argument("--fix", action="store_true", help="repair what can be")
    fix = parser.parse_args(arguments).fix
    setup.prepare()
    results = [_report("ruff format", lambda: _ruff_format(fix))]
    results.append(_report("ruff check", lambda: _ruff_check(fix)))
    results.append(_report("pylint-odoo", _pylint))
    everything = files()
    results.append(_report("text files", lambda: check_text(everything, fix)))
    results.append(_report("XML", lambda: check_xml(everything)))
    results.append(_report("CSV", lambda: check_csv(everything)))
    results.append(_report("JavaScript", lambda: check_js(everything)))
    return 0 if all(results) else 1


def _report(title: str, check: Callable[[], Problems]) -> bool:
    problems = check()
    print(f"{title:12} {'ok' if not problems else 'NOT OK'}", flush=True)
    for problem in problems:
        print(f"  {problem}", flush=True)
    return not problems


def _ruff_format(fix: bool) -> Problems:
    return _ruff("format", *(() if fix else ("--diff",)))


def _ruff_check(fix: bool) -> Problems:
    return _ruff("check", "--output-format=concise", *(("--fix",) if fix else ()))


def _ruff(*arguments: str) -> Problems:
    """`omni` is Python without saying so in its name."""
    return _tool("ruff", *arguments, "--quiet", ".", "omni")


def _pylint() -> Problems:
    """The settings are in pyproject.toml."""
    places = [str(paths.ADDONS / name) for name in addons.names()]
    off = (
        # We write readme/ fragments; README.rst is made from them when one publishes
        "missing-readme",
        # One model in several files, each with one purpose, is what we want
        "consider-merging-classes-inherited",
        # Takes a method that returns nothing, as its parent does, for a mistake
        "missing-return",
    )
    options = ("--score=n", f"--disable={','.join(off)}")
    return _tool("pylint", *options, *places) if places else []


def _tool(module: str, *arguments: str) -> Problems:
    command = [paths.PYTHON, "-m", module, *arguments]
    answer = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=paths.ROOT,
        env=child_env(),
    )
    if answer.returncode == 0:
        return []
    text = answer.stdout + answer.stderr
    return text.splitlines() or [f"{module} failed (exit code {answer.returncode})"]
