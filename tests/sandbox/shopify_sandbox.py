"""What the tests of Shopify's insides share: a store alone, and an ear for webhooks."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from sandbox.remote import Remote
from tests.contract.shopify_merchant import SHOP, Merchant

CLIENT_ID, SECRET = "sandbox-client-id", "shpss_sandbox_client_secret"


class ShopifyRemote(Remote):
    """A client of the control API that can also look behind the curtain."""

    def __init__(self, running: SandboxThread) -> None:
        super().__init__(running.base_url)
        self.running, self.kernel = running, running.kernel
        self.platform = running.kernel.platforms["shopify"]
        self.store = self.platform.stores[SHOP]

    def merchant(self, **more: Any) -> Merchant:
        return Merchant(self, **more)

    def token(self, **given: str):
        return self.post(f"/shopify/{SHOP}/admin/oauth/access_token", json=given)

    def settle(self) -> None:
        """Wait until no webhook is on its way any more."""
        self.running.run(self.kernel.webhooks.drain)


@contextmanager
def shopify_alone(platforms=("shopify",), **config):
    with SandboxThread(Config(platforms=platforms, **config)) as running:
        yield ShopifyRemote(running)


@dataclass
class Ear:
    """A web server that keeps what it hears, and answers as told."""

    status: int = 200
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    def topics(self) -> list[str]:
        return [headers["X-Shopify-Topic"] for headers, _ in self.heard]

    def body(self, topic: str) -> dict[str, Any]:
        for headers, raw in self.heard:
            if headers["X-Shopify-Topic"] == topic:
                return json.loads(raw)
        raise AssertionError(f"{topic} was not heard, only {self.topics()}")


@contextmanager
def ear(status: int = 200):
    listener = Ear(status)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            listener.heard.append((dict(self.headers), raw))
            self.send_response(listener.status)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.url = f"http://127.0.0.1:{server.server_port}/hook"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield listener
    server.shutdown()
    server.server_close()


def subscribe(merchant: Merchant, url: str, *topics: str, **more: Any) -> None:
    for topic in topics:
        merchant.do(
            """mutation S($topic: WebhookSubscriptionTopic!,
                          $row: WebhookSubscriptionInput!) {
                 webhookSubscriptionCreate(topic: $topic, webhookSubscription: $row) {
                   webhookSubscription { id } userErrors { field message }
                 }
               }""",
            topic=topic,
            row={"uri": url, **more},
        )
