"""What a seller has allowed: eBay does not tell, so each permission is tried once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from odoo.addons.omni_core.lib.errors import GoneError, RejectedError
from odoo.addons.omni_core.lib.words import _lt

from .client import EbayClient

NOT_ALLOWED = "1100"


@dataclass(frozen=True, slots=True)
class Permission:
    scope: str
    switches_off: str  # what does not work without it, in the words of a seller
    api: str
    path: str  # the cheapest question that needs it
    query: Mapping[str, Any] = field(default_factory=dict)


_ONE = {"limit": 1}
PERMISSIONS = (
    Permission(
        "sell.inventory",
        _lt("listings, stock and prices"),
        "inventory",
        "/location",
        _ONE,
    ),
    Permission(
        "sell.fulfillment",
        _lt("orders, tracking numbers and cancellations"),
        "fulfillment",
        "/order",
        _ONE,
    ),
    Permission(
        "sell.account",
        _lt("shipping, payment and return policies"),
        "account",
        "/program/get_opted_in_programs",
    ),
    Permission(
        "sell.finances",
        _lt("payouts and refunds"),
        "finances",
        "/seller_funds_summary",
    ),
    Permission(
        "sell.stores",
        _lt("the categories of your eBay shop"),
        "stores",
        "/store/categories",
    ),
    Permission(
        "commerce.message",
        _lt("messages of buyers"),
        "message",
        "/conversation",
        {"conversation_type": "FROM_MEMBERS", "limit": 1},
    ),
    Permission(
        "sell.payment.dispute",
        _lt("payment disputes"),
        "dispute",
        "/payment_dispute_summary",
        _ONE,
    ),
)


def missing(client: EbayClient) -> Iterator[Permission]:
    for one in PERMISSIONS:
        try:
            client.call(one.api, "GET", one.path, query=one.query)
        except GoneError:
            continue  # there is nothing to see, and it may be looked at
        except RejectedError as error:
            if error.code == NOT_ALLOWED:
                yield one
