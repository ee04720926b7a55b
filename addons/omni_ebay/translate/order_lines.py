"""The lines of an order, and what was charged for sending them.

eBay states all of it per line: the price of the whole quantity, postage, taxes.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from odoo.addons.omni_commerce.documents import (
    Discount,
    LineKind,
    Money,
    OrderLine,
    Price,
    ShippingLine,
    Tax,
)

from ..refs import VariantRef
from .basics import Node, amount

_RATE = Decimal("0.0001")
_CENT = Decimal("0.01")
ZERO = Decimal(0)


def lines_of(node: Node, vat: Decimal | None) -> Iterator[OrderLine]:
    """:param vat: our VAT that the prices contain; eBay does not tell it"""
    for row in node["lineItems"]:
        yield _line(row, node, vat)
    pricing = node["pricingSummary"]
    for kind, key, title in (
        (LineKind.FEE, "fee", "Fee"),
        (LineKind.CUSTOM, "adjustment", "Adjustment"),
    ):
        value = pricing.get(key)
        if amount(value):
            yield OrderLine(
                key, title, Decimal(1), _price(amount(value), value["currency"]), kind
            )


def _line(row: Node, node: Node, vat: Decimal | None) -> OrderLine:
    quantity, currency = Decimal(row["quantity"]), row["lineItemCost"]["currency"]
    cost = amount(row["lineItemCost"])
    sku, listing = row.get("sku") or "", row["legacyItemId"]
    aspects = tuple(
        (pair["name"], pair["value"]) for pair in row.get("variationAspects") or ()
    )
    return OrderLine(
        ref=row["lineItemId"],
        title=row["title"],
        quantity=quantity,
        unit_price=_price(cost / quantity, currency),
        sku=sku,
        product_ref=listing,
        variant_ref=sku or str(VariantRef(listing=listing)),
        variant_title=" / ".join(value for _name, value in aspects),
        discounts=tuple(_discounts(row, cost)),
        taxes=(*_taxes(row), *_contained(_worth(row, cost), currency, vat)),
        properties=aspects,
        extra=_extra(row),
    )


def _price(value: Decimal, currency: str) -> Price:
    return Price(Money(value, currency))


def _worth(row: Node, cost: Decimal) -> Decimal:
    given = row.get("discountedLineItemCost")
    return amount(given) if given else cost


def _discounts(row: Node, cost: Decimal) -> Iterator[Discount]:
    """What eBay has taken off in all, named by its promotions."""
    given = row.get("discountedLineItemCost")
    if not given or amount(given) == cost:
        return
    names = [p.get("description") or "" for p in row.get("appliedPromotions") or ()]
    title = ", ".join(filter(None, names)) or "Discount"
    off = _price(cost - amount(given), given["currency"])
    yield Discount(off, title=title)


def _taxes(row: Node) -> Iterator[Tax]:
    collected = row.get("ebayCollectAndRemitTaxes") or ()
    base = _worth(row, amount(row["lineItemCost"])) + amount(
        row["deliveryCost"]["shippingCost"]
    )
    for tax in collected:
        yield _tax(tax, base, by_channel=True)
    theirs = {tax.get("taxType") for tax in collected}
    for tax in row.get("taxes") or ():
        if tax.get("taxType") not in theirs:
            yield _tax(tax, base, by_channel=False)


def _tax(tax: Node, base: Decimal, by_channel: bool) -> Tax:
    value, currency = amount(tax["amount"]), tax["amount"]["currency"]
    rate = (value / base).quantize(_RATE, ROUND_HALF_UP) if base else ZERO
    name = str(tax.get("taxType") or "Tax").replace("_", " ").capitalize()
    return Tax(name, rate, _price(value, currency), by_channel)


def _contained(gross: Decimal, currency: str, vat: Decimal | None) -> Iterator[Tax]:
    if not vat or not gross:
        return
    share = (gross * vat / (1 + vat)).quantize(_CENT, ROUND_HALF_UP)
    yield Tax("VAT", vat, _price(share, currency))


def _extra(row: Node) -> dict[str, object]:
    found = {
        "listing": row["legacyItemId"],
        "variation": row.get("legacyVariationId"),
        "site": row.get("listingMarketplaceId"),
        "fits": row.get("compatibilityProperties"),
        "gift": row.get("giftDetails"),
        "promoted": (row.get("properties") or {}).get("soldViaAdCampaign"),
        "linked": row.get("linkedOrderLineItems"),
    }
    return {key: value for key, value in found.items() if value}


def shipping_lines_of(node: Node, vat: Decimal | None) -> Iterator[ShippingLine]:
    """One for the parcel: what eBay states for each line, together."""
    costs = [row["deliveryCost"] for row in node["lineItems"]]
    gross = sum((_sent(cost) for cost in costs), ZERO)
    off = sum((amount(cost.get("discountAmount")) for cost in costs), ZERO)
    step = shipping_step(node)
    if not gross and not step:
        return
    currency = node["pricingSummary"]["total"]["currency"]
    code = step.get("shippingServiceCode") or ""
    yield ShippingLine(
        ref="shipping",
        title=code or "Shipping",
        price=_price(gross, currency),
        code=code,
        carrier_code=step.get("shippingCarrierCode") or "",
        discounts=(Discount(_price(abs(off), currency), title="Shipping"),)
        if off
        else (),
        taxes=tuple(_contained(gross - abs(off), currency, vat)),
    )


def _sent(cost: Node) -> Decimal:
    return amount(cost["shippingCost"]) + amount(cost.get("handlingCost"))


def shipping_step(node: Node) -> Node:
    for row in node["fulfillmentStartInstructions"]:
        if row.get("shippingStep"):
            return row["shippingStep"]
    return {}
