"""Money in two currencies at once: what the shop books, what the buyer saw.

Both are carried from the unit price to the total, so both add up to the cent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

#: Currencies without cents.
_WHOLE = {"JPY", "KRW", "VND", "CLP", "ISK"}


def rounded(amount: Decimal, currency: str) -> Decimal:
    step = Decimal(1) if currency in _WHOLE else Decimal("0.01")
    return amount.quantize(step, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency_code: str
    kind = "MoneyV2"


@dataclass(frozen=True, slots=True)
class Bag:
    """GraphQL `MoneyBag`."""

    shop: Decimal
    presentment: Decimal
    currency: str
    presentment_currency: str
    kind = "MoneyBag"

    @property
    def shop_money(self) -> Money:
        return Money(self.shop, self.currency)

    @property
    def presentment_money(self) -> Money:
        return Money(self.presentment, self.presentment_currency)

    def _with(self, shop: Decimal, presentment: Decimal) -> Bag:
        return Bag(
            rounded(shop, self.currency),
            rounded(presentment, self.presentment_currency),
            self.currency,
            self.presentment_currency,
        )

    def __add__(self, other: Bag) -> Bag:
        return self._with(self.shop + other.shop, self.presentment + other.presentment)

    def __sub__(self, other: Bag) -> Bag:
        return self._with(self.shop - other.shop, self.presentment - other.presentment)

    def __mul__(self, factor: int | Decimal) -> Bag:
        return self._with(self.shop * factor, self.presentment * factor)

    def __bool__(self) -> bool:
        return bool(self.shop or self.presentment)

    def share(self, part: int, whole: int) -> Bag:
        if not whole or part == whole:
            return self if whole else self.zero
        return self * (Decimal(part) / Decimal(whole))

    @property
    def zero(self) -> Bag:
        return self._with(Decimal(0), Decimal(0))

    def floor(self) -> Bag:
        """Never below zero."""
        return self if self.shop > 0 else self.zero

    def capped(self, other: Bag) -> Bag:
        return self if self.shop <= other.shop else other

    def of(self, shop_amount: Decimal) -> Bag:
        """Another amount at the same rate of exchange."""
        rate = self.presentment / self.shop if self.shop else Decimal(1)
        return self._with(shop_amount, shop_amount * rate)


def total(bags: Iterable[Bag], zero: Bag) -> Bag:
    result = zero
    for bag in bags:
        result = result + bag
    return result
