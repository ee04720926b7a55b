"""Draft orders: quotes that become orders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..core.money import Bag, total
from ..core.record import Record
from .customer import Customer
from .location import Address
from .order import Order
from .priced import Attribute, ShippingLine, TaxLine
from .product import ProductVariant


@dataclass(kw_only=True, eq=False)
class DraftOrderLineItem(Record):
    title: str
    quantity: int
    original_unit_price_set: Bag
    discount: Bag
    variant: ProductVariant | None = None
    sku: str | None = None
    requires_shipping: bool = True
    taxable: bool = True
    custom_attributes: list[Attribute] = field(default_factory=list)
    is_gift_card: bool = False

    @property
    def custom(self) -> bool:
        return self.variant is None

    @property
    def product(self) -> Any:
        return self.variant.product if self.variant else None

    @property
    def variant_title(self) -> str | None:
        return self.variant.title if self.variant else None

    @property
    def name(self) -> str:
        return self.title

    @property
    def original_total_set(self) -> Bag:
        return self.original_unit_price_set * self.quantity

    @property
    def discounted_total_set(self) -> Bag:
        return self.original_total_set - self.discount

    @property
    def total_discount_set(self) -> Bag:
        return self.discount


@dataclass(kw_only=True, eq=False)
class DraftOrder(Record):
    name: str
    currency_code: str
    presentment_currency_code: str
    zero: Bag
    status: str = "OPEN"
    email: str | None = None
    phone: str | None = None
    customer: Customer | None = None
    purchasing_entity: Any = None
    note2: str | None = None
    po_number: str | None = None
    tags: list[str] = field(default_factory=list)
    tax_exempt: bool = False
    taxes_included: bool = False
    billing_address: Address | None = None
    shipping_address: Address | None = None
    shipping_line: ShippingLine | None = None
    line_items: list[DraftOrderLineItem] = field(default_factory=list)
    tax_lines: list[TaxLine] = field(default_factory=list)
    custom_attributes: list[Attribute] = field(default_factory=list)
    metafields: list[Any] = field(default_factory=list)
    order: Order | None = None
    completed_at: datetime | None = None
    invoice_sent_at: datetime | None = None
    ready: bool = True

    @property
    def subtotal_price_set(self) -> Bag:
        return total((row.discounted_total_set for row in self.line_items), self.zero)

    @property
    def total_line_items_price_set(self) -> Bag:
        return total((row.original_total_set for row in self.line_items), self.zero)

    @property
    def total_discounts_set(self) -> Bag:
        return total((row.discount for row in self.line_items), self.zero)

    @property
    def total_tax_set(self) -> Bag:
        return total((line.price_set for line in self.tax_lines), self.zero)

    @property
    def total_shipping_price_set(self) -> Bag:
        line = self.shipping_line
        return line.discounted_price_set if line else self.zero

    @property
    def total_price_set(self) -> Bag:
        whole = self.subtotal_price_set + self.total_shipping_price_set
        return whole if self.taxes_included else whole + self.total_tax_set

    @property
    def total_quantity_of_line_items(self) -> int:
        return sum(line.quantity for line in self.line_items)
