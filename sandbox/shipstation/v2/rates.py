"""Rates of V2: several carriers at once, kept so that a label can be bought by id."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from .. import shipping
from ..dates import utc
from ..errors import Refusal, not_found
from ..gate import Call
from ..rating import Parcel, Quote
from ..shipping import Purchase
from ..state import Carrier, Order
from ..units import grams
from . import reading, shapes
from .making import create
from .purchases import order_purchase

Json = dict[str, Any]


@dataclass
class Offer:
    """A price that can be taken."""

    id: str
    carrier: Carrier
    price: Quote
    purchase: Purchase


def calculate(call: Call) -> Json:
    body, options = call.body, call.body["rate_options"]
    order = _order(call, body)
    offers, refused = [], []
    for carrier_id in options["carrier_ids"]:
        carrier = call.account.carrier(carrier_id)
        for purchase in _purchases(call, order, carrier, options):
            try:
                offers.append(_offer(call, purchase))
            except Refusal as refusal:
                if refusal.kind != "carrier" or refusal.field:
                    raise
                refused.append((carrier, purchase, refusal.message))
    shipment = shapes.shipment(call.account, order)
    return {**shipment, "rate_response": information(call, order, offers, refused)}


def information(
    call: Call,
    order: Order,
    offers: list[Offer],
    refused: list[tuple[Carrier, Purchase, str]],
) -> Json:
    return {
        "rates": [_rate(offer) for offer in offers],
        "invalid_rates": [_invalid(call, *one) for one in refused],
        "rate_request_id": f"se-{call.account.next_id('rate_request', 1000)}",
        "shipment_id": f"se-{order.id}",
        "created_at": utc(call.office.now()),
        "status": "completed" if offers else "error",
        "errors": [] if offers else [_no_rates()],
    }


def get_rate(call: Call) -> Json:
    return _rate(offer_of(call, call.path["rate_id"]))


def offer_of(call: Call, rate_id: str) -> Offer:
    if rate_id not in call.account.rates:
        raise not_found("The rate", rate_id)
    return call.account.rates[rate_id]


def estimate(call: Call) -> list[Json]:
    """Prices from postal codes alone; nothing is kept."""
    body = call.body
    chosen = body.get("carrier_ids") or [body.get("carrier_id")]
    if not chosen[0]:
        message = "carrier_ids is required."
        raise Refusal("invalid", message, "field_value_required", "carrier_ids")
    rates = []
    for carrier_id in chosen:
        carrier = call.account.carrier(carrier_id)
        for service in carrier.kind.services:
            purchase = _estimated(call, carrier, service.code)
            try:
                _, price = shipping.priced(call.account, purchase)
            except Refusal as refusal:
                if refusal.field:
                    raise
                continue
            rates.append(_rate_body(Offer("", carrier, price, purchase)))
    return rates


# -- inside ------------------------------------------------------------------------
def _order(call: Call, body: Json) -> Order:
    if body.get("shipment_id"):
        return call.account.order(body["shipment_id"])
    if not body.get("shipment"):
        message = "shipment or shipment_id is required."
        raise Refusal("invalid", message, "field_value_required", "shipment")
    if not body["shipment"].get("packages"):
        message = "shipment.packages is required."
        raise Refusal("invalid", message, "field_value_required", "packages")
    return create(call, body["shipment"])


def _purchases(
    call: Call, order: Order, carrier: Carrier, options: Json
) -> list[Purchase]:
    """One for each service that goes that way."""
    wanted = options.get("service_codes") or None
    base = order_purchase(call, order, carrier.id, "")
    if kinds := options.get("package_types"):
        base.parcels = [
            replace(parcel, package_code=kinds[0]) for parcel in base.parcels
        ]
    abroad = base.ship_from.get("country") != base.ship_to.get("country")
    return [
        replace(base, service_code=service.code)
        for service in carrier.kind.services
        if (wanted is None or service.code in wanted)
        and (service.international if abroad else service.domestic)
    ]


def _offer(call: Call, purchase: Purchase) -> Offer:
    carrier, price = shipping.priced(call.account, purchase)
    rate_id = f"se-{call.account.next_id('rate', 900_000_000)}"
    purchase.rate_id = rate_id
    offer = Offer(rate_id, carrier, price, purchase)
    call.account.rates[rate_id] = offer
    return offer


def _estimated(call: Call, carrier: Carrier, service_code: str) -> Purchase:
    body = call.body
    parcel = Parcel(grams(body["weight"]), dimensions=body.get("dimensions"))
    return Purchase(
        carrier=carrier.id,
        service_code=service_code,
        parcels=[parcel],
        ship_from={
            "country": body["from_country_code"],
            "postalCode": body["from_postal_code"],
        },
        ship_to={
            "country": body["to_country_code"],
            "postalCode": body["to_postal_code"],
        },
        ship_date=reading.day(body.get("ship_date"), "ship_date", call.office.today()),
        confirmation=body.get("confirmation"),
    )


def _rate(offer: Offer) -> Json:
    return {
        "rate_id": offer.id,
        **_rate_body(offer),
        "requested_comparison_amount": None,
    }


def _rate_body(offer: Offer) -> Json:
    carrier, price, service = offer.carrier, offer.price, offer.price.service
    return {
        "rate_type": "shipment",
        "carrier_id": f"se-{carrier.id}",
        "shipping_amount": shapes.money(price.shipping),
        "insurance_amount": shapes.money(price.insurance),
        "confirmation_amount": shapes.money(price.confirmation),
        "other_amount": shapes.money(price.other),
        "tax_amount": None,
        "rate_details": _details(price),
        "zone": price.zone,
        "package_type": offer.purchase.parcels[0].package_code,
        "delivery_days": price.days,
        "guaranteed_service": service.guaranteed,
        "estimated_delivery_date": shapes.day(
            offer.purchase.ship_date + timedelta(days=price.days)
        ),
        "carrier_delivery_days": str(price.days),
        "ship_date": shapes.day(offer.purchase.ship_date),
        "negotiated_rate": False,
        "service_type": service.name,
        "service_code": service.code,
        "trackable": True,
        "carrier_code": carrier.kind.code,
        "carrier_nickname": carrier.nickname,
        "carrier_friendly_name": carrier.kind.name,
        "validation_status": "valid",
        "warning_messages": [],
        "error_messages": [],
    }


def _invalid(call: Call, carrier: Carrier, purchase: Purchase, message: str) -> Json:
    """In the shape of a rate, with nothing to pay and a reason."""
    zero = Decimal(0)
    service = carrier.service(purchase.service_code)
    assert service is not None
    price = Quote(service, zero, zero, zero, zero, 0, service.days)
    return {
        **_rate(Offer(f"se-{call.office.rng.hex(8)}", carrier, price, purchase)),
        "validation_status": "invalid",
        "error_messages": [message],
    }


def _details(price: Quote) -> list[Json]:
    parts = (
        ("shipping", "Transport", price.shipping),
        ("confirmation", "Confirmation", price.confirmation),
        ("insurance", "Insurance", price.insurance),
        ("fuel", "Fuel surcharge", price.other),
    )
    return [
        {
            "rate_detail_type": kind,
            "carrier_description": text,
            "carrier_billing_code": kind.upper(),
            "carrier_memo": None,
            "amount": shapes.money(amount),
            "billing_source": "carrier",
        }
        for kind, text, amount in parts
        if amount
    ]


def _no_rates() -> Json:
    return {
        "error_source": "carrier",
        "error_type": "business_rules",
        "error_code": "no_rates_returned",
        "message": "No carrier has a rate for this shipment.",
    }


HANDLERS = {
    "POST /rates": calculate,
    "POST /rates/estimate": estimate,
    "GET /rates/{rate_id}": get_rate,
}
