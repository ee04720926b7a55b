"""Developer Analytics: how many calls are left, per API, as budgets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from odoo.addons.omni_core.lib.budget import BudgetReading
from odoo.addons.omni_core.lib.moments import moment

from .client.client import EbayClient, Node

# eBay's name of an API, squeezed, and the budget that it is.
_BUDGETS = {
    "inventory": "inventory",
    "fulfillment": "fulfillment",
    "account": "account",
    "finances": "finances",
    "metadata": "metadata",
    "stores": "stores",
    "taxonomy": "taxonomy",
    "media": "media",
    "message": "message",
    "identity": "identity",
    "notification": "notification",
    "keymanagement": "keys",
    "postorder": "postorder",
    "tradingapi": "trading",
}


def readings(client: EbayClient) -> list[BudgetReading]:
    """The scarcest of each budget: an API may have several limits."""
    body = client.call("analytics", "GET", "/rate_limit").body
    found: dict[str, BudgetReading] = {}
    for reading in _all(body.get("rateLimits") or ()):
        known = found.get(reading.name)
        if known is None or reading.available < known.available:
            found[reading.name] = reading
    return list(found.values())


def _all(apis: Sequence[Node]) -> Iterator[BudgetReading]:
    for api in apis:
        budget = _BUDGETS.get(str(api.get("apiName") or "").replace(" ", "").lower())
        if not budget:
            continue
        for resource in api.get("resources") or ():
            for rate in resource.get("rates") or ():
                if reading := _reading(budget, rate):
                    yield reading


def _reading(budget: str, rate: Node) -> BudgetReading | None:
    if rate.get("remaining") is None or rate.get("limit") is None:
        return None
    reset = moment(rate.get("reset"))
    return BudgetReading(
        available=float(rate["remaining"]),
        capacity=float(rate["limit"]),
        resets_at=reset.timestamp() if reset else None,
        name=budget,
    )
