"""V2: rates of several carriers in one call, labels in any format, tracking."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import quote

from odoo.addons.omni_core.lib.auth import ApiKeyHeader
from odoo.addons.omni_core.lib.budget import BudgetReading
from odoo.addons.omni_core.lib.paging import Page, items

from .errors import classify_v2
from .v1 import page_of

Json = dict[str, Any]
PAGE_SIZE = 500


class V2:
    def __init__(self, url: str, auth: ApiKeyHeader, transport) -> None:
        self._url, self._auth, self._transport = url, auth, transport

    # -- reference data --

    def carriers(self) -> list[Json]:
        """With their services and packages."""
        return self._get("/carriers")["carriers"]

    def packages(self) -> list[Json]:
        """Those that the account has defined itself."""
        return self._get("/packages")["packages"]

    def make_tag(self, name: str) -> None:
        self._send("POST", f"/tags/{quote(name, safe='')}", retry_connect=True)

    def validate(self, addresses: list[Json]) -> list[Json]:
        path = "/addresses/validate"
        return self._send("POST", path, json=addresses, retry_connect=True).json()

    # -- labels --

    def estimate(self, body: Json) -> list[Json]:
        """Prices that leave nothing behind; ``/rates`` would make a shipment."""
        return self._send(
            "POST", "/rates/estimate", json=body, retry_connect=True
        ).json()

    def buy(self, body: Json) -> Json:
        return self._send("POST", "/labels", json=body).json()

    def buy_for_shipment(self, shipment_id: str, body: Json) -> Json:
        path = f"/labels/shipment/{quote(shipment_id, safe='')}"
        return self._send("POST", path, json=body).json()

    def shipment_of(self, external_id: str) -> Json | None:
        path = f"/shipments/external_shipment_id/{quote(external_id, safe='')}"
        answer = self._send("GET", path, accept=(404,))
        return answer.json() if answer.status == 200 else None

    def label(self, label_id: str) -> Json:
        """With the file itself in it."""
        path = f"/labels/{quote(label_id, safe='')}"
        return self._get(path, {"label_download_type": "inline"})

    def file(self, link: str) -> bytes:
        return self._transport.request(
            "GET", link, cost=0, expect="bytes", operation="v2 download"
        ).content

    def labels(self, page: int = 1, **query: Any) -> Page[Json]:
        query = {"page": page, "page_size": PAGE_SIZE, **query}
        return page_of(self._get("/labels", query), "labels")

    def all_labels(self, **query: Any) -> list[Json]:
        return list(items(lambda at: self.labels(int(at or 1), **query)))

    def void(self, label_id: str) -> Json:
        path = f"/labels/{quote(label_id, safe='')}/void"
        return self._send("PUT", path).json()

    def track(self, label_id: str) -> Json:
        return self._get(f"/labels/{quote(label_id, safe='')}/track")

    # -- webhooks --

    def webhooks(self) -> list[Json]:
        return self._get("/environment/webhooks")

    def subscribe(self, event: str, url: str, name: str) -> Json:
        body = {"event": event, "url": url, "name": name}
        return self._send("POST", "/environment/webhooks", json=body).json()

    def unsubscribe(self, webhook_id: str) -> None:
        path = f"/environment/webhooks/{quote(webhook_id, safe='')}"
        self._send("DELETE", path, expect="none")

    # -- inside --

    def _get(self, path: str, query: Json | None = None) -> Any:
        return self._send("GET", path, params=query).json()

    def _send(self, method: str, path: str, accept=(), **options):
        def judge(answer):
            self._read_budget(answer)
            return None if answer.status in accept else classify_v2(answer)

        return self._transport.request(
            method,
            self._url + path,
            auth=self._auth,
            budget="v2",
            operation=f"v2 {method} {path}",
            accept=accept,
            classify=judge,
            **options,
        )

    def _read_budget(self, answer) -> None:
        """A call that comes too early is not counted; it hears when the minute ends."""
        wait = answer.retry_after() if answer.status == 429 else None
        if wait and self._transport.lease is not None:
            ends = BudgetReading(resets_at=time.time() + wait, name="v2")
            self._transport.lease.feed(ends)
