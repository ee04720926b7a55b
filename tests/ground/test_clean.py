"""`./omni stop` and `./omni clean` end what runs; `clean` leaves no file either."""

import subprocess
from pathlib import Path

import pytest

from .conftest import INTERPRETER

# Run inside the clone: a cluster and a server that outlive the process that made them
START = """
import sys
from tools.omni.postgres import VOLATILE, Cluster
from tools.omni.servers import Server
cluster = Cluster("test", VOLATILE)
cluster.start()
cluster.query("CREATE TABLE kept AS SELECT 42 AS answer")
server = Server("demo", ["sleep", "600"], None, 9)
server.start(detached=True)
print(cluster.folder, server.pid)
"""


@pytest.fixture
def running(clone):
    answer = subprocess.run(
        [INTERPRETER, "-c", START],
        capture_output=True,
        text=True,
        check=False,
        cwd=clone.root,
        env=clone._env(),
    )
    assert answer.returncode == 0, answer.stderr
    folder, pid = answer.stdout.split()
    postmaster = Path(folder, "data", "postmaster.pid").read_text().split()[0]
    return Path(folder), (int(pid), int(postmaster))


def is_alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_stop_ends_all_processes_and_keeps_the_data(clone, running):
    folder, pids = running
    assert all(map(is_alive, pids))
    answer = clone.omni("stop")
    assert "demo" in answer.stdout and "PostgreSQL (test)" in answer.stdout
    assert not any(map(is_alive, pids))
    assert (folder / "data" / "PG_VERSION").exists()


def test_clean_leaves_neither_process_nor_file(clone, running):
    folder, pids = running
    answer = clone.omni("clean")
    assert answer.returncode == 0, answer.stderr
    assert not any(map(is_alive, pids))
    assert not clone.state.exists()
    assert not folder.exists()


def test_a_process_that_was_reused_by_the_system_is_left_alone(clone):
    stranger = subprocess.Popen(["sleep", "600"])
    try:
        record = clone.state / "running" / "demo-1.json"
        record.parent.mkdir(parents=True)
        record.write_text(
            f'{{"name": "demo", "pid": {stranger.pid}, "started": "1", "owner": null}}'
        )
        clone.omni("stop")
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()
