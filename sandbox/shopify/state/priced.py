"""Parts of an order that carry prices: taxes, discounts, shipping, duties, fees."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ..core.money import Bag, Money, total
from ..core.record import Record


@dataclass(slots=True)
class Attribute:
    key: str
    value: str | None


@dataclass(slots=True)
class TaxLine:
    title: str
    rate: Decimal
    price_set: Bag
    #: The marketplace collected it and pays it: none of the merchant's business.
    channel_liable: bool = False
    source: str | None = "Shopify"

    @property
    def rate_percentage(self) -> float:
        return float(self.rate * 100)


@dataclass(slots=True)
class Percentage:
    percentage: float
    kind = "PricingPercentageValue"


@dataclass(slots=True)
class DiscountApplication:
    """`kind` is one of Shopify's four; `code` and `title` as they apply."""

    kind: str
    value: Money | Percentage
    index: int
    code: str = ""
    title: str = ""
    description: str | None = None
    allocation_method: str = "ACROSS"
    target_selection: str = "ALL"
    target_type: str = "LINE_ITEM"

    @property
    def of_whole_order(self) -> bool:
        return self.target_selection == "ALL" and self.allocation_method == "ACROSS"


@dataclass(slots=True)
class DiscountAllocation:
    allocated_amount_set: Bag
    discount_application: DiscountApplication


@dataclass(kw_only=True, eq=False)
class Duty(Record):
    price: Bag
    harmonized_system_code: str | None = None
    country_code_of_origin: str | None = None
    tax_lines: list[TaxLine] = field(default_factory=list)


@dataclass(kw_only=True, eq=False)
class AdditionalFee(Record):
    name: str
    price: Bag
    tax_lines: list[TaxLine] = field(default_factory=list)


@dataclass(kw_only=True, eq=False)
class ShippingLine(Record):
    title: str
    original_price_set: Bag
    code: str | None = None
    source: str | None = "shopify"
    carrier_identifier: str | None = None
    delivery_category: str | None = None
    phone: str | None = None
    custom: bool = False
    is_removed: bool = False
    tax_lines: list[TaxLine] = field(default_factory=list)
    discount_allocations: list[DiscountAllocation] = field(default_factory=list)
    #: Refunded so far, tax apart.
    refunded: Bag | None = None

    @property
    def discounted_price_set(self) -> Bag:
        zero = self.original_price_set.zero
        off = total((d.allocated_amount_set for d in self.discount_allocations), zero)
        return self.original_price_set - off

    @property
    def current_discounted_price_set(self) -> Bag:
        price = self.discounted_price_set
        return price - self.refunded if self.refunded else price
