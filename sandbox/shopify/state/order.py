"""Orders: lines, payments, and every total Shopify derives from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..core.money import Bag, total
from ..core.record import Record
from .customer import Customer, PurchasingCompany
from .location import Address, Location
from .priced import (
    AdditionalFee,
    Attribute,
    DiscountAllocation,
    DiscountApplication,
    Duty,
    ShippingLine,
    TaxLine,
)

if TYPE_CHECKING:
    from .fulfillment import Fulfillment, FulfillmentOrder
    from .product import Product, ProductVariant
    from .refund import Refund
    from .returns import Return

RECEIVED = ("SALE", "CAPTURE")


@dataclass(kw_only=True, eq=False)
class LineItem(Record):
    order: Order
    title: str
    quantity: int
    original_unit_price_set: Bag
    variant_title: str | None = None
    sku: str | None = None
    vendor: str | None = None
    variant: ProductVariant | None = None
    product: Product | None = None
    custom_attributes: list[Attribute] = field(default_factory=list)
    discount_allocations: list[DiscountAllocation] = field(default_factory=list)
    tax_lines: list[TaxLine] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    requires_shipping: bool = True
    taxable: bool = True
    is_gift_card: bool = False
    grams: int = 0
    #: Units taken off by edits, and units refunded.
    removed: int = 0
    refunded: int = 0

    @property
    def name(self) -> str:
        return (
            f"{self.title} - {self.variant_title}"
            if self.variant_title
            else (self.title)
        )

    @property
    def current_quantity(self) -> int:
        return self.quantity - self.removed - self.refunded

    @property
    def refundable_quantity(self) -> int:
        return self.current_quantity

    @property
    def unfulfilled_quantity(self) -> int:
        return sum(
            item.remaining_quantity
            for fulfillment_order in self.order.fulfillment_orders
            for item in fulfillment_order.line_items
            if item.line_item is self
        )

    @property
    def non_fulfillable_quantity(self) -> int:
        return self.quantity - self.unfulfilled_quantity

    @property
    def original_total_set(self) -> Bag:
        return self.original_unit_price_set * self.quantity

    @property
    def all_discounts(self) -> Bag:
        zero = self.original_unit_price_set.zero
        return total((d.allocated_amount_set for d in self.discount_allocations), zero)

    @property
    def total_discount_set(self) -> Bag:
        """The line's own discounts; a share of an order's discount is not one."""
        own = (
            allocation.allocated_amount_set
            for allocation in self.discount_allocations
            if not allocation.discount_application.of_whole_order
        )
        return total(own, self.original_unit_price_set.zero)

    @property
    def discounted_total_set(self) -> Bag:
        return self.original_total_set - self.total_discount_set

    @property
    def net(self) -> Bag:
        """What is charged for the line, taxes as the order says."""
        return self.original_total_set - self.all_discounts

    @property
    def tax(self) -> Bag:
        zero = self.original_unit_price_set.zero
        return total((line.price_set for line in self.tax_lines), zero)

    @property
    def duty(self) -> Bag:
        zero = self.original_unit_price_set.zero
        return total((duty.price for duty in self.duties), zero)

    def left(self, amount: Bag) -> Bag:
        """The part of an amount of the whole line that edits left standing."""
        return amount.share(self.quantity - self.removed, self.quantity)


@dataclass(kw_only=True, eq=False)
class OrderTransaction(Record):
    order: Order
    kind_: str
    amount_set: Bag
    gateway: str = "shopify_payments"
    formatted_gateway: str = "Shopify Payments"
    status: str = "SUCCESS"
    parent_transaction: OrderTransaction | None = None
    processed_at: datetime | None = None
    test: bool = False
    authorization_expires_at: datetime | None = None
    authorization_code: str | None = None
    error_code: str | None = None
    manual_payment_gateway: bool = False
    #: Shopify Payments' fee, for the payouts.
    fee: Bag | None = None


@dataclass(kw_only=True, eq=False)
class Order(Record):
    name: str
    number: int
    currency_code: str
    presentment_currency_code: str
    processed_at: datetime
    zero: Bag
    email: str | None = None
    phone: str | None = None
    customer: Customer | None = None
    purchasing_entity: PurchasingCompany | Customer | None = None
    billing_address: Address | None = None
    shipping_address: Address | None = None
    taxes_included: bool = False
    tax_exempt: bool = False
    note: str | None = None
    tags: list[str] = field(default_factory=list)
    po_number: str | None = None
    custom_attributes: list[Attribute] = field(default_factory=list)
    source_name: str | None = "web"
    source_identifier: str | None = None
    retail_location: Location | None = None
    test: bool = False
    customer_locale: str | None = "en"
    line_items: list[LineItem] = field(default_factory=list)
    all_shipping_lines: list[ShippingLine] = field(default_factory=list)
    discount_applications: list[DiscountApplication] = field(default_factory=list)
    additional_fees: list[AdditionalFee] = field(default_factory=list)
    tip: Bag | None = None
    original_total_price_set: Bag | None = None
    transactions: list[OrderTransaction] = field(default_factory=list)
    fulfillment_orders: list[FulfillmentOrder] = field(default_factory=list)
    fulfillments: list[Fulfillment] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    metafields: list[Any] = field(default_factory=list)
    cancelled_at: datetime | None = None
    cancel_reason: str | None = None
    staff_note: str | None = None
    closed_at: datetime | None = None
    edited: bool = False
    risk_level: str = "LOW"
    confirmation_number: str = ""

    # -- what was bought -----------------------------------------------------
    @property
    def shipping_lines(self) -> list[ShippingLine]:
        return [line for line in self.all_shipping_lines if not line.is_removed]

    @property
    def _all_taxes(self) -> Iterator[TaxLine]:
        for line in (*self.line_items, *self.shipping_lines, *self.additional_fees):
            yield from line.tax_lines

    @property
    def tax_lines(self) -> list[TaxLine]:
        """One line per tax, over the whole order."""
        merged: dict[tuple, TaxLine] = {}
        for tax in self._all_taxes:
            key = (tax.title, tax.rate, tax.channel_liable)
            known = merged.get(key)
            price = known.price_set + tax.price_set if known else tax.price_set
            merged[key] = TaxLine(
                tax.title, tax.rate, price, tax.channel_liable, tax.source
            )
        return list(merged.values())

    def _sum(self, bags: Iterator[Bag]) -> Bag:
        return total(bags, self.zero)

    @property
    def subtotal_price_set(self) -> Bag:
        return self._sum(line.left(line.net) for line in self.line_items)

    @property
    def total_line_items_price(self) -> Bag:
        return self._sum(line.original_total_set for line in self.line_items)

    @property
    def total_discounts_set(self) -> Bag:
        lines = self._sum(line.left(line.all_discounts) for line in self.line_items)
        return lines + self._sum(
            allocation.allocated_amount_set
            for line in self.shipping_lines
            for allocation in line.discount_allocations
        )

    @property
    def total_tax_set(self) -> Bag:
        lines = self._sum(line.left(line.tax) for line in self.line_items)
        others = (*self.shipping_lines, *self.additional_fees)
        return lines + self._sum(
            tax.price_set for other in others for tax in other.tax_lines
        )

    @property
    def total_shipping_price_set(self) -> Bag:
        return self._sum(line.discounted_price_set for line in self.shipping_lines)

    @property
    def total_duties(self) -> Bag:
        return self._sum(line.left(line.duty) for line in self.line_items)

    @property
    def total_fees(self) -> Bag:
        return self._sum(fee.price for fee in self.additional_fees)

    @property
    def total_tip_received_set(self) -> Bag:
        return self.tip or self.zero

    @property
    def total_price_set(self) -> Bag:
        whole = self.subtotal_price_set + self.total_shipping_price_set
        whole = whole + self.total_duties + self.total_fees
        whole = whole + self.total_tip_received_set
        return whole if self.taxes_included else whole + self.total_tax_set

    # -- what is left after refunds ------------------------------------------
    @property
    def current_subtotal_price_set(self) -> Bag:
        return self.subtotal_price_set - self._sum(r.subtotal for r in self.refunds)

    @property
    def current_total_tax_set(self) -> Bag:
        return self.total_tax_set - self._sum(r.tax for r in self.refunds)

    @property
    def current_shipping_price_set(self) -> Bag:
        return self.total_shipping_price_set - self.total_refunded_shipping_set

    @property
    def total_refunded_shipping_set(self) -> Bag:
        return self._sum(refund.shipping for refund in self.refunds)

    @property
    def current_total_price_set(self) -> Bag:
        goods = self._sum(refund.goods for refund in self.refunds)
        return (self.total_price_set - goods).floor()

    # -- what was paid -------------------------------------------------------
    def _money(self, *kinds: str, status: str = "SUCCESS") -> Bag:
        return self._sum(
            transaction.amount_set
            for transaction in self.transactions
            if transaction.kind_ in kinds and transaction.status == status
        )

    @property
    def total_received_set(self) -> Bag:
        return self._money(*RECEIVED)

    @property
    def total_refunded_set(self) -> Bag:
        return self._money("REFUND")

    @property
    def net_payment_set(self) -> Bag:
        return self.total_received_set - self.total_refunded_set

    @property
    def total_capturable_set(self) -> Bag:
        if self._money("VOID", status="SUCCESS") or self._voided:
            return self.zero
        return (self._money("AUTHORIZATION") - self._money("CAPTURE")).floor()

    @property
    def _voided(self) -> bool:
        return any(transaction.kind_ == "VOID" for transaction in self.transactions)

    @property
    def total_outstanding_set(self) -> Bag:
        """Below zero: to the buyer. Goodwill was not owed, so it is not owed back."""
        given = (a.amount_set for r in self.refunds for a in r.order_adjustments)
        owed = self.current_total_price_set - self.net_payment_set
        return owed + self._sum(given)

    @property
    def display_financial_status(self) -> str:
        received, refunded = self.total_received_set, self.total_refunded_set
        if refunded:
            whole = refunded.shop >= received.shop
            return "REFUNDED" if whole else "PARTIALLY_REFUNDED"
        if self._voided and not received:
            return "VOIDED"
        if received and received.shop >= self.current_total_price_set.shop:
            return "PAID"
        if received:
            return "PARTIALLY_PAID"
        if self.total_capturable_set:
            return "AUTHORIZED"
        return "PENDING" if self.total_price_set else "PAID"

    # -- what was shipped ----------------------------------------------------
    @property
    def display_fulfillment_status(self) -> str:
        states = {each.status for each in self.fulfillment_orders}
        shipped = any(each.status == "SUCCESS" for each in self.fulfillments)
        waiting = any(line.unfulfilled_quantity for line in self.line_items)
        if shipped:
            return "PARTIALLY_FULFILLED" if waiting else "FULFILLED"
        for state in ("ON_HOLD", "IN_PROGRESS", "SCHEDULED"):
            if state in states:
                return state
        if not waiting and self.refunds:
            return "RESTOCKED"
        return "UNFULFILLED"
