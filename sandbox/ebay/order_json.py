"""An order as the Fulfillment API shows it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from .sites import selling_site
from .state import Cancel, Json, Order, OrderLine, Parcel, Seller
from .times import money, stamp

if TYPE_CHECKING:
    from .platform import EbayPlatform

TAX_BREAKDOWN = "TAX_BREAKDOWN"
HANDLING = timedelta(days=2)
FEE_RATE, FEE_FIXED = Decimal("0.1325"), Decimal("0.40")
#: after these eBay shows no e-mail, and then no name, street and phone any more
EMAIL_KEPT, PERSON_KEPT = timedelta(days=14), timedelta(days=90)
#: parcels of eBay International Shipping go to the hub, and from there to the buyer
HUB = {
    "addressLine1": "1850 Airport Exchange Blvd #200",
    "city": "Erlanger",
    "stateOrProvince": "KY",
    "postalCode": "41025",
    "countryCode": "US",
}


def order_json(
    ebay: EbayPlatform, seller: Seller, order: Order, tax: bool, whole: bool
) -> Json:
    """`whole` is getOrder; in a list eBay leaves the cancel requests out.

    `tax` is the field group TAX_BREAKDOWN: with it the totals hold the tax that eBay
    collects and remits, without it they do not.
    """
    currency = order.currency
    age = ebay.now() - order.created_at
    body: Json = {
        "orderId": order.order_id,
        "creationDate": stamp(order.created_at),
        "lastModifiedDate": stamp(order.modified_at),
        "orderFulfillmentStatus": order.fulfilment_status,
        "orderPaymentStatus": payment_status(order),
        "sellerId": seller.username,
        "buyer": _buyer(ebay, order, age),
        "pricingSummary": _pricing(order, tax),
        "cancelStatus": _cancel_status(order, whole),
        "paymentSummary": _payments(order),
        "fulfillmentStartInstructions": [_instruction(order, age)],
        "fulfillmentHrefs": [_href(order, parcel) for parcel in order.parcels],
        "lineItems": [_line(seller, order, line, tax) for line in order.lines],
        "salesRecordReference": order.record,
        "totalFeeBasisAmount": money(order.seller_total + order.tax, currency),
        "totalMarketplaceFee": money(marketplace_fee(order), currency),
    }
    if order.taxes_collected:
        body["ebayCollectAndRemitTax"] = True
    if order.note:
        body["buyerCheckoutNotes"] = order.note
    if order.program == "EIS":
        body["program"] = {"ebayInternationalShipping": {"returnsManagedBy": "EBAY"}}
    return body


def payment_status(order: Order) -> str:
    if order.paid_at is None:
        return "PENDING"
    done = [r for r in order.refunds if r["refundStatus"] == "REFUNDED"]
    refunded = sum((Decimal(r["amount"]["value"]) for r in done), Decimal(0))
    if not refunded:
        return "PAID"
    return "FULLY_REFUNDED" if refunded >= buyer_total(order) else "PARTIALLY_REFUNDED"


def buyer_total(order: Order) -> Decimal:
    """What the order is worth to the seller, tax that eBay remits aside."""
    own_tax = Decimal(0)
    if not (order.taxes_collected or order.taxes_included):
        own_tax = order.tax
    return order.seller_total + own_tax


def paid_by_buyer(order: Order) -> Decimal:
    """With the tax that goes through eBay's hands."""
    return buyer_total(order) + (order.tax if order.taxes_collected else 0)


def marketplace_fee(order: Order) -> Decimal:
    fee = (order.seller_total + order.tax) * FEE_RATE + FEE_FIXED
    return fee.quantize(Decimal("0.01"))


def _buyer(ebay: EbayPlatform, order: Order, age: timedelta) -> Json:
    buyer = order.buyer
    address = order.ship_to
    tax_address = {"countryCode": address["countryCode"]}
    for field in ("stateOrProvince", "postalCode", "city"):
        if address.get(field):
            tax_address[field] = address[field]
    return {
        # eBay replaces user names by the immutable id for a growing part of the world.
        "username": buyer["user_id"] if ebay.hides_usernames else buyer["username"],
        "taxAddress": tax_address,
        "buyerRegistrationAddress": _contact(order, age),
    }


