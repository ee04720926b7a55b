"""An order as the commerce layer knows it, out of eBay's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from odoo.addons.omni_commerce.documents import (
    Address,
    Customer,
    Order,
    Paid,
    Pairs,
    Price,
)
from odoo.addons.omni_core.lib.moments import moment

from .basics import Node, contact, money, one_line
from .order_lines import lines_of, shipping_lines_of, shipping_step
from .order_money import PAID, payments_of, refunds_of
from .parcels import fulfilments_of

_VAT_TYPES = ("VATIN", "VAT", "EU_VAT")


def order_document(
    node: Node,
    parcels: Sequence[Node] = (),
    *,
    vat: Mapping[str, Decimal] | None = None,
    page: str = "",
) -> Order:
    """``node`` as getOrder tells it, with the field group TAX_BREAKDOWN.

    :param vat: {country: rate} of the VAT that the prices contain
    """
    ship_to = _ship_to(node)
    contained = _contained_vat(node, ship_to, vat or {})
    cancels = node["cancelStatus"]["cancelRequests"]
    return Order(
        ref=node["orderId"],
        name=node["orderId"],
        created_at=moment(node["creationDate"]),
        updated_at=moment(node["lastModifiedDate"]),
        currency=node["pricingSummary"]["total"]["currency"],
        total=Price(money(node["pricingSummary"]["total"])),
        lines=tuple(lines_of(node, contained)),
        paid=PAID.get(node["orderPaymentStatus"], Paid.UNKNOWN),
        taxes_included=bool(contained),
        shipping_lines=tuple(shipping_lines_of(node, contained)),
        customer=_customer(node),
        billing=contact(node["buyer"].get("buyerRegistrationAddress")),
        shipping=ship_to,
        payments=tuple(payments_of(node)),
        refunds=tuple(refunds_of(node)),
        fulfilments=tuple(fulfilments_of(node, parcels)),
        cancelled_at=_cancelled_at(node),
        cancel_reason=_reason(cancels),
        cancel_requested=any(
            row.get("cancelRequestState") == "REQUESTED" for row in cancels
        ),
        channel=node["lineItems"][0]["purchaseMarketplaceId"],
        note=node.get("buyerCheckoutNotes") or "",
        attributes=tuple(_attributes(node)),
        ship_by=_ship_by(node),
        url=page and f"{page}{node['orderId']}",
        extra=_extra(node),
    )


def _ship_to(node: Node) -> Address | None:
    step = shipping_step(node)
    return contact(step.get("shipTo"), step.get("shipToReferenceId") or "")


def _contained_vat(
    node: Node, ship_to: Address | None, vat: Mapping[str, Decimal]
) -> Decimal | None:
    """Where eBay neither collects a tax nor states one, it is inside of our prices."""
    told = any(
        row.get("taxes") or row.get("ebayCollectAndRemitTaxes")
        for row in node["lineItems"]
    )
    if told or node.get("ebayCollectAndRemitTax") or not ship_to:
        return None
    return vat.get(ship_to.country_code)


def _customer(node: Node) -> Customer:
    buyer = node["buyer"]
    home = contact(buyer.get("buyerRegistrationAddress")) or Address()
    first, _, last = home.name.partition(" ")
    tax_id = buyer.get("taxIdentifier") or {}
    number = tax_id.get("taxpayerId") or ""
    is_vat = tax_id.get("taxIdentifierType") in _VAT_TYPES
    return Customer(
        # For more and more sellers eBay puts the immutable user id in its place.
        ref=buyer["username"],
        user_name=buyer["username"],
        email=home.email,
        phone=home.phone,
        first_name=first,
        last_name=last,
        company=home.company,
        vat=number if is_vat else "",
        extra={"tax_id": dict(tax_id)} if number and not is_vat else {},
    )


def _cancelled_at(node: Node):
    status = node["cancelStatus"]
    if status["cancelState"] != "CANCELED":
        return None
    return moment(status.get("cancelledDate") or node["lastModifiedDate"])


def _reason(cancels: Sequence[Node]) -> str:
    said = cancels[-1].get("cancelReason") if cancels else ""
    return (said or "").replace("_", " ").lower()


def _ship_by(node: Node):
    dates = (
        moment(row["lineItemFulfillmentInstructions"].get("shipByDate"))
        for row in node["lineItems"]
    )
    return min(filter(None, dates), default=None)


def _attributes(node: Node) -> Iterator[tuple[str, str]]:
    """What whoever packs and declares the parcel has to know."""
    for row in node["fulfillmentStartInstructions"]:
        if row.get("finalDestinationAddress"):
            yield "Final destination", one_line(row["finalDestinationAddress"])
    yield from _tax_numbers(node)


def _tax_numbers(node: Node) -> Pairs:
    """eBay's IOSS or OSS number, which must go onto the customs declaration."""
    found = {
        (said["name"], said["value"]): None
        for row in node["lineItems"]
        for tax in row.get("ebayCollectAndRemitTaxes") or ()
        if (said := tax.get("ebayReference") or {}).get("value")
    }
    return tuple(found)


def _extra(node: Node) -> dict[str, Any]:
    cancels = node["cancelStatus"]["cancelRequests"]
    found = {
        "record": node.get("salesRecordReference"),
        "fulfilment_status": node["orderFulfillmentStatus"],
        "program": node.get("program"),
        "cancels": [dict(row) for row in cancels],
        "fee": node.get("totalMarketplaceFee"),
    }
    return {key: value for key, value in found.items() if value}
