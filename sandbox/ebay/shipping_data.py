"""Carriers and services of each site, by Metadata and for the sellers' policies."""

from __future__ import annotations

from .call import PUBLIC, Answer, Call, operation
from .errors import EbayError
from .sites import SITES, Site
from .state import Json

BASE = "/sell/metadata/v1/shipping/marketplace/{marketplace_id}"
#: country -> carrier -> (service, words, days from, days to, goes abroad)
SERVICES: dict[str, dict[str, list[tuple[str, str, int, int, bool]]]] = {
    "US": {
        "USPS": [
            ("USPSPriority", "USPS Priority Mail", 1, 3, False),
            ("USPSGroundAdvantage", "USPS Ground Advantage", 2, 5, False),
            ("USPSPriorityMailInternational", "USPS Priority Abroad", 6, 10, True),
        ],
        "UPS": [("UPSGround", "UPS Ground", 1, 5, False)],
        "FedEx": [("FedExHomeDelivery", "FedEx Home Delivery", 1, 5, False)],
    },
    "GB": {
        "RoyalMail": [
            ("UK_RoyalMailTracked48", "Royal Mail Tracked 48", 2, 3, False),
            ("UK_RoyalMailSecondClassStandard", "2nd Class", 2, 3, False),
        ],
        "Hermes": [("UK_myHermesDoorToDoorService", "Evri Tracked", 3, 5, False)],
    },
    "DE": {
        "DHL": [
            ("DE_DHLPaket", "DHL Paket", 1, 2, False),
            ("DE_DHLPaketInternational", "DHL Paket International", 3, 9, True),
        ],
        "Hermes": [("DE_HermesPaket", "Hermes Paket", 2, 3, False)],
    },
}


@operation(
    "sell_metadata.getShippingCarriers", f"GET {BASE}/get_shipping_carriers", PUBLIC
)
def carriers(call: Call) -> Answer:
    rows = [{"shippingCarrier": code, "description": code} for code in _of(_site(call))]
    return Answer(body={"shippingCarriers": rows})


@operation(
    "sell_metadata.getShippingServices", f"GET {BASE}/get_shipping_services", PUBLIC
)
def services(call: Call) -> Answer:
    rows = [
        _service(carrier, *service)
        for carrier, found in _of(_site(call)).items()
        for service in found
    ]
    return Answer(body={"shippingServices": rows})


@operation("sell_metadata.getHandlingTimes", f"GET {BASE}/get_handling_times", PUBLIC)
def handling_times(call: Call) -> Answer:
    _site(call)
    rows = [
        {"description": f"{n} business days", "maxHandlingTime": n} for n in range(11)
    ]
    return Answer(body={"handlingTimes": rows})


def _service(
    carrier: str, code: str, words: str, first: int, last: int, abroad: bool
) -> Json:
    return {
        "shippingService": code,
        "description": words,
        "shippingCarrier": carrier,
        "shippingCategory": "INTERNATIONAL" if abroad else "STANDARD",
        "internationalService": abroad,
        "minShippingTime": first,
        "maxShippingTime": last,
        "shippingCostTypes": ["FLAT", "CALCULATED"],
        "packageLimits": {"maxWeight": 31.5, "weightUnit": "KILOGRAM"},
        "validForSellingFlow": True,
    }


def _of(site: Site) -> dict[str, list[tuple[str, str, int, int, bool]]]:
    return SERVICES.get(site.country, SERVICES["US"])


def _site(call: Call) -> Site:
    site = SITES.get(call.path["marketplace_id"])
    if site is None:
        raise EbayError(46001, 404)
    return site
