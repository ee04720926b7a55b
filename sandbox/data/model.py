"""The neutral records that the platforms load. Money is Decimal, time is aware UTC.

How an order's total comes about, to the cent, in the order's currency:

    total = lines - discounts + shipping + duties + tip (+ taxes unless included)

where the tax lines of `OrderLine` and `ShippingCharge` are computed on what is left
after discounts, and `gift_card` is a means of payment, not a reduction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    line1: str
    city: str
    postcode: str
    country: str  # ISO 3166-1 alpha-2
    line2: str = ""
    region: str = ""  # state or province code, where the country has them
    company: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    code: str  # "PDX"
    name: str
    address: Address
    fulfils_online_orders: bool = True


@dataclass(frozen=True, slots=True)
class Fitment:
    """One bike that a part fits, in the words of eBay's motors compatibility."""

    year: int
    make: str
    model: str
    trim: str
    engine: str


@dataclass(frozen=True, slots=True)
class Variant:
    sku: str
    barcode: str  # EAN-13 with a valid check digit
    options: tuple[str, ...]  # values, in the order of Product.option_names
    price: Decimal  # in the shop's currency, without tax
    compare_at_price: Decimal | None
    cost: Decimal
    weight_g: int
    stock: dict[str, int]  # location code -> available


@dataclass(frozen=True, slots=True)
class Product:
    index: int
    handle: str  # "brake-pads-front-honda-cb500f-00007"
    title: str  # at most 80 characters: eBay's limit
    description_html: str
    kind: str  # "Brake Pads"
    collection: str  # "Brakes"
    brand: str
    mpn: str  # manufacturer's part number
    ebay_category_id: str
    hs_code: str
    origin_country: str
    option_names: tuple[str, ...]  # () when there is a single variant
    variants: tuple[Variant, ...]
    fitment: tuple[Fitment, ...]  # () = universal
    aspects: dict[str, str]  # eBay item specifics beside brand and MPN
    tags: tuple[str, ...]
    status: str  # active, draft, archived
    image_count: int
    created_at: datetime
    on_shopify: bool = True
    on_ebay: bool = True


@dataclass(frozen=True, slots=True)
class Customer:
    index: int
    first_name: str
    last_name: str
    email: str
    phone: str
    addresses: tuple[Address, ...]  # the first is the default
    company: str = ""
    vat: str = ""
    tax_exempt: bool = False
    accepts_marketing: bool = False
    ebay_username: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TaxLine:
    title: str  # "CA State Tax", "MwSt."
    rate: Decimal  # 0.19
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Discount:
    """`amount` is the whole of it; how it falls on the lines is on the lines."""

    code: str  # "" = automatic
    title: str
    kind: str  # percentage, fixed_amount, free_shipping
    value: Decimal  # 10 (percent) or the fixed amount
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OrderLine:
    position: int  # from 1 on
    product_index: int | None  # None: a product that is gone, or a custom line
    variant_index: int
    sku: str
    title: str
    variant_title: str
    quantity: int
    unit_price: Decimal
    discount: Decimal = ZERO  # of the whole line
    taxes: tuple[TaxLine, ...] = ()
    duty: Decimal = ZERO
    requires_shipping: bool = True
    is_gift_card: bool = False

    @property
    def gross(self) -> Decimal:
        return self.unit_price * self.quantity

    @property
    def net(self) -> Decimal:
        """After discounts (with the tax in it where the order says so)."""
        return self.gross - self.discount

    @property
    def tax(self) -> Decimal:
        return sum((t.amount for t in self.taxes), ZERO)


@dataclass(frozen=True, slots=True)
class ShippingCharge:
    title: str  # "UPS Ground"
    carrier: str  # ups, usps, fedex, dhl, royal_mail ...
    service: str  # ups_ground
    price: Decimal
    discount: Decimal = ZERO
    taxes: tuple[TaxLine, ...] = ()

    @property
    def net(self) -> Decimal:
        return self.price - self.discount

    @property
    def tax(self) -> Decimal:
        return sum((t.amount for t in self.taxes), ZERO)


@dataclass(frozen=True, slots=True)
class RefundLine:
    position: int  # OrderLine.position
    quantity: int
    amount: Decimal  # without the tax unless taxes are included
    tax: Decimal
    restock: bool = True


@dataclass(frozen=True, slots=True)
class Refund:
    """`total` = what goes back: lines, their tax unless included, shipping, adjustment.

    A gift card that paid is refunded first, so `total` may come back on two ways.
    """

    at: datetime
    note: str
    lines: tuple[RefundLine, ...]
    shipping: Decimal  # with its tax
    adjustment: Decimal  # goodwill, not tied to a line
    total: Decimal


@dataclass(frozen=True, slots=True)
class Fulfilment:
    at: datetime
    location: str  # Location.code
    carrier: str
    service: str
    tracking_number: str
    quantities: tuple[tuple[int, int], ...]  # (OrderLine.position, quantity)
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A line's quantity was changed after the sale; the lines show the result."""

    at: datetime
    position: int
    quantity_before: int
    note: str


@dataclass(frozen=True, slots=True)
class Cancellation:
    at: datetime
    reason: str  # customer, inventory, fraud, declined, other
    note: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    index: int
    platform: str  # shopify, ebay
    number: str  # "#1001", "12-34567-89012"
    created_at: datetime
    updated_at: datetime
    currency: str  # of all money in here (what the buyer sees)
    shop_currency: str
    exchange_rate: Decimal  # one unit of shop_currency in `currency`
    customer_index: int | None  # None = guest
    email: str
    phone: str
    billing: Address
    shipping_address: Address
    taxes_included: bool
    lines: tuple[OrderLine, ...]
    shipping: ShippingCharge
    discounts: tuple[Discount, ...] = ()
    tip: Decimal = ZERO
    gift_card: Decimal = ZERO  # part of the total that a gift card paid
    marketplace_collects_tax: bool = False
    #: paid, pending, voided (cancelled unpaid), partially_refunded, refunded
    financial_status: str = "paid"
    fulfilments: tuple[Fulfilment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    edits: tuple[Edit, ...] = ()
    cancellation: Cancellation | None = None
    is_test: bool = False
    location: str = ""  # where it is to be shipped from (the first parcel)
    note: str = ""
    tags: tuple[str, ...] = ()
    vat: str = ""
    marketplace: str = ""  # EBAY_US, EBAY_GB, EBAY_DE ... for eBay's

    @property
    def subtotal(self) -> Decimal:
        """Lines after discounts."""
        return sum((line.net for line in self.lines), ZERO)

    @property
    def discount_total(self) -> Decimal:
        return sum((line.discount for line in self.lines), self.shipping.discount)

    @property
    def tax_total(self) -> Decimal:
        return sum((line.tax for line in self.lines), self.shipping.tax)

    @property
    def duty_total(self) -> Decimal:
        return sum((line.duty for line in self.lines), ZERO)

    @property
    def total(self) -> Decimal:
        added_tax = ZERO if self.taxes_included else self.tax_total
        return (
            self.subtotal + self.shipping.net + self.duty_total + self.tip + added_tax
        )

    @property
    def refunded(self) -> Decimal:
        return sum((refund.total for refund in self.refunds), ZERO)
