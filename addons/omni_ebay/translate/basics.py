"""Money, moments and addresses, as eBay's JSON writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from odoo.addons.omni_commerce.documents import Address, Money, Price

Node = Mapping[str, Any]


def money(row: Node) -> Money:
    return Money(Decimal(row["value"]), row["currency"])


def price(row: Node) -> Price:
    return Price(money(row))


def amount(row: Node | None) -> Decimal:
    return Decimal(row["value"]) if row else Decimal(0)


def amount_json(value: Money) -> dict[str, str]:
    return {"value": f"{value.amount:.2f}", "currency": value.currency}


def stamp(at: datetime) -> str:
    """As eBay writes it: to the millisecond."""
    text = at.astimezone(timezone.utc).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def contact(row: Node | None, reference: str = "") -> Address | None:
    """:param reference: what must stand on the label beside the address"""
    if not row:
        return None
    place = row.get("contactAddress") or {}
    second = (place.get("addressLine2") or "", reference and f"Reference #{reference}")
    return Address(
        name=row.get("fullName") or "",
        company=row.get("companyName") or "",
        street=place.get("addressLine1") or "",
        street2=", ".join(filter(None, second)),
        city=place.get("city") or "",
        zip=place.get("postalCode") or "",
        state_code=place.get("stateOrProvince") or "",
        country_code=place.get("countryCode") or "",
        phone=(row.get("primaryPhone") or {}).get("phoneNumber") or "",
        email=row.get("email") or "",
    )


def one_line(place: Node | None) -> str:
    """An address in a sentence."""
    names = (
        "addressLine1",
        "addressLine2",
        "postalCode",
        "city",
        "stateOrProvince",
        "countryCode",
    )
    return ", ".join(place[name] for name in names if (place or {}).get(name))
