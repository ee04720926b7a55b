"""eBay as a channel: documents out of its JSON, commands into its calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from odoo.addons.omni_commerce.adapter import ChannelAdapter, Command, Result
from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_core.engine.platform import CheckResult
from odoo.addons.omni_core.lib.errors import PayloadError
from odoo.addons.omni_core.lib.paging import Page

from .check import check
from .client.client import EbayClient


class EbayAdapter(ChannelAdapter):
    def __init__(
        self,
        client: EbayClient,
        renew: Callable[[], Mapping[str, Any]] | None = None,
    ) -> None:
        self.client = client
        self.renew = renew

    def check(self) -> CheckResult:
        return check(self.client)

    def fetch(self, kind: Kind, cursor: str | None, **wanted: Any) -> Page:
        raise PayloadError(f"eBay is not asked for this yet: {kind.value}.")

    def get(self, kind: Kind, refs: Sequence[str]) -> Mapping[str, Any]:
        raise PayloadError(f"eBay is not asked for this yet: {kind.value}.")

    def push(self, commands: Sequence[Command]) -> Sequence[Result]:
        raise PayloadError("eBay cannot do this yet.")
