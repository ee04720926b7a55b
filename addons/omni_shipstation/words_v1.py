"""Documents in V1's words, and back. V1 knows dollars, grams and no kilograms."""

from __future__ import annotations

import base64
from datetime import datetime
from decimal import Decimal
from typing import Any

from odoo.addons.omni_core.lib.errors import PayloadError
from odoo.addons.omni_core.lib.words import _lt
from odoo.addons.omni_shipping.documents import (
    Address,
    CarrierAccount,
    Charge,
    Customs,
    Document,
    Label,
    Money,
    PackageKind,
    Parcel,
    Rate,
    RateRequest,
    Service,
    ShipRequest,
    Size,
    Weight,
)

from .client.moments import read_v1, write_v1

Json = dict[str, Any]
_UNITS = {"g": "grams", "oz": "ounces", "lb": "pounds"}


def weight(said: Weight) -> Json:
    unit = "g" if said.unit == "kg" else said.unit
    return {"value": said.to(unit), "units": _UNITS[unit]}


def size(said: Size) -> Json:
    unit, name = (
        ("in", "inches") if said.unit in ("in", "ft") else ("cm", "centimeters")
    )
    length, width, height = said.to(unit)
    return {"units": name, "length": length, "width": width, "height": height}


def address(said: Address) -> Json:
    return _filled(
        {
            "name": said.name,
            "company": said.company,
            "street1": said.street,
            "street2": said.street2,
            "city": said.city,
            "state": said.state,
            "postalCode": said.zip,
            "country": said.country,
            "phone": said.phone,
            "residential": said.residential,
        }
    )


def order(request: ShipRequest, warehouse_id: int, now: datetime) -> Json:
    """The order a label is bought for; its key is ours, so it can be sent again."""
    return _filled(
        {
            "orderKey": request.ref,
            "orderNumber": request.ref,
            "orderDate": write_v1(now),
            "orderStatus": "awaiting_shipment",
            "billTo": {"name": request.ship_to.name},
            "shipTo": address(request.ship_to),
            "customerEmail": request.ship_to.email,
            **_parcel(request),
            "internationalOptions": _customs(request.customs),
            "advancedOptions": _filled(
                {
                    "warehouseId": warehouse_id,
                    "customField1": request.order_name[:100],
                }
            ),
        }
    )


def purchase(request: ShipRequest, order_id: int) -> Json:
    return {"orderId": order_id, "testLabel": False, **_label(request)}


def test_purchase(request: ShipRequest) -> Json:
    return {
        **_label(request),
        "shipFrom": address(request.ship_from),
        "shipTo": address(request.ship_to),
    }


def estimate(request: RateRequest, parcel: Parcel, carrier_code: str) -> Json:
    return _filled(
        {
            "carrierCode": carrier_code,
            "fromPostalCode": request.ship_from.zip,
            "fromCity": request.ship_from.city,
            "fromState": request.ship_from.state,
            "toCountry": request.ship_to.country,
            "toPostalCode": request.ship_to.zip,
            "toCity": request.ship_to.city,
            "toState": request.ship_to.state,
            "weight": weight(parcel.weight),
            "dimensions": size(parcel.size) if parcel.size else None,
            "packageCode": parcel.package_code,
            "confirmation": request.confirmation,
            "residential": request.ship_to.residential,
        }
    )


# -- back ------------------------------------------------------------------------------


def service(carrier: Json, said: Json) -> Service:
    return Service(
        carrier_ref=f"se-{carrier['shippingProviderId']}",
        carrier_code=carrier["code"],
        carrier_name=carrier["name"],
        code=said["code"],
        name=said["name"],
        domestic=bool(said["domestic"]),
        international=bool(said["international"]),
    )


def account(said: Json, packages: list[Json], currency: str) -> CarrierAccount:
    funded = said.get("requiresFundedAccount")
    return CarrierAccount(
        ref=f"se-{said['shippingProviderId']}",
        code=said["code"],
        name=said["name"],
        packages=tuple(PackageKind(one["code"], one["name"]) for one in packages),
        balance=Money(_decimal(said["balance"]), currency) if funded else None,
    )


def rate(carrier: Json, said: Json, currency: str) -> Rate:
    postage, other = _decimal(said["shipmentCost"]), _decimal(said["otherCost"])
    charges = [Charge(_lt("Postage"), postage), Charge(_lt("Surcharges"), other)]
    return Rate(
        carrier_ref=f"se-{carrier['shippingProviderId']}",
        carrier_code=carrier["code"],
        service_code=said["serviceCode"],
        service_name=said["serviceName"],
        total=Money(postage + other, currency),
        charges=tuple(one for one in charges if one.amount),
    )


def label(said: Json, currency: str) -> Label:
    """A V1 shipment. Its number is that of V2's label, which says ``se-`` before it."""
    cost = _decimal(said["shipmentCost"]) + _decimal(said.get("insuranceCost"))
    return Label(
        ref=said.get("orderKey") or "",
        remote_ref=f"se-{said['shipmentId']}",
        tracking_number=said["trackingNumber"] or "",  # a stamp has none
        cost=Money(cost, currency),
        created_at=read_v1(said["createDate"]),
        carrier_code=said["carrierCode"],
        service_code=said["serviceCode"],
        voided_at=read_v1(said.get("voidDate")),
        is_return=bool(said.get("isReturnLabel")),
        documents=documents(said),
    )


def documents(said: Json) -> tuple[Document, ...]:
    """Base64 PDFs. They come with the purchase alone: V1 cannot show a label again."""
    try:
        return tuple(
            Document(kind, "pdf", base64.b64decode(said[f"{kind}Data"], validate=True))
            for kind in ("label", "form")
            if said.get(f"{kind}Data")
        )
    except ValueError:
        raise PayloadError(_lt("ShipStation sent a damaged label file.")) from None


def _parcel(request: ShipRequest) -> Json:
    said = request.parcel
    return {
        "weight": weight(said.weight),
        "dimensions": size(said.size) if said.size else None,
        "packageCode": said.package_code or "package",
        "insuranceOptions": {
            "provider": request.insurer.replace("platform", "shipsurance"),
            "insureShipment": True,
            "insuredValue": said.insured.amount,
        }
        if said.insured
        else None,
    }


def _label(request: ShipRequest) -> Json:
    return _filled(
        {
            "carrierCode": request.carrier_code,
            "serviceCode": request.service_code,
            "confirmation": request.confirmation,
            "shipDate": request.ship_date.isoformat(),
            **_parcel(request),
            "internationalOptions": _customs(request.customs),
        }
    )


def _customs(said: Customs | None) -> Json | None:
    """V1 has no place for tax numbers: they are entered in ShipStation itself."""
    if not said:
        return None
    return {
        "contents": said.contents,
        "nonDelivery": "treat_as_abandoned" if said.abandon else "return_to_sender",
        "customsItems": [
            _filled(
                {
                    "description": one.description[:100],
                    "quantity": one.quantity,
                    "value": one.value.amount,
                    "harmonizedTariffCode": one.hs_code,
                    "countryOfOrigin": one.origin,
                }
            )
            for one in said.goods
        ],
    }


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value or 0))


def _filled(said: Json) -> Json:
    return {key: value for key, value in said.items() if value not in (None, "", {})}
