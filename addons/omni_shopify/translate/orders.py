"""An order as the commerce layer knows it, out of Shopify's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from odoo.addons.omni_commerce.documents import Customer, Order, Paid, Price
from odoo.addons.omni_core.lib.moments import moment

from . import basics
from .basics import Node, address, pairs, price, ref, text

if TYPE_CHECKING:
    from ..client import shapes
from .handover import handover_of
from .order_lines import lines_of, shipping_lines_of
from .order_money import payments_of, refund_document
from .parcels import fulfilment_document
from .returns import return_document

_PAID = {
    "AUTHORIZED": Paid.AUTHORIZED,
    "EXPIRED": Paid.PENDING,  # the authorization is over and nothing was captured
    "PAID": Paid.PAID,
    "PARTIALLY_PAID": Paid.PARTLY_PAID,
    "PARTIALLY_REFUNDED": Paid.PARTLY_REFUNDED,
    "PENDING": Paid.PENDING,
    "REFUNDED": Paid.REFUNDED,
    "VOIDED": Paid.VOIDED,
}
_RISKS = ("HIGH", "MEDIUM", "LOW")
_ADVICE = {"CANCEL": "HIGH", "INVESTIGATE": "MEDIUM", "ACCEPT": "LOW"}


def order_document(node: Node, admin_url: str = "", vat_attribute: str = "") -> Order:
    """``node`` is complete: its nested lists were read to their end."""
    total, rounding = _total(node)
    email = text(node["email"])
    return Order(
        ref=node["id"],
        name=node["name"],
        created_at=moment(node["createdAt"]),
        updated_at=moment(node["updatedAt"]),
        currency=node["currencyCode"],
        total=total,
        lines=tuple(lines_of(node)),
        paid=_PAID.get(node["displayFinancialStatus"] or "", Paid.UNKNOWN),
        taxes_included=node["taxesIncluded"],
        shipping_lines=tuple(shipping_lines_of(node)),
        rounding=rounding,
        customer=_customer(node, vat_attribute),
        billing=address(node["billingAddress"], email),
        shipping=address(node["shippingAddress"]),
        payments=tuple(payments_of(node)),
        outstanding=price(node["totalOutstandingSet"]),
        refunds=tuple(refund_document(row) for row in node["refunds"]),
        returns=tuple(return_document(row) for row in node.get("returns") or ()),
        fulfilments=tuple(fulfilment_document(row) for row in node["fulfillments"]),
        **handover_of(node.get("parts")),
        cancelled_at=moment(node["cancelledAt"]),
        cancel_reason=text(node["cancelReason"]).lower(),
        is_test=node["test"],
        risk=_risk(node["risk"]),
        channel=text(node["sourceName"]),
        location_ref=ref(node["retailLocation"]),
        tags=tuple(node["tags"]),
        note=text(node["note"]),
        attributes=pairs(node["customAttributes"]),
        purchase_order=text(node["poNumber"]),
        payment_terms_days=(node["paymentTerms"] or {}).get("dueInDays"),
        source=_source(node["customerJourneySummary"]),
        url=admin_url and f"{admin_url}/orders/{node['legacyResourceId']}",
        extra=_extra(node),
    )


def _total(node: shapes.OrderDetail) -> tuple[Price, Price | None]:
    """What the buyer owes; Shopify's total is before the rounding at the till."""
    total = price(node["totalPriceSet"])
    rounding = price(node["totalCashRoundingAdjustment"]["paymentSet"])
    if basics.is_zero(rounding):
        return total, None
    return basics.plus(total, rounding), rounding


def _customer(node: shapes.OrderDetail, vat_attribute: str) -> Customer:
    buyer = node["customer"] or {}
    firm = node["purchasingEntity"] or {}
    place = firm.get("location") or {}
    email = buyer.get("defaultEmailAddress") or {}
    phone = buyer.get("defaultPhoneNumber") or {}
    billing = node["billingAddress"] or {}
    return Customer(
        ref=ref(buyer),
        email=text(email.get("emailAddress") or node["email"]),
        phone=text(phone.get("phoneNumber") or node["phone"]),
        first_name=text(buyer.get("firstName")),
        last_name=text(buyer.get("lastName")),
        company=text((firm.get("company") or {}).get("name") or billing.get("company")),
        company_ref=ref(firm.get("company")),
        vat=_vat(node, place, vat_attribute),
        tax_exempt=bool(node["taxExempt"] or buyer.get("taxExempt")),
        lang=text(node["customerLocale"] or buyer.get("locale")),
        tags=tuple(buyer.get("tags") or ()),
        note=text(buyer.get("note")),
        extra={"company_location": place["name"]} if place.get("name") else {},
    )


def _vat(node: Node, place: Node, attribute: str) -> str:
    """Of the company account; else what the buyer typed into the cart's attribute."""
    known = (place.get("taxSettings") or {}).get("taxRegistrationId")
    typed = {row["key"]: row["value"] for row in node["customAttributes"]}
    return text(known or (typed.get(attribute) if attribute else ""))


def _risk(summary: shapes.OrderRiskSummary) -> str:
    """The worst that anybody says about it."""
    said = {row["riskLevel"] for row in summary["assessments"]}
    said.add(_ADVICE.get(summary["recommendation"], ""))
    return next((level.lower() for level in _RISKS if level in said), "")


def _source(journey: shapes.CustomerJourneySummary | None) -> Mapping[str, str]:
    visit = (journey or {}).get("lastVisit") or {}
    found = {
        "landing_page": visit.get("landingPage"),
        "referrer": visit.get("referrerUrl"),
        "source": visit.get("source"),
        **{f"utm_{k}": v for k, v in (visit.get("utmParameters") or {}).items()},
    }
    return {key: str(value) for key, value in found.items() if value}


def _extra(node: shapes.OrderDetail) -> Mapping[str, Any]:
    found = {
        "fulfilment_status": node["displayFulfillmentStatus"],
        "marketplace_order": node["sourceIdentifier"],
        "edited": node["edited"],
        "processed_at": node["processedAt"],
    }
    return {key: value for key, value in found.items() if value}
