"""Is the sandbox a bottleneck? Simple requests a second that one process answers.

    python -m bench.sandbox [--seconds 3] [--json FILE]

The sandbox runs in a process of its own, whole, with its data and with every request
and answer held against the vendors' contracts; this process asks over 16 connections.
The platforms' rate limits stay on: between two batches the sandbox's clock is moved on,
outside of what is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp
import psutil
import requests

from bench._figures import Figures
from bench._sandbox_calls import CALLS, Call
from sandbox.remote import Remote

GOAL_RPS = 500
CONNECTIONS = 16
START_TIMEOUT_S = 60


@dataclass
class Tally:
    """What one platform answered, and how long each answer took."""

    seconds: float = 0.0
    cpu_s: float = 0.0  # of the sandbox: tells a slow sandbox from a busy machine
    ms: list[float] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)

    @property
    def rps(self) -> float:
        return round(len(self.ms) / self.seconds, 1) if self.seconds else 0.0

    def raw(self) -> dict[str, object]:
        ordered = sorted(self.ms)
        return {
            "requests": len(ordered),
            "seconds": round(self.seconds, 3),
            "cpu_ms_each": round(self.cpu_s / max(1, len(ordered)) * 1000, 3),
            "ms_median": ordered[len(ordered) // 2] if ordered else None,
            "ms_p99": ordered[len(ordered) * 99 // 100] if ordered else None,
            "refused": self.refused,
        }


@contextmanager
def running_sandbox(*options: str) -> Iterator[tuple[Remote, psutil.Process]]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    command = [sys.executable, "-m", "sandbox", "--port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        remote = Remote(f"http://127.0.0.1:{port}")
        _wait(remote, process)
        yield remote, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait(remote: Remote, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            remote.state()
            return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise RuntimeError("the sandbox did not start")


async def measure(
    remote: Remote, process: psutil.Process, call: Call, seconds: float
) -> Tally:
    """Batches as large as the platform's limit allows, until the time is full."""
    tally = Tally()
    connector = aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(remote.base_url, connector=connector) as session:
        # not counted: what is loaded at the first request
        await _batch(session, replace(call, per_window=CONNECTIONS), Tally())
        while tally.seconds < seconds:
            await asyncio.to_thread(remote.advance, call.window_s)
            before = _cpu_s(process)
            await _batch(session, call, tally)
            tally.cpu_s += _cpu_s(process) - before
            if tally.refused:
                break
    return tally


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


async def _batch(session: aiohttp.ClientSession, call: Call, tally: Tally) -> None:
    left = iter(range(call.per_window))

    async def ask() -> None:
        for _ in left:
            began = time.perf_counter()
            async with session.request(
                call.method, call.path, headers=call.headers, data=call.body
            ) as answer:
                body = await answer.read()
            if answer.status == 200 and call.expect in body:
                tally.ms.append(round((time.perf_counter() - began) * 1000, 3))
            else:
                tally.refused[answer.status] = tally.refused.get(answer.status, 0) + 1

    began = time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(CONNECTIONS)))
    tally.seconds += time.perf_counter() - began


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench sandbox")
    parser.add_argument("--seconds", type=float, default=3.0, help="per platform")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    figures, tallies = Figures(), {}
    with running_sandbox() as (remote, process):
        for code, prepared in CALLS.items():
            if code not in remote.state()["platforms"]:
                print(f"{code} is not mounted", file=sys.stderr)
                tallies[code] = Tally()
                continue
            call = prepared(remote)
            tallies[code] = asyncio.run(measure(remote, process, call, options.seconds))
            if tallies[code].refused:
                print(f"{code} refused: {tallies[code].refused}", file=sys.stderr)
            figures.raw[code] = tallies[code].raw()
    for code, tally in tallies.items():
        figures.add(f"sandbox_rps_{code}", tally.rps, GOAL_RPS)
    whole = sum(len(t.ms) for t in tallies.values())
    seconds = sum(t.seconds for t in tallies.values())
    rps = round(whole / seconds, 1) if seconds else 0.0
    figures.add("sandbox_rps", rps, GOAL_RPS)
    return figures.end(options.json)


if __name__ == "__main__":
    sys.exit(main())
