"""V1: orders, stores and warehouses exist only here; labels as well as in V2."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from odoo.addons.omni_core.lib.auth import Basic
from odoo.addons.omni_core.lib.budget import BudgetReading
from odoo.addons.omni_core.lib.paging import Page, items

from .errors import classify_v1, classify_v1_purchase

Json = dict[str, Any]
PAGE_SIZE = 500


class V1:
    def __init__(self, url: str, auth: Basic, transport) -> None:
        self._url, self._auth, self._transport = url, auth, transport

    # -- reference data --

    def carriers(self) -> list[Json]:
        return self._get("/carriers")

    def services(self, carrier_code: str) -> list[Json]:
        return self._get("/carriers/listservices", {"carrierCode": carrier_code})

    def packages(self, carrier_code: str) -> list[Json]:
        return self._get("/carriers/listpackages", {"carrierCode": carrier_code})

    def warehouses(self) -> list[Json]:
        return self._get("/warehouses")

    # -- orders --

    def stores(self) -> list[Json]:
        return self._get("/stores")

    def tags(self) -> list[Json]:
        return self._get("/accounts/listtags")

    def order(self, order_id: int) -> Json:
        return self._get(f"/orders/{int(order_id)}")

    def orders(self, page: int = 1, **query: Any) -> Page[Json]:
        query = {"page": page, "pageSize": PAGE_SIZE, **query}
        return page_of(self._get("/orders", query), "orders")

    def upsert_orders(self, bodies: list[Json]) -> Json:
        """Each is made, or changed where its orderKey is known: may be repeated."""
        return self._post("/orders/createorders", bodies)

    # -- labels --

    def rates(self, body: Json) -> list[Json]:
        return self._post("/shipments/getrates", body, asks=True)

    def upsert_order(self, body: Json) -> Json:
        """Made, or changed where the orderKey is known: may be repeated."""
        return self._post("/orders/createorder", body)

    def close_order(self, order_id: int) -> None:
        """Out of the sight of whoever packs from ShipStation's own list."""
        self._send("DELETE", f"/orders/{int(order_id)}")

    def buy_for_order(self, body: Json) -> Json:
        return self._post("/orders/createlabelfororder", body)

    def buy_test_label(self, body: Json) -> Json:
        return self._post("/shipments/createlabel", {**body, "testLabel": True})

    def void(self, shipment_id: int) -> Json:
        return self._post("/shipments/voidlabel", {"shipmentId": shipment_id})

    def shipments(self, page: int = 1, **query: Any) -> Page[Json]:
        """One page of labels; the number of the next one as its cursor."""
        query = {"page": page, "pageSize": PAGE_SIZE, **query}
        return page_of(self._get("/shipments", query), "shipments")

    def all_shipments(self, **query: Any) -> list[Json]:
        return list(items(lambda at: self.shipments(int(at or 1), **query)))

    # -- webhooks --

    def webhooks(self) -> list[Json]:
        return self._get("/webhooks")["webhooks"]

    def subscribe(self, event: str, url: str, name: str) -> Json:
        body = {"target_url": url, "event": event, "friendly_name": name}
        return self._post("/webhooks/subscribe", body)

    def unsubscribe(self, webhook_id: int) -> None:
        self._send("DELETE", f"/webhooks/{int(webhook_id)}", expect="none")

    # -- inside --

    def _get(self, path: str, query: Mapping[str, Any] | None = None) -> Any:
        return self._send("GET", path, params=query).json()

    def _post(self, path: str, body: Any, asks: bool = False) -> Any:
        """``asks``: a question sent by POST; it may be sent again."""
        return self._send(
            "POST",
            path,
            json=body,
            classify=classify_v1_purchase,
            retry_connect=asks or None,
        ).json()

    def _send(self, method: str, path: str, classify=classify_v1, **options):
        def judge(answer):
            self._read_budget(answer)
            return classify(answer)

        return self._transport.request(
            method,
            self._url + path,
            auth=self._auth,
            budget="v1",
            operation=f"v1 {method} {path}",
            classify=judge,
            **options,
        )

    def _read_budget(self, answer) -> None:
        left = answer.headers.get("X-Rate-Limit-Remaining")
        reset = answer.headers.get("X-Rate-Limit-Reset")
        if self._transport.lease is None or left is None or reset is None:
            return
        limit = answer.headers.get("X-Rate-Limit-Limit")
        self._transport.lease.feed(
            BudgetReading(
                available=float(left),
                capacity=float(limit) if limit else None,
                resets_at=time.time() + float(reset),
                name="v1",
            )
        )


def page_of(answer: Json, key: str) -> Page[Json]:
    """Both APIs say which page of how many this is: the end is proven by that."""
    number, pages = int(answer["page"]), int(answer["pages"])
    more = number < pages
    return Page(answer[key], str(number + 1) if more else None, more)
