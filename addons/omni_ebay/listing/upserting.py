"""One model for each listing: the API that made it is the one that revises it."""

from __future__ import annotations

from collections.abc import Sequence

from odoo.addons.omni_commerce.adapter import Result, UpsertProduct
from odoo.addons.omni_core.lib.errors import (
    AuthError,
    IntegrationError,
    ThrottledError,
)

from ..client.client import EbayClient
from .details import is_trading
from .revising import revise_product
from .sending import send_articles


def upsert_products(
    client: EbayClient, commands: Sequence[UpsertProduct]
) -> Sequence[Result]:
    old = [at for at, one in enumerate(commands) if is_trading(one.product.ref)]
    new = [at for at in range(len(commands)) if at not in old]
    sent = send_articles(client, [commands[at] for at in new])
    results = dict(zip(new, sent, strict=True))
    results |= {at: _revised(client, commands[at]) for at in old}
    return [results[at] for at in range(len(commands))]


def _revised(client: EbayClient, command: UpsertProduct) -> Result:
    try:
        return revise_product(client, command)
    except (AuthError, ThrottledError):
        raise  # no use in going on with the others
    except IntegrationError as error:
        return Result(error=error)
