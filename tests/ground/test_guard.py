"""`./omni test` is no success when nothing was tested, or no browser was there."""

import subprocess
import sys

import pytest

from tools.omni import paths


@pytest.fixture
def run(tmp_path):
    def run(source: str) -> subprocess.CompletedProcess:
        (tmp_path / "test_it.py").write_text(source)
        command = [sys.executable, "-m", "pytest", "-p", "no:odoo"]
        command += ["-p", "tools.omni.pytest_guard", f"--rootdir={tmp_path}", tmp_path]
        return subprocess.run(
            command, capture_output=True, text=True, cwd=paths.ROOT, check=False
        )

    return run


def test_a_run_with_a_passing_test_is_green(run):
    assert run("def test_it(): pass").returncode == 0


def test_a_run_without_any_test_fails(run):
    assert run("").returncode == 5


def test_a_run_that_skipped_all_its_tests_fails(run):
    skipped = "import pytest\n@pytest.mark.skip\ndef test_it(): pass"
    assert run(skipped).returncode == 5


def test_a_browser_test_that_is_skipped_fails_the_run(run):
    answer = run(
        "import unittest\n"
        "class HttpCase(unittest.TestCase): pass\n"
        "class TestTour(HttpCase):\n"
        "    def test_tour(self): raise unittest.SkipTest('Chrome is not there')\n"
        "def test_other(): pass\n"
    )
    assert answer.returncode == 1
    assert "must not be skipped: Chrome is not there" in answer.stdout
