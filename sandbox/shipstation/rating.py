"""What a label costs: deterministic by carrier, service, weight and zone."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .carriers import CONFIRMATIONS, CarrierKind, PackageKind, Service
from .units import cubic_inches, pounds

CENT = Decimal("0.01")
ZONE_NEIGHBOUR_ABROAD, ZONE_OVERSEAS = 9, 10
#: a cubic inch of air weighs 1/139 lb to a carrier
DIVISOR = Decimal(139)
INSURANCE_PER_100 = Decimal("1.25")


@dataclass(slots=True)
class Parcel:
    """One package, in neutral units; `said` is what the client sent of it."""

    weight_g: Decimal
    package_code: str = "package"
    dimensions: dict[str, Any] | None = None
    insured: Decimal = Decimal(0)
    said: dict[str, Any] | None = None


@dataclass(slots=True)
class Route:
    from_country: str
    from_postcode: str
    to_country: str
    to_postcode: str

    @property
    def international(self) -> bool:
        return self.from_country != self.to_country

    @property
    def zone(self) -> int:
        if self.international:
            near = {self.from_country, self.to_country} <= {"US", "CA", "MX"}
            return ZONE_NEIGHBOUR_ABROAD if near else ZONE_OVERSEAS
        return min(8, 2 + abs(_region(self.from_postcode) - _region(self.to_postcode)))


@dataclass(slots=True)
class Quote:
    service: Service
    shipping: Decimal
    other: Decimal
    insurance: Decimal
    confirmation: Decimal
    zone: int
    days: int

    @property
    def cost(self) -> Decimal:
        """What is taken for the transport; insurance is counted on its own."""
        return self.shipping + self.other + self.confirmation

    @property
    def total(self) -> Decimal:
        return self.cost + self.insurance


def quote(
    carrier: CarrierKind,
    service: Service,
    parcels: list[Parcel],
    route: Route,
    confirmation: str | None,
) -> Quote:
    zone = route.zone
    shipping = sum(
        (_parcel_price(carrier, service, parcel, zone) for parcel in parcels),
        Decimal(0),
    )
    insured = sum((parcel.insured for parcel in parcels), Decimal(0))
    return Quote(
        service,
        shipping.quantize(CENT),
        (shipping * carrier.surcharge).quantize(CENT),
        (math.ceil(insured / 100) * INSURANCE_PER_100).quantize(CENT),
        CONFIRMATIONS[confirmation or "none"],
        zone,
        max(1, service.days + (zone - 5) // 3),
    )


def why_not(
    service: Service, parcels: list[Parcel], route: Route, residential: bool = False
) -> str | None:
    """The carrier's reason to refuse this service, if it has one."""
    if route.international and not service.international:
        return f"{service.name} does not ship to {route.to_country}."
    if not route.international and not service.domestic:
        return f"{service.name} is for international shipments only."
    if len(parcels) > 1 and not service.several_parcels:
        return f"{service.name} does not support multiple packages."
    heaviest = max((pounds(parcel.weight_g) for parcel in parcels), default=Decimal(0))
    if heaviest > service.max_pounds:
        return f"{service.name} takes at most {service.max_pounds} lb per package."
    return None


def package_kind(carrier: CarrierKind, code: str) -> PackageKind | None:
    return next((p for p in carrier.packages if p.code == code), None)


def _parcel_price(
    carrier: CarrierKind, service: Service, parcel: Parcel, zone: int
) -> Decimal:
    kind = package_kind(carrier, parcel.package_code)
    if kind is not None and kind.flat_price is not None:
        return kind.flat_price
    billed = max(pounds(parcel.weight_g), cubic_inches(parcel.dimensions) / DIVISOR)
    far = Decimal("0.6") + Decimal("0.08") * zone
    return service.base * far + service.per_pound * max(0, math.ceil(billed) - 1) * far


def _region(postcode: str) -> int:
    digits = [c for c in postcode or "" if c.isdigit()]
    return int(digits[0]) if digits else 5
