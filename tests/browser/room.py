"""The control room for a test: screens on one side, what happens on the other."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path

import requests

from bench.common import wait_until

_SETTLE_S = 180


class Room:
    def __init__(self, browser, odoo, sandbox, pictures: Path) -> None:
        self.browser = browser
        self.odoo = odoo
        self.sandbox = sandbox
        self._pictures = pictures
        [self.shop] = self.search(
            "integration.connection", ("platform", "=", "shopify")
        )

    # -- what happens --------------------------------------------------------------

    def search(self, model, *domain) -> list[int]:
        return self.odoo.call(model, "search", [list(leaf) for leaf in domain])

    def read(self, model, ids, *names) -> list[dict]:
        return self.odoo.call(model, "read", ids, list(names))

    def settle(self) -> None:
        """Wait until the queue has done all that it can do now."""

        def is_idle():
            return not self.search(
                "sync.job",
                ("status", "in", ["pending", "processing"]),
                ("cause", "=", False),
                ("eta", "=", False),
            )

        wait_until(is_idle, _SETTLE_S, "an idle queue")

    def ask_for_news(self) -> None:
        """Poll now, as the schedule would do in a while."""
        wish = {"connection_id": self.shop, "operation": "order_poll"}
        self.odoo.call("sync.job", "create", [wish])

    def read_order(self, ref: str) -> int:
        wish = {
            "connection_id": self.shop,
            "operation": "order_import",
            "payload": {"ref": ref},
        }
        [job] = self.odoo.call("sync.job", "create", [wish])
        return job

    def an_order(self) -> dict:
        ids = self.search(
            "integration.order.binding", ("connection_id", "=", self.shop)
        )
        return self.read("integration.order.binding", ids[:1], "name", "external_ref")[
            0
        ]

    def tell(self, topic: str, body: dict, delivery: str) -> requests.Response:
        """A webhook as the shop would send it, signed with its secret."""
        raw = json.dumps(body).encode()
        keys = self.sandbox.control("GET", "state")["credentials"]["shopify"]
        digest = hmac.digest(keys["client_secret"].encode(), raw, hashlib.sha256)
        [found] = self.read("integration.connection", [self.shop], "webhook_url")
        path = found["webhook_url"].partition("/omni/")[2]
        return requests.post(
            f"{self.browser.base_url}/omni/{path}",
            data=raw,
            timeout=30,
            headers={
                "Content-Type": "application/json",
                "X-Shopify-Topic": topic,
                "X-Shopify-Webhook-Id": delivery,
                "X-Shopify-Shop-Domain": f"{keys['shop']}.myshopify.com",
                "X-Shopify-Hmac-Sha256": base64.b64encode(digest).decode(),
            },
        )

    # -- screens -------------------------------------------------------------------

    def picture(self, name: str) -> None:
        self.browser.screenshot(self._pictures / f"{name}.png")

    def open_dashboard(self) -> None:
        self.browser.go("/odoo/integrations")
        self.browser.wait_for(".o_omni_dashboard_body[data-ready=true] canvas")

    def card(self, key: str) -> str:
        return self.browser.text(f"[data-card={key}] .o_omni_card_value")
