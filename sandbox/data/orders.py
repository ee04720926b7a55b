"""Order number i of the last twelve months, made from the seed alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from sandbox.kernel.rng import Rng

from . import pricing
from .catalogue import is_sold, product
from .customers import customer, guest
from .life import lived
from .model import (
    ZERO,
    Address,
    Customer,
    Discount,
    Order,
    OrderLine,
    ShippingCharge,
)
from .places import EU
from .stories import number_of, place_of, story_of

HISTORY = timedelta(days=365)
DUTY_COUNTRIES = ("CH", "BR", "JP", "AE", "IL", "CA")
SHOP_CURRENCY = "USD"
LIVE_STORIES = ("plain", "plain", "guest", "percentage", "tip", "fixed_amount")
NOTES = (
    "",
    "",
    "",
    "",
    "Please leave at the side door 🚪",
    "Geschenk, bitte ohne Preis",
)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What is known of an order before anything in it is."""

    index: int
    platform: str
    story: str
    number: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OrderMaker:
    """Makes any order of a world, each from a stream of chance of its own."""

    seed: int
    now: datetime
    order_count: int
    customer_count: int
    product_count: int

    def __call__(self, index: int) -> Order:
        platform, _ = place_of(index)
        ticket = Ticket(
            index, platform, story_of(index), number_of(index), self.moment(index)
        )
        return self._made(ticket, Rng(f"{self.seed}/order/{index}"))

    def live(self, number: int, platform: str) -> Order:
        """A fresh sale with an index beyond the history; `number` counts them."""
        index = self.order_count + number
        rng = Rng(f"{self.seed}/live/{platform}/{number}")
        story = rng.choice(LIVE_STORIES)
        on_shopify = platform == "shopify"
        first = max(500_000, 2 * self.order_count)  # beyond the history's numbers
        name = f"#{first + number}" if on_shopify else number_of(index * 5 + 3)
        return self._made(Ticket(index, platform, story, name, self.now), rng)

    def _made(self, ticket: Ticket, rng: Rng) -> Order:
        buyer, home = self._buyer(rng, ticket.story)
        on_shopify = ticket.platform == "shopify"
        exempt = buyer is not None and buyer.tax_exempt and on_shopify
        market = pricing.market_of(ticket.platform, home, exempt)
        lines, charge, discounts = self._basket(rng, ticket, market, home)
        created_at = ticket.created_at.replace(microsecond=0)
        order = Order(
            index=ticket.index,
            platform=ticket.platform,
            number=ticket.number,
            created_at=created_at,
            updated_at=created_at,
            currency=market.currency,
            shop_currency=SHOP_CURRENCY,
            exchange_rate=market.rate,
            customer_index=buyer.index if buyer else None,
            email=buyer.email if buyer else f"guest{ticket.index}@example.org",
            phone=home.phone,
            billing=buyer.addresses[0] if buyer else home,
            shipping_address=home,
            taxes_included=market.taxes_included,
            lines=lines,
            shipping=charge,
            discounts=discounts,
            marketplace_collects_tax=market.collects_tax,
            is_test=ticket.story == "test",
            location="LEJ" if home.country in EU else rng.choice(("PDX", "PDX", "ATL")),
            note=rng.choice(NOTES),
            tags=("b2b",) if buyer and buyer.company else (),
            vat=buyer.vat if buyer else "",
            marketplace=market.marketplace,
        )
        paid = _paid(order, ticket.story, market)
        return lived(paid, ticket.story, rng, self.now)

    def _basket(
        self, rng: Rng, ticket: Ticket, market: pricing.Market, home: Address
    ) -> tuple[tuple[OrderLine, ...], ShippingCharge, tuple[Discount, ...]]:
        story = ticket.story
        lines, discounts = self._lines(rng, ticket.platform, story, market)
        charge = pricing.shipping_for(home, market, rng)
        if not any(line.requires_shipping for line in lines):
            charge = replace(charge, price=ZERO)
        if story in ("free_shipping", "everything"):
            charge, discount = pricing.free_shipping(charge)
            discounts.append(discount)
        taxed, charge = pricing.taxed(lines, charge, market, story == "duties")
        return taxed, charge, tuple(discounts)

    def moment(self, index: int) -> datetime:
        """Evenly over the year with some jitter, yet never out of order."""
        slot = HISTORY / self.order_count
        jitter = Rng(f"{self.seed}/moment/{index}").random()
        return self.now - HISTORY + slot * index + slot * jitter

    def _buyer(self, rng: Rng, story: str) -> tuple[Customer | None, Address]:
        if story == "duties":
            return None, guest(rng, rng.choice(DUTY_COUNTRIES))
        if story == "marketplace_tax":
            return None, guest(rng, "US")
        if story == "guest":
            return None, guest(rng)
        buyer = customer(self.seed, self._customer_index(rng, story), self.now)
        # Taxes follow the address that the parcel goes to.
        return buyer, buyer.addresses[-1]

    def _customer_index(self, rng: Rng, story: str) -> int:
        index = rng.randrange(self.customer_count)
        if story == "reverse_charge":
            index -= (index - 2) % 7  # every seventh customer is a business
        return max(index, 0) % self.customer_count

    def _lines(
        self, rng: Rng, platform: str, story: str, market: pricing.Market
    ) -> tuple[list[OrderLine], list[Discount]]:
        if story == "gift_card_sold":
            return [_gift_card(market)], []
        several = story in ("multi_location", "part_shipped", "everything")
        count = rng.choice((2, 3) if several else (1, 1, 1, 2, 3))
        lines = [
            self._line(rng, platform, position, market)
            for position in range(1, count + 1)
        ]
        if story == "custom_line":
            lines.append(_custom_line(len(lines) + 1, market))
        if story in ("percentage", "everything"):
            percent = Decimal(rng.choice((5, 10, 15)))
            code = "" if platform == "ebay" else f"RIDE{percent}"
            lines, discount = pricing.percentage(lines, percent, code, market)
            return lines, [discount]
        if story == "fixed_amount":
            lines, discount = pricing.fixed_amount(
                lines, Decimal(15), "WELCOME15", market
            )
            return lines, [discount]
        return lines, []

    def _line(
        self, rng: Rng, platform: str, position: int, market: pricing.Market
    ) -> OrderLine:
        index = rng.randrange(self.product_count)
        while not is_sold(index, platform):
            index = (index + 1) % self.product_count
        part = product(self.seed, index, self.now)
        variant = rng.randrange(len(part.variants))
        quantity = rng.choice((1, 1, 1, 1, 2, 2, 3, 4))
        return pricing.line_of(position, part, variant, quantity, market)


def _paid(order: Order, story: str, market: pricing.Market) -> Order:
    if story in ("tip", "everything"):
        tip = pricing.rounded(order.subtotal / 10, market.currency)
        order = replace(order, tip=tip)
    if story in ("gift_card", "everything"):
        card = min(market.money(Decimal(25)), order.total)
        order = replace(order, gift_card=card)
    if story == "paid_by_gift_card":
        order = replace(order, gift_card=order.total)
    return order


def _gift_card(market: pricing.Market) -> OrderLine:
    return OrderLine(
        1, None, 0, "", "Gift Card", "50", 1, market.money(Decimal(50)),
        requires_shipping=False, is_gift_card=True,
    )  # fmt: skip


def _custom_line(position: int, market: pricing.Market) -> OrderLine:
    price = market.price(Decimal("39.50"))
    title = "Wheel lacing and truing"
    return OrderLine(
        position, None, 0, "", title, "", 1, price, requires_shipping=False
    )
