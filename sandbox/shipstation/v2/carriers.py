"""Carriers of V2."""

from __future__ import annotations

from typing import Any

from ..gate import Call
from ..state import Carrier
from . import shapes

Json = dict[str, Any]


def list_carriers(call: Call) -> Json:
    found = [shapes.carrier(call.account, one) for one in call.account.carriers]
    return {"carriers": found, "request_id": call.office.rng.uuid(), "errors": []}


def get_carrier(call: Call) -> Json:
    return shapes.carrier(call.account, _carrier(call))


def get_options(call: Call) -> Json:
    return {"options": get_carrier(call)["options"]}


def list_packages(call: Call) -> Json:
    return {"packages": get_carrier(call)["packages"]}


def list_services(call: Call) -> Json:
    return {"services": shapes.services(_carrier(call))}


def _carrier(call: Call) -> Carrier:
    return call.account.carrier(call.path["carrier_id"])


HANDLERS = {
    "GET /carriers": list_carriers,
    "GET /carriers/{carrier_id}": get_carrier,
    "GET /carriers/{carrier_id}/options": get_options,
    "GET /carriers/{carrier_id}/packages": list_packages,
    "GET /carriers/{carrier_id}/services": list_services,
}
