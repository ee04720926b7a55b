"""The control room for a test: screens on one side, what happens on the other."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from functools import cached_property
from pathlib import Path

import requests

from bench.common import wait_until

_SETTLE_S = 180


class Room:
    def __init__(self, browser, odoo, sandbox, pictures: Path, database: str) -> None:
        self.browser = browser
        self.odoo = odoo
        self.sandbox = sandbox
        self._pictures = pictures
        self.database = database

    @cached_property
    def shop(self) -> int:
        [found] = self.search("integration.connection", ("platform", "=", "shopify"))
        return found

    # -- what happens --------------------------------------------------------------

    def search(self, model, *domain) -> list[int]:
        return self.odoo.call(model, "search", [list(leaf) for leaf in domain])

    def read(self, model, ids, *names) -> list[dict]:
        return self.odoo.call(model, "read", ids, list(names))

    def settle(self) -> None:
        """Wait until the queue has done all that it can do now."""
        wait_until(self.is_idle, _SETTLE_S, "an idle queue")

    def is_idle(self) -> bool:
        return not self.search(
            "sync.job",
            ("status", "in", ["pending", "processing"]),
            ("cause", "=", False),
            ("eta", "=", False),
        )

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

    def unmapped(self) -> list[dict]:
        """What the shop says and nobody has mapped yet."""
        ids = self.search(
            "integration.mapping",
            ("connection_id", "=", self.shop),
            ("state", "=", "unmapped"),
        )
        return self.read("integration.mapping", ids, "kind", "external_key", "label")

    def make_tax(self, key: str, name: str = "") -> int:
        """What a patient person would do: a tax of Odoo for one of the shop's."""
        *_place, rate, _name, how = key.split("/")
        tax = {
            "name": name or key,
            "amount": float(rate) * 100,
            "price_include_override": f"tax_{how}",
        }
        return self.odoo.call("account.tax", "create", [tax])[0]

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

    # -- the form of a connection --------------------------------------------------

    def open(self, path: str, shows: str) -> None:
        self.browser.go(f"/odoo/{path}")
        self.browser.wait_for(shows)

    def new_connection(self, name: str, platform: str) -> None:
        """In the form of a new one, which is open."""
        self.browser.type(".o_form_view [name=name] input", name)
        self.browser.click(".o_form_view [name=platform] input")
        self.browser.click(".o_select_menu_item", platform)
        self.browser.wait_for(".o_notebook button[name=action_use_simulator]")

    def open_connection(self, name: str) -> None:
        [found] = self.search("integration.connection", ("name", "=", name))
        self.open(f"connections/{found}", ".o_omni_setup [data-step]")

    def tab(self, name: str) -> None:
        self.browser.click(".o_notebook .nav-link", name)
        self.browser.wait_for(".o_notebook .nav-link.active", name)

    def enter_secret(self, label: str, value: str) -> None:
        rows = ".o_field_widget[name=credential_ids] .o_data_row"
        place = self.browser.run(
            f"[...document.querySelectorAll('{rows}')]"
            f".findIndex(row => row.innerText.includes({json.dumps(label)}))"
        )
        cell = f"{rows}:nth-child({place + 1}) td[name=value]"
        self.browser.click(cell)
        self.browser.type(f"{cell} input", value)

    def keys(self, platform: str) -> dict:
        """What the platform gave its customer: here, what the simulator accepts."""
        return self.sandbox.control("GET", "state")["credentials"][platform]

    def step_is_done(self, code: str) -> bool:
        return self.browser.has(f"[data-step={code}] [aria-label=Done]")

    def score(self) -> int:
        shown = ".o_field_widget[name=setup_score] .o_progressbar_value"
        return int(self.browser.text(shown).rstrip("% "))
