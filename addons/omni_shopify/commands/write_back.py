"""What an order is called in Odoo, and orders that are done out of the way."""

from __future__ import annotations

import json
from collections.abc import Sequence

from odoo.addons.omni_commerce.adapter import CloseOrder, Result, WriteNumbers
from odoo.addons.omni_core.lib.errors import AuthError, IntegrationError, ThrottledError

from ..client.client import ShopifyClient
from ..client.metafields import Metafields

_NAMESPACE, _TYPE = "odoo", "list.single_line_text_field"
# Metafields, not the note or the tags: these are the merchant's, and come back to us.
_KEYS = {"order": "sales_order", "delivery": "deliveries", "invoice": "invoices"}


def write_numbers(
    client: ShopifyClient, commands: Sequence[WriteNumbers]
) -> list[Result]:
    fields = Metafields(client)
    results = []
    for command in commands:
        try:
            _write(client, fields, command)
        except (AuthError, ThrottledError):
            raise  # no use in going on with the others
        except IntegrationError as error:
            results.append(Result(error=error))
        else:
            results.append(Result(command.order_ref))
    return results


def _write(client: ShopifyClient, fields: Metafields, command: WriteNumbers) -> None:
    numbers: dict[str, list[str]] = {key: [] for key in _KEYS.values()}
    for kind, number in command.numbers:
        numbers[_KEYS[kind]].append(number)
    rows = [
        {"ownerId": command.order_ref, "namespace": _NAMESPACE, "key": key}
        | {"type": _TYPE, "value": json.dumps(found)}
        for key, found in numbers.items()
        if found
    ]
    payload = client.do("metafields_set", metafields=rows)
    for field in payload["metafields"]:
        if not field["definition"]:  # without it merchants would not see the field
            fields.define("ORDER", _NAMESPACE, field["key"], _TYPE)
    gone = [(_NAMESPACE, key) for key, found in numbers.items() if not found]
    fields.delete(command.order_ref, gone)


def close_order(client: ShopifyClient, command: CloseOrder) -> Result:
    client.do("order_close", id=command.order_ref)
    return Result(command.order_ref)
