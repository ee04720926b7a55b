"""OCA queue_job, the queue that Odoo's users know: fetched for the benchmarks alone."""

from __future__ import annotations

from functools import cache

from tools.omni import paths, python_env, stamps
from tools.omni.console import Line, Step, console

from .lab import Side

_PACKAGES = ("odoo-addon-queue_job==19.0.2.4.0.1", "openupgradelib==3.13.7")
_FOLDER = paths.STATE / "peer"


@cache
def peer() -> Side:
    """The peer's side; fetched where it is missing."""
    console.do_steps([Step("The peer: OCA queue_job", _is_there, _fetch)])
    return Side(
        name="peer",
        modules=("omni_bench_peer", "bench_effect"),
        table="queue_job",
        status="state",
        open_statuses=("wait_dependencies", "pending", "enqueued", "started"),
        folders=(_FOLDER / "odoo" / "addons",),
        load="base,rpc,web,queue_job",
        env={"PYTHONPATH": str(_FOLDER)},
        crons=False,
    )


def _is_there() -> bool:
    return stamps.is_fresh("peer", stamps.digest(*_PACKAGES)) and _FOLDER.is_dir()


def _fetch(line: Line) -> None:
    line.note("downloading")
    python_env.pip_install(
        paths.PYTHON,
        "--no-deps",
        "--upgrade",
        "--target",
        _FOLDER,
        *_PACKAGES,
        or_say="The peer could not be fetched: this benchmark compares with it.",
    )
    stamps.mark("peer", stamps.digest(*_PACKAGES))
