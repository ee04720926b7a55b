"""Who buys: customers, companies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..core.record import Record
from .location import Address

if TYPE_CHECKING:
    from .order import Order


@dataclass(kw_only=True, eq=False)
class Customer(Record):
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: str | None = None
    note: str | None = None
    tags: list[str] = field(default_factory=list)
    tax_exempt: bool = False
    tax_exemptions: list[str] = field(default_factory=list)
    state: str = "DISABLED"
    locale: str = "en"
    verified_email: bool = True
    accepts_marketing: bool = False
    marketing_updated_at: datetime | None = None
    addresses: list[Address] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    metafields: list[Any] = field(default_factory=list)
    company_contact: CompanyContact | None = None

    @property
    def default_address(self) -> Address | None:
        return self.addresses[0] if self.addresses else None

    @property
    def marketing_state(self) -> str:
        if self.accepts_marketing:
            return "SUBSCRIBED"
        return "UNSUBSCRIBED" if self.marketing_updated_at else "NOT_SUBSCRIBED"

    @property
    def display_name(self) -> str:
        parts = (self.first_name, self.last_name)
        return " ".join(filter(None, parts)) or self.email or ""


@dataclass(kw_only=True, eq=False)
class Company(Record):
    name: str
    external_id: str | None = None
    note: str | None = None
    contacts: list[CompanyContact] = field(default_factory=list)
    locations: list[CompanyLocation] = field(default_factory=list)
    metafields: list[Any] = field(default_factory=list)

    @property
    def main_contact(self) -> CompanyContact | None:
        return self.contacts[0] if self.contacts else None


@dataclass(kw_only=True, eq=False)
class CompanyContact(Record):
    company: Company
    customer: Customer
    title: str | None = None
    is_main_contact: bool = True


@dataclass(kw_only=True, eq=False)
class CompanyLocation(Record):
    company: Company
    name: str
    external_id: str | None = None
    tax_registration_id: str | None = None
    shipping_address: Address | None = None
    billing_address: Address | None = None


@dataclass(slots=True)
class PurchasingCompany:
    company: Company
    location: CompanyLocation
    contact: CompanyContact | None = None
    kind = "PurchasingCompany"
