"""What went back: units, shipping, duties, and the money."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ..core.money import Bag, total
from ..core.record import Record
from .location import Location
from .priced import Duty, ShippingLine

if TYPE_CHECKING:
    from .order import LineItem, Order, OrderTransaction
    from .returns import Return


@dataclass(kw_only=True, eq=False)
class RefundLineItem(Record):
    line_item: LineItem
    quantity: int
    subtotal_set: Bag
    total_tax_set: Bag
    restock_type: str = "NO_RESTOCK"
    location: Location | None = None
    restocked: bool = False

    @property
    def price_set(self) -> Bag:
        return self.line_item.original_unit_price_set


@dataclass(kw_only=True, eq=False)
class RefundShippingLine(Record):
    shipping_line: ShippingLine
    subtotal_amount_set: Bag
    tax_amount_set: Bag


@dataclass(kw_only=True, eq=False)
class OrderAdjustment(Record):
    """Money that no line accounts for: goodwill, or a refund kept back."""

    amount_set: Bag
    tax_amount_set: Bag
    reason: str | None = "REFUND_DISCREPANCY"


@dataclass(slots=True)
class RefundDuty:
    amount_set: Bag
    original_duty: Duty


@dataclass(kw_only=True, eq=False)
class Refund(Record):
    order: Order
    processed_at: datetime
    note: str | None = None
    refund_line_items: list[RefundLineItem] = field(default_factory=list)
    refund_shipping_lines: list[RefundShippingLine] = field(default_factory=list)
    order_adjustments: list[OrderAdjustment] = field(default_factory=list)
    duties: list[RefundDuty] = field(default_factory=list)
    transactions: list[OrderTransaction] = field(default_factory=list)
    return_: Return | None = None

    @property
    def _zero(self) -> Bag:
        return self.order.zero

    @property
    def subtotal(self) -> Bag:
        return total((line.subtotal_set for line in self.refund_line_items), self._zero)

    @property
    def shipping(self) -> Bag:
        lines = self.refund_shipping_lines
        return total((line.subtotal_amount_set for line in lines), self._zero)

    @property
    def tax(self) -> Bag:
        lines = total((r.total_tax_set for r in self.refund_line_items), self._zero)
        shipping = self.refund_shipping_lines
        return lines + total((r.tax_amount_set for r in shipping), self._zero)

    @property
    def duty(self) -> Bag:
        return total((duty.amount_set for duty in self.duties), self._zero)

    @property
    def goods(self) -> Bag:
        """What the returned things were worth, whatever was paid for them."""
        worth = self.subtotal + self.shipping + self.duty
        return worth if self.order.taxes_included else worth + self.tax

    @property
    def total_refunded_set(self) -> Bag:
        return total(
            (each.amount_set for each in self.transactions if each.status == "SUCCESS"),
            self._zero,
        )
