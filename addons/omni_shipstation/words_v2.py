"""Documents in V2's words, and back."""

from __future__ import annotations

import base64
from decimal import Decimal
from typing import Any

from odoo.addons.omni_core.lib.errors import PayloadError
from odoo.addons.omni_core.lib.moments import moment
from odoo.addons.omni_core.lib.words import _lt
from odoo.addons.omni_shipping.documents import (
    Address,
    AddressState,
    AddressVerdict,
    CarrierAccount,
    Charge,
    Customs,
    Document,
    Label,
    Money,
    PackageKind,
    Parcel,
    Progress,
    Rate,
    RateRequest,
    Service,
    ShipRequest,
    Size,
    Tracking,
    TrackingEvent,
    Weight,
)

from .const import PROGRESS

Json = dict[str, Any]
_WEIGHT_UNITS = {"g": "gram", "kg": "kilogram", "oz": "ounce", "lb": "pound"}
_AMOUNTS = (
    ("shipping_amount", _lt("Postage")),
    ("confirmation_amount", _lt("Confirmation")),
    ("insurance_amount", _lt("Insurance")),
    ("other_amount", _lt("Surcharges")),
)


def weight(said: Weight) -> Json:
    return {"value": said.value, "unit": _WEIGHT_UNITS[said.unit]}


def size(said: Size) -> Json:
    """Inches where they were measured in feet or inches, else centimetres."""
    unit, name = ("in", "inch") if said.unit in ("in", "ft") else ("cm", "cm")
    length, width, height = said.to(unit)
    return {"unit": name, "length": length, "width": width, "height": height}


def address(said: Address) -> Json:
    residential = {True: "yes", False: "no", None: "unknown"}[said.residential]
    return _filled(
        {
            "name": said.name,
            "company_name": said.company,
            "phone": said.phone,
            "email": said.email,
            "address_line1": said.street,
            "address_line2": said.street2,
            "city_locality": said.city,
            "state_province": said.state,
            "postal_code": said.zip,
            "country_code": said.country,
            "address_residential_indicator": residential,
        }
    )


def package(said: Parcel) -> Json:
    insured = said.insured
    return _filled(
        {
            "weight": weight(said.weight),
            "dimensions": size(said.size) if said.size else None,
            "package_code": said.package_code,
            "insured_value": insured and money(insured),
        }
    )


def money(said: Money) -> Json:
    return {"currency": said.currency.lower(), "amount": said.amount}


def purchase(request: ShipRequest, *, real: bool) -> Json:
    """The body that buys. A test label has no name of ours: it need not be found."""
    shipment = {
        "carrier_id": request.carrier_ref,
        "service_code": request.service_code,
        "ship_date": request.ship_date.isoformat(),
        "ship_to": address(request.ship_to),
        "ship_from": address(request.ship_from),
        "packages": [package(request.parcel)],
        "confirmation": request.confirmation,
        "insurance_provider": _insurer(request),
        "advanced_options": _filled({"custom_field1": request.order_name[:100]}),
        "customs": _customs(request.customs),
        "tax_identifiers": _tax_ids(request.customs),
        "external_shipment_id": request.ref if real else None,
        "is_return": request.is_return or None,
    }
    return {
        "shipment": _filled(shipment),
        "test_label": not real,
        "is_return_label": request.is_return,
        "validate_address": "no_validation",
        **({"charge_event": "on_carrier_acceptance"} if request.pay_on_use else {}),
        **files(request),
    }


def _insurer(request: ShipRequest) -> str:
    """ShipStation's own insurance is Shipsurance."""
    if not request.parcel.insured:
        return "none"
    return "shipsurance" if request.insurer == "platform" else "carrier"


def files(request: ShipRequest) -> Json:
    layout = request.label_layout if request.label_format == "pdf" else "4x6"
    return {
        "label_format": request.label_format,
        "label_layout": layout,
        "label_download_type": "inline",
    }


def estimate(request: RateRequest, parcel: Parcel, carrier_ids: list[str]) -> Json:
    origin, target = request.ship_from, request.ship_to
    residential = {True: "yes", False: "no", None: "unknown"}[target.residential]
    return _filled(
        {
            "carrier_ids": carrier_ids,
            "from_country_code": origin.country,
            "from_postal_code": origin.zip,
            "from_city_locality": origin.city,
            "from_state_province": origin.state,
            "to_country_code": target.country,
            "to_postal_code": target.zip,
            "to_city_locality": target.city,
            "to_state_province": target.state,
            "weight": weight(parcel.weight),
            "dimensions": size(parcel.size) if parcel.size else None,
            "confirmation": request.confirmation,
            "address_residential_indicator": residential,
        }
    )


# -- back ------------------------------------------------------------------------------


def service(carrier: Json, said: Json) -> Service:
    return Service(
        carrier_ref=carrier["carrier_id"],
        carrier_code=carrier["carrier_code"],
        carrier_name=carrier["friendly_name"],
        code=said["service_code"],
        name=said["name"],
        domestic=bool(said["domestic"]),
        international=bool(said["international"]),
    )


def account(said: Json, currency: str) -> CarrierAccount:
    """V2 names no currency with a balance either."""
    funded = said.get("requires_funded_amount")
    return CarrierAccount(
        ref=said["carrier_id"],
        code=said["carrier_code"],
        name=said["friendly_name"],
        packages=tuple(package_kind(one) for one in said.get("packages") or ()),
        balance=Money(Decimal(str(said["balance"])), currency) if funded else None,
    )


