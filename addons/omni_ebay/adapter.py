"""eBay as a channel: documents out of its JSON, commands into its calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any

from odoo.addons.omni_commerce import adapter as seam
from odoo.addons.omni_commerce.adapter import Can, ChannelAdapter, Command, Result
from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_core.engine.platform import CheckResult
from odoo.addons.omni_core.lib.errors import (
    AuthError,
    IntegrationError,
    PayloadError,
    ThrottledError,
)
from odoo.addons.omni_core.lib.paging import Page
from odoo.addons.omni_core.lib.words import _lt

from . import cases, commands, listing, payout_reading, stock_reading
from .check import check
from .client.client import EbayClient
from .order_reading import OrderReader
from .translate import order_document

_ONE_BY_ONE: Mapping[type, Callable[..., Result]] = {
    seam.Ship: commands.ship,
    seam.CorrectTracking: commands.correct_tracking,
    seam.CancelShipment: commands.cancel_shipment,
    seam.CancelOrder: commands.cancel_order,
    seam.RefundOrder: commands.refund_order,
    seam.EndProduct: listing.end_product,
    seam.AnswerCase: cases.answer,
}
# These are done together: what eBay takes in bulk is sent in bulk.
_TOGETHER: Mapping[tuple[type, ...], Callable[..., Sequence[Result]]] = {
    (seam.SetStock, seam.SetPrice): commands.set_levels_and_prices,
    (seam.UpsertProduct,): listing.upsert_products,
}
_LEVELS_AT_ONCE = 250  # ten calls, of which each is answered for


@dataclass(frozen=True, slots=True)
class Habits:
    """How a connection wants its documents."""

    vat: Mapping[str, Decimal] = field(default_factory=dict)  # country -> contained


class EbayAdapter(ChannelAdapter):
    can = frozenset(
        {
            Can.CANCEL_ORDER,
            Can.REFUND,
            Can.PAYOUTS,
            Can.CASES,
            Can.WEBHOOKS,
            Can.PUSH_PRODUCTS,
        }
    )
    # A cancelled order says so; a refund is known by its amount, among those we know.
    repeats_safely = frozenset({seam.CancelOrder, seam.RefundOrder})
    most_per_call = MappingProxyType(
        {
            seam.SetStock: _LEVELS_AT_ONCE,
            seam.SetPrice: _LEVELS_AT_ONCE,
            seam.UpsertProduct: listing.MOST_PER_CALL,
        }
    )

    def __init__(
        self,
        client: EbayClient,
        habits: Habits | None = None,
        renew: Callable[[], Mapping[str, Any]] | None = None,
        verification_token: str = "",
    ) -> None:
        self.client = client
        self.renew = renew
        self.verification_token = verification_token
        habits = habits or Habits()
        page = f"{client.hosts.site(client.site.domain)}/mesh/ord/details?orderid="
        make = partial(order_document, vat=habits.vat, page=page)
        self._orders = OrderReader(client, make)

    def check(self) -> CheckResult:
        return check(self.client)

    def fetch(self, kind: Kind, cursor: str | None, **wanted: Any) -> Page:
        if kind is Kind.ORDER:
            return self._orders.page(cursor, wanted)
        if kind is Kind.STOCK:
            return stock_reading.levels_page(self.client, cursor)
        if kind is Kind.LOCATION:
            return Page([stock_reading.location(self.client)])
        if kind is Kind.PAYOUT:
            return payout_reading.payouts_page(self.client, cursor, wanted)
        if kind is Kind.CASE:
            return Page(cases.read(self.client))
        if kind is Kind.PRODUCT:
            return listing.products_page(self.client, cursor)
        if kind is Kind.SHOWCASE:
            return Page(listing.store_categories(self.client))
        raise _not_asked(kind)

    def get(self, kind: Kind, refs: Sequence[str]) -> Mapping[str, Any]:
        if kind is Kind.ORDER:
            return self._orders.by_refs(refs)
        if kind is Kind.STOCK:
            return stock_reading.levels_by_refs(self.client, refs)
        if kind is Kind.PAYOUT:
            return payout_reading.payouts_by_refs(self.client, refs)
        if kind is Kind.LOCATION:
            place = stock_reading.location(self.client)
            return {place.ref: place} if place.ref in refs else {}
        if kind is Kind.PRODUCT:
            return listing.products_by_refs(self.client, refs)
        raise _not_asked(kind)

    def push(self, commands: Sequence[Command]) -> Sequence[Result]:
        """What goes in bulk together; the rest one by one, in their order."""
        results: dict[int, Result] = {}
        for kinds, work in _TOGETHER.items():
            bulk = [at for at, c in enumerate(commands) if isinstance(c, kinds)]
            if bulk:
                ended = work(self.client, [commands[at] for at in bulk])
                results |= dict(zip(bulk, ended, strict=True))
        for at, command in enumerate(commands):
            if at not in results:
                results[at] = self._one(command)
        return [results[at] for at in range(len(commands))]

    def _one(self, wish: Command) -> Result:
        kind = type(wish)
        if kind not in _ONE_BY_ONE:
            raise PayloadError(
                _lt("eBay cannot do this yet: %(name)s.", name=kind.__name__)
            )
        try:
            return _ONE_BY_ONE[kind](self.client, wish)
        except (AuthError, ThrottledError):
            raise  # no use in going on with the others
        except IntegrationError as error:
            return Result(error=error)


def _not_asked(kind: Kind) -> PayloadError:
    return PayloadError(
        _lt("eBay is not asked for this yet: %(kind)s.", kind=kind.value)
    )
