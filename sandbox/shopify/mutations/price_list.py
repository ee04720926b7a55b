"""Price lists: made, and their fixed prices set and taken away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..core.context import Context
from ..core.errors import Refused, UserError, refuse
from ..core.money import Money, rounded
from ..core.registry import plays
from ..state.price_list import PriceList, PriceListPrice
from ..state.product import ProductVariant

SCOPE = "write_products"
MOST = 250


@plays("priceListFixedPricesAdd", SCOPE)
def add(ctx: Context, price_list_id: str, prices: list[dict]) -> dict[str, Any]:
    """All of them, or none."""
    found = _find(ctx, price_list_id)
    if len(prices) > MOST:
        raise refuse(f"The input array size is greater than {MOST}.", "prices")
    errors = [e for at, row in enumerate(prices) if (e := _wrong(ctx, found, row, at))]
    if errors:
        raise Refused(*errors)
    made = [_fixed(ctx, row) for row in prices]
    found.fixed |= {one.variant.id: one for one in made}
    ctx.store.touch(found)
    return {"prices": made}


@plays("priceListFixedPricesDelete", SCOPE)
def delete(ctx: Context, price_list_id: str, variant_ids: list[str]) -> dict[str, Any]:
    found, gone = _find(ctx, price_list_id), []
    for at, global_id in enumerate(variant_ids):
        variant = ctx.store.node(global_id)
        if variant is None or variant.id not in found.fixed:
            said = "Only fixed prices can be deleted."
            raise refuse(said, ["variantIds", str(at)], "PRICE_NOT_FIXED")
        gone.append(global_id)
    for global_id in gone:
        del found.fixed[ctx.store.node(global_id).id]
    ctx.store.touch(found)
    return {"deleted_fixed_price_variant_ids": gone}


def _find(ctx: Context, global_id: str) -> PriceList:
    found = ctx.store.node(global_id)
    if not isinstance(found, PriceList):
        raise refuse(
            "Price list does not exist.", "priceListId", "PRICE_LIST_NOT_FOUND"
        )
    return found


def _wrong(ctx: Context, found: PriceList, row: dict, at: int) -> UserError | None:
    path = ["prices", str(at)]
    if not isinstance(ctx.store.node(row["variant_id"]), ProductVariant):
        said = "Product variant ID does not exist."
        return UserError(said, [*path, "variantId"], "VARIANT_NOT_FOUND")
    for name in ("price", "compare_at_price"):
        money = row.get(name)
        if money and money["currency_code"] != found.currency:
            said = "The specified currency does not match the price list's currency."
            code = "PRICE_LIST_CURRENCY_MISMATCH"
            return UserError(said, [*path, "price", "currencyCode"], code)
    return None


def _fixed(ctx: Context, row: dict) -> PriceListPrice:
    return PriceListPrice(
        variant=ctx.store.node(row["variant_id"]),
        price=_money(row["price"]),
        compare_at_price=_money(row.get("compare_at_price")),
    )


def _money(row: dict | None) -> Money | None:
    if not row:
        return None
    return Money(
        rounded(Decimal(str(row["amount"])), row["currency_code"]), row["currency_code"]
    )
