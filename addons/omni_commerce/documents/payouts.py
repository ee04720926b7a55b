"""Money out: what the channel pays to us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from odoo.addons.omni_core.lib.money import Money


@dataclass(frozen=True, slots=True)
class PayoutLine:
    ref: str
    type: str  # "charge" | "refund" | "fee" | "adjustment" | "dispute" | "reserve" ...
    gross: Money
    fee: Money
    order_ref: str = ""
    payment_ref: str = ""
    note: str = ""
    # What the fee is made of, where the channel says so: (kind, amount).
    fee_parts: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Payout:
    ref: str
    date: date
    total: Money
    name: str = ""  # what people call it, if that is not the reference
    status: str = "paid"
    lines: tuple[PayoutLine, ...] = ()
