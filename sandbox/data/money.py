"""Money that adds up to the cent: rounding by currency, shares without a rest."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

#: one unit of US dollar in each currency the shop sells in
RATES = {
    "USD": Decimal(1),
    "EUR": Decimal("0.92"),
    "GBP": Decimal("0.79"),
    "CAD": Decimal("1.36"),
    "AUD": Decimal("1.52"),
    "JPY": Decimal(154),
    "CHF": Decimal("0.88"),
    "SEK": Decimal("10.6"),
    "PLN": Decimal("4.01"),
}
WITHOUT_CENTS = {"JPY"}


def quantum(currency: str) -> Decimal:
    return Decimal(1) if currency in WITHOUT_CENTS else Decimal("0.01")


def rounded(amount: Decimal, currency: str) -> Decimal:
    return amount.quantize(quantum(currency), ROUND_HALF_UP)


def shares(amount: Decimal, weights: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Split `amount` by weight; what rounding leaves goes to the first lines."""
    unit, whole = quantum(currency), sum(weights, Decimal(0))
    if not whole:
        return [Decimal(0)] * len(weights)
    parts = [(amount * w / whole).quantize(unit, ROUND_DOWN) for w in weights]
    rest = int((amount - sum(parts)) / unit)
    order = [i for i, weight in enumerate(weights) if weight]
    for step in range(rest):
        parts[order[step % len(order)]] += unit
    return parts
