"""The categories of the seller's own shop at eBay, as showcases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from odoo.addons.omni_commerce.documents import Showcase
from odoo.addons.omni_core.lib.errors import GoneError

from ..client.client import EbayClient, Node


def store_categories(client: EbayClient) -> list[Showcase]:
    """None where the seller has no shop. An offer names them by their whole path."""
    try:
        answer = client.call("stores", "GET", "/store/categories")
    except GoneError:
        return []
    return list(_below("", answer.body.get("storeCategories") or ()))


def _below(above: str, nodes: Sequence[Node]) -> Iterator[Showcase]:
    for node in nodes:
        name: Any = node.get("categoryName") or ""
        path = f"{above}/{name}"
        yield Showcase(path, path.lstrip("/").replace("/", " › "), "collection")
        yield from _below(path, node.get("childrenCategories") or ())
