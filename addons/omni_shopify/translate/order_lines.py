"""What was bought: products, tips, duties, fees, and the way to the buyer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from odoo.addons.omni_commerce.documents import (
    Discount,
    LineKind,
    Money,
    OrderLine,
    Price,
    ShippingLine,
    Tax,
)

from .basics import Node, is_zero, minus, pairs, price, ref, text

if TYPE_CHECKING:
    from ..client import shapes

ONE = Decimal(1)


def lines_of(node: Node) -> Iterator[OrderLine]:
    refunded = _refunded(node)
    tip = price(node["totalTipReceivedSet"])
    for row in node["lineItems"]["nodes"]:
        line = _line(row, row["quantity"] - _removed(row, refunded))
        if _is_tip(row, line, tip):
            line, tip = replace(line, kind=LineKind.TIP), minus(tip, tip)
        yield line
        yield from _duties(row, line)
    if not is_zero(tip):
        yield _service(f"{node['id']}/tip", "Tip", LineKind.TIP, tip)
    for fee in node["additionalFees"]:
        taxes = _taxes(fee["taxLines"])
        amount = price(fee["price"])
        yield _service(fee["id"], fee["name"], LineKind.FEE, amount, taxes)


def shipping_lines_of(node: shapes.OrderDetail) -> Iterator[ShippingLine]:
    for position, row in enumerate(node["shippingLines"]["nodes"]):
        yield ShippingLine(
            ref=ref(row) or f"{node['id']}/shipping/{position}",
            title=row["title"],
            price=price(row["originalPriceSet"]),
            code=text(row["code"]),
            carrier_code=text(row["carrierIdentifier"]),
            discounts=_discounts(row["discountAllocations"]),
            taxes=_taxes(row["taxLines"]),
        )


def _line(row: shapes.Line, ordered: int) -> OrderLine:
    """``ordered``: Shopify's quantity still counts what an edit took off the order."""
    quantity = Decimal(ordered)
    part = quantity / row["quantity"] if row["quantity"] else ONE
    return OrderLine(
        ref=row["id"],
        title=row["title"],
        quantity=quantity,
        unit_price=price(row["originalUnitPriceSet"]),
        kind=_kind(row),
        current_quantity=Decimal(row["currentQuantity"]),
        sku=text(row["sku"]),
        barcode=text((row["variant"] or {}).get("barcode")),
        product_ref=ref(row["product"]),
        variant_ref=ref(row["variant"]),
        variant_title=text(row["variantTitle"]),
        discounts=_discounts(row["discountAllocations"], part),
        taxes=_taxes(row["taxLines"], part),
        taxable=row["taxable"],
        requires_shipping=row["requiresShipping"],
        properties=pairs(row["customAttributes"]),
        bundle_ref=ref(row["lineItemGroup"]),
        extra={"vendor": row["vendor"]} if row["vendor"] else {},
    )


def _kind(row: shapes.Line) -> LineKind:
    if row["isGiftCard"]:
        return LineKind.GIFT_CARD
    # A deleted product leaves its SKU and vendor behind; what was typed in had none.
    known = row["product"] or row["variant"] or row["sku"] or row["vendor"]
    return LineKind.PRODUCT if known else LineKind.CUSTOM


def _is_tip(row: shapes.Line, line: OrderLine, tip: Price) -> bool:
    """Some checkouts list the tip among the products as well."""
    return (
        not is_zero(tip)
        and line.kind is LineKind.CUSTOM
        and not row["requiresShipping"]
        and row["title"].lower() == "tip"
        and line.unit_price == tip
        and line.quantity == ONE
    )


def _refunded(node: Node) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for refund in node["refunds"]:
        for row in refund["refundLineItems"]["nodes"]:
            line = row["lineItem"]["id"]
            found[line] = found.get(line, 0) + row["quantity"]
    return found


def _removed(row: shapes.Line, refunded: Mapping[str, int]) -> int:
    """What an edit took away: gone from the order, and never part of a refund."""
    gone = row["quantity"] - row["currentQuantity"] - refunded.get(row["id"], 0)
    return max(gone, 0)


def _duties(row: shapes.Line, line: OrderLine) -> Iterator[OrderLine]:
    part = line.quantity / row["quantity"] if row["quantity"] else ONE
    for duty in row["duties"]:
        amount = _part(price(duty["price"]), part)
        taxes = _taxes(duty["taxLines"], part)
        title = f"Duties: {row['title']}"
        yield _service(duty["id"], title, LineKind.DUTY, amount, taxes)


def _service(
    line_ref: str,
    title: str,
    kind: LineKind,
    amount: Price,
    taxes: tuple[Tax, ...] = (),
) -> OrderLine:
    return OrderLine(
        ref=line_ref,
        title=title,
        quantity=ONE,
        unit_price=amount,
        kind=kind,
        taxes=taxes,
        taxable=bool(taxes),
        requires_shipping=False,
    )


def _discounts(
    rows: Sequence[shapes.Allocation], part: Decimal = ONE
) -> tuple[Discount, ...]:
    return tuple(
        Discount(
            _part(price(row["allocatedAmountSet"]), part),
            code=text(row["discountApplication"].get("code")),
            title=text(row["discountApplication"].get("title")),
        )
        for row in rows
    )


def _taxes(rows: Sequence[shapes.Tax], part: Decimal = ONE) -> tuple[Tax, ...]:
    return tuple(
        Tax(
            name=row["title"],
            rate=Decimal(row["rate"] or 0),
            price=_part(price(row["priceSet"]), part),
            by_channel=bool(row["channelLiable"]),
        )
        for row in rows
    )


def _part(whole: Price, part: Decimal) -> Price:
    if part == ONE:
        return whole
    buyer = None if whole.buyer is None else _share(whole.buyer, part)
    return Price(_share(whole.shop, part), buyer)


def _share(whole: Money, part: Decimal) -> Money:
    amount = (whole.amount * part).quantize(whole.amount, ROUND_HALF_UP)
    return Money(amount, whole.currency)
