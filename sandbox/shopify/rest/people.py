"""Customers, and the three questions of data protection."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..state.customer import Customer
from ..state.location import Address
from ..state.order import Order
from ..state.store import Store
from .basics import address, dates, head


def customer(row: Customer, store: Store) -> dict[str, Any]:
    places = [_address(each, row, at) for at, each in enumerate(row.addresses)]
    last = row.orders[-1] if row.orders else None
    spent = sum((order.net_payment_set.shop for order in row.orders), Decimal(0))
    consent = "subscribed" if row.accepts_marketing else "not_subscribed"
    return {
        **head(row),
        **dates(row),
        "email": row.email,
        "phone": row.phone,
        "first_name": row.first_name,
        "last_name": row.last_name,
        "note": row.note,
        "tags": ", ".join(row.tags),
        "state": row.state.lower(),
        "verified_email": row.verified_email,
        "tax_exempt": row.tax_exempt,
        "tax_exemptions": row.tax_exemptions,
        "currency": store.currency,
        "orders_count": len(row.orders),
        "total_spent": f"{spent:.2f}",
        "last_order_id": last.id if last else None,
        "last_order_name": last.name if last else None,
        "multipass_identifier": None,
        "email_marketing_consent": {
            "state": consent,
            "opt_in_level": "single_opt_in",
            "consent_updated_at": None,
        },
        "sms_marketing_consent": None,
        "addresses": places,
        "default_address": places[0] if places else None,
    }


def _address(row: Address, owner: Customer, at: int) -> dict[str, Any]:
    return {
        **(address(row) or {}),
        "id": row.id,
        "customer_id": owner.id,
        "country_name": row.country,
        "default": at == 0,
    }


def compliance(
    topic: str, store: Store, who: Customer | None, orders: list[Order]
) -> dict[str, Any]:
    """customers/data_request, customers/redact, shop/redact."""
    body: dict[str, Any] = {
        "shop_id": store.id,
        "shop_domain": store.myshopify_domain,
    }
    if topic == "shop/redact" or who is None:
        return body
    body["customer"] = {"id": who.id, "email": who.email, "phone": who.phone}
    ids = [order.id for order in orders]
    if topic == "customers/data_request":
        return {**body, "orders_requested": ids, "data_request": {"id": who.id}}
    return {**body, "orders_to_redact": ids}
