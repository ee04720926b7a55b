"""Stock levels: compare-and-set, up to 250 in a call, each with an end of its own."""

from __future__ import annotations

from collections.abc import Sequence

from odoo.addons.omni_commerce.adapter import Result, SetStock
from odoo.addons.omni_core.lib.errors import IntegrationError
from odoo.addons.omni_core.lib.paging import chunks

from ..client.client import ShopifyClient
from ..client.const import MOST_INPUTS
from .batches import key_of, refusals

_NOT_STOCKED = "ITEM_NOT_STOCKED_AT_LOCATION"


def set_stock(client: ShopifyClient, commands: Sequence[SetStock]) -> list[Result]:
    return [
        result
        for chunk in chunks(commands, MOST_INPUTS)
        for result in _set_chunk(client, chunk)
    ]


def _set_chunk(client: ShopifyClient, commands: Sequence[SetStock]) -> list[Result]:
    """Shopify sets all or none: the refused are taken out and the rest sent again."""
    results: dict[int, Result] = {}
    waiting = list(range(len(commands)))
    while waiting:
        refused = _send(client, [commands[place] for place in waiting])
        for position, (code, error) in refused.items():
            place = waiting[position]
            if code == _NOT_STOCKED:
                results[place] = _activate(client, commands[place])
            else:
                results[place] = Result(error=error)
        if not refused:
            results |= {place: Result() for place in waiting}
        waiting = [place for place in waiting if place not in results]
    return [results[place] for place in range(len(commands))]


def _send(
    client: ShopifyClient, commands: Sequence[SetStock]
) -> dict[int, tuple[str, IntegrationError]]:
    quantities = [
        {
            "inventoryItemId": command.level.stock_ref,
            "locationId": command.level.location_ref,
            "quantity": command.level.available,
            # Must be sent, even where we do not mind what was there before.
            "changeFromQuantity": command.expected,
        }
        for command in commands
    ]
    payload = client.ask(
        "stock_set",
        input={"name": "available", "reason": "correction", "quantities": quantities},
        key=key_of([command.key for command in commands]),
    )
    return refusals(payload, len(commands))


def _activate(client: ShopifyClient, command: SetStock) -> Result:
    """The place does not carry the item yet: let it, with this stock."""
    level = command.level
    try:
        client.do(
            "stock_activate",
            item=level.stock_ref,
            location=level.location_ref,
            available=level.available,
            key=key_of([command.key and f"{command.key}:activate"]),
        )
    except IntegrationError as error:
        return Result(error=error)
    return Result()
