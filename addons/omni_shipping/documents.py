"""What every carrier and hub speaks: parcels, prices, labels and where they are.

Frozen and complete: a document says all that is known, in exact numbers, in UTC. The
rule for units: **what was weighed is what is sent**. A measure keeps the number and the
unit of the scale. It is converted only for a platform that does not know the unit, with
the exact factor, and rounded half up to four decimals; kg to g, lb to oz and ft to in
need no rounding at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from odoo.addons.omni_core.lib.money import Money

_PLACES = Decimal("0.0001")
GRAMS = {
    "g": Decimal(1),
    "kg": Decimal(1000),
    "oz": Decimal("28.349523125"),
    "lb": Decimal("453.59237"),
}
MILLIMETRES = {
    "mm": Decimal(1),
    "cm": Decimal(10),
    "in": Decimal("25.4"),
    "ft": Decimal("304.8"),
}


def convert(value: Decimal, unit: str, wanted: str, factors=GRAMS) -> Decimal:
    """The same quantity in another unit: untouched in its own, else half up."""
    if unit == wanted:
        return value
    exact = value * factors[unit] / factors[wanted]
    return exact.quantize(_PLACES, ROUND_HALF_UP).normalize()


@dataclass(frozen=True, slots=True)
class Weight:
    value: Decimal
    unit: str  # a key of GRAMS

    def to(self, unit: str) -> Decimal:
        return convert(self.value, self.unit, unit)


@dataclass(frozen=True, slots=True)
class Size:
    length: Decimal
    width: Decimal
    height: Decimal
    unit: str  # a key of MILLIMETRES

    def to(self, unit: str) -> tuple[Decimal, Decimal, Decimal]:
        sides = (self.length, self.width, self.height)
        return tuple(convert(side, self.unit, unit, MILLIMETRES) for side in sides)


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    street: str
    city: str
    country: str  # ISO code, two capitals
    zip: str = ""
    state: str = ""
    street2: str = ""
    company: str = ""
    phone: str = ""
    email: str = ""
    residential: bool | None = None  # None: nobody knows


@dataclass(frozen=True, slots=True)
class Commodity:
    """One line of a customs declaration; value and weight are of one piece."""

    description: str
    quantity: int
    value: Money
    origin: str = ""
    hs_code: str = ""
    sku: str = ""


@dataclass(frozen=True, slots=True)
class TaxId:
    """A number by which customs and tax offices know a party of the parcel."""

    kind: str  # "vat" | "eori" | "ioss"
    number: str
    country: str
    owner: str = "sender"  # | "receiver"


@dataclass(frozen=True, slots=True)
class Customs:
    """The declaration of a parcel that crosses a border."""

    goods: tuple[Commodity, ...]
    contents: str = "merchandise"  # a key of CONTENTS
    abandon: bool = False  # what cannot be delivered; else it comes back
    tax_ids: tuple[TaxId, ...] = ()


CONTENTS = ("merchandise", "gift", "sample", "documents", "returned_goods")


class AddressState(str, Enum):
    VERIFIED = "verified"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"
    UNKNOWN = "unknown"  # no register tells


@dataclass(frozen=True, slots=True)
class AddressVerdict:
    """What a carrier's register says of an address."""

    state: AddressState
    text: str = ""  # in its own words
    suggestion: Address | None = None  # as it stands in the register

    @property
    def residential(self) -> bool | None:
        return self.suggestion.residential if self.suggestion else None


@dataclass(frozen=True, slots=True)
class Parcel:
    weight: Weight
    size: Size | None = None
    package_code: str = ""
    insured: Money | None = None


# -- prices ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Service:
    """One way to send: "UPS Ground" of one carrier account."""

    carrier_ref: str
    carrier_code: str
    carrier_name: str
    code: str
    name: str
    domestic: bool = True
    international: bool = False

    @property
    def key(self) -> str:
        return f"{self.carrier_code}/{self.code}"


@dataclass(frozen=True, slots=True)
class PackageKind:
    """A box or envelope: the carrier's own, or one that the account has defined."""

    code: str
    name: str
    size: Size | None = None


@dataclass(frozen=True, slots=True)
class CarrierAccount:
    """The account with one carrier: what it packs in, and its money."""

    ref: str
    code: str
    name: str
    packages: tuple[PackageKind, ...] = ()
    balance: Money | None = None  # of one that has to be funded


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of many prices to take."""

    rule: str = "cheapest"  # "cheapest" | "fastest" | "within"
    services: tuple[str, ...] = ()  # keys "carrier/service"; none: all of them
    excluded: tuple[str, ...] = ()
    within_days: int = 0
    most: Decimal | None = None  # no price above this


@dataclass(frozen=True, slots=True)
class RateRequest:
    ship_from: Address
    ship_to: Address
    parcels: tuple[Parcel, ...]
    carriers: tuple[str, ...] = ()  # their codes; none: all of the account
    confirmation: str = "none"


@dataclass(frozen=True, slots=True)
class Charge:
    """A part of a price: postage, fuel, residential, insurance ..."""

    label: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    carrier_ref: str
    carrier_code: str
    service_code: str
    service_name: str
    total: Money
    charges: tuple[Charge, ...] = ()
    days: int | None = None  # None: the carrier does not say

    @property
    def key(self) -> str:
        return f"{self.carrier_code}/{self.service_code}"


# -- labels ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShipRequest:
    """One parcel to buy a label for. By ``ref``, which is ours, it is found again."""

    ref: str
    ship_from: Address
    ship_to: Address
    parcel: Parcel
    choice: Choice
    ship_date: date
    order_name: str = ""
    carrier_ref: str = ""  # with the next two, once the choice is made
    carrier_code: str = ""
    service_code: str = ""
    confirmation: str = "none"
    label_format: str = "pdf"
    label_layout: str = "4x6"
    customs: Customs | None = None
    insurer: str = "carrier"  # of ``parcel.insured``: the carrier | the "platform"
    check_address: bool = False  # before anything is bought
    refuse_wrong_address: bool = False
    is_return: bool = False  # from the customer back to us
    pay_on_use: bool = False  # paid when the carrier gets it, if he allows that
    test: bool = True  # whoever forgets to say so spends no money


@dataclass(frozen=True, slots=True)
class Document:
    kind: str  # "label" | "form"
    extension: str  # "pdf" | "zpl" | "png"
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Label:
    """A label as the platform knows it."""

    ref: str  # ours, empty if it was not bought by us
    remote_ref: str
    tracking_number: str
    cost: Money
    created_at: datetime
    carrier_code: str = ""
    service_code: str = ""
    tracking_url: str = ""
    test: bool = False
    voided_at: datetime | None = None
    is_return: bool = False
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Voided:
    """What came of a wish to give a label back."""

    approved: bool
    message: str = ""


class Progress(str, Enum):
    UNKNOWN = "unknown"
    ACCEPTED = "accepted"
    IN_TRANSIT = "in_transit"
    ATTEMPTED = "attempted"
    EXCEPTION = "exception"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class TrackingEvent:
    at: datetime
    progress: Progress
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Tracking:
    tracking_number: str
    progress: Progress
    delivered_at: datetime | None = None
    text: str = ""
    events: tuple[TrackingEvent, ...] = ()
