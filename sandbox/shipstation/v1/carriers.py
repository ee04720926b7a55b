"""Carriers of V1, their services and packages, and the money on them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..errors import Refusal
from ..gate import Call
from . import shapes

Json = dict[str, Any]


def list_carriers(call: Call) -> list[Json]:
    return [shapes.carrier(one) for one in call.account.carriers]


def get_carrier(call: Call) -> Json:
    return shapes.carrier(call.account.carrier(call.query["carrierCode"]))


def list_services(call: Call) -> list[Json]:
    kind = call.account.carrier(call.query["carrierCode"]).kind
    return [_choice(kind.code, service) for service in kind.services]


def list_packages(call: Call) -> list[Json]:
    kind = call.account.carrier(call.query["carrierCode"]).kind
    return [_choice(kind.code, package) for package in kind.packages]


def add_funds(call: Call) -> Json:
    carrier = call.account.carrier(call.body["carrierCode"])
    amount = Decimal(str(call.body["amount"]))
    if not carrier.kind.needs_funds:
        raise Refusal("account", f"{carrier.kind.name} takes no funds.")
    if amount <= 0:
        raise Refusal("invalid", "The amount must be positive.", field="amount")
    carrier.balance += amount
    left_out = ("nickname", "shippingProviderId", "primary")
    return {k: v for k, v in shapes.carrier(carrier).items() if k not in left_out}


def _choice(carrier_code: str, one: Any) -> Json:
    return {
        "carrierCode": carrier_code,
        "code": one.code,
        "name": one.name,
        "domestic": one.domestic,
        "international": one.international,
    }


HANDLERS = {
    "GET /carriers": list_carriers,
    "GET /carriers/getcarrier": get_carrier,
    "GET /carriers/listservices": list_services,
    "GET /carriers/listpackages": list_packages,
    "POST /carriers/addfunds": add_funds,
}
