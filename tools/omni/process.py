"""Child processes: their environment, and a record of those that outlive a call."""

import json
import os
import signal
import time
from pathlib import Path

from . import paths

# These would silently override the private odoo.conf, or point libpq elsewhere.
_FOREIGN = ("PG", "ODOO_", "PYTHON", "OPENERP_", "PYTEST_")


def child_env(**extra: str | Path) -> dict[str, str]:
    """The caller's environment without what would lead a child astray.

    The virtual environment comes first on PATH: Odoo's re-exec calls plain `python`.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_FOREIGN) and name != "VIRTUAL_ENV"
    }
    kept["PATH"] = f"{paths.VENV / 'bin'}{os.pathsep}{kept.get('PATH', os.defpath)}"
    kept["PYTHONUNBUFFERED"] = "1"
    # Our servers are on loopback: a proxy could not reach them
    for name in ("NO_PROXY", "no_proxy"):
        kept[name] = ",".join(filter(None, [kept.get(name), "127.0.0.1,localhost"]))
    return kept | {name: str(value) for name, value in extra.items()}


def start_time(pid: int) -> str | None:
    """When a process started, in kernel ticks: tells it from a later one's pid."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    state, *fields = stat.rpartition(")")[2].split()
    return None if state == "Z" else fields[18]


def family(pid: int) -> list[int]:
    """A process and all its descendants, parents first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, queue = [], [pid]
    while queue:
        found.append(queue.pop(0))
        queue += children.get(found[-1], [])
    return found


def remember(name: str, pid: int, *, detached: bool = False, **facts) -> Path:
    """Write down a process of ours, so that `./omni stop` finds it again."""
    paths.RUNNING.mkdir(parents=True, exist_ok=True)
    owner = os.getpid()
    facts |= {
        "name": name,
        "pid": pid,
        "started": start_time(pid),
        "owner": None if detached else owner,
        "owner_started": None if detached else start_time(owner),
    }
    record = paths.RUNNING / f"{name}-{pid}.json"
    record.write_text(json.dumps(facts))
    return record


def remembered() -> list[dict]:
    """Our recorded processes that still live; records of dead ones are removed."""
    alive = []
    for path in paths.RUNNING.glob("*.json"):
        try:
            facts = json.loads(path.read_text())
        except (OSError, ValueError):
            facts = {}
        if facts and start_time(facts["pid"]) == facts["started"]:
            alive.append(facts)
        else:
            path.unlink(missing_ok=True)
    return alive


def end_orphans() -> None:
    """End what a killed `./omni` left running."""
    for facts in remembered():
        owner = facts["owner"]
        if owner is not None and start_time(owner) != facts["owner_started"]:
            end(facts["pid"])


def end(pid: int, *, patience_s: float = 10) -> None:
    """Ask a process to stop, then make it and its descendants."""
    members = _with_start_times(family(pid))
    _signal(pid, signal.SIGTERM)
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline and start_time(pid) is not None:
        _reap(pid)
        time.sleep(0.05)
    _kill(members)
    _reap(pid)


def kill_family(pid: int) -> None:
    """SIGKILL a process and its descendants, and wait until they are gone."""
    _kill(_with_start_times(family(pid)))


def _with_start_times(pids: list[int]) -> dict[int, str]:
    found = {pid: start_time(pid) for pid in pids}
    return {pid: started for pid, started in found.items() if started}


def _kill(members: dict[int, str]) -> None:
    for pid, started in members.items():
        if start_time(pid) == started:
            _signal(pid, signal.SIGKILL)
    while any(start_time(pid) == started for pid, started in members.items()):
        time.sleep(0.01)


def _signal(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def _reap(pid: int) -> None:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass  # not our child: its parent collects it
