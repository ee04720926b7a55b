"""Moments, money, addresses and taxes in REST's clothes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from ..core.money import Bag
from ..core.record import Record
from ..state.location import Address
from ..state.priced import DiscountAllocation, TaxLine


def moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def amount(value: Bag | Decimal | None) -> str | None:
    if value is None:
        return None
    return f"{value.shop if isinstance(value, Bag) else value:.2f}"


def money_set(bag: Bag | None) -> dict[str, Any] | None:
    if bag is None:
        return None
    return {
        "shop_money": {"amount": f"{bag.shop:.2f}", "currency_code": bag.currency},
        "presentment_money": {
            "amount": f"{bag.presentment:.2f}",
            "currency_code": bag.presentment_currency,
        },
    }


def head(record: Record) -> dict[str, Any]:
    return {"id": record.id, "admin_graphql_api_id": record.gid}


def dates(record: Record) -> dict[str, Any]:
    return {
        "created_at": moment(record.created_at),
        "updated_at": moment(record.updated_at),
    }


def address(row: Address | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "first_name": row.first_name,
        "last_name": row.last_name,
        "company": row.company,
        "address1": row.address1,
        "address2": row.address2,
        "city": row.city,
        "zip": row.zip,
        "province": row.province,
        "province_code": row.province_code,
        "country": row.country,
        "country_code": row.country_code,
        "phone": row.phone,
        "name": row.name,
        "latitude": None,
        "longitude": None,
    }


def tax_line(row: TaxLine) -> dict[str, Any]:
    return {
        "title": row.title,
        "rate": float(row.rate),
        "price": amount(row.price_set),
        "price_set": money_set(row.price_set),
        "channel_liable": row.channel_liable,
    }


def allocation(row: DiscountAllocation) -> dict[str, Any]:
    return {
        "amount": amount(row.allocated_amount_set),
        "amount_set": money_set(row.allocated_amount_set),
        "discount_application_index": row.discount_application.index,
    }
