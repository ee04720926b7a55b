"""What goes wrong is told in one sentence, with a non-zero exit."""

import errno
import socket
import subprocess
import sys

import pytest

from tools.omni import failure, paths
from tools.omni.process import child_env


def test_a_taken_port_is_named_before_anything_else_is_done(clone, sentence):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = sentence(clone.omni("demo", "--port", str(port)))
    assert f"Port {port} is taken" in said
    assert f"--port {port + 1}" in said
    assert not (clone.state / "venv").exists()


def test_a_command_that_does_not_exist_is_answered_with_the_help(clone):
    answer = clone.omni("tset")
    assert answer.returncode == 2
    assert "'tset'" in answer.stderr
    assert "./omni test" in answer.stderr


@pytest.mark.parametrize("version", [(2, 7), (3, 9), (3, 14)])
def test_a_python_that_odoo_cannot_use_is_refused(version):
    pretend = (
        f"import sys; sys.version_info = {(*version, 0)}; sys.argv = ['omni', 'demo'];"
        f"exec(open({str(paths.ROOT / 'omni')!r}).read())"
    )
    answer = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 2
    assert answer.stderr.count("\n") == 1
    assert f"this is Python {version[0]}.{version[1]}" in answer.stderr
    assert "3.10 to 3.13" in answer.stderr


def test_an_odoo_home_without_odoo_is_named(clone, sentence, monkeypatch):
    env = clone._env() | {"ODOO_HOME": "/nowhere"}
    monkeypatch.setattr(clone, "_env", lambda: env)
    assert "ODOO_HOME is /nowhere" in sentence(clone.omni("setup"))


def test_a_benchmark_that_does_not_exist_is_named(clone, sentence):
    assert "'speed'" in sentence(clone.omni("bench", "speed"))


def test_a_disk_that_fills_up_is_recognised_wherever_it_happens():
    error = OSError(errno.ENOSPC, "No space left on device", "/some/file")
    assert failure.explain_os_error(error) == failure.DISK_FULL
    log = 'FATAL: could not extend file "base/5/2608"'
    assert failure.explain(log, "something else") == failure.DISK_FULL


def test_the_callers_database_settings_do_not_reach_odoo(monkeypatch):
    for name in ("PGHOST", "PGDATABASE", "ODOO_HTTP_PORT", "PYTHONPATH"):
        monkeypatch.setenv(name, "elsewhere")
    assert "elsewhere" not in child_env().values()
