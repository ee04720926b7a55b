"""Prices of variants: one call per product, and never more than the prices."""

from __future__ import annotations

from collections.abc import Sequence

from odoo.addons.omni_commerce.adapter import Result, SetPrice
from odoo.addons.omni_core.lib.errors import (
    AuthError,
    IntegrationError,
    ThrottledError,
)

from ..client.client import ShopifyClient
from ..client.const import MOST_INPUTS
from .batches import chunks, refusals


def set_prices(client: ShopifyClient, commands: Sequence[SetPrice]) -> list[Result]:
    products: dict[str, list[int]] = {}
    for place, command in enumerate(commands):
        products.setdefault(command.product_ref, []).append(place)
    results: dict[int, Result] = {}
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


def _row(command: SetPrice) -> dict[str, str | None]:
    compare_at = command.compare_at
    return {
        "id": command.variant_ref,
        "price": str(command.price.amount),
        "compareAtPrice": str(compare_at.amount) if compare_at else None,
    }
