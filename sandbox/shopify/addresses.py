"""Addresses from the API's inputs and from the neutral world."""

from __future__ import annotations

from typing import Any

from sandbox.data import model

from .state.location import Address

COUNTRIES = {
    "US": "United States",
    "CA": "Canada",
    "GB": "United Kingdom",
    "DE": "Germany",
    "FR": "France",
    "NL": "Netherlands",
    "AU": "Australia",
    "ES": "Spain",
    "IT": "Italy",
    "AT": "Austria",
    "BE": "Belgium",
    "JP": "Japan",
}


def address_from(row: dict[str, Any] | None) -> Address | None:
    """A `MailingAddressInput` or its likes."""
    if not row:
        return None
    names = Address.__slots__
    values = {k: v for k, v in row.items() if k in names and k != "id"}
    address = Address(**values)
    if row.get("province_code") and not address.province:
        address.province = row["province_code"]
    if address.country_code and not address.country:
        address.country = COUNTRIES.get(address.country_code, address.country_code)
    return address


def address_of(row: model.Address) -> Address:
    first, _, last = row.name.partition(" ")
    return Address(
        first_name=first,
        last_name=last,
        company=row.company or None,
        address1=row.line1,
        address2=row.line2 or None,
        city=row.city,
        zip=row.postcode,
        province=row.region or None,
        province_code=row.region or None,
        country=COUNTRIES.get(row.country, row.country),
        country_code=row.country,
        phone=row.phone or None,
    )
