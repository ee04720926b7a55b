"""What documents of all kinds share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from odoo.addons.omni_core.lib.money import Money

Pairs = tuple[tuple[str, str], ...]


class Kind(str, Enum):
    """The kinds of documents that a channel holds."""

    ORDER = "order"
    PRODUCT = "product"
    CONSENT = "consent"
    STOCK = "stock"
    LOCATION = "location"
    SHOWCASE = "showcase"
    PAYOUT = "payout"
    CASE = "case"
    PRICE_LIST = "price_list"


@dataclass(frozen=True, slots=True)
class Price:
    """One amount in the shop's currency and, where it differs, as the buyer saw it."""

    shop: Money
    buyer: Money | None = None
