"""Price lists as GraphQL shows them."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.registry import lists, needs, resolves
from ..core.table import Table
from ..state.price_list import PriceList, PriceListPrice

needs("read_products", "QueryRoot.priceLists", "QueryRoot.priceList")
lists("PriceList", {"name": lambda row: row.name}, {"NAME": lambda row: row.name})


@resolves("QueryRoot.priceLists")
def _all(root: Any, ctx: Context) -> Table:
    return ctx.store["PriceList"]


@resolves("PriceList.prices")
def _prices(row: PriceList, origin_type: str | None = None) -> list[PriceListPrice]:
    return [] if origin_type == "RELATIVE" else list(row.fixed.values())


@resolves("PriceList.fixedPricesCount")
def _count(row: PriceList) -> int:
    return len(row.fixed)
