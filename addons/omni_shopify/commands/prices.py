"""Prices of variants: one call per product, and never more than the prices."""

from __future__ import annotations

from collections.abc import Sequence

from odoo.addons.omni_commerce.adapter import Result, SetPrice
from odoo.addons.omni_commerce.documents import Money
from odoo.addons.omni_core.lib.errors import (
    AuthError,
    IntegrationError,
    RejectedError,
    ThrottledError,
)
from odoo.addons.omni_core.lib.paging import chunks
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import ShopifyClient
from ..client.const import MOST_INPUTS
from .batches import refusals


def set_prices(client: ShopifyClient, commands: Sequence[SetPrice]) -> list[Result]:
    currency = client.ask_all("shop")["shop"]["currencyCode"]
    products: dict[str, list[int]] = {}
    results: dict[int, Result] = {}
    for place, command in enumerate(commands):
        try:
            demand_currency(command.price, currency)
        except RejectedError as error:
            results[place] = Result(error=error)
        else:
            products.setdefault(command.product_ref, []).append(place)
    for product, places in products.items():
        for chunk in chunks(places, MOST_INPUTS):
            rows = [commands[place] for place in chunk]
            ended = _set(client, product, rows)
            results |= dict(zip(chunk, ended, strict=True))
    return [results[place] for place in range(len(commands))]


def _set(
    client: ShopifyClient, product: str, commands: Sequence[SetPrice]
) -> list[Result]:
    try:
        payload = client.ask(
            "prices_set", product=product, variants=[_row(c) for c in commands]
        )
    except (AuthError, ThrottledError):
        raise  # no use in going on with the others
    except IntegrationError as error:
        return [Result(error=error) for _ in commands]
    refused = refusals(payload, len(commands))
    return [
        Result(command.variant_ref, error=refused.get(place, ("", None))[1])
        for place, command in enumerate(commands)
    ]


def demand_currency(price: Money | None, currency: str) -> None:
    if price is not None and price.currency != currency:
        raise RejectedError(
            _lt(
                "The store's prices are in %(currency)s, this one is in "
                "%(theirs)s: choose a pricelist in %(currency)s for the "
                "price rule.",
                currency=currency,
                theirs=price.currency,
            ),
            code="currency",
        )


def _row(command: SetPrice) -> dict[str, str | None]:
    row = {"id": command.variant_ref, "price": str(command.price.amount)}
    if not command.keeps_compare_at:
        compare_at = command.compare_at
        row["compareAtPrice"] = str(compare_at.amount) if compare_at else None
    return row
