"""Prices of markets and catalogues: fixed ones, on the price list of each."""

from __future__ import annotations

from collections.abc import Sequence

from odoo.addons.omni_commerce.adapter import Result, SetListPrice
from odoo.addons.omni_commerce.documents import Money
from odoo.addons.omni_core.lib.errors import AuthError, IntegrationError, ThrottledError
from odoo.addons.omni_core.lib.paging import chunks

from ..client.client import ShopifyClient
from ..client.const import MOST_INPUTS
from .batches import refusals


def set_list_prices(
    client: ShopifyClient, commands: Sequence[SetListPrice]
) -> list[Result]:
    lists: dict[str, list[int]] = {}
    for place, command in enumerate(commands):
        lists.setdefault(command.list_ref, []).append(place)
    results: dict[int, Result] = {}
    for ref, places in lists.items():
        for chunk in chunks(places, MOST_INPUTS):
            ended = _set(client, ref, [commands[place] for place in chunk])
            results |= dict(zip(chunk, ended, strict=True))
    return [results[place] for place in range(len(commands))]


def _set(
    client: ShopifyClient, ref: str, commands: Sequence[SetListPrice]
) -> list[Result]:
    """One that is refused keeps all of its call from being set: without it, again."""
    prices = [_row(command) for command in commands]
    try:
        payload = client.ask("list_prices_set", id=ref, prices=prices)
    except (AuthError, ThrottledError):
        raise  # no use in going on with the others
    except IntegrationError as error:
        return [Result(error=error) for _ in commands]
    refused = {place: said[1] for place, said in refusals(payload, len(prices)).items()}
    fine = [c for place, c in enumerate(commands) if place not in refused]
    again = iter(_set(client, ref, fine) if refused and fine else ())
    return [
        Result(error=refused[place])
        if place in refused
        else next(again, Result(command.variant_ref))
        for place, command in enumerate(commands)
    ]


def _row(command: SetListPrice) -> dict:
    row = {"variantId": command.variant_ref, "price": _money(command.price)}
    if command.compare_at:
        row["compareAtPrice"] = _money(command.compare_at)
    return row


def _money(money: Money) -> dict[str, str]:
    return {"amount": str(money.amount), "currencyCode": money.currency}
