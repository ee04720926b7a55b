"""Orders and drafts as GraphQL shows them, and how they are searched."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.money import Bag
from ..core.registry import lists, needs, resolves
from ..state.order import LineItem, Order, OrderTransaction

needs(
    "read_orders",
    "QueryRoot.orders",
    "QueryRoot.order",
    "QueryRoot.ordersCount",
    "QueryRoot.orderByIdentifier",
    "Customer.orders",
)
needs("read_draft_orders", "QueryRoot.draftOrders", "QueryRoot.draftOrder")


def _status(order: Order) -> tuple[str, ...]:
    state = (
        "cancelled" if order.cancelled_at else "closed" if order.closed_at else "open"
    )
    return (state, "any")


def _fulfillment_words(order: Order) -> tuple[str, ...]:
    state = order.display_fulfillment_status.lower()
    words = {"fulfilled": ("shipped",), "partially_fulfilled": ("partial",)}
    return (state, *words.get(state, ("unshipped",)))


lists(
    "Order",
    {
        "name": lambda row: (row.name, row.name.lstrip("#")),
        "email": lambda row: row.email,
        "processed_at": lambda row: row.processed_at,
        "status": _status,
        "financial_status": lambda row: row.display_financial_status,
        "fulfillment_status": _fulfillment_words,
        "tag": lambda row: row.tags,
        "test": lambda row: row.test,
        "customer_id": lambda row: row.customer.id if row.customer else None,
        "source_name": lambda row: row.source_name,
        "channel": lambda row: row.source_name,
        "source_identifier": lambda row: row.source_identifier,
        "po_number": lambda row: row.po_number,
        "risk_level": lambda row: row.risk_level,
        "gateway": lambda row: [each.gateway for each in row.transactions],
        "sku": lambda row: [line.sku for line in row.line_items],
        "product_id": lambda row: [
            line.product.id for line in row.line_items if line.product
        ],
        "location_id": lambda row: [f.location.id for f in row.fulfillment_orders],
        "total_price": lambda row: row.total_price_set.shop,
        "return_status": lambda row: return_status(row),
        "confirmation_number": lambda row: row.confirmation_number,
        "default": lambda row: (row.name, row.email, *row.tags),
    },
    {
        "ORDER_NUMBER": lambda row: row.number,
        "PROCESSED_AT": lambda row: row.processed_at.isoformat(),
        "TOTAL_PRICE": lambda row: float(row.total_price_set.shop),
        "CURRENT_TOTAL_PRICE": lambda row: float(row.current_total_price_set.shop),
        "CUSTOMER_NAME": lambda row: row.customer.display_name if row.customer else "",
        "FINANCIAL_STATUS": lambda row: row.display_financial_status,
        "FULFILLMENT_STATUS": lambda row: row.display_fulfillment_status,
        "PO_NUMBER": lambda row: row.po_number or "",
        "TOTAL_ITEMS_QUANTITY": lambda row: sum(li.quantity for li in row.line_items),
    },
)
lists(
    "DraftOrder",
    {
        "status": lambda row: row.status,
        "name": lambda row: row.name,
        "customer_id": lambda row: row.customer.id if row.customer else None,
        "tag": lambda row: row.tags,
    },
    {"NUMBER": lambda row: row.id, "STATUS": lambda row: row.status},
)


@resolves("QueryRoot.orderByIdentifier")
def _by_identifier(root: Any, ctx: Context, identifier: dict) -> Order | None:
    if identifier.get("id"):
        return ctx.store.visible(ctx.find(identifier["id"], "Order"), ctx)
    return None


# -- Order ------------------------------------------------------------------
@resolves("Order.closed")
def _closed(order: Order) -> bool:
    return order.closed_at is not None


@resolves("Order.confirmed", "Order.canNotifyCustomer", "Order.merchantEditable")
def _yes(order: Order) -> bool:
    return True


@resolves("Order.refundable")
def _refundable(order: Order) -> bool:
    return bool(order.net_payment_set)


@resolves("Order.restockable")
def _restockable(order: Order) -> bool:
    return any(line.current_quantity for line in order.line_items)


@resolves("Order.capturable")
def _capturable(order: Order) -> bool:
    return bool(order.total_capturable_set)


@resolves("Order.fullyPaid")
def _fully_paid(order: Order) -> bool:
    return not order.total_outstanding_set.floor()


@resolves("Order.unpaid", "Order.canMarkAsPaid")
def _unpaid(order: Order) -> bool:
    return bool(order.total_outstanding_set.floor()) and not order.cancelled_at


@resolves("Order.fulfillable")
def _fulfillable(order: Order) -> bool:
    return any(each.is_active for each in order.fulfillment_orders)


@resolves("Order.requiresShipping")
def _requires_shipping(order: Order) -> bool:
    return any(line.requires_shipping for line in order.line_items)


@resolves("Order.paymentGatewayNames")
def _gateways(order: Order) -> list[str]:
    return list(dict.fromkeys(each.gateway for each in order.transactions))


@resolves("Order.shippingLine")
def _shipping_line(order: Order) -> Any:
    return order.shipping_lines[0] if order.shipping_lines else None


@resolves("Order.shippingLines")
def _shipping_lines(order: Order, include_removals: bool = False) -> list[Any]:
    return order.all_shipping_lines if include_removals else order.shipping_lines


@resolves("Order.discountCodes")
def _codes(order: Order) -> list[str]:
    return [each.code for each in order.discount_applications if each.code]


@resolves("Order.discountCode")
def _code(order: Order) -> str | None:
    return next(iter(_codes(order)), None)


@resolves("Order.currentTaxLines")
def _current_taxes(order: Order) -> list[Any]:
    return order.tax_lines


@resolves("Order.originalTotalPriceSet")
def _original_total(order: Order) -> Bag:
    return order.original_total_price_set or order.total_price_set


@resolves("Order.originalTotalDutiesSet", "Order.currentTotalDutiesSet")
def _duties(order: Order) -> Bag | None:
    return order.total_duties or None


@resolves("Order.originalTotalAdditionalFeesSet", "Order.currentTotalAdditionalFeesSet")
def _fees(order: Order) -> Bag | None:
    return order.total_fees or None


@resolves("Order.currentTotalDiscountsSet")
def _current_discounts(order: Order) -> Bag:
    return order.total_discounts_set


@resolves("Order.cartDiscountAmountSet", "Order.currentCartDiscountAmountSet")
def _cart_discount(order: Order) -> Bag:
    return order._sum(
        allocation.allocated_amount_set
        for line in order.line_items
        for allocation in line.discount_allocations
        if allocation.discount_application.of_whole_order
    )


@resolves("Order.subtotalLineItemsQuantity")
def _units(order: Order) -> int:
    return sum(line.quantity - line.removed for line in order.line_items)


@resolves("Order.currentSubtotalLineItemsQuantity")
def _current_units(order: Order) -> int:
    return sum(line.current_quantity for line in order.line_items)


@resolves("Order.totalWeight", "Order.currentTotalWeight")
def _weight(order: Order) -> int:
    return sum(line.grams * line.current_quantity for line in order.line_items)


@resolves("Order.transactions")
def _transactions(
    order: Order, capturable: bool | None = None
) -> list[OrderTransaction]:
    if capturable:
        return [t for t in order.transactions if t.kind_ == "AUTHORIZATION"]
    return order.transactions


@resolves("Order.fulfillmentsCount")
def _fulfillments_count(order: Order) -> int:
    return len(order.fulfillments)


@resolves("Order.nonFulfillableLineItems")
def _non_fulfillable(order: Order) -> list[LineItem]:
    return [line for line in order.line_items if not line.unfulfilled_quantity]


@resolves("Order.totalCashRoundingAdjustment")
def _rounding(order: Order) -> dict[str, Any]:
    return {"payment_set": order.zero, "refund_set": order.zero}


@resolves("Order.refundDiscrepancySet")
def _discrepancy(order: Order) -> Bag:
    return order._sum(
        adjustment.amount_set
        for refund in order.refunds
        for adjustment in refund.order_adjustments
    )


@resolves("Order.risk")
def _risk(order: Order) -> dict[str, Any]:
    advice = {"HIGH": "CANCEL", "MEDIUM": "INVESTIGATE", "LOW": "ACCEPT"}
    return {
        "recommendation": advice.get(order.risk_level, "NONE"),
        "assessments": [{"risk_level": order.risk_level, "facts": []}],
    }


@resolves("Order.returnStatus")
def return_status(order: Order) -> str:
    states = {each.status for each in order.returns}
    for state, word in (("REQUESTED", "RETURN_REQUESTED"), ("OPEN", "IN_PROGRESS")):
        if state in states:
            return word
    return "RETURNED" if "CLOSED" in states else "NO_RETURN"


@resolves("Order.cancellation")
def _cancellation(order: Order) -> dict[str, Any] | None:
    return {"staff_note": order.staff_note} if order.cancelled_at else None


@resolves("Order.app")
def _app(order: Order) -> dict[str, Any]:
    names = {"web": "Online Store", "pos": "Point of Sale"}
    return {
        "id": "gid://shopify/App/580111",
        "name": names.get(order.source_name or "", order.source_name or "Online Store"),
    }


@resolves("Order.channelInformation")
def _channel_information(order: Order) -> dict[str, Any]:
    name = _app(order)["name"]
    return {
        "id": f"gid://shopify/ChannelInformation/{order.id}",
        "channel_id": "gid://shopify/Channel/1",
        "display_name": name,
    }


@resolves("Order.statusPageUrl")
def _status_page(order: Order, ctx: Context) -> str:
    return f"{ctx.store.url}/orders/{order.id}/authenticate"


@resolves("Order.billingAddressMatchesShippingAddress")
def _same_address(order: Order) -> bool:
    return order.billing_address == order.shipping_address


@resolves("Order.displayAddress")
def _display_address(order: Order) -> Any:
    return order.shipping_address or order.billing_address


@resolves("Order.customerAcceptsMarketing")
def _marketing(order: Order) -> bool:
    return bool(order.customer and order.customer.accepts_marketing)
