"""Shopify as a channel: documents out of its nodes, commands into its mutations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timezone
from types import MappingProxyType
from typing import Any

from odoo.addons.omni_commerce import adapter as seam
from odoo.addons.omni_commerce.adapter import (
    Can,
    ChannelAdapter,
    Command,
    Glance,
    Result,
)
from odoo.addons.omni_commerce.documents import Kind, StockLevel
from odoo.addons.omni_core.engine.platform import CheckResult
from odoo.addons.omni_core.lib.errors import (
    AuthError,
    IntegrationError,
    PayloadError,
    ThrottledError,
)
from odoo.addons.omni_core.lib.moments import moment
from odoo.addons.omni_core.lib.paging import Page
from odoo.addons.omni_core.lib.words import _lt

from . import commands, reading
from .check import check
from .client.client import ShopifyClient
from .client.const import MOST_INPUTS, PAGE_SIZE
from .listings import ListingWriter, end_product
from .translate import (
    collection_document,
    location_document,
    price_list_document,
    publication_document,
)

_ONE_BY_ONE: Mapping[type, Callable[..., Result]] = {
    seam.Ship: commands.ship,
    seam.CorrectTracking: commands.correct_tracking,
    seam.CancelShipment: commands.cancel_shipment,
    seam.CancelOrder: commands.cancel_order,
    seam.EditOrder: commands.edit_order,
    seam.RefundOrder: commands.refund_order,
    seam.CapturePayment: commands.capture_payment,
    seam.MarkPaid: commands.mark_paid,
    seam.CreateReturn: commands.create_return,
    seam.EndProduct: end_product,
    seam.CloseOrder: commands.close_order,
    seam.ReadyForPickup: commands.ready_for_pickup,
    seam.ReleaseHolds: commands.release_holds,
}
_TOGETHER: Mapping[type, Callable[..., list[Result]]] = {
    seam.SetStock: commands.set_stock,
    seam.SetPrice: commands.set_prices,
    seam.SetListPrice: commands.set_list_prices,
    seam.WriteNumbers: commands.write_numbers,
}


class ShopifyAdapter(ChannelAdapter):
    can = frozenset(
        {
            Can.COMPARE_AND_SET_STOCK,
            Can.CANCEL_ORDER,
            Can.EDIT_ORDER,
            Can.REFUND,
            Can.CAPTURE,
            Can.MARK_PAID,
            Can.RETURN,
            Can.WRITE_NUMBERS,
            Can.CLOSE_ORDER,
            Can.READY_FOR_PICKUP,
            Can.RELEASE_HOLDS,
            Can.PAYOUTS,
            Can.CASES,
            Can.CONSENT,
            Can.PUSH_PRODUCTS,
            Can.PRICE_LISTS,
            Can.TRANSLATE,
            Can.WEBHOOKS,
        }
    )
    most_per_call = MappingProxyType(
        {
            seam.SetStock: MOST_INPUTS,
            seam.SetPrice: MOST_INPUTS,
            seam.SetListPrice: MOST_INPUTS,
        }
    )
    # A refund bears its key; the others look first at how it stands.
    repeats_safely = frozenset(
        {seam.RefundOrder, seam.CancelOrder, seam.ReadyForPickup, seam.ReleaseHolds}
    )

    def __init__(
        self,
        client: ShopifyClient,
        admin_url: str = "",
        vat_attribute: str = "",
        renew: Callable[[], Mapping[str, Any]] | None = None,
    ) -> None:
        self.client = client
        self.reader = reading.Reader(client, admin_url, vat_attribute)
        self._writer = ListingWriter(client, self.reader)
        self.renew = renew

    def check(self) -> CheckResult:
        return check(self.client)

    def fetch(self, kind: Kind, cursor: str | None, **wanted: Any) -> Page:
        if kind is Kind.LOCATION:
            page = self.client.page("locations", cursor)
            found = [location_document(node) for node in page.items]
            return Page(found, page.cursor, page.has_more)
        if kind is Kind.PRICE_LIST:
            page = self.client.page("price_lists", cursor)
            found = [price_list_document(node) for node in page.items]
            return Page(found, page.cursor, page.has_more)
        if kind is Kind.SHOWCASE:
            return self._showcases(cursor)
        if kind is Kind.PAYOUT:
            return self.reader.payouts(cursor, search_text(wanted, "issued_at"))
        if kind is Kind.CONSENT:
            return self.reader.consents(cursor, search_text(wanted))
        if kind is Kind.CASE:
            return self.reader.cases(cursor, search_text(wanted, "initiated_at"))
        operation, read = self._source(kind)
        variables = {} if kind is Kind.STOCK else {"query": search_text(wanted)}
        page = self.client.page(operation, cursor, PAGE_SIZE, **variables)
        found = read([node["id"] for node in page.items])
        ordered = [found[n["id"]] for n in page.items if n["id"] in found]
        if kind is Kind.STOCK:
            ordered = _flat(ordered)
        return Page(ordered, page.cursor, page.has_more)

    def glance(self, cursor: str | None, **wanted: Any) -> Page:
        text = search_text(wanted)
        page = self.client.page("orders", cursor, MOST_INPUTS, query=text)
        found = [Glance(node["id"], moment(node["updatedAt"])) for node in page.items]
        return Page(found, page.cursor, page.has_more)

    def get(self, kind: Kind, refs: Sequence[str]) -> Mapping[str, Any]:
        if kind is Kind.LOCATION:
            found = map(location_document, self.client.all("locations"))
            return {place.ref: place for place in found if place.ref in refs}
        _operation, read = self._source(kind)
        return read(list(dict.fromkeys(refs)))

    def picture(self, url: str) -> bytes:
        return self.client.download(url)

    def push(self, commands: Sequence[Command]) -> Sequence[Result]:
        results: dict[int, Result] = {}
        for kind in dict.fromkeys(type(command) for command in commands):
            places = [i for i, c in enumerate(commands) if type(c) is kind]
            ended = self._push(kind, [commands[i] for i in places])
            results |= dict(zip(places, ended, strict=True))
        return [results[place] for place in range(len(commands))]

    def _push(self, kind: type, wishes: Sequence[Command]) -> list[Result]:
        if kind in _TOGETHER:
            return _TOGETHER[kind](self.client, wishes)
        return [self._one(kind, wish) for wish in wishes]

    def _one(self, kind: type, wish: Command) -> Result:
        if kind not in _ONE_BY_ONE and kind is not seam.UpsertProduct:
            raise PayloadError(
                _lt("Shopify cannot do this yet: %(name)s.", name=kind.__name__)
            )
        try:
            if kind is seam.UpsertProduct:
                return self._writer.upsert(wish)
            return _ONE_BY_ONE[kind](self.client, wish)
        except (AuthError, ThrottledError):
            raise  # no use in going on with the others
        except IntegrationError as error:
            return Result(error=error)

    def _showcases(self, cursor: str | None) -> Page:
        """All sales channels first, they are few; then the collections."""
        found = []
        if cursor is None:
            found = [publication_document(n) for n in self.client.all("publications")]
        page = self.client.page("collections", cursor)
        found += [collection_document(node) for node in page.items]
        return Page(found, page.cursor, page.has_more)

    def _source(self, kind: Kind) -> tuple[str, Callable[[list[str]], Mapping]]:
        sources = {
            Kind.ORDER: ("orders", self.reader.orders),
            Kind.PRODUCT: ("products", self.reader.products),
            Kind.STOCK: ("stock", self.reader.levels),
        }
        if kind not in sources:
            raise PayloadError(
                _lt("Shopify is not asked for this yet: %(kind)s.", kind=kind.value)
            )
        return sources[kind]


def search_text(wanted: Mapping[str, Any], changed: str = "updated_at") -> str | None:
    """Our wishes in Shopify's search language."""
    terms = [
        f"{name}:{operator}{_stamp(wanted[key])}"
        for key, name, operator in (
            ("since", changed, ">="),
            ("until", changed, "<="),
            ("created_since", "created_at", ">="),
            ("created_until", "created_at", "<="),
        )
        if wanted.get(key)
    ]
    if wanted.get("name"):
        name = str(wanted["name"]).replace("\\", "").replace('"', "")
        terms.append(f'name:"{name}"')
    return " AND ".join(terms) or None


def _stamp(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).strftime("'%Y-%m-%dT%H:%M:%SZ'")


def _flat(found: Sequence[tuple[StockLevel, ...]]) -> list[StockLevel]:
    return [level for levels in found for level in levels]
