"""Where stock lies, and where products are shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..core.record import Record


@dataclass(slots=True)
class Address:
    """Serves `MailingAddress`, `LocationAddress` and `CompanyAddress`."""

    id: int = 0
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    zip: str | None = None
    province: str | None = None
    province_code: str | None = None
    country: str | None = None
    country_code: str | None = None
    phone: str | None = None
    kind = "MailingAddress"

    @property
    def gid(self) -> str:
        model = "?model_name=CustomerAddress"
        return f"gid://shopify/MailingAddress/{self.id or 1}{model}"

    @property
    def country_code_v2(self) -> str | None:
        return self.country_code

    @property
    def name(self) -> str | None:
        return " ".join(part for part in (self.first_name, self.last_name) if part)

    @property
    def formatted_area(self) -> str:
        parts = (self.city, self.province_code, self.country)
        return ", ".join(part for part in parts if part)

    @property
    def formatted(self) -> list[str]:
        lines = (self.name, self.company, self.address1, self.address2)
        return [line for line in (*lines, self.formatted_area) if line]


@dataclass(kw_only=True, eq=False)
class Location(Record):
    name: str
    address: Address
    is_active: bool = True
    fulfills_online_orders: bool = True
    ships_inventory: bool = True
    is_fulfillment_service: bool = False
    #: A warehouse app's own place: not listed unless asked for.
    is_legacy: bool = False
    metafields: list[Any] = field(default_factory=list)

    activatable: bool = True
    deactivatable: bool = True
    address_verified: bool = True


@dataclass(kw_only=True, eq=False)
class Channel(Record):
    name: str
    handle: str


@dataclass(kw_only=True, eq=False)
class AppCatalog(Record):
    title: str
    status: str = "ACTIVE"


@dataclass(kw_only=True, eq=False)
class Publication(Record):
    name: str
    catalog: AppCatalog
    channels: list[Channel] = field(default_factory=list)
    auto_publish: bool = False
    supports_future_publishing: bool = True
