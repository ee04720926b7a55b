"""The carriers an account has, their services and package types: data, no behaviour.

Prices are made up but steady: base + pounds x per_pound, both growing with the zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Service:
    code: str
    name: str
    base: Decimal
    per_pound: Decimal
    days: int  # in zone 5
    domestic: bool = True
    international: bool = False
    max_pounds: int = 150
    several_parcels: bool = False
    guaranteed: bool = False


@dataclass(frozen=True, slots=True)
class PackageKind:
    code: str
    name: str
    domestic: bool = True
    international: bool = True
    flat_price: Decimal | None = None  # whatever it weighs


@dataclass(frozen=True, slots=True)
class CarrierKind:
    code: str
    name: str
    number: int  # what tracking answers call `carrier_id`
    needs_funds: bool
    surcharge: Decimal  # fuel, as a share of the price
    tracking_prefix: str
    tracking_digits: int
    tracking_url: str
    formats: tuple[str, ...]
    void_days: int
    services: tuple[Service, ...]
    packages: tuple[PackageKind, ...]
    options: tuple[str, ...] = ("contains_alcohol", "saturday_delivery")


def _service(code: str, name: str, base: str, pound: str, days: int, **more) -> Service:
    return Service(code, name, Decimal(base), Decimal(pound), days, **more)


_ABROAD = {"domestic": False, "international": True}
_BOX = PackageKind("package", "Package")

USPS = CarrierKind(
    "stamps_com",
    "Stamps.com",
    1,
    True,
    Decimal(0),
    "94001",
    17,
    "https://tools.usps.com/go/TrackConfirmAction?tLabels=",
    ("pdf", "png", "zpl"),
    28,
    (
        _service(
            "usps_ground_advantage",
            "USPS Ground Advantage",
            "4.10",
            "0.95",
            4,
            max_pounds=70,
        ),
        _service(
            "usps_priority_mail", "USPS Priority Mail", "7.20", "1.35", 2, max_pounds=70
        ),
        _service(
            "usps_priority_mail_express",
            "USPS Priority Mail Express",
            "26.10",
            "3.40",
            1,
            max_pounds=70,
            guaranteed=True,
        ),
        _service(
            "usps_first_class_mail_international",
            "USPS First Class Mail Intl",
            "13.40",
            "6.20",
            14,
            max_pounds=4,
            **_ABROAD,
        ),
        _service(
            "usps_priority_mail_international",
            "USPS Priority Mail Intl",
            "31.10",
            "4.80",
            8,
            max_pounds=70,
            **_ABROAD,
        ),
    ),
    (
        _BOX,
        PackageKind("thick_envelope", "Thick Envelope"),
        PackageKind("large_envelope_or_flat", "Large Envelope or Flat"),
        PackageKind(
            "flat_rate_padded_envelope",
            "Flat Rate Padded Envelope",
            flat_price=Decimal("9.85"),
        ),
        PackageKind(
            "small_flat_rate_box", "Small Flat Rate Box", flat_price=Decimal("9.10")
        ),
        PackageKind(
            "medium_flat_rate_box", "Medium Flat Rate Box", flat_price=Decimal("16.45")
        ),
        PackageKind(
            "large_flat_rate_box", "Large Flat Rate Box", flat_price=Decimal("22.45")
        ),
    ),
)

UPS = CarrierKind(
    "ups",
    "UPS",
    3,
    False,
    Decimal("0.08"),
    "1Z",
    16,
    "https://www.ups.com/track?tracknum=",
    ("pdf", "png", "zpl"),
    90,
    (
        _service("ups_ground", "UPS® Ground", "8.90", "0.74", 4, several_parcels=True),
        _service(
            "ups_3_day_select",
            "UPS 3 Day Select®",
            "15.20",
            "1.60",
            3,
            several_parcels=True,
            guaranteed=True,
        ),
        _service(
            "ups_2nd_day_air",
            "UPS 2nd Day Air®",
            "21.70",
            "2.10",
            2,
            several_parcels=True,
            guaranteed=True,
        ),
        _service(
            "ups_next_day_air_saver",
            "UPS Next Day Air Saver®",
            "44.50",
            "3.90",
            1,
            several_parcels=True,
            guaranteed=True,
        ),
        _service(
            "ups_standard_international",
            "UPS Standard®",
            "18.60",
            "1.45",
            6,
            several_parcels=True,
            **_ABROAD,
        ),
        _service(
            "ups_worldwide_expedited",
            "UPS Worldwide Expedited®",
            "58.30",
            "4.10",
            5,
            several_parcels=True,
            **_ABROAD,
        ),
    ),
    (
        _BOX,
        PackageKind("ups_letter", "UPS Letter"),
        PackageKind("ups_express_pak", "UPS Express® Pak"),
    ),
    ("bill_to_account", "contains_alcohol", "saturday_delivery", "non_machinable"),
)

FEDEX = CarrierKind(
    "fedex",
    "FedEx",
    4,
    False,
    Decimal("0.075"),
    "7",
    11,
    "https://www.fedex.com/fedextrack/?action=track&trackingnumber=",
    ("pdf", "png", "zpl"),
    14,
    (
        _service(
            "fedex_ground", "FedEx Ground®", "8.70", "0.77", 4, several_parcels=True
        ),
        _service(
            "fedex_home_delivery",
            "FedEx Home Delivery®",
            "9.30",
            "0.79",
            4,
            several_parcels=True,
        ),
        _service(
            "fedex_express_saver",
            "FedEx Express Saver®",
            "17.10",
            "1.75",
            3,
            several_parcels=True,
            guaranteed=True,
        ),
        _service(
            "fedex_2day",
            "FedEx 2Day®",
            "22.30",
            "2.05",
            2,
            several_parcels=True,
            guaranteed=True,
        ),
        _service(
            "fedex_standard_overnight",
            "FedEx Standard Overnight®",
            "46.90",
            "3.85",
            1,
            several_parcels=True,
            guaranteed=True,
        ),
        _service(
            "fedex_international_economy",
            "FedEx International Economy®",
            "52.00",
            "4.20",
            6,
            several_parcels=True,
            **_ABROAD,
        ),
    ),
    (
        _BOX,
        PackageKind("fedex_envelope", "FedEx One Rate® Envelope"),
        PackageKind("fedex_pak", "FedEx Pak"),
    ),
    ("bill_to_account", "contains_alcohol", "dry_ice", "saturday_delivery"),
)

DHL = CarrierKind(
    "dhl_express",
    "DHL Express",
    29,
    False,
    Decimal("0.12"),
    "",
    10,
    "https://www.dhl.com/en/express/tracking.html?AWB=",
    ("pdf", "zpl"),
    30,
    (
        _service(
            "dhl_express_worldwide",
            "DHL Express Worldwide",
            "61.00",
            "4.60",
            3,
            several_parcels=True,
            guaranteed=True,
            **_ABROAD,
        ),
    ),
    (
        PackageKind("package", "Package", domestic=False),
        PackageKind("express_envelope", "DHL Express Envelope", domestic=False),
    ),
    ("delivered_duty_paid",),
)

CARRIERS = (USPS, UPS, FEDEX, DHL)
CONFIRMATIONS = {
    "none": Decimal(0),
    "delivery": Decimal(0),
    "signature": Decimal("3.30"),
    "adult_signature": Decimal("7.10"),
    "direct_signature": Decimal("5.55"),
    "delivery_mailed": Decimal("0.90"),
    "verbal_confirmation": Decimal("1.20"),
}
