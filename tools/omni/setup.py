"""`./omni setup`: everything that the other commands need, and nothing twice."""

import argparse

from . import chromium, contracts, odoo_source, paths, pg_binaries, python_env
from .console import Step, console
from .failure import Failure


def base_steps() -> list[Step]:
    """What no command can do without; the order matters."""
    return [odoo_source.step(), python_env.step(), pg_binaries.step()]


def prepare() -> None:
    make_state()
    console.do_steps(base_steps())


def make_state() -> None:
    paths.STATE.mkdir(parents=True, exist_ok=True)
    # Whatever copies the project around must not carry a gigabyte of our making
    (paths.STATE / ".gitignore").write_text("*\n")


def run(arguments: list[str]) -> int:
    argparse.ArgumentParser(prog="./omni setup").parse_args(arguments)
    prepare()
    for step in (contracts.step(), chromium.step()):
        try_step(step)
    console.say("Ready: ./omni demo starts it, ./omni test tests it.")
    return 0


def try_step(step: Step) -> None:
    """Make what only some commands need; without it, say so and go on."""
    try:
        console.do_steps([step])
    except Failure as failure:
        console.warn(str(failure))
