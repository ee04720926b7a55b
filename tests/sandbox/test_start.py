"""`python -m sandbox`: one tidy block at the start, a clean end."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from sandbox.__main__ import parsed

ROOT = Path(__file__).parents[2]


def start(*options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "sandbox", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return door.getsockname()[1]


def test_it_says_where_everything_is_and_ends_on_ctrl_c(port):
    process = start("--port", str(port), "--seed", "7")
    block = []
    for line in process.stdout:
        block.append(line.rstrip())
        if "Ctrl+C" in line:
            break
    base = f"http://127.0.0.1:{port}"
    assert block[0] == f"OmniRoute sandbox on {base}/  (seed 7)"
    for code in requests.get(f"{base}/control/state", timeout=10).json()["platforms"]:
        assert any(f"{base}/{code}/" in line for line in block)

    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in rest


def test_a_taken_port_is_explained_in_one_sentence(port):
    with socket.create_server(("127.0.0.1", port)):
        process = start("--port", str(port), "--no-data", "--only", "shipstation")
        said, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "it is taken" in said
    assert "Traceback" not in said


def test_options_reach_the_configuration():
    config = parsed(["--seed", "3", "--scale", "full", "--no-data", "--only", "ebay"])
    assert (config.seed, config.scale, config.load_data) == (3, "full", False)
    assert config.platforms == ("ebay",)
    assert parsed(["--public-url", "http://box:1/"]).base_url == "http://box:1"
