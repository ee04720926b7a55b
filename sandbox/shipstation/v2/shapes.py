"""Records in V2's words."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal
from typing import Any

from .. import shipping, tracking
from ..dates import midnight, read_pacific, utc
from ..documents import MIME
from ..office import Office
from ..state import Account, Carrier, Fulfillment, Label, LabelParcel, Order
from ..units import GRAMS, v2_dimensions, v2_weight
from ..v1.shapes import advanced
from .reading import v1_address

Json = dict[str, Any]

STATUS = {"shipped": "label_purchased", "cancelled": "cancelled"}
#: ShipStation's marketplace name -> V2's order source
SOURCES = {"Amazon": "amazon_us", "eBay": "ebay", "Shopify": "shopify"}
_RESIDENTIAL = {True: "yes", False: "no", None: "unknown"}


def money(amount: Decimal | float | None) -> Json:
    return {"currency": "usd", "amount": float(amount or 0)}


def day(value: date | None) -> str | None:
    return utc(midnight(value)) if value else None


def address(said: Json, email: str | None = None) -> Json:
    return {
        "name": said.get("name"),
        "phone": said.get("phone"),
        "email": email,
        "company_name": said.get("company"),
        "address_line1": said.get("street1"),
        "address_line2": said.get("street2"),
        "address_line3": said.get("street3"),
        "city_locality": said.get("city"),
        "state_province": said.get("state"),
        "postal_code": said.get("postalCode"),
        "country_code": said.get("country"),
        "address_residential_indicator": _RESIDENTIAL[said.get("residential")],
    }


def shipment(account: Account, order: Order) -> Json:
    facts, extra = order.facts, order.extra
    origin = account.warehouse(advanced(account, order)["warehouseId"])
    email = facts["customerEmail"]
    return {
        "shipment_id": f"se-{order.id}",
        "external_shipment_id": order.key,
        "shipment_number": order.number,
        "external_order_id": extra.get("external_order_id"),
        "carrier_id": carrier_id(account, facts["carrierCode"]),
        "service_code": facts["serviceCode"],
        "requested_shipment_service": facts["requestedShippingService"],
        "shipment_status": STATUS.get(order.status, "pending"),
        "created_at": utc(order.created),
        "modified_at": utc(order.modified),
        "ship_date": day(order.shipped_on) or _moment(facts["shipDate"]),
        "ship_by_date": _moment(facts["shipByDate"]),
        "hold_until_date": day(order.hold_until),
        "store_id": f"se-{order.store_id}" if order.store_id else None,
        "items": [_item(account, order, line) for line in order.items],
        "notes_from_buyer": facts["customerNotes"],
        "notes_for_gift": facts["giftMessage"],
        "is_gift": facts["gift"],
        "assigned_user": order.user_id,
        "amount_paid": money(facts["amountPaid"]),
        "shipping_paid": money(facts["shippingAmount"]),
        "tax_paid": money(facts["taxAmount"]),
        "tax_identifiers": extra.get("tax_identifiers"),
        "ship_to": address(facts["shipTo"], email),
        "ship_from": _given_or(extra.get("ship_from"), origin["originAddress"]),
        "return_to": _given_or(extra.get("return_to"), origin["returnAddress"]),
        "warehouse_id": f"se-{origin['warehouseId']}",
        "is_return": bool(extra.get("is_return")),
        "confirmation": facts["confirmation"],
        "customs": extra.get("customs"),
        "advanced_options": extra.get("advanced_options") or _advanced(order),
        "insurance_provider": extra.get("insurance_provider") or "none",
        "tags": [{"name": account.tags[n]["name"]} for n in order.tag_ids],
        "order_source_code": _source(account, order),
        "packages": _packages(order),
        "total_weight": v2_weight(facts["weight"]),
    }


def label(office: Office, account: Account, record: Label) -> Json:
    order, kind = record.order, record.carrier.kind
    first = record.parcels[0].parcel
    return {
        "label_id": f"se-{record.id}",
        "status": "voided" if record.voided_at else "completed",
        "shipment_id": f"se-{order.id}" if order else "",
        "external_shipment_id": order.key if order else None,
        "external_order_id": order.extra.get("external_order_id") if order else None,
        "ship_date": day(record.ship_date),
        "created_at": utc(record.created),
        "shipment_cost": money(record.cost),
        "insurance_cost": money(record.insurance),
        "requested_comparison_amount": None,
        "tracking_number": record.tracking_number,
        "is_return_label": record.is_return,
        "rma_number": record.rma_number,
        "is_international": record.international,
        "batch_id": f"se-{record.batch_id}",
        "carrier_id": f"se-{record.carrier.id}",
        "carrier_code": kind.code,
        "service_code": record.quote.service.code,
        "package_code": first.package_code,
        "charge_event": record.charge_event,
        "outbound_label_id": f"se-{record.outbound_id}" if record.outbound_id else None,
        "test_label": record.is_test,
        "voided": record.voided_at is not None,
        "voided_at": utc(record.voided_at),
        "label_download_type": record.download_type,
        "label_format": record.file_format,
        "label_layout": record.layout,
        "display_scheme": "label",
        "trackable": True,
        "tracking_status": tracking.status_of(record),
        "tracking_url": kind.tracking_url + record.tracking_number,
        "label_image_id": None,
        "confirmation": record.confirmation,
        "label_download": downloads(office, account, record),
        "form_download": None,
        "qr_code_download": None,
        "paperless_download": None,
        "insurance_claim": None,
        "ship_to": address(record.ship_to),
        "packages": [
            _label_package(office, account, record, one, number)
            for number, one in enumerate(record.parcels, 1)
        ],
        "alternative_identifiers": None,
        "rate_details": [],
    }


def downloads(office: Office, account: Account, record: Label) -> Json:
    """Links that serve the file, or the file itself where `inline` was asked for."""
    if record.download_type == "inline":
        coded = base64.b64encode(shipping.document(record)).decode()
        return {"href": f"data:{MIME[record.file_format]};base64,{coded}"}
    links = {kind: download_url(office, account, record, kind) for kind in MIME}
    offered = {k: v for k, v in links.items() if k in record.carrier.kind.formats}
    return {**offered, "href": links[record.file_format]}


def download_url(office: Office, account: Account, record: Label, kind: str) -> str:
    return (
        f"{office.url}/api/v2/downloads/{account.id}/{record.token}/"
        f"label-{record.id}.{kind}"
    )


def fulfillment(record: Fulfillment) -> Json:
    order = record.order
    return {
        "fulfillment_id": f"se-{record.id}",
        "shipment_id": f"se-{order.id}",
        "shipment_number": order.number,
        "user_id": order.user_id,
        "tracking_number": record.tracking_number or "",
        "created_at": utc(record.created),
        "ship_date": day(record.ship_date),
        "voided_at": utc(record.voided_at),
        "delivered_at": utc(record.delivered_at),
        "fulfillment_carrier_friendly_name": record.carrier_code,
        "fulfillment_provider_id": None,
        "fulfillment_provider_friendly_name": None,
        "fulfillment_provider_code": None,
        "fulfillment_service_code": None,
        "fulfillment_fee": money(0),
        "void_requested": False,
        "voided": record.voided_at is not None,
        "order_source_notified": record.channel_notified,
        "notification_error_message": None,
        "ship_to": address(order.facts["shipTo"], order.facts["customerEmail"]),
    }


def carrier(account: Account, record: Carrier) -> Json:
    kind = record.kind
    return {
        "carrier_id": f"se-{record.id}",
        "carrier_code": kind.code,
        "account_number": record.account_number,
        "requires_funded_amount": kind.needs_funds,
        "balance": float(record.balance),
        "nickname": record.nickname,
        "friendly_name": kind.name,
        "funding_source_id": f"se-{record.id}" if kind.needs_funds else None,
        "primary": record.primary,
        "has_multi_package_supporting_services": any(
            service.several_parcels for service in kind.services
        ),
        "supports_label_messages": True,
        "disabled_by_billing_plan": False,
        "services": services(record),
        "packages": [{"package_code": p.code, "name": p.name} for p in kind.packages],
        "options": [
            {"name": name, "default_value": "false", "description": ""}
            for name in kind.options
        ],
    }


def services(record: Carrier) -> list[Json]:
    return [
        {
            "carrier_id": f"se-{record.id}",
            "carrier_code": record.kind.code,
            "service_code": service.code,
            "name": service.name,
            "domestic": service.domestic,
            "international": service.international,
            "is_multi_package_supported": service.several_parcels,
        }
        for service in record.kind.services
    ]


def carrier_id(account: Account, code: str | None) -> str | None:
    found = (c for c in account.carriers if c.kind.code == code)
    return next((f"se-{c.id}" for c in found), None)


# -- inside ------------------------------------------------------------------------
def _moment(text: str | None) -> str | None:
    """An order's facts hold dates as V1 prints them."""
    return utc(read_pacific(text)) if text else None


