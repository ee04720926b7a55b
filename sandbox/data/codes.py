"""Numbers with check digits: EAN-13, VAT, UPS tracking."""

from __future__ import annotations

import random

# GS1 keeps 952 for demonstrations: no real article has such a number.
EAN_PREFIX = "952"


def ean13(number: int) -> str:
    """The EAN of article `number` (9 digits)."""
    digits = f"{EAN_PREFIX}{number:09d}"
    return digits + str(ean_check_digit(digits))


def ean_check_digit(twelve: str) -> int:
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(twelve))
    return -total % 10


def vat_number(country: str, rng: random.Random) -> str:
    """A well-formed VAT number of one of the countries below, else nothing."""
    maker = {"DE": _german, "FR": _french, "IT": _italian, "GB": _british}.get(country)
    return country + maker(rng) if maker else ""


def _german(rng: random.Random) -> str:
    digits = [rng.randint(1, 9), *(rng.randint(0, 9) for _ in range(7))]
    product = 10
    for digit in digits:  # ISO 7064, MOD 11,10
        product = 2 * ((digit + product) % 10 or 10) % 11
    return "".join(map(str, digits)) + str((11 - product) % 10)


def _french(rng: random.Random) -> str:
    siren = _with_luhn(f"{rng.randint(10**7, 10**8 - 1)}")
    return f"{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def _italian(rng: random.Random) -> str:
    return _with_luhn(f"{rng.randint(10**6, 10**7 - 1)}015")


def _british(rng: random.Random) -> str:
    seven = f"{rng.randint(10**6, 10**7 - 1)}"
    weighed = sum(int(d) * w for d, w in zip(seven, range(8, 1, -1), strict=True))
    return f"{seven}{97 - weighed % 97:02d}"


def _with_luhn(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def ups_tracking(rng: random.Random) -> str:
    """1Z, shipper, service, parcel and the check digit."""
    body = "999AA1" + "03" + f"{rng.randrange(10**7):07d}"
    values = [int(c) if c.isdigit() else (ord(c) - 63) % 10 for c in body]
    total = sum(v * (2 if i % 2 else 1) for i, v in enumerate(values))
    return f"1Z{body}{-total % 10}"


def tracking_number(carrier: str, rng: random.Random) -> str:
    if carrier == "ups":
        return ups_tracking(rng)
    if carrier == "usps":
        return f"9400{rng.randrange(10**18):018d}"
    if carrier == "royal_mail":
        return f"RM{rng.randrange(10**9):09d}GB"
    return f"{rng.randrange(10**11, 10**12)}"
