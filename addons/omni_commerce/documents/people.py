"""Who buys, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any


@dataclass(frozen=True, slots=True)
class Address:
    name: str = ""
    company: str = ""
    street: str = ""
    street2: str = ""
    city: str = ""
    zip: str = ""
    state_code: str = ""
    state: str = ""
    country_code: str = ""  # ISO 3166 alpha-2
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Customer:
    ref: str = ""  # empty for a guest
    email: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    company_ref: str = ""  # the platform's company account, B2B
    vat: str = ""
    user_name: str = ""  # the buyer's public name on a marketplace
    tax_exempt: bool = False
    lang: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    addresses: tuple[Address, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


class Consent(str, Enum):
    """Whether a person wants to hear of offers; kept as told, never given by us."""

    GIVEN = "given"
    ASKED = "asked"  # the person has not confirmed it yet
    REFUSED = "refused"  # or taken back
    NEVER = "never"  # nobody has asked


@dataclass(frozen=True, slots=True)
class MarketingConsent:
    """Of one account: no more of the person than that."""

    ref: str  # the account over there
    email: Consent
    since: datetime | None = None