def _given_or(said: Json | None, other: Json) -> Json:
    """The address V2 was told, with all its fields, else the warehouse's."""
    if said is None:
        return address(other)
    return address(v1_address(said), said.get("email"))


def _source(account: Account, order: Order) -> str | None:
    said = order.extra.get("order_source_code")
    store = account.stores.get(order.store_id or 0) or {}
    return said or SOURCES.get(store.get("marketplaceName", ""))


def _advanced(order: Order) -> Json:
    said = order.facts["advancedOptions"] or {}
    return {
        f"custom_field{number}": said.get(f"customField{number}")
        for number in (1, 2, 3)
    }


def _packages(order: Order) -> list[Json]:
    """As V2 was told, else the one parcel that V1 knows of."""
    if order.extra.get("packages"):
        return [
            {"shipment_package_id": f"se-{order.id}-{number}", **said}
            for number, said in enumerate(order.extra["packages"], 1)
        ]
    return [
        {
            "shipment_package_id": f"se-{order.id}-1",
            "package_code": order.facts["packageCode"] or "package",
            "weight": v2_weight(order.facts["weight"]),
            "dimensions": v2_dimensions(order.facts["dimensions"]),
            "insured_value": money(0),
        }
    ]


def _item(account: Account, order: Order, line: Json) -> Json:
    return {
        "name": line["name"],
        "sales_order_id": str(order.id) if order.is_sales_order else None,
        "sales_order_item_id": str(line["orderItemId"]),
        "quantity": line["quantity"],
        "sku": line.get("sku"),
        "external_order_id": order.extra.get("external_order_id"),
        "external_order_item_id": line.get("lineItemKey"),
        "asin": None,
        "order_source_code": _source(account, order),
        "unit_price": line.get("unitPrice"),
        "tax_amount": line.get("taxAmount"),
        "shipping_amount": line.get("shippingAmount"),
        "image_url": line.get("imageUrl"),
        "upc": line.get("upc"),
        "weight": v2_weight(line["weight"]) if line.get("weight") else None,
        "options": line.get("options"),
    }


def _label_package(
    office: Office, account: Account, record: Label, one: LabelParcel, number: int
) -> Json:
    said = one.parcel.said or {}
    ounces = round(float(one.parcel.weight_g / GRAMS["ounce"]), 2)
    return {
        "package_id": record.id * 100 + number,
        "package_code": one.parcel.package_code,
        "weight": said.get("weight") or {"value": ounces, "unit": "ounce"},
        "dimensions": said.get("dimensions") or v2_dimensions(one.parcel.dimensions),
        "insured_value": money(one.parcel.insured),
        "tracking_number": one.tracking_number,
        "label_messages": said.get("label_messages"),
        "external_package_id": said.get("external_package_id"),
        "content_description": said.get("content_description"),
        "label_download": downloads(office, account, record),
        "sequence": number,
        "has_label_documents": True,
        "has_form_documents": False,
        "has_qr_code_documents": False,
        "has_paperless_label_documents": False,
    }
