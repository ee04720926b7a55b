"""Barcodes of goods: EAN, UPC, ISBN-13, GTIN-14."""

from __future__ import annotations

LENGTHS = (8, 12, 13, 14)


def is_valid(code: str) -> bool:
    """Whether its last digit is the one that follows from the others."""
    if not (code.isascii() and code.isdigit()) or len(code) not in LENGTHS:
        return False
    digits = [int(digit) for digit in reversed(code)]
    total = sum(d * (3 if at % 2 else 1) for at, d in enumerate(digits))
    return total % 10 == 0
