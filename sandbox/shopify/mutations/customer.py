"""Customers: made, changed, deleted."""

from __future__ import annotations

import re
from typing import Any

from ..addresses import address_from
from ..core.context import Context
from ..core.errors import refuse
from ..core.registry import plays
from ..fields.customer import _by_identifier as by_identifier
from ..state.customer import Customer
from ..state.location import Address
from . import inputs

PLAIN = ("first_name", "last_name", "email", "phone", "note", "locale")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


def _check(ctx: Context, row: dict[str, Any], known: Customer | None) -> None:
    email, phone = row.get("email"), row.get("phone")
    if email and not _EMAIL.match(email):
        raise refuse("Email is invalid", ["input", "email"], "INVALID")
    for name, value in (("email", email), ("phone", phone)):
        for other in ctx.store["Customer"] if value else ():
            if other is not known and getattr(other, name) == value:
                said = f"{name.capitalize()} has already been taken"
                raise refuse(said, ["input", name], "TAKEN")
    names = [row.get(name) for name in ("first_name", "last_name", "email", "phone")]
    if known is None and not any(names):
        said = "A name, phone number, or email address must be present"
        raise refuse(said, ["input"])


def _fill(ctx: Context, customer: Customer, row: dict[str, Any]) -> None:
    for name in PLAIN:
        if name in row:
            setattr(customer, name, row[name])
    if row.get("tags") is not None:
        customer.tags = sorted(set(row["tags"]))
    if row.get("tax_exempt") is not None:
        customer.tax_exempt = row["tax_exempt"]
    if row.get("addresses") is not None:
        customer.addresses = [address_from(each) for each in row["addresses"]]
        for address in customer.addresses:
            address.id = ctx.store.next_id("MailingAddress")
    consent = row.get("email_marketing_consent") or {}
    if consent.get("marketing_state"):
        customer.accepts_marketing = consent["marketing_state"] == "SUBSCRIBED"
        customer.marketing_updated_at = ctx.now
    inputs.put_metafields(ctx, customer, row, ["input"])


@plays("customerCreate", "write_customers")
def customer_create(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    _check(ctx, input, None)
    customer = ctx.store.create(Customer)
    _fill(ctx, customer, input)
    ctx.emit("customers/create", customer)
    return {"customer": customer}


@plays("customerUpdate", "write_customers")
def customer_update(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    customer = _find(ctx, input.get("id"))
    _check(ctx, input, customer)
    _fill(ctx, customer, input)
    ctx.store.touch(customer)
    ctx.emit("customers/update", customer)
    return {"customer": customer}


@plays("customerSet", "write_customers")
def customer_set(
    ctx: Context, input: dict[str, Any], identifier: dict[str, Any] | None = None
) -> dict[str, Any]:
    known = by_identifier(None, ctx, identifier) if identifier else None
    if known is None:
        return customer_create(ctx, input)
    return customer_update(ctx, {**input, "id": known.gid})


@plays("customerDelete", "write_customers")
def customer_delete(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    customer = _find(ctx, input["id"])
    if customer.orders:
        raise refuse("Customer can't be deleted because they have orders", ["id"])
    ctx.store.drop(customer)
    ctx.emit("customers/delete", {"id": customer.id})
    return {"deleted_customer_id": customer.gid}


@plays("customerAddressCreate", "write_customers")
def address_create(
    ctx: Context,
    customer_id: str,
    address: dict[str, Any],
    set_as_default: bool = False,
) -> dict[str, Any]:
    customer = _find(ctx, customer_id)
    made = address_from(address) or Address()
    made.id = ctx.store.next_id("MailingAddress")
    customer.addresses.insert(0 if set_as_default else len(customer.addresses), made)
    ctx.store.touch(customer)
    ctx.emit("customers/update", customer)
    return {"address": made}


def _find(ctx: Context, global_id: str | None) -> Customer:
    return ctx.need(global_id, "Customer", "id", None, "Customer does not exist")
