"""`./omni sandbox` is the sandbox, with what it needs around it."""

import subprocess

from tools.omni import paths


def test_its_arguments_go_to_the_sandbox():
    answer = subprocess.run(
        [paths.PYTHON, paths.ROOT / "omni", "sandbox", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "--orders-per-minute" in answer.stdout