def _contact(order: Order, age: timedelta) -> Json:
    if age > PERSON_KEPT:
        return {"contactAddress": _without_street(order.ship_to)}
    contact: Json = {
        "fullName": order.buyer["name"],
        "contactAddress": order.ship_to,
    }
    if age <= EMAIL_KEPT:
        contact["email"] = order.buyer["email"]
    if order.buyer.get("phone"):
        contact["primaryPhone"] = {"phoneNumber": order.buyer["phone"]}
    if order.buyer.get("company"):
        contact["companyName"] = order.buyer["company"]
    return contact


def _without_street(address: Json) -> Json:
    return {k: v for k, v in address.items() if not k.startswith("addressLine")}


def _pricing(order: Order, tax: bool) -> Json:
    currency = order.currency
    total = paid_by_buyer(order) if tax else buyer_total(order)
    body = {
        "priceSubtotal": money(order.subtotal, currency),
        "deliveryCost": money(order.shipping, currency),
        "total": money(total, currency),
    }
    if order.discount:
        body["priceDiscount"] = money(-order.discount, currency)
    if order.tax and not order.taxes_included and (tax or not order.taxes_collected):
        body["tax"] = money(order.tax, currency)
    return body


def _cancel_status(order: Order, whole: bool) -> Json:
    body: Json = {"cancelState": _cancel_state(order), "cancelRequests": []}
    if order.cancelled_at:
        body["cancelledDate"] = stamp(order.cancelled_at)
    if whole:
        body["cancelRequests"] = [_cancel(one) for one in order.cancels]
    return body


def _cancel_state(order: Order) -> str:
    if order.cancelled_at:
        return "CANCELED"
    open_requests = [one for one in order.cancels if one.state == "REQUESTED"]
    return "IN_PROGRESS" if open_requests else "NONE_REQUESTED"


def _cancel(cancel: Cancel) -> Json:
    body = {
        "cancelRequestId": cancel.cancel_id,
        "cancelRequestState": cancel.state,
        "cancelReason": cancel.reason,
        "cancelInitiator": cancel.initiator,
        "cancelRequestedDate": stamp(cancel.requested_at),
    }
    if cancel.completed_at:
        body["cancelCompletedDate"] = stamp(cancel.completed_at)
    return body


def _payments(order: Order) -> Json:
    amount = money(paid_by_buyer(order), order.currency)
    payment: Json = {
        "paymentMethod": "EBAY",
        "paymentReferenceId": order.order_id,
        "amount": amount,
        "paymentStatus": "PAID" if order.paid_at else "PENDING",
    }
    if order.paid_at:
        payment["paymentDate"] = stamp(order.paid_at)
    return {
        # Of fees eBay says nothing here; a refund lowers it.
        "totalDueSeller": money(paid_by_buyer(order) - order.refunded, order.currency),
        "payments": [payment],
        "refunds": order.refunds,
    }


def _instruction(order: Order, age: timedelta) -> Json:
    first, last = order.created_at + HANDLING * 2, order.created_at + HANDLING * 4
    contact = _contact(order, age)
    step: Json = {
        "shippingCarrierCode": order.carrier,
        "shippingServiceCode": order.service,
        "shipTo": contact,
    }
    body: Json = {
        "fulfillmentInstructionsType": "SHIP_TO",
        "minEstimatedDeliveryDate": stamp(first),
        "maxEstimatedDeliveryDate": stamp(last),
        "shippingStep": step,
    }
    if order.program == "EIS":
        body["ebaySupportedFulfillment"] = True
        body["finalDestinationAddress"] = contact["contactAddress"]
        step["shipTo"] = {**contact, "contactAddress": HUB}
        step["shipToReferenceId"] = f"9{order.order_id.replace('-', '')}"
    return body


