"""Money, moments and addresses, as GraphQL writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from odoo.addons.omni_commerce.documents import Address, Money, Pairs, Price

Node = Mapping[str, Any]


def money(row: Node) -> Money:
    return Money(Decimal(row["amount"]), row["currencyCode"])


def price(bag: Node) -> Price:
    """Both currencies; the buyer's only where it is another one."""
    shop, buyer = money(bag["shopMoney"]), money(bag["presentmentMoney"])
    return Price(shop, buyer if buyer.currency != shop.currency else None)


def plus(one: Price, other: Price) -> Price:
    """Of one order, so both have the buyer's currency or neither."""
    buyer = None if one.buyer is None else one.buyer + other.buyer
    return Price(one.shop + other.shop, buyer)


def minus(one: Price, other: Price) -> Price:
    buyer = None if one.buyer is None else one.buyer - other.buyer
    return Price(one.shop - other.shop, buyer)


def negative(amount: Price) -> Price:
    return Price(-amount.shop, None if amount.buyer is None else -amount.buyer)


def is_zero(amount: Price) -> bool:
    return not amount.shop and not (amount.buyer and amount.buyer.amount)


def pairs(rows: Sequence[Node]) -> Pairs:
    return tuple((row["key"], row["value"] or "") for row in rows)


def text(value: str | None) -> str:
    return value or ""


def ref(node: Node | None) -> str:
    return (node or {}).get("id") or ""


def address(row: Node | None, email: str = "") -> Address | None:
    if not row:
        return None
    return Address(
        name=text(row["name"]),
        company=text(row["company"]),
        street=text(row["address1"]),
        street2=text(row["address2"]),
        city=text(row["city"]),
        zip=text(row["zip"]),
        state_code=text(row["provinceCode"]),
        state=text(row["province"]),
        country_code=text(row["countryCodeV2"]),
        phone=text(row["phone"]),
        email=email,
    )
