"""Customers and companies."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.money import total
from ..core.registry import PROTECTED, lists, needs, resolves
from ..state.customer import Company, Customer

needs(
    "read_customers",
    "QueryRoot.customers",
    "QueryRoot.customer",
    "QueryRoot.customersCount",
    "QueryRoot.customerByIdentifier",
    "Order.customer",
    "DraftOrder.customer",
)
needs(("read_companies", "read_customers"), "QueryRoot.companies", "QueryRoot.company")
PROTECTED.update(
    {
        "QueryRoot.customers": "Customer object",
        "QueryRoot.customer": "Customer object",
        "Order.customer": "Customer object",
        "Order.email": "email field",
        "Order.phone": "phone field",
        "Order.billingAddress": "billingAddress field",
        "Order.shippingAddress": "shippingAddress field",
    }
)
lists(
    "Customer",
    {
        "email": lambda row: row.email,
        "phone": lambda row: row.phone,
        "first_name": lambda row: row.first_name,
        "last_name": lambda row: row.last_name,
        "tag": lambda row: row.tags,
        "state": lambda row: row.state,
        "orders_count": lambda row: len(row.orders),
        "country": lambda row: row.default_address and row.default_address.country_code,
        "default": lambda row: (row.email, row.phone, row.first_name, row.last_name),
    },
    {"NAME": lambda row: f"{row.last_name or ''} {row.first_name or ''}".lower()},
)
lists(
    "Company",
    {"name": lambda row: row.name, "external_id": lambda row: row.external_id},
    {"NAME": lambda row: row.name.lower()},
)


@resolves("QueryRoot.customerByIdentifier")
def _by_identifier(root: Any, ctx: Context, identifier: dict) -> Customer | None:
    if identifier.get("id"):
        return ctx.find(identifier["id"], "Customer")
    for key, attribute in (("email_address", "email"), ("phone_number", "phone")):
        if identifier.get(key):
            wanted = identifier[key]
            rows = ctx.store["Customer"]
            return next((c for c in rows if getattr(c, attribute) == wanted), None)
    return None


@resolves("Customer.defaultEmailAddress")
def _email(customer: Customer) -> dict[str, Any] | None:
    if not customer.email:
        return None
    return {
        "email_address": customer.email,
        "marketing_state": customer.marketing_state,
        "marketing_updated_at": customer.marketing_updated_at,
        "valid_format": True,
    }


@resolves("Customer.defaultPhoneNumber")
def _phone(customer: Customer) -> dict[str, Any] | None:
    if not customer.phone:
        return None
    return {"phone_number": customer.phone, "marketing_state": "NOT_SUBSCRIBED"}


@resolves("Customer.addressesV2")
def _addresses(customer: Customer) -> list[Any]:
    return customer.addresses


@resolves("Customer.numberOfOrders")
def _orders_count(customer: Customer) -> int:
    return len(customer.orders)


@resolves("Customer.lastOrder")
def _last_order(customer: Customer) -> Any:
    return customer.orders[-1] if customer.orders else None


@resolves("Customer.amountSpent")
def _spent(customer: Customer, ctx: Context) -> Any:
    zero = ctx.store.bag(0)
    return sum((o.net_payment_set.shop for o in customer.orders), zero.shop)


@resolves("Customer.companyContactProfiles")
def _profiles(customer: Customer, ctx: Context) -> list[Any]:
    return [c for c in ctx.store["CompanyContact"] if c.customer is customer]


@resolves("Company.orders")
def _company_orders(company: Company, ctx: Context) -> list[Any]:
    return [
        order
        for order in ctx.store["Order"]
        if getattr(order.purchasing_entity, "company", None) is company
    ]


@resolves("Company.totalSpent")
def _company_spent(company: Company, ctx: Context) -> Any:
    orders = _company_orders(company, ctx)
    return total((o.net_payment_set for o in orders), ctx.store.bag(0))


@resolves("CompanyLocation.currency")
def _company_currency(location: Any, ctx: Context) -> str:
    return ctx.store.currency
