"""The sellers who exist before anything is loaded."""

from __future__ import annotations

from sandbox.kernel.rng import Rng

from .account import KINDS
from .sites import DE, GB, US, Site
from .state import Json, Seller

DEFAULT_SELLER = "motorparts_us"
#: user name, site, shop, and whether the account is ready to sell
OPENING: tuple[tuple[str, Site, str, bool], ...] = (
    (DEFAULT_SELLER, US, "Throttle & Torque", True),
    ("bikeparts_uk", GB, "Throttle & Torque UK", True),
    ("teile_de", DE, "Throttle & Torque GmbH", True),
    ("newcomer_us", US, "Fresh Start Cycles", False),
)
SERVICES = {
    "US": ("USPS", "USPSPriority", "9.90"),
    "GB": ("RoyalMail", "UK_RoyalMailSecondClassStandard", "3.95"),
    "DE": ("DHL", "DE_DHLPaket", "5.49"),
}


def opening_sellers(rng: Rng) -> dict[str, Seller]:
    sellers = {}
    for number, (username, site, name, is_ready) in enumerate(OPENING, start=1):
        seller = sellers[username] = Seller(
            username=username,
            user_id=rng.hex(12),
            email=f"{username}@example.com",
            site=site,
            name=name,
        )
        if is_ready:
            _make_ready(seller, number)
    return sellers


def _make_ready(seller: Seller, number: int) -> None:
    seller.programs |= {"SELLING_POLICY_MANAGEMENT", "OUT_OF_STOCK_CONTROL"}
    bodies = (_fulfillment(seller.site), _payment(), _return())
    for kind, body in zip(KINDS, bodies, strict=True):
        policy_id = f"{number}{KINDS.index(kind)}0000001"
        seller.policies[kind.code][policy_id] = {
            **kind.defaults,
            "categoryTypes": [{"name": "ALL_EXCLUDING_MOTORS_VEHICLES"}],
            "marketplaceId": seller.site.marketplace,
            **body,
            kind.id_field: policy_id,
        }
    seller.store_categories = [
        {"categoryId": str(n), "categoryName": name, "level": 1, "order": n}
        for n, name in enumerate(("Brakes", "Drivetrain", "Riding Gear"), start=1)
    ]


def _fulfillment(site: Site) -> Json:
    carrier, service, price = SERVICES[site.country]
    return {
        "name": "Standard shipping",
        "handlingTime": {"value": 1, "unit": "DAY"},
        "shippingOptions": [
            {
                "optionType": "DOMESTIC",
                "costType": "FLAT_RATE",
                "shippingServices": [
                    {
                        "sortOrder": 1,
                        "shippingCarrierCode": carrier,
                        "shippingServiceCode": service,
                        "shippingCost": {"value": price, "currency": site.currency},
                        "freeShipping": False,
                    }
                ],
            }
        ],
    }


def _payment() -> Json:
    return {"name": "eBay payments", "immediatePay": True}


def _return() -> Json:
    return {
        "name": "30 days",
        "returnsAccepted": True,
        "returnPeriod": {"value": 30, "unit": "DAY"},
        "returnShippingCostPayer": "SELLER",
        "refundMethod": "MONEY_BACK",
    }
