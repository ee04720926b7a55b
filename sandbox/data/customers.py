"""Customer number i: mostly ordinary, with every trap a name or address can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.kernel.rng import Rng

from .codes import vat_number
from .model import Address, Customer
from .places import COUNTRIES, SHARES

#: what real customers type, one per slot of fifty
TRAPS = {
    5: {"first_name": "Zoë 🏍️", "last_name": "Rider 💨"},
    11: {"first_name": "Wolfeschlegelsteinhausenbergerdorff" * 2, "last_name": "Sr."},
    17: {"first_name": "", "last_name": "Cher"},
    23: {"first_name": "Robert'); DROP TABLE res_partner;--", "last_name": "Tables"},
    29: {"first_name": "<b>Bold</b>", "last_name": "<script>alert(1)</script>"},
    35: {"first_name": "  José\u200b ", "last_name": "de\u00a0la Cruz"},
    41: {"first_name": "=HYPERLINK(1)", "last_name": "{{7*7}} %s"},
}
COMPANIES = (
    "Moto Müller GmbH", "Garage Lefèvre SARL", "Ricambi D'Angelo S.r.l.",
    "Smith & Sons Motorcycles Ltd", "Twin Cams \"R\" Us, LLC",
)  # fmt: skip
B2B_EVERY = 7


def customer(seed: int, index: int, now: datetime) -> Customer:
    rng = Rng(f"{seed}/customer/{index}")
    # The first of each fifty come from every country in turn, so that few customers
    # still cover them all.
    countries = list(COUNTRIES)
    slot = index % 50
    country = countries[slot] if slot < len(countries) else rng.choice(SHARES)
    business = index % B2B_EVERY == 2
    place = COUNTRIES[country]
    first, last = rng.choice(place.first_names), rng.choice(place.last_names)
    trap = TRAPS.get(slot, {})
    first, last = trap.get("first_name", first), trap.get("last_name", last)
    name = f"{first} {last}".strip()
    company = rng.choice(COMPANIES) if business else ""
    home = address(rng, country, name, company)
    return Customer(
        index=index,
        first_name=first,
        last_name=last,
        email=f"customer{index}@example.com",
        phone=home.phone,
        addresses=(home, *_second_address(rng, country, name, home)),
        company=company,
        vat=vat_number(country, rng) if business else "",
        tax_exempt=business and country != "US",
        accepts_marketing=rng.random() < 0.4,
        ebay_username=f"rider_{rng.hex(4)}_{index}",
        created_at=now - timedelta(days=370 + index % 365),
    )


def guest(rng: Rng, country: str = "") -> Address:
    """Somebody who buys without an account."""
    country = country or rng.choice(SHARES)
    place = COUNTRIES[country]
    name = f"{rng.choice(place.first_names)} {rng.choice(place.last_names)}"
    return address(rng, country, name, "")


def address(rng: Rng, country: str, name: str, company: str) -> Address:
    place = COUNTRIES[country]
    city, region, postcode = rng.choice(place.cities)
    number, street = rng.randint(1, 240), rng.choice(place.streets)
    number_first = country in ("US", "GB", "CA", "AU", "FR")
    return Address(
        name=name,
        line1=f"{number} {street}" if number_first else f"{street} {number}",
        line2=rng.choice(("", "", "", "Apt 4B", "c/o Reception", "2. OG links")),
        city=city,
        region=region,
        postcode=postcode,
        country=country,
        company=company,
        phone=f"{place.dial}{rng.randint(10, 99)}",
    )


def _second_address(
    rng: Rng, country: str, name: str, home: Address
) -> tuple[Address, ...]:
    if rng.random() < 0.7:
        return ()
    work = address(rng, country, name, "")
    return (replace(work, line2="Deliver to the workshop behind the yard, ring twice"),)
