"""An amount with its currency: how money travels between platforms and Odoo."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

# ISO 4217: digits behind the point, where they are not two.
_DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"), 0),
    **dict.fromkeys(("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


def cent_of(currency: str) -> Decimal:
    """The smallest coin there is."""
    return Decimal(1).scaleb(-_DIGITS.get(currency, 2))


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str  # ISO 4217

    def __add__(self, other: Money) -> Money:
        self._demand_same_currency(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._demand_same_currency(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        return f"{written(self.amount)} {self.currency}"

    def _demand_same_currency(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError(f"cannot reckon {self} with {other}")


def written(amount: Decimal) -> str:
    """As it came, but never with a single digit behind the point: 46.0 is 46.00."""
    text = str(amount)
    return f"{text}0" if text[-2:-1] == "." else text
