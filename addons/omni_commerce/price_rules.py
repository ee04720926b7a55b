"""From the price here to the price on a channel: percent, a fixed part, an ending."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Rule:
    percent: Decimal = Decimal(0)  # on top of the price; negative: off it
    fixed: Decimal = Decimal(0)
    step: Decimal = Decimal(0)  # 0.05: five cents; 0: as it comes
    ending: Decimal | None = None  # 0.99 with a step of 1: 12.30 becomes 12.99


def offered(rule: Rule, price: Decimal) -> Decimal:
    """The price by the rule, before the currency's own rounding; never below zero."""
    price = price * (1 + rule.percent / 100) + rule.fixed
    if rule.step > 0 and rule.ending is not None:
        # Up to the next price that ends like this: rounding never gives away money.
        steps = ((price - rule.ending) / rule.step).to_integral_value(ROUND_CEILING)
        price = max(steps, Decimal(0)) * rule.step + rule.ending
    elif rule.step > 0:
        price = (price / rule.step).to_integral_value(ROUND_HALF_UP) * rule.step
    return max(price, Decimal(0))
