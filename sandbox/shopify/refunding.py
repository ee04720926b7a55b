"""How much goes back for what: one answer for `suggestedRefund` and `refundCreate`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .core.context import Context
from .core.errors import refuse
from .core.money import Bag, total
from .fields.transaction import refundable_of
from .state.location import Location
from .state.order import LineItem, Order, OrderTransaction
from .state.priced import ShippingLine
from .state.refund import RefundDuty

PAID = ("SALE", "CAPTURE")


@dataclass(slots=True)
class Worth:
    """One line of a refund, before it exists."""

    line_item: LineItem
    quantity: int
    restock_type: str
    location: Location | None
    subtotal_set: Bag
    total_tax_set: Bag
    kind = "RefundLineItem"

    @property
    def price_set(self) -> Bag:
        return self.line_item.original_unit_price_set

    @property
    def restocked(self) -> bool:
        return self.restock_type in ("RETURN", "CANCEL")


@dataclass(slots=True)
class Suggestion:
    order: Order
    refund_line_items: list[Worth] = field(default_factory=list)
    shipping_amount: Bag | None = None
    shipping_tax: Bag | None = None
    refund_duties: list[RefundDuty] = field(default_factory=list)
    kind = "SuggestedRefund"

    def _sum(self, bags: Any) -> Bag:
        return total(bags, self.order.zero)

    @property
    def subtotal_set(self) -> Bag:
        return self._sum(worth.subtotal_set for worth in self.refund_line_items)

    @property
    def discounted_subtotal_set(self) -> Bag:
        return self.subtotal_set

    @property
    def total_tax_set(self) -> Bag:
        lines = self._sum(worth.total_tax_set for worth in self.refund_line_items)
        return lines + (self.shipping_tax or self.order.zero)

    @property
    def total_taxes(self) -> Decimal:
        return self.total_tax_set.shop

    @property
    def total_duties_set(self) -> Bag:
        return self._sum(duty.amount_set for duty in self.refund_duties)

    @property
    def total_cart_discount_amount_set(self) -> Bag:
        return self.order.zero

    @property
    def shipping(self) -> dict[str, Any]:
        tax = sum_of_shipping_tax(self.order)
        return {
            "amount_set": self.shipping_amount or self.order.zero,
            "maximum_refundable_set": self.order.current_shipping_price_set,
            "tax_set": self.shipping_tax or tax.zero,
        }

    @property
    def amount_set(self) -> Bag:
        whole = self.subtotal_set + self.total_duties_set
        whole = whole + (self.shipping_amount or self.order.zero)
        if not self.order.taxes_included:
            whole = whole + self.total_tax_set
        return whole.capped(self.order.net_payment_set)

    @property
    def maximum_refundable_set(self) -> Bag:
        return self.order.net_payment_set

    @property
    def suggested_transactions(self) -> list[dict[str, Any]]:
        """Spread over the payments; a gift card gets its money back first."""
        left, rows = self.amount_set, []
        for payment in payments(self.order):
            amount = refundable_of(payment).capped(left)
            if not amount:
                continue
            left = left - amount
            rows.append(
                {
                    "amount_set": amount,
                    "maximum_refundable_set": refundable_of(payment),
                    "gateway": payment.gateway,
                    "formatted_gateway": payment.formatted_gateway,
                    "kind": "SUGGESTED_REFUND",
                    "parent_transaction": payment,
                }
            )
        return rows


def payments(order: Order) -> list[OrderTransaction]:
    paid = [t for t in order.transactions if t.kind_ in PAID and t.status == "SUCCESS"]
    return sorted(paid, key=lambda t: t.gateway != "gift_card")


def sum_of_shipping_tax(order: Order) -> Bag:
    return total(
        (tax.price_set for line in order.shipping_lines for tax in line.tax_lines),
        order.zero,
    )


def suggest(
    ctx: Context,
    order: Order,
    lines: list[dict[str, Any]] | None = None,
    shipping: Decimal | str | None = None,
    whole_shipping: bool = False,
    duties: list[dict[str, Any]] | None = None,
    path: str = "refundLineItems",
) -> Suggestion:
    suggestion = Suggestion(order)
    for row in lines or []:
        suggestion.refund_line_items.append(_worth(ctx, order, row, path))
    _add_shipping(suggestion, shipping, whole_shipping)
    by_id = {duty.gid: duty for line in order.line_items for duty in line.duties}
    for row in duties or []:
        duty = by_id.get(row["duty_id"])
        if duty is None:
            raise refuse("Duty does not exist", "refundDuties")
        suggestion.refund_duties.append(RefundDuty(duty.price, duty))
    return suggestion


def everything(ctx: Context, order: Order) -> Suggestion:
    rows = [
        {"line_item_id": line.gid, "quantity": line.refundable_quantity}
        for line in order.line_items
        if line.refundable_quantity
    ]
    back = {duty.original_duty for refund in order.refunds for duty in refund.duties}
    owed = [duty for line in order.line_items for duty in line.duties]
    duties = [{"duty_id": duty.gid} for duty in owed if duty not in back]
    return suggest(ctx, order, rows, None, True, duties)


def _worth(ctx: Context, order: Order, row: dict[str, Any], path: str) -> Worth:
    line = ctx.store.node(row["line_item_id"])
    if not isinstance(line, LineItem) or line.order is not order:
        raise refuse("Line item does not belong to the order", path)
    quantity = row["quantity"]
    if quantity < 1 or quantity > line.refundable_quantity:
        raise refuse(
            "Refund line items Quantity cannot refund more items than were purchased",
            path,
        )
    kept = [r for refund in order.refunds for r in refund.refund_line_items]
    kept = [r for r in kept if r.line_item is line]
    last = quantity == line.refundable_quantity
    place = ctx.find(row.get("location_id"), "Location")
    return Worth(
        line,
        quantity,
        row.get("restock_type") or "NO_RESTOCK",
        place,
        _part(line, line.net, quantity, [r.subtotal_set for r in kept], last),
        _part(line, line.tax, quantity, [r.total_tax_set for r in kept], last),
    )


def _part(
    line: LineItem, whole: Bag, quantity: int, before: list[Bag], last: bool
) -> Bag:
    """The last units take what rounding left, so that all refunds sum to the whole."""
    if last and before:
        return line.left(whole) - total(before, whole.zero)
    return whole.share(quantity, line.quantity)


def _add_shipping(
    suggestion: Suggestion, amount: Decimal | str | None, whole: bool
) -> None:
    order = suggestion.order
    most = order.current_shipping_price_set
    if whole:
        suggestion.shipping_amount = most
    elif amount is not None and Decimal(str(amount)):
        asked = Decimal(str(amount))
        if asked > most.shop:
            raise refuse(
                "Shipping amount cannot be more than the amount that can be refunded",
                "shipping",
            )
        suggestion.shipping_amount = most if asked == most.shop else most.of(asked)
    if suggestion.shipping_amount:
        price, tax = order.total_shipping_price_set, sum_of_shipping_tax(order)
        part = suggestion.shipping_amount.shop / price.shop if price.shop else 0
        suggestion.shipping_tax = tax * Decimal(part)


def first_shipping_line(order: Order) -> ShippingLine | None:
    return order.shipping_lines[0] if order.shipping_lines else None
