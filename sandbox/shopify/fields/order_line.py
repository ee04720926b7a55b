"""Order lines, their prices and what is left to do with them."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.money import Bag
from ..core.registry import resolves
from ..state.order import LineItem
from ..state.priced import AdditionalFee, DiscountApplication
from ..state.product import Product, ProductVariant


@resolves("LineItem.variant")
def _variant(line: LineItem, ctx: Context) -> ProductVariant | None:
    """What was deleted since leaves its title and SKU behind, and no more."""
    row = line.variant
    return row and ctx.store["ProductVariant"].get(row.id)


@resolves("LineItem.product")
def _product(line: LineItem, ctx: Context) -> Product | None:
    return line.product and ctx.store["Product"].get(line.product.id)


@resolves("LineItem.discountedTotalSet")
def _discounted_total(line: LineItem, with_code_discounts: bool = False) -> Bag:
    return line.net if with_code_discounts else line.discounted_total_set


@resolves("LineItem.discountedUnitPriceSet")
def _discounted_unit(line: LineItem) -> Bag:
    return line.discounted_total_set.share(1, line.quantity)


@resolves("LineItem.discountedUnitPriceAfterAllDiscountsSet")
def _unit_after_all(line: LineItem) -> Bag:
    return line.net.share(1, line.quantity)


@resolves("LineItem.priceAfterAllDiscountsBeforeTaxesSet")
def _before_taxes(line: LineItem) -> Bag:
    return line.net - line.tax if line.order.taxes_included else line.net


@resolves("LineItem.unfulfilledOriginalTotalSet")
def _unfulfilled_total(line: LineItem) -> Bag:
    return line.original_unit_price_set * line.unfulfilled_quantity


@resolves("LineItem.unfulfilledDiscountedTotalSet")
def _unfulfilled_discounted(line: LineItem) -> Bag:
    return line.discounted_total_set.share(line.unfulfilled_quantity, line.quantity)


@resolves("LineItem.restockable", "LineItem.canRestock")
def _line_restockable(line: LineItem) -> bool:
    return line.variant is not None


@resolves("LineItem.merchantEditable")
def _line_editable(line: LineItem) -> bool:
    return bool(line.unfulfilled_quantity)


@resolves("LineItem.fulfillmentStatus")
def _line_status(line: LineItem) -> str:
    waiting = line.unfulfilled_quantity
    if not waiting:
        return "fulfilled"
    return "unfulfilled" if waiting == line.quantity else "partial"


@resolves("LineItem.fulfillableQuantity")
def _line_fulfillable(line: LineItem) -> int:
    return line.unfulfilled_quantity


@resolves("LineItem.weight")
def _line_weight(line: LineItem) -> dict[str, Any]:
    return {"value": float(line.grams), "unit": "GRAMS"}


@resolves("DraftOrderLineItem.discountedUnitPriceSet")
def _draft_unit(line: Any) -> Bag:
    return line.discounted_total_set.share(1, line.quantity)


@resolves("AdditionalFee.price", "Duty.price")
def _price(row: AdditionalFee) -> Bag:
    return row.price


@resolves("DiscountApplication.index")
def _discount_index(application: DiscountApplication) -> int:
    return application.index


@resolves("TaxLine.price")
def _tax_price(line: Any) -> Any:
    return line.price_set.shop
