"""A channel with as many orders as anybody asks for, each made from its number."""

from datetime import datetime, timezone
from decimal import Decimal

from odoo.addons.omni_commerce import documents as doc
from odoo.addons.omni_commerce.adapter import ChannelAdapter, ChannelPlatform
from odoo.addons.omni_core.engine.platform import CheckResult, register_platform
from odoo.addons.omni_core.lib.paging import Page

PRODUCTS = 200
LINES = 3
RATE = Decimal("0.10")
AT = datetime(2025, 5, 1, 12, tzinfo=timezone.utc)


def order_of(ref):
    """Three lines with a tax each, by a customer of its own."""
    number = int(ref.rsplit("-", 1)[1])
    address = address_of(ref)
    lines = tuple(_line(number, place) for place in range(LINES))
    total = sum(x.unit_price.shop.amount * x.quantity for x in lines)
    total += sum(x.taxes[0].price.shop.amount for x in lines)
    payment = doc.Payment("p", doc.PaymentKind.SALE, "card", _usd(total), at=AT)
    return doc.Order(
        ref=ref,
        name=f"#{ref}",
        created_at=AT,
        updated_at=AT,
        currency="USD",
        total=_usd(total),
        lines=lines,
        paid=doc.Paid.PAID,
        customer=doc.Customer(ref=f"c-{ref}", email=f"{ref}@example.org"),
        billing=address,
        shipping=address,
        payments=(payment,),
    )


def address_of(ref):
    return doc.Address(
        name=f"Buyer {ref}",
        street="1 Main St",
        city="Portland",
        zip="97201",
        state_code="OR",
        country_code="US",
    )


def _line(number, place):
    quantity = Decimal(1 + (number + place) % 3)
    price = Decimal(1000 + (number * 7 + place * 131) % 9000) / 100
    tax = (price * quantity * RATE).quantize(Decimal("0.01"))
    sku = f"BENCH-{(number * LINES + place) % PRODUCTS}"
    return doc.OrderLine(
        ref=str(place),
        title=f"Part {sku}",
        sku=sku,
        quantity=quantity,
        unit_price=_usd(price),
        taxes=(doc.Tax("Sales Tax", RATE, _usd(tax)),),
    )


def _usd(amount):
    return doc.Price(doc.Money(amount, "USD"))


class Adapter(ChannelAdapter):
    def check(self):
        return CheckResult(account="Bench")

    def fetch(self, kind, cursor, **wanted):
        return Page(())

    def get(self, kind, refs):
        return {ref: order_of(ref) for ref in refs}

    def push(self, commands):
        return ()


@register_platform
class BenchShop(ChannelPlatform):
    code = "bench_shop"
    name = "Bench shop"

    def client(self, settings, transport):
        return Adapter()
