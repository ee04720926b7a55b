"""Whole documents by their ids: nested lists read to their end, refunds looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from odoo.addons.omni_commerce.documents import (
    Case,
    MarketingConsent,
    Order,
    Payout,
    Product,
    StockLevel,
)
from odoo.addons.omni_core.lib.paging import Page, items

from .client.client import Node, ShopifyClient, page_of, whole
from .client.const import MOST_INPUTS, PAGE_SIZE
from .client.errors import AccessDeniedError
from .translate import (
    case_document,
    consent_document,
    level_documents,
    order_document,
    payout_document,
    product_document,
)

_MOST_ITEMS = 100  # nodes with one short list each
_FEW = 10  # each brings its own list, which is read to its end


class Reader:
    def __init__(
        self, client: ShopifyClient, admin_url: str = "", vat_attribute: str = ""
    ) -> None:
        self._client = client
        self._admin_url, self._vat_attribute = admin_url, vat_attribute

    def orders(self, refs: Sequence[str]) -> Mapping[str, Order]:
        nodes = self._client.by_id("orders_by_id", refs)
        for node in nodes:
            self._client.complete(node, "lineItems", "more_lines")
            self._client.complete(node, "shippingLines", "more_shipping_lines")
            for parcel in node["fulfillments"]:
                rest = "more_parcel_lines"
                self._client.complete(parcel, "fulfillmentLineItems", rest)
        self._put_refunds(nodes)
        self._put_returns(nodes)
        self._put_parts(nodes)
        return {
            node["id"]: order_document(node, self._admin_url, self._vat_attribute)
            for node in nodes
        }

    def _put_refunds(self, orders: Sequence[Node]) -> None:
        """Few orders have any, and they are dear to ask for: a question of its own."""
        refs = [row["id"] for order in orders for row in order["refunds"]]
        found = {row["id"]: row for row in self._client.by_id("refunds_by_id", refs)}
        for refund in found.values():
            self._client.complete(refund, "refundLineItems", "more_refund_lines")
            for field in ("refundShippingLines", "orderAdjustments", "transactions"):
                whole(refund[field])
        for order in orders:
            order["refunds"] = [
                found[row["id"]] for row in order["refunds"] if row["id"] in found
            ]

    def _put_returns(self, orders: Sequence[Node]) -> None:
        """They need a scope of their own: without it, orders come without returns."""
        refs = [row["id"] for row in orders if row["returnStatus"] != "NO_RETURN"]
        try:
            nodes = self._client.by_id("returns_of_orders", refs)
        except AccessDeniedError:
            return
        found = {node["id"]: whole(node["returns"]) for node in nodes}
        for row in (row for rows in found.values() for row in rows):
            whole(row["returnLineItems"])
        for order in orders:
            order["returns"] = found.get(order["id"], [])

    def _put_parts(self, orders: Sequence[Node]) -> None:
        """How what is still open gets to the buyer. It needs a scope of its own, too:
        without it, orders are taken for such that are shipped."""
        refs = [row["id"] for row in orders if _is_open(row)]
        try:
            nodes = self._client.by_id("to_ship_of_orders", refs)
        except AccessDeniedError:
            return
        found = {node["id"]: node["fulfillmentOrders"]["nodes"] for node in nodes}
        for order in orders:
            order["parts"] = found.get(order["id"])

    def products(self, refs: Sequence[str]) -> Mapping[str, Product]:
        nodes = self._client.by_id("products_by_id", refs)
        for node in nodes:
            self._client.complete(node, "variants", "more_variants")
            self._client.complete(node, "media", "more_media")
            self._client.complete(node, "metafields", "more_metafields")
            self._client.complete(node, "collections", "more_collections")
            self._client.complete(node, "resourcePublications", "more_publications")
        return {node["id"]: self.product(node) for node in nodes}

    def product(self, node: Node) -> Product:
        return product_document(node, self.currency, self._admin_url)

    @cached_property
    def currency(self) -> str:
        return self._client.ask_all("shop")["shop"]["currencyCode"]

    def levels(self, refs: Sequence[str]) -> Mapping[str, tuple[StockLevel, ...]]:
        nodes = self._client.by_id("stock_by_id", refs, most=_MOST_ITEMS)
        for node in nodes:
            self._client.complete(node, "inventoryLevels", "more_levels")
        return {node["id"]: level_documents(node) for node in nodes}

    # -- money out --

    def payouts(self, cursor: str | None, query: str | None) -> Page[Payout]:
        account = self._client.ask("payouts", first=_FEW, after=cursor, query=query)
        if not account:  # a store without Shopify Payments
            return Page([], None, False)
        page = page_of(account["payouts"])
        found = [payout_document(node, self._payout_lines(node)) for node in page.items]
        return Page(found, page.cursor, page.has_more)

    def _payout_lines(self, payout: Node) -> list[Node]:
        query = f"payments_transfer_id:{payout['legacyResourceId']}"

        def fetch(cursor: str | None) -> Page[Node]:
            account = self._client.ask(
                "payout_lines", first=_MOST_ITEMS, after=cursor, query=query
            )
            return page_of(account["balanceTransactions"])

        return list(items(fetch))

    def consents(self, cursor: str | None, query: str | None) -> Page[MarketingConsent]:
        """Customers' data may be withheld as a whole: then nobody's is known."""
        try:
            page = self._client.page("consents", cursor, MOST_INPUTS, query=query)
        except AccessDeniedError:
            return Page([])
        found = [consent_document(node) for node in page.items]
        return Page(found, page.cursor, page.has_more)

    def cases(self, cursor: str | None, query: str | None) -> Page[Case]:
        """Disputes need a scope of their own: without it there are none to see."""
        wanted = {"first": PAGE_SIZE, "after": cursor, "query": query}
        try:
            account = self._client.ask("disputes", **wanted)
        except AccessDeniedError:
            return Page([])
        if not account:  # a store without Shopify Payments
            return Page([])
        page = page_of(account["disputes"])
        found = [case_document(node) for node in page.items]
        return Page(found, page.cursor, page.has_more)


def _is_open(order: Node) -> bool:
    return not order["cancelledAt"] and order["displayFulfillmentStatus"] != "FULFILLED"
