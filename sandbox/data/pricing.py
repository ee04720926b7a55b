"""What an order costs: lines, discounts, shipping, taxes and duties, to the cent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from sandbox.kernel.rng import Rng

from .model import ZERO, Address, Discount, OrderLine, Product, ShippingCharge, TaxLine
from .money import RATES, rounded, shares
from .places import COUNTRIES, EU

# Where eBay itself collects the sales tax from the buyer and pays it to the state.
MARKETPLACE_COLLECTS = {"US", "CA", "AU"}
SHIPPING_UNTAXED_REGIONS = {"CA", "OR", "HI"}
DUTY_RATE = Decimal("0.065")
SERVICES = {
    "US": (("UPS Ground", "ups", "ups_ground", "9.90"),
           ("USPS Priority Mail", "usps", "usps_priority_mail", "12.45")),
    "GB": (("Royal Mail Tracked 48", "royal_mail", "royal_mail_tracked_48", "11.20"),),
    "EU": (("DHL Paket", "dhl", "dhl_paket", "8.49"),),
    "": (("FedEx International Economy", "fedex", "fedex_international_economy", "34"),
         ("UPS Worldwide Expedited", "ups", "ups_worldwide_expedited", "41.30")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Market:
    """What currency and taxes an address means on a platform."""

    currency: str
    marketplace: str
    tax_rates: tuple[tuple[str, Decimal], ...]
    taxes_included: bool
    collects_tax: bool
    shipping_taxed: bool

    @property
    def rate(self) -> Decimal:
        return RATES[self.currency]

    def money(self, dollars: Decimal) -> Decimal:
        return rounded(dollars * self.rate, self.currency)

    def price(self, dollars: Decimal) -> Decimal:
        """The price on the shelf: with the tax in it where that is the custom."""
        factor = Decimal(1)
        if self.taxes_included:
            factor += sum(rate for _, rate in self.tax_rates)
        return rounded(dollars * self.rate * factor, self.currency)

    def taxes(self, net: Decimal) -> tuple[TaxLine, ...]:
        whole = Decimal(1)
        if self.taxes_included:
            whole += sum(rate for _, rate in self.tax_rates)
        return tuple(
            TaxLine(title, rate, rounded(net * rate / whole, self.currency))
            for title, rate in self.tax_rates
        )


def market_of(platform: str, address: Address, exempt: bool) -> Market:
    place = COUNTRIES[address.country]
    rates = () if exempt else place.tax_rates(address.region)
    on_ebay = platform == "ebay"
    marketplace = (place.marketplace or "EBAY_US") if on_ebay else ""
    by_ebay = on_ebay and address.country in MARKETPLACE_COLLECTS and bool(rates)
    if on_ebay:
        if not place.marketplace:  # buys on the American site from abroad: no tax
            rates = ()
        currency = {"EBAY_US": "USD", "EBAY_DE": "EUR"}.get(marketplace, place.currency)
    else:
        currency = place.currency
    return Market(
        currency=currency,
        marketplace=marketplace,
        tax_rates=rates,
        taxes_included=place.taxes_included and bool(rates) and not by_ebay,
        collects_tax=by_ebay,
        shipping_taxed=address.region not in SHIPPING_UNTAXED_REGIONS
        or address.country != "US",
    )


def line_of(
    position: int, product: Product, variant_index: int, quantity: int, market: Market
) -> OrderLine:
    variant = product.variants[variant_index]
    return OrderLine(
        position=position,
        product_index=product.index,
        variant_index=variant_index,
        sku=variant.sku,
        title=product.title,
        variant_title=" / ".join(variant.options),
        quantity=quantity,
        unit_price=market.price(variant.price),
    )


def shipping_for(address: Address, market: Market, rng: Rng) -> ShippingCharge:
    country = address.country
    area = country if country in SERVICES else "EU" if country in EU else ""
    title, carrier, service, price = rng.choice(SERVICES[area])
    free = rng.random() < 0.15
    dollars = ZERO if free else Decimal(price)
    return ShippingCharge(title, carrier, service, market.price(dollars))


def percentage(
    lines: list[OrderLine], percent: Decimal, code: str, market: Market
) -> tuple[list[OrderLine], Discount]:
    cut = [
        ZERO if x.is_gift_card else rounded(x.gross * percent / 100, market.currency)
        for x in lines
    ]
    title = f"{percent} % off"
    return _with(lines, cut), Discount(code, title, "percentage", percent, sum(cut))


def fixed_amount(
    lines: list[OrderLine], dollars: Decimal, code: str, market: Market
) -> tuple[list[OrderLine], Discount]:
    weights = [ZERO if line.is_gift_card else line.gross for line in lines]
    amount = min(market.money(dollars), sum(weights, ZERO))
    cut = shares(amount, weights, market.currency)
    return _with(lines, cut), Discount(
        code, "Welcome back", "fixed_amount", amount, amount
    )


def free_shipping(charge: ShippingCharge) -> tuple[ShippingCharge, Discount]:
    discount = Discount(
        "FREESHIP", "Free shipping", "free_shipping", charge.price, charge.price
    )
    return replace(charge, discount=charge.price), discount


def taxed(
    lines: list[OrderLine], charge: ShippingCharge, market: Market, with_duties: bool
) -> tuple[tuple[OrderLine, ...], ShippingCharge]:
    """Taxes and duties on what is left after discounts; gift cards are money."""
    result = tuple(
        line
        if line.is_gift_card
        else replace(
            line,
            taxes=market.taxes(line.net),
            duty=rounded(line.net * DUTY_RATE, market.currency)
            if with_duties
            else ZERO,
        )
        for line in lines
    )
    if market.shipping_taxed and charge.net:
        charge = replace(charge, taxes=market.taxes(charge.net))
    return result, charge


def _with(lines: list[OrderLine], cut: list[Decimal]) -> list[OrderLine]:
    return [
        replace(x, discount=x.discount + c) for x, c in zip(lines, cut, strict=True)
    ]
