"""Reads payouts with all that they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from odoo.addons.omni_commerce.documents import Payout
from odoo.addons.omni_core.lib.errors import GoneError
from odoo.addons.omni_core.lib.paging import Page

from .client.client import EbayClient, Node
from .client.words import segment
from .translate.basics import stamp
from .translate.payouts import payout_document

# Each has its transactions, in calls of their own.
_PAGE, _LINES_PAGE = 20, 1000


def payouts_page(
    client: EbayClient, cursor: str | None, wanted: Mapping[str, Any]
) -> Page[Payout]:
    query = {}
    if since := wanted.get("since"):
        query["filter"] = f"payoutDate:[{stamp(since)}..]"
    page = client.page(
        "finances", "/payout", "payouts", cursor, limit=_PAGE, query=query
    )
    found = [_whole(client, node) for node in page.items]
    return Page(found, page.cursor, page.has_more)


def payouts_by_refs(client: EbayClient, refs: Sequence[str]) -> Mapping[str, Payout]:
    found = {}
    for ref in dict.fromkeys(refs):
        try:
            node = client.call("finances", "GET", f"/payout/{segment(ref)}").body
        except GoneError:
            continue
        found[ref] = _whole(client, node)
    return found


def _whole(client: EbayClient, node: Node) -> Payout:
    query = {"filter": f"payoutId:{{{node['payoutId']}}}"}
    lines = client.all(
        "finances", "/transaction", "transactions", query=query, limit=_LINES_PAGE
    )
    return payout_document(node, list(lines))
