"""eBay as a channel: documents out of its JSON, commands into its calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from odoo.addons.omni_commerce.adapter import ChannelAdapter, Command, Result
from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_core.engine.platform import CheckResult
from odoo.addons.omni_core.lib.errors import PayloadError
from odoo.addons.omni_core.lib.paging import Page

from .check import check
from .client.client import EbayClient
from .order_reading import OrderReader
from .translate import order_document


@dataclass(frozen=True, slots=True)
class Habits:
    """How a connection wants its documents."""

    vat: Mapping[str, Decimal] = field(default_factory=dict)  # country -> contained


class EbayAdapter(ChannelAdapter):
    def __init__(
        self,
        client: EbayClient,
        habits: Habits | None = None,
        renew: Callable[[], Mapping[str, Any]] | None = None,
    ) -> None:
        self.client = client
        self.renew = renew
        habits = habits or Habits()
        page = f"{client.hosts.site(client.site.domain)}/mesh/ord/details?orderid="
        make = partial(order_document, vat=habits.vat, page=page)
        self._orders = OrderReader(client, make)

    def check(self) -> CheckResult:
        return check(self.client)

    def fetch(self, kind: Kind, cursor: str | None, **wanted: Any) -> Page:
        if kind is Kind.ORDER:
            return self._orders.page(cursor, wanted)
        raise PayloadError(f"eBay is not asked for this yet: {kind.value}.")

    def get(self, kind: Kind, refs: Sequence[str]) -> Mapping[str, Any]:
        if kind is Kind.ORDER:
            return self._orders.by_refs(refs)
        raise PayloadError(f"eBay is not asked for this yet: {kind.value}.")

    def push(self, commands: Sequence[Command]) -> Sequence[Result]:
        raise PayloadError("eBay cannot do this yet.")