def package_kind(said: Json) -> PackageKind:
    sides = said.get("dimensions")
    unit = {"inch": "in", "centimeter": "cm"}.get((sides or {}).get("unit", ""))
    size = unit and Size(
        *(Decimal(str(sides[side])) for side in ("length", "width", "height")), unit
    )
    return PackageKind(said["package_code"], said["name"], size or None)


def rate(said: Json) -> Rate | None:
    """None for what the carrier names only to say that it does not go there."""
    if said.get("validation_status") == "invalid" or said.get("error_messages"):
        return None
    amounts = [(text, read_money(said[name])) for name, text in _AMOUNTS]
    total = sum((one.amount for _text, one in amounts), Decimal(0))
    charges = [
        Charge(one["carrier_description"], read_money(one["amount"]).amount)
        for one in said.get("rate_details") or ()
    ]
    if sum((one.amount for one in charges), Decimal(0)) != total:
        charges = [Charge(text, one.amount) for text, one in amounts if one.amount]
    return Rate(
        carrier_ref=said["carrier_id"],
        carrier_code=said["carrier_code"],
        service_code=said["service_code"],
        service_name=said["service_type"],
        total=Money(total, amounts[0][1].currency),
        charges=tuple(charges),
        days=said.get("delivery_days"),
    )


def label(said: Json) -> Label:
    return Label(
        ref=said.get("external_shipment_id") or "",
        remote_ref=said["label_id"],
        tracking_number=said["tracking_number"] or "",  # a stamp has none
        cost=read_money(said["shipment_cost"]) + read_money(said["insurance_cost"]),
        created_at=moment(said["created_at"]),
        carrier_code=said["carrier_code"],
        service_code=said["service_code"],
        tracking_url=said.get("tracking_url") or "",
        test=bool(said.get("test_label")),
        voided_at=moment(said.get("voided_at")),
        is_return=bool(said.get("is_return_label")),
        documents=_documents(said),
    )


def tracking(said: Json) -> Tracking:
    return Tracking(
        tracking_number=said["tracking_number"],
        progress=PROGRESS.get(said.get("status_code", ""), Progress.UNKNOWN),
        delivered_at=moment(said.get("actual_delivery_date")),
        text=said.get("exception_description")
        or said.get("status_detail_description")
        or said.get("status_description")
        or "",
        events=tuple(_event(one) for one in said.get("events") or ()),
    )


def read_money(said: Json | None) -> Money:
    if not said:
        return Money(Decimal(0), "USD")
    return Money(Decimal(str(said["amount"])), said["currency"].upper())


def _event(said: Json) -> TrackingEvent:
    return TrackingEvent(
        at=moment(said["occurred_at"]),
        progress=PROGRESS.get(said.get("status_code") or "", Progress.UNKNOWN),
        text=said.get("description") or "",
        place=said.get("city_locality") or "",
    )


def _documents(said: Json) -> tuple[Document, ...]:
    """The file itself where it came along, nothing where only links to it did."""
    found = []
    for kind in ("label", "form"):
        link = (said.get(f"{kind}_download") or {}).get("href") or ""
        _head, comma, coded = link.partition(";base64,")
        if not comma:
            continue
        try:
            content = base64.b64decode(coded, validate=True)
        except ValueError:
            raise PayloadError(_lt("ShipStation sent a damaged label file.")) from None
        extension = said["label_format"] if kind == "label" else "pdf"
        found.append(Document(kind, extension, content))
    return tuple(found)


def _customs(said: Customs | None) -> Json | None:
    if not said:
        return None
    return {
        "contents": said.contents,
        "non_delivery": "treat_as_abandoned" if said.abandon else "return_to_sender",
        "customs_items": [
            _filled(
                {
                    "description": one.description[:100],
                    "quantity": one.quantity,
                    "value": one.value.amount,
                    "value_currency": one.value.currency.lower(),
                    "country_of_origin": one.origin,
                    "harmonized_tarriff_code": one.hs_code,
                    "sku": one.sku,
                }
            )
            for one in said.goods
        ],
    }


def _tax_ids(said: Customs | None) -> list[Json] | None:
    owners = {"sender": "shipper", "receiver": "recipient"}
    found = [
        {
            "taxable_entity_type": owners[one.owner],
            "identifier_type": one.kind,
            "issuing_authority": one.country,
            "value": one.number,
        }
        for one in (said.tax_ids if said else ())
    ]
    return found or None


def verdict(said: Json) -> AddressVerdict:
    """“unverified” is a country without a register; “error” no such address."""
    states = {
        "verified": AddressState.VERIFIED,
        "warning": AddressState.DOUBTFUL,
        "error": AddressState.WRONG,
    }
    matched = said.get("matched_address")
    return AddressVerdict(
        states.get(said["status"], AddressState.UNKNOWN),
        " ".join(one["message"] for one in said.get("messages") or ()),
        _matched(matched) if matched else None,
    )


def _matched(said: Json) -> Address:
    home = said.get("address_residential_indicator")
    return Address(
        name=said.get("name") or "",
        company=said.get("company_name") or "",
        street=said.get("address_line1") or "",
        street2=said.get("address_line2") or "",
        city=said.get("city_locality") or "",
        state=said.get("state_province") or "",
        zip=said.get("postal_code") or "",
        country=said.get("country_code") or "",
        residential={"yes": True, "no": False}.get(home),
    )


def _filled(said: Json) -> Json:
    """Without what is empty: ShipStation takes "" for a value."""
    return {key: value for key, value in said.items() if value not in (None, "", {})}
