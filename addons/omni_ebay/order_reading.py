"""Reads eBay's orders: whole, the oldest change first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from odoo.addons.omni_commerce.documents import Order
from odoo.addons.omni_core.lib.errors import GoneError
from odoo.addons.omni_core.lib.paging import Page

from .client.client import PAGE_SIZE, EbayClient, Node
from .client.words import segment
from .order_window import Window
from .translate.parcels import needs_parcels

MOST_IDS = 50
# Without it the totals are told without the tax that eBay collects.
_TAXES = {"fieldGroups": "TAX_BREAKDOWN"}


class OrderReader:
    def __init__(
        self, client: EbayClient, make: Callable[[Node, Sequence[Node]], Order]
    ) -> None:
        """:param make: from eBay's order and its parcels to a document"""
        self._client, self._make = client, make

    def by_refs(self, refs: Sequence[str]) -> Mapping[str, Order]:
        """Fifty in a call; eBay leaves out those that it does not know."""
        found: dict[str, Order] = {}
        wanted = [ref for ref in dict.fromkeys(refs) if "," not in ref]
        for start in range(0, len(wanted), MOST_IDS):
            ids = ",".join(wanted[start : start + MOST_IDS])
            body = self._list({"orderIds": ids, "limit": MOST_IDS})
            for node in body.get("orders") or ():
                found[node["orderId"]] = self._whole(node)
        return found

    def page(self, cursor: str | None, wanted: Mapping[str, Any]) -> Page[Order]:
        if wanted.get("name"):
            return Page([*self.by_refs([wanted["name"]]).values()])
        window = Window.load(cursor) if cursor else Window.first(wanted)
        body = self._list({"filter": window.text, "limit": PAGE_SIZE})
        while body["total"] > PAGE_SIZE and window.is_divisible:
            window = window.narrower(body["total"])
            body = self._list({"filter": window.text, "limit": PAGE_SIZE})
        nodes = [*(body.get("orders") or ()), *self._rest(window, body["total"])]
        nodes = sorted(filter(window.holds, nodes), key=window.place)
        following = window.following()
        return Page([self._whole(n) for n in nodes], following, bool(following))

    def _list(self, query: Mapping[str, Any]) -> Node:
        query = {**query, **_TAXES}
        return self._client.call("fulfillment", "GET", "/order", query=query).body

    def _rest(self, window: Window, total: int) -> Iterator[Node]:
        """More than one answer holds within a second: here only the offset is left."""
        for offset in range(PAGE_SIZE, total, PAGE_SIZE):
            query = {"filter": window.text, "limit": PAGE_SIZE, "offset": offset}
            yield from self._list(query).get("orders") or ()

    def _whole(self, node: Node) -> Order:
        """With what a list leaves out: cancel requests, and what is in which parcel."""
        path = f"/order/{segment(node['orderId'])}"
        if node["cancelStatus"]["cancelState"] != "NONE_REQUESTED":
            try:
                node = self._client.call("fulfillment", "GET", path, query=_TAXES).body
            except GoneError:
                return self._make(node, ())  # the list knew it a moment ago
        parcels: Sequence[Node] = ()
        if needs_parcels(node):
            body = self._client.call(
                "fulfillment", "GET", f"{path}/shipping_fulfillment"
            ).body
            parcels = body.get("fulfillments") or ()
        return self._make(node, parcels)
