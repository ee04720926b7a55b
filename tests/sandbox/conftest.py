"""A sandbox of its own for each test, with one tiny platform, over real HTTP."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread


class Client:
    """Talks to the sandbox as any program would."""

    def __init__(self, sandbox: SandboxThread) -> None:
        self.sandbox = sandbox

    def get(self, path: str, **options) -> requests.Response:
        return requests.get(self.sandbox.base_url + path, timeout=10, **options)

    def post(self, path: str, **body) -> requests.Response:
        return requests.post(self.sandbox.base_url + path, json=body, timeout=10)

    def delete(self, path: str) -> requests.Response:
        return requests.delete(self.sandbox.base_url + path, timeout=10)

    def fault(self, kind: str, **rule) -> str:
        answer = self.post("/control/faults", kind=kind, **rule)
        assert answer.ok, answer.text
        return answer.json()["id"]

    def advance(self, seconds: float) -> None:
        assert self.post("/control/clock", advance_s=seconds).ok

    def webhooks(self) -> list[tuple[str, int | None]]:
        """(outcome, attempt) of each, once nothing is on its way any more."""
        self.sandbox.run(self.sandbox.kernel.webhooks.drain)
        entries = self.get("/control/journal?kind=webhook").json()["entries"]
        return [(entry["outcome"], entry.get("attempt")) for entry in entries]


@pytest.fixture
def sandbox():
    config = Config(platforms=("tests.sandbox.corner_shop",), load_data=False)
    with SandboxThread(config) as running:
        yield running


@pytest.fixture
def client(sandbox):
    return Client(sandbox)


@pytest.fixture
def shop(sandbox):
    return sandbox.kernel.platforms["corner"]


@dataclass
class Receiver:
    """Somebody who subscribed; answers the statuses in turn, the last one for good."""

    url: str
    statuses: list[int] = field(default_factory=lambda: [200])
    got: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
def receiver(shop):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            subscriber.got.append((body.decode(), self.headers["X-Attempt"]))
            statuses = subscriber.statuses
            self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    subscriber = Receiver(f"http://127.0.0.1:{server.server_port}/hook")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    shop.subscribers.append(subscriber.url)
    yield subscriber
    server.shutdown()
    server.server_close()
