"""Unit price and discount such that Odoo arrives at the channel's own amount."""

from __future__ import annotations

from decimal import Decimal

_PERCENT = Decimal("0.01")  # Odoo keeps two digits of a discount


def terms(unit: Decimal, quantity: Decimal, amount: Decimal) -> tuple[Decimal, Decimal]:
    """(unit price, discount in percent) for a line that is worth ``amount``.

    The channel's unit price is kept where a percentage leads to exactly that amount:
    Odoo reckons taxes from what it has before rounding, so nearly is not enough. Where
    none does, the unit price is the line's share, and the text tells of the discount.
    """
    gross = unit * quantity
    if amount == gross or not quantity:
        return unit, Decimal(0)
    if gross:
        percent = ((1 - amount / gross) * 100).quantize(_PERCENT)
        if 0 < percent <= 100 and gross * (1 - percent / 100) == amount:
            return unit, percent
    return amount / quantity, Decimal(0)
