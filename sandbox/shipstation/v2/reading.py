"""What a V2 client says of a shipment, in the words the records are kept in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ..dates import read_utc
from ..errors import Refusal
from ..gate import Call
from ..rating import Parcel
from ..state import Account
from ..units import grams, v1_dimensions, v1_weight
from ..words import words

Json = dict[str, Any]

#: "limited to 50 characters. Any additional characters will be truncated."
MAX_REFERENCE = 50
#: kept as said, because V1 has no word for it
EXTRA = words(
    "ship_from return_to packages customs advanced_options tax_identifiers "
    "insurance_provider is_return external_order_id display_scheme "
    "comparison_rate_type shipping_rule_id retail_rate zone order_source_code"
)
_RESIDENTIAL = {"yes": True, "no": False}


def v1_address(said: Json | None) -> Json:
    said = said or {}
    return {
        "name": said.get("name"),
        "company": said.get("company_name"),
        "street1": said.get("address_line1"),
        "street2": said.get("address_line2"),
        "street3": said.get("address_line3"),
        "city": said.get("city_locality"),
        "state": said.get("state_province"),
        "postalCode": said.get("postal_code"),
        "country": said.get("country_code"),
        "phone": said.get("phone"),
        "residential": _RESIDENTIAL.get(
            said.get("address_residential_indicator") or ""
        ),
    }


def parcels(packages: list[Json] | None) -> list[Parcel]:
    return [
        Parcel(
            weight_g=grams(one["weight"]),
            package_code=one.get("package_code") or "package",
            dimensions=one.get("dimensions"),
            insured=money(one.get("insured_value")),
            said=one,
        )
        for one in packages or ()
    ]


def customs_of(said: Json) -> list[Json]:
    """Declared on the shipment (deprecated) or on the packages' products."""
    declared = (said.get("customs") or {}).get("customs_items") or []
    products = [
        p for one in said.get("packages") or () for p in one.get("products") or ()
    ]
    return [*declared, *products]


def money(said: Json | None) -> Decimal:
    return Decimal(str((said or {}).get("amount") or 0))


def day(text: str | None, name: str, default: date) -> date:
    """'may contain a time component, but it will be set to 00:00:00 UTC'"""
    if not text:
        return default
    try:
        return read_utc(text).date()
    except ValueError:
        raise Refusal("invalid", f"'{text}' is no date.", field=name) from None


def reference(text: str | None) -> str:
    return (text or "")[:MAX_REFERENCE]


def extra(said: Json) -> Json:
    return {name: said[name] for name in EXTRA if said.get(name) is not None}


def order_body(call: Call, said: Json) -> Json:
    """A V2 shipment as the body of V1's createorder."""
    account = call.account
    packages = said.get("packages") or []
    first = packages[0] if packages else {}
    address = v1_address(said["ship_to"])
    number = reference(said.get("shipment_number") or said.get("external_shipment_id"))
    return {
        "orderNumber": number or "pending",
        "orderKey": reference(said.get("external_shipment_id")) or None,
        "orderStatus": "awaiting_shipment",
        "orderDate": call.office.now().isoformat(),
        "paymentDate": call.office.now().isoformat(),
        "shipByDate": said.get("ship_by_date"),
        "billTo": {"name": address["name"]},
        "shipTo": address,
        "customerUsername": said["ship_to"].get("email"),
        "customerEmail": said["ship_to"].get("email"),
        "items": [_item(one) for one in said.get("items") or ()],
        "amountPaid": float(money(said.get("amount_paid"))),
        "shippingAmount": float(money(said.get("shipping_paid"))),
        "taxAmount": float(money(said.get("tax_paid"))),
        "customerNotes": said.get("notes_from_buyer"),
        "giftMessage": said.get("notes_for_gift"),
        "gift": said.get("is_gift"),
        "requestedShippingService": said.get("requested_shipment_service"),
        "carrierCode": _carrier_code(account, said.get("carrier_id")),
        "serviceCode": said.get("service_code"),
        "packageCode": first.get("package_code"),
        "confirmation": said.get("confirmation"),
        "shipDate": said.get("ship_date"),
        "weight": _total_weight(packages),
        "dimensions": v1_dimensions(first.get("dimensions")),
        "tagIds": [tag_number(account, tag["name"]) for tag in said.get("tags") or ()],
        "advancedOptions": _advanced(account, said),
    }


def tag_number(account: Account, name: str) -> int:
    """Tags are made by naming them."""
    for number, tag in account.tags.items():
        if tag["name"].lower() == name.lower():
            return number
    number = account.next_id("tag", 9000)
    account.tags[number] = {"tagId": number, "name": name, "color": "#888888"}
    return number


def _item(said: Json) -> Json:
    return {
        "lineItemKey": said.get("external_order_item_id"),
        "sku": said.get("sku"),
        "name": said["name"],
        "quantity": said.get("quantity") or 1,
        "unitPrice": said.get("unit_price"),
        "taxAmount": said.get("tax_amount"),
        "shippingAmount": said.get("shipping_amount"),
        "imageUrl": said.get("image_url"),
        "upc": said.get("upc"),
        "weight": v1_weight(said.get("weight")),
        "options": said.get("options"),
    }


def _carrier_code(account: Account, carrier_id: str | None) -> str | None:
    return account.carrier(carrier_id).kind.code if carrier_id else None


def _total_weight(packages: list[Json]) -> Json | None:
    if len(packages) == 1:
        return v1_weight(packages[0]["weight"])
    total = sum((grams(one["weight"]) for one in packages), Decimal(0))
    if not total:
        return None
    return {"value": float(total), "units": "grams", "WeightUnits": 2}


def _advanced(account: Account, said: Json) -> Json:
    given = said.get("advanced_options") or {}
    advanced: Json = {
        "source": said.get("order_source_code"),
        "customField1": given.get("custom_field1"),
        "customField2": given.get("custom_field2"),
        "customField3": given.get("custom_field3"),
    }
    if said.get("warehouse_id"):
        found = account.warehouse(said["warehouse_id"])
        advanced["warehouseId"] = found["warehouseId"]
    if said.get("store_id"):
        advanced["storeId"] = account.store(said["store_id"])["storeId"]
    return advanced
