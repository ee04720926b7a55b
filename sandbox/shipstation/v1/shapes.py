"""Records in V1's words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from .. import orders
from ..dates import pacific, read_pacific
from ..state import Account, Carrier, Fulfillment, Label, Order
from ..units import GRAMS
from ..words import words

Json = dict[str, Any]

ADDRESS = words(
    "name company street1 street2 street3 city state postalCode country phone "
    "residential addressVerified"
)
ADVANCED = words(
    "customField1 customField2 customField3 source billToParty billToAccount "
    "billToPostalCode billToCountryCode billToMyOtherAccount"
)
ADDRESS_STATE = "Address validated successfully"
ITEM = words(
    "orderItemId lineItemKey sku name imageUrl weight quantity unitPrice taxAmount "
    "shippingAmount warehouseLocation options productId fulfillmentSku adjustment "
    "upc createDate modifyDate"
)


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def order(account: Account, record: Order) -> Json:
    facts = record.facts
    return {
        "orderId": record.id,
        "orderNumber": record.number,
        "orderKey": record.key,
        "orderDate": facts["orderDate"],
        "createDate": pacific(record.created),
        "modifyDate": pacific(record.modified),
        "paymentDate": facts["paymentDate"],
        "shipByDate": facts["shipByDate"],
        "orderStatus": record.status,
        "customerId": record.customer_id,
        "customerUsername": facts["customerUsername"],
        "customerEmail": facts["customerEmail"],
        "billTo": address(facts["billTo"]),
        "shipTo": {**address(facts["shipTo"]), "addressVerified": ADDRESS_STATE},
        "items": [item(line) for line in record.items],
        "orderTotal": orders.total(record),
        **_as_said(facts),
        "shipDate": day(record.shipped_on) or facts["shipDate"],
        "holdUntilDate": day(record.hold_until),
        "insuranceOptions": facts["insuranceOptions"]
        or {"provider": None, "insureShipment": False, "insuredValue": 0},
        "internationalOptions": facts["internationalOptions"]
        or {"contents": None, "customsItems": None, "nonDelivery": None},
        "advancedOptions": advanced(account, record),
        "tagIds": record.tag_ids or None,
        "userId": record.user_id,
        "externallyFulfilled": False,
        "externallyFulfilledBy": None,
        "externallyFulfilledById": None,
        "externallyFulfilledByName": None,
    }


def _as_said(facts: Json) -> Json:
    names = (
        "amountPaid taxAmount shippingAmount customerNotes internalNotes gift "
        "giftMessage paymentMethod requestedShippingService carrierCode serviceCode "
        "packageCode confirmation weight dimensions"
    )
    return {name: facts[name] for name in names.split()}


def advanced(account: Account, record: Order) -> Json:
    said = record.facts["advancedOptions"] or {}
    return {
        "warehouseId": said.get("warehouseId")
        or account.default_warehouse()["warehouseId"],
        "nonMachinable": bool(said.get("nonMachinable")),
        "saturdayDelivery": bool(said.get("saturdayDelivery")),
        "containsAlcohol": bool(said.get("containsAlcohol")),
        "mergedOrSplit": bool(record.split or record.merged_ids or record.parent_id),
        "mergedIds": record.merged_ids,
        "parentId": record.parent_id,
        "storeId": record.store_id,
        **{name: said.get(name) for name in ADVANCED},
    }


def item(line: Json) -> Json:
    return {name: line.get(name) for name in ITEM}


def address(said: Json) -> Json:
    return {name: said.get(name) for name in ADDRESS}


def shipment(account: Account, record: Label, with_items: bool = False) -> Json:
    of = record.order if record.order and record.order.is_sales_order else None
    first = record.parcels[0].parcel
    return {
        "shipmentId": record.id,
        "orderId": of.id if of else None,
        "orderKey": of.key if of else None,
        "userId": of.user_id if of else None,
        "customerEmail": of.facts["customerEmail"] if of else None,
        "orderNumber": of.number if of else None,
        "createDate": pacific(record.created),
        "shipDate": day(record.ship_date),
        "shipmentCost": float(record.cost),
        "insuranceCost": float(record.insurance),
        "trackingNumber": record.tracking_number,
        "isReturnLabel": record.is_return,
        "batchNumber": None,
        "carrierCode": record.carrier.kind.code,
        "serviceCode": record.quote.service.code,
        "packageCode": first.package_code,
        "confirmation": record.confirmation,
        "warehouseId": advanced(account, of)["warehouseId"] if of else None,
        "voided": record.voided_at is not None,
        "voidDate": pacific(record.voided_at),
        "marketplaceNotified": record.channel_notified,
        "notifyErrorMessage": None,
        "shipTo": address(record.ship_to),
        "weight": {
            "value": round(float(first.weight_g / GRAMS["ounces"]), 2),
            "units": "ounces",
            "WeightUnits": 1,
        },
        "dimensions": None,
        "insuranceOptions": {
            "provider": None,
            "insureShipment": bool(first.insured),
            "insuredValue": float(first.insured),
        },
        "advancedOptions": advanced(account, of) if of else None,
        "shipmentItems": [item(i) for i in record.items] if with_items else None,
        "labelData": None,
        "formData": None,
    }


def fulfillment(record: Fulfillment) -> Json:
    of = record.order
    return {
        "fulfillmentId": record.id,
        "orderId": of.id,
        "orderNumber": of.number,
        "userId": of.user_id,
        "customerEmail": of.facts["customerEmail"],
        "trackingNumber": record.tracking_number,
        "createDate": pacific(record.created),
        "shipDate": day(record.ship_date),
        "voidDate": pacific(record.voided_at),
        "deliveryDate": pacific(record.delivered_at),
        "carrierCode": record.carrier_code,
        "sellerFillProviderId": None,
        "sellerFillProviderName": None,
        "fulfillmentProviderCode": None,
        "fulfillmentServiceCode": None,
        "fulfillmentFee": 0,
        "voidRequested": False,
        "voided": record.voided_at is not None,
        "marketplaceNotified": record.channel_notified,
        "notifyErrorMessage": None,
        "shipTo": address(of.facts["shipTo"]),
    }


def carrier(record: Carrier) -> Json:
    return {
        "name": record.kind.name,
        "code": record.kind.code,
        "accountNumber": record.account_number,
        "requiresFundedAccount": record.kind.needs_funds,
        "balance": float(record.balance),
        "nickname": record.nickname,
        "shippingProviderId": record.id,
        "primary": record.primary,
    }


def pacific_moment(text: str | None) -> datetime | None:
    """A date that an order's facts hold as V1 prints it."""
    return read_pacific(text) if text else None
