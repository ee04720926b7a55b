"""An order as it will be, while it is edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ..checkout import tax_on
from ..core.money import Bag, Money, total
from ..core.record import Record
from .order import LineItem, Order
from .priced import DiscountApplication, Percentage, ShippingLine, TaxLine
from .product import ProductVariant


@dataclass(kw_only=True, eq=False)
class CalculatedLineItem(Record):
    """A line as it will be; `line_item` is None where it is new."""

    line_item: LineItem | None
    title: str
    quantity: int
    original_unit_price_set: Bag
    variant: ProductVariant | None = None
    sku: str | None = None
    requires_shipping: bool = True
    taxable: bool = True
    restock: bool = False
    before: int = 0
    discounts: list[DiscountApplication] = field(default_factory=list)

    @property
    def discounted_unit_price_set(self) -> Bag:
        line, full = self.line_item, self.original_unit_price_set
        if line:
            return line.net.share(1, line.quantity)
        return full - total((off_one(full, each) for each in self.discounts), full.zero)

    @property
    def has_staged_line_item_discount(self) -> bool:
        return bool(self.discounts)

    @property
    def editable_quantity(self) -> int:
        return self.quantity

    @property
    def editable_quantity_before_changes(self) -> int:
        return self.before

    @property
    def variant_title(self) -> str | None:
        return self.variant.title if self.variant else None

    @property
    def restocking(self) -> bool:
        return self.restock

    @property
    def editable_subtotal_set(self) -> Bag:
        return self.discounted_unit_price_set * self.quantity


@dataclass(kw_only=True, eq=False)
class CalculatedOrder(Record):
    order: Order
    line_items: list[CalculatedLineItem] = field(default_factory=list)
    new_shipping: list[ShippingLine] = field(default_factory=list)
    committed: bool = False

    @property
    def original_order(self) -> Order:
        return self.order

    @property
    def added_line_items(self) -> list[CalculatedLineItem]:
        return [row for row in self.line_items if row.line_item is None]

    @property
    def subtotal_price_set(self) -> Bag:
        rows = (row.editable_subtotal_set for row in self.line_items)
        return total(rows, self.order.zero)

    @property
    def more_tax(self) -> Bag:
        """What the changes add to the taxes, or take off them."""
        taxes = self.order.zero
        for row in self.line_items:
            line = row.line_item
            if line:
                taxes = taxes + line.tax * (
                    Decimal(row.quantity - row.before) / line.quantity
                )
            else:
                made = taxes_on(self.order, row.editable_subtotal_set, row.taxable)
                taxes = total((tax.price_set for tax in made), taxes)
        return taxes

    @property
    def total_price_set(self) -> Bag:
        extra = self.subtotal_price_set - self.order.current_subtotal_price_set
        shipping = (line.original_price_set for line in self.new_shipping)
        whole = self.order.current_total_price_set + extra
        if not self.order.taxes_included:
            whole = whole + self.more_tax
        return whole + total(shipping, self.order.zero)

    @property
    def total_outstanding_set(self) -> Bag:
        return self.total_price_set - self.order.net_payment_set

    @property
    def subtotal_line_items_quantity(self) -> int:
        return sum(row.quantity for row in self.line_items)


def taxes_on(order: Order, net: Bag, taxable: bool) -> list[TaxLine]:
    """Of a line that is added: at the rates that the order has already."""
    if not taxable or order.tax_exempt:
        return []
    made = [tax_on(order, net, tax.title, tax.rate) for tax in order.tax_lines]
    for tax, known in zip(made, order.tax_lines, strict=True):
        tax.channel_liable = known.channel_liable
    return made


def off_one(price: Bag, discount: DiscountApplication) -> Bag:
    """What a discount takes off one piece."""
    if isinstance(discount.value, Percentage):
        return price * (Decimal(str(discount.value.percentage)) / 100)
    return priced(price, discount.value)


def priced(like: Bag, money: Money) -> Bag:
    """An amount that was said in one of an order's two currencies, in both."""
    rate = like.presentment / like.shop if like.shop else Decimal(1)
    seen = money.currency_code == like.presentment_currency != like.currency
    return like.of(money.amount / rate) if seen else like.of(money.amount)
