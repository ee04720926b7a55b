"""Orders of the sandbox's seeded world as documents, for the tests of this add-on.

A platform's adapter gets there through the platform's JSON; here it is one step, so
that what is tested is what happens to documents.
"""

from datetime import datetime, timezone
from decimal import Decimal

from sandbox.data.world import build_world

from .. import documents as doc

NOW = datetime(2025, 6, 1, tzinfo=timezone.utc)
PAID = {
    "paid": doc.Paid.PAID,
    "pending": doc.Paid.PENDING,
    "voided": doc.Paid.VOIDED,
    "partially_refunded": doc.Paid.PARTLY_REFUNDED,
    "refunded": doc.Paid.REFUNDED,
}


def world(seed=7):
    return build_world(seed, NOW)


def document(order, customers=()):
    """The channel's document of an order of the sandbox."""
    return doc.Order(
        ref=f"{order.platform}-{order.index}",
        name=order.number,
        created_at=order.created_at,
        updated_at=order.updated_at,
        currency=order.currency,
        total=_price(order, order.total),
        lines=tuple(_lines(order)),
        paid=PAID[order.financial_status],
        taxes_included=order.taxes_included,
        shipping_lines=(_shipping(order),),
        customer=_customer(order, customers),
        billing=_address(order.billing),
        shipping=_address(order.shipping_address),
        payments=tuple(_payments(order)),
        cancelled_at=order.cancellation.at if order.cancellation else None,
        is_test=order.is_test,
        channel=order.marketplace or "web",
        location_ref=order.location,
        tags=order.tags,
        note=order.note,
    )


def _price(order, amount):
    return doc.Price(doc.Money(amount, order.currency))


def _lines(order):
    for line in order.lines:
        kind = doc.LineKind.PRODUCT
        if line.product_index is None:
            kind = doc.LineKind.CUSTOM
        if line.is_gift_card:
            kind = doc.LineKind.GIFT_CARD
        yield doc.OrderLine(
            ref=str(line.position),
            title=line.title,
            quantity=Decimal(line.quantity),
            unit_price=_price(order, line.unit_price),
            kind=kind,
            sku=line.sku,
            variant_title=line.variant_title,
            discounts=_discounts(order, line.discount),
            taxes=_taxes(order, line.taxes),
            requires_shipping=line.requires_shipping,
        )
        if line.duty:
            yield _extra(order, f"{line.position}-duty", "DUTY", line.duty)
    if order.tip:
        yield _extra(order, "tip", "TIP", order.tip)


def _extra(order, ref, kind, amount):
    return doc.OrderLine(
        ref=ref,
        title=kind.title(),
        quantity=Decimal(1),
        unit_price=_price(order, amount),
        kind=doc.LineKind[kind],
        requires_shipping=False,
    )


def _shipping(order):
    charge = order.shipping
    return doc.ShippingLine(
        ref="shipping",
        title=charge.title,
        price=_price(order, charge.price),
        code=charge.service,
        carrier_code=charge.carrier,
        discounts=_discounts(order, charge.discount),
        taxes=_taxes(order, charge.taxes),
    )


def _discounts(order, amount):
    return (doc.Discount(_price(order, amount), "SALE"),) if amount else ()


def _taxes(order, taxes):
    return tuple(
        doc.Tax(
            tax.title,
            tax.rate,
            _price(order, tax.amount),
            by_channel=order.marketplace_collects_tax,
        )
        for tax in taxes
    )


def _payments(order):
    """A gift card pays its part, the gateway the rest."""
    if order.financial_status in ("pending", "voided"):
        return
    sale, rest = doc.PaymentKind.SALE, order.total - order.gift_card
    if order.gift_card:
        card = _price(order, order.gift_card)
        yield doc.Payment(
            "card", sale, "gift_card", card, at=order.created_at, gift_card_ref="gc-1"
        )
    if rest:
        price = _price(order, rest)
        yield doc.Payment("pay", sale, "credit_card", price, at=order.created_at)


def _customer(order, customers):
    if order.customer_index is None or not customers:
        return doc.Customer(email=order.email, phone=order.phone)
    customer = customers[order.customer_index]
    return doc.Customer(
        ref=f"customer-{customer.index}",
        email=customer.email,
        phone=customer.phone,
        first_name=customer.first_name,
        last_name=customer.last_name,
        company=customer.company,
        vat=order.vat,
        tax_exempt=customer.tax_exempt,
    )


def _address(address):
    return doc.Address(
        name=address.name,
        company=address.company,
        street=address.line1,
        street2=address.line2,
        city=address.city,
        zip=address.postcode,
        state_code=address.region,
        country_code=address.country,
        phone=address.phone,
    )
