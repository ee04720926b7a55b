"""A shop with two products, and orders that are short to write."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from odoo.fields import Command

from odoo.addons.omni_core.tests.common import QueueCase

from .. import documents as doc
from ..documents import Kind
from ..models.order_taxes import tax_keys
from . import dummy_adapter

NOON = datetime(2025, 5, 1, 12, tzinfo=timezone.utc)


def money(amount, currency="USD", buyer=None):
    """10 USD; with ``buyer``, what the buyer saw: (11, "EUR")."""
    other = doc.Money(Decimal(str(buyer[0])), buyer[1]) if buyer else None
    return doc.Price(doc.Money(Decimal(str(amount)), currency), other)


def line(ref="1", sku="CHAIN", quantity=1, price=10, **more):
    more.setdefault("title", f"Part {sku}")
    unit = price if isinstance(price, doc.Price) else money(price)
    return doc.OrderLine(
        ref=ref, sku=sku, quantity=Decimal(quantity), unit_price=unit, **more
    )


def tax(amount, rate="0.10", name="Sales Tax", **more):
    return doc.Tax(name, Decimal(rate), money(amount), **more)


HOME = doc.Address(
    name="Ada Rider",
    street="1 Main St",
    city="Portland",
    zip="97201",
    state_code="OR",
    country_code="US",
)


def paid_by(gateway, amount, **more):
    sale = doc.PaymentKind.SALE
    return doc.Payment(f"pay-{gateway}", sale, gateway, money(amount), **more)


def order(ref="o1", lines=None, total=None, **changes):
    """A paid order of one chain, its total the sum of its lines unless told."""
    lines = (line(),) if lines is None else tuple(lines)
    if total is None:
        total = sum(x.unit_price.shop.amount * x.quantity for x in lines)
    whole = doc.Order(
        ref=ref,
        name=f"#{ref}",
        created_at=NOON,
        updated_at=NOON,
        currency="USD",
        total=total if isinstance(total, doc.Price) else money(total),
        lines=lines,
        paid=doc.Paid.PAID,
        customer=doc.Customer(
            email=f"{ref}@example.org", first_name="Ada", last_name="Rider"
        ),
        billing=HOME,
        shipping=HOME,
    )
    return replace(whole, **changes)


def later(whole, minutes=5, **changes):
    """The same order, changed on the channel some time afterwards."""
    at = whole.updated_at + timedelta(minutes=minutes)
    return replace(whole, updated_at=at, **changes)


class OrderCase(QueueCase):
    platform = "dummy"
    secrets = {}  # noqa: RUF012

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.currency"].with_context(active_test=False).search(
            [("name", "in", ("EUR", "USD"))]
        ).active = True
        cls.chain, cls.pads = cls.env["product.product"].create(
            [
                {"name": name, "default_code": sku, "is_storable": True}
                for name, sku in (("Chain 520", "CHAIN"), ("Brake pads", "PADS"))
            ]
        )
        (cls.chain + cls.pads).invoice_policy = "order"
        cls.bindings = cls.env["integration.order.binding"]

    def setUp(self):
        super().setUp()
        self.channel = dummy_adapter.reset()

    # -- what happens ------------------------------------------------------------------

    def arrive(self, *orders):
        """They are on the channel, and a webhook has told; returns their bindings."""
        self.channel.put(Kind.ORDER, *orders)
        refs = [whole.ref for whole in orders]
        self.bindings._request_reading(self.connection, refs)
        self.drain()
        found = self.bindings._find(self.connection, refs)
        return self.bindings.union(*(found[ref] for ref in refs if ref in found))

    def fulfil(self, **workflow):
        """From now on orders are fulfilled, whatever gateway they are paid by."""
        self.connection.order_policy = "fulfil"
        flow = self.env["integration.workflow"].create({"name": "Card", **workflow})
        self.map("gateway", "card", flow)
        return flow

    def map(self, kind, key, record):
        mappings = self.env["integration.mapping"]
        values = {"res_id": record.id, "ignored": not record}
        known = mappings.search([("kind", "=", kind), ("external_key", "=", key)])
        if known:
            known.write(values)
        else:
            mappings.create(
                {
                    "connection_id": self.connection.id,
                    "kind": kind,
                    "external_key": key,
                    **values,
                }
            )

    def map_taxes(self, *orders):
        """What a patient person would do: a tax of Odoo for each of the channel's."""
        for key in {key for whole in orders for key in tax_keys(whole)}:
            self.map("tax", key, self.make_tax(key))

    def make_tax(self, key):
        *_, rate, _name, how = key.split("/")
        return self.env["account.tax"].create(
            {
                "name": key,
                "amount": float(rate) * 100,
                "price_include_override": f"tax_{how}",
                "invoice_repartition_line_ids": self._repartition(),
                "refund_repartition_line_ids": self._repartition(),
            }
        )

    def _repartition(self):
        return [
            Command.create({"repartition_type": "base"}),
            Command.create({"repartition_type": "tax"}),
        ]