def _line(seller: Seller, order: Order, line: OrderLine, tax: bool) -> Json:
    currency = order.currency
    site = selling_site(order.marketplace)
    body: Json = {
        "lineItemId": line.line_id,
        "legacyItemId": line.listing_id,
        "title": line.title,
        "quantity": line.quantity,
        "soldFormat": "FIXED_PRICE",
        "listingMarketplaceId": site.marketplace,
        "purchaseMarketplaceId": site.marketplace,
        "lineItemFulfillmentStatus": _line_status(order, line),
        "lineItemCost": money(line.cost, currency),
        "total": money(_line_total(order, line, tax), currency),
        "deliveryCost": {"shippingCost": money(line.shipping, currency)},
        "appliedPromotions": _promotions(order, line),
        "taxes": _taxes(order, line, tax),
        "properties": {"buyerProtection": True},
        "lineItemFulfillmentInstructions": _deadline(order),
        "refunds": line.refunds,
        "itemLocation": {"countryCode": site.country, "location": "Warehouse"},
    }
    if line.sku:
        body["sku"] = line.sku
    if line.discount:
        body["discountedLineItemCost"] = money(line.cost - line.discount, currency)
    if line.aspects:
        body |= _variation(seller, line)
    if tax and order.taxes_collected and line.tax:
        body["ebayCollectAndRemitTaxes"] = [
            {
                "taxType": _tax_type(order),
                "amount": money(line.tax, currency),
                "collectionMethod": "NET",
            }
        ]
    return body


def _variation(seller: Seller, line: OrderLine) -> Json:
    aspects = [{"name": name, "value": v} for name, v in line.aspects.items()]
    listing = seller.listings.get(line.listing_id)
    if listing is None or line.sku not in listing.variations:
        return {"variationAspects": aspects}
    position = list(listing.variations).index(line.sku) + 1
    number = f"{line.listing_id[-9:]}{position:03d}"
    return {"legacyVariationId": number, "variationAspects": aspects}


def _line_total(order: Order, line: OrderLine, tax: bool) -> Decimal:
    total = line.cost - line.discount + line.shipping
    if order.taxes_included or (order.taxes_collected and not tax):
        return total
    return total + line.tax


def _taxes(order: Order, line: OrderLine, tax: bool) -> list[Json]:
    hidden = order.taxes_included or (order.taxes_collected and not tax)
    if hidden or not line.tax:
        return []
    return [{"taxType": _tax_type(order), "amount": money(line.tax, order.currency)}]


def _tax_type(order: Order) -> str:
    country = order.ship_to["countryCode"]
    return {"US": "STATE_SALES_TAX", "CA": "GST", "AU": "GST"}.get(country, "VAT")


def _promotions(order: Order, line: OrderLine) -> list[Json]:
    if not line.discount:
        return []
    return [
        {
            "promotionId": f"5{line.line_id[-9:]}",
            "description": "Order discount",
            "discountAmount": money(line.discount, order.currency),
        }
    ]


def _line_status(order: Order, line: OrderLine) -> str:
    shipped = order.shipped(line.line_id)
    if shipped >= line.quantity:
        return "FULFILLED"
    return "IN_PROGRESS" if shipped else "NOT_STARTED"


def _deadline(order: Order) -> Json:
    paid = order.paid_at or order.created_at
    return {
        "shipByDate": stamp(paid + HANDLING),
        "minEstimatedDeliveryDate": stamp(paid + HANDLING * 2),
        "maxEstimatedDeliveryDate": stamp(paid + HANDLING * 4),
        "guaranteedDelivery": False,
    }


def parcel_json(parcel: Parcel) -> Json:
    body: Json = {
        "fulfillmentId": parcel.fulfilment_id,
        "shippedDate": stamp(parcel.shipped_at),
        "lineItems": [
            {"lineItemId": line_id, "quantity": quantity}
            for line_id, quantity in parcel.lines.items()
        ],
    }
    if parcel.tracking:
        body["shipmentTrackingNumber"] = parcel.tracking
        body["shippingCarrierCode"] = parcel.carrier
    return body


def _href(order: Order, parcel: Parcel) -> str:
    return (
        f"https://api.ebay.com/sell/fulfillment/v1/order/{order.order_id}"
        f"/shipping_fulfillment/{parcel.fulfilment_id}"
    )
