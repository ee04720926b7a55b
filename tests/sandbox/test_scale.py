"""A million orders: the sandbox opens with a part and makes the rest on demand."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from sandbox.remote import Remote
from tools.omni.ports import free_port

ROOT = Path(__file__).parents[2]
MEMORY_LIMIT_KB = 1_000_000


@pytest.fixture
def full_scale():
    """In a process of its own: only so is its memory its own."""
    port = free_port()
    options = ("--scale", "full", "--port", str(port))
    command = [sys.executable, "-m", "sandbox", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}"
        try:
            wait_until_open(process, url)
            yield process, Remote(url)
        finally:
            process.terminate()


def wait_until_open(process, url):
    while process.poll() is None:
        try:
            requests.get(f"{url}/control/state", timeout=60)
            return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError(f"the sandbox ended with {process.returncode}")


def test_the_full_scale_opens_sells_and_stays_small(full_scale):
    process, remote = full_scale
    state = remote.state()
    assert state["scale"] == "full"
    assert state["platforms"]["shopify"]["counts"]["orders"] > 1_000
    for platform in ("shopify", "ebay"):
        (number,) = remote.buy(platform)
        newest = remote.rows(platform, "orders")[0]
        assert number in newest.values()
    assert first_order(remote, state["credentials"]["shopify"]) == "#1001"
    assert peak_kb(process.pid) < MEMORY_LIMIT_KB


def peak_kb(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1])


def first_order(remote: Remote, keys: dict[str, str]) -> str:
    """The very first of all orders, read as an app would."""
    answer = remote.post(
        f"/shopify/{keys['shop']}/admin/api/2026-07/graphql.json",
        headers={"X-Shopify-Access-Token": keys["access_token"]},
        json={"query": "{ orders(first: 1, sortKey: CREATED_AT) { nodes { name } } }"},
    )
    (order,) = answer.json()["data"]["orders"]["nodes"]
    return order["name"]
