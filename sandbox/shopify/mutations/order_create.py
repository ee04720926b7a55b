"""`orderCreate`, and draft orders up to the moment they become orders."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .. import checkout
from ..addresses import address_from
from ..checkout import Basket, Item
from ..core.context import Context
from ..core.errors import refuse
from ..core.money import Bag
from ..core.registry import plays
from ..state.customer import Customer, PurchasingCompany
from ..state.draft import DraftOrder, DraftOrderLineItem
from ..state.priced import Attribute, ShippingLine, TaxLine
from ..state.product import ProductVariant
from . import inputs


# -- orderCreate ------------------------------------------------------------
@plays("orderCreate", "write_orders")
def order_create(
    ctx: Context, order: dict[str, Any], options: dict[str, Any] | None = None
) -> dict[str, Any]:
    rows = order.get("line_items") or []
    if not rows:
        said = "Line items must have at least one line item"
        raise refuse(said, ["order", "lineItems"], "INVALID")
    if order.get("currency") not in (None, ctx.store.currency):
        said = "Currency must be the shop's currency"
        raise refuse(said, ["order", "currency"], "INVALID")
    items = [_item(ctx, row, at) for at, row in enumerate(rows)]
    shipping = (order.get("shipping_lines") or [{}])[0]
    basket = Basket(
        items,
        customer=_customer(ctx, order),
        email=order.get("email"),
        phone=order.get("phone"),
        shipping_address=address_from(order.get("shipping_address")),
        billing_address=address_from(order.get("billing_address")),
        taxes_included=order.get("taxes_included"),
        shipping=_shipping(shipping),
        values=_plain(order),
    )
    made = checkout.new_order(ctx.store, basket)
    inputs.put_metafields(ctx, made, order, ["order"])
    checkout.open_order(ctx.store, made, _payments(ctx, made, order))
    return {"order": made}


def _item(ctx: Context, row: dict[str, Any], at: int) -> Item:
    path = ["order", "lineItems", str(at)]
    variant = None
    if row.get("variant_id"):
        said = "Variant does not exist"
        field = ".".join([*path, "variantId"])
        variant = ctx.need(row["variant_id"], "ProductVariant", field, "INVALID", said)
    elif not row.get("title"):
        raise refuse("Title can't be blank", [*path, "title"], "INVALID")
    price = ((row.get("price_set") or {}).get("shop_money") or {}).get("amount")
    if price is None and variant is None:
        raise refuse("Price can't be blank", [*path, "priceSet"], "INVALID")
    if row["quantity"] < 1:
        said = "Quantity must be greater than 0"
        raise refuse(said, [*path, "quantity"], "INVALID")
    taxes = row.get("tax_lines")
    return Item(
        row["quantity"],
        variant,
        Decimal(price) if price is not None else None,
        row.get("title") or "",
        row.get("sku"),
        [Attribute(p["name"], p["value"]) for p in row.get("properties") or []],
        None if taxes is None else [_tax_line(ctx, each) for each in taxes],
        row.get("requires_shipping", True) is not False,
        row.get("taxable", True) is not False,
        bool(row.get("gift_card")),
    )


def _tax_line(ctx: Context, row: dict[str, Any]) -> TaxLine:
    amount = ((row.get("price_set") or {}).get("shop_money") or {}).get("amount", 0)
    liable = bool(row.get("channel_liable"))
    return TaxLine(row["title"], Decimal(row["rate"]), ctx.store.bag(amount), liable)


def _shipping(row: dict[str, Any]) -> tuple[str, Decimal] | None:
    if not row:
        return None
    return row["title"], Decimal(row["price_set"]["shop_money"]["amount"])


def _plain(order: dict[str, Any]) -> dict[str, Any]:
    names = ("note", "po_number", "source_name", "source_identifier", "processed_at")
    values = {name: order[name] for name in (*names, "name") if order.get(name)}
    values["test"] = bool(order.get("test"))
    values["tags"] = sorted(order.get("tags") or [])
    values["custom_attributes"] = [
        Attribute(each["key"], each["value"])
        for each in order.get("custom_attributes") or []
    ]
    return values


def _customer(ctx: Context, order: dict[str, Any]) -> Customer | None:
    given = order.get("customer") or {}
    wanted = (given.get("to_associate") or {}).get("id") or order.get("customer_id")
    if wanted:
        said = "Customer does not exist"
        return ctx.need(wanted, "Customer", "order.customer", "INVALID", said)
    upsert = given.get("to_upsert")
    if not upsert:
        return None
    for known in ctx.store["Customer"]:
        if upsert.get("email") and known.email == upsert["email"]:
            return known
    names = ("first_name", "last_name", "email", "phone")
    values = {name: upsert.get(name) for name in names}
    made = ctx.store.create(Customer, **values)
    ctx.emit("customers/create", made)
    return made


def _payments(
    ctx: Context, made: Any, order: dict[str, Any]
) -> list[tuple[str, str, Bag]]:
    rows = order.get("transactions") or []
    if rows:
        return [
            (
                row.get("kind") or "SALE",
                row.get("gateway") or "manual",
                ctx.store.bag(row["amount_set"]["shop_money"]["amount"]),
            )
            for row in rows
        ]
    status = order.get("financial_status") or "PAID"
    kind = {"PAID": "SALE", "AUTHORIZED": "AUTHORIZATION"}.get(status)
    return [(kind, "manual", made.total_price_set)] if kind else []


# -- drafts -----------------------------------------------------------------
def _draft_lines(ctx: Context, rows: list[dict[str, Any]]) -> list[DraftOrderLineItem]:
    if not rows:
        raise refuse("Add at least 1 product", ["lineItems"])
    made = []
    for at, row in enumerate(rows):
        variant = None
        if row.get("variant_id"):
            said = "Product with ID does not exist"
            field = f"lineItems.{at}.variantId"
            variant = ctx.need(row["variant_id"], "ProductVariant", field, None, said)
        elif not row.get("title"):
            raise refuse("Title can't be blank", ["lineItems", str(at), "title"])
        made.append(_draft_line(ctx, row, variant))
    return made


def _draft_line(
    ctx: Context, row: dict[str, Any], variant: ProductVariant | None
) -> DraftOrderLineItem:
    own = (
        row.get("price_override") or row.get("original_unit_price_with_currency") or {}
    )
    amount = own.get("amount") or row.get("original_unit_price")
    price = ctx.store.bag(variant.price if variant and amount is None else amount or 0)
    whole = price * row["quantity"]
    return ctx.store.create(
        DraftOrderLineItem,
        title=variant.product.title if variant else row["title"],
        quantity=row["quantity"],
        original_unit_price_set=price,
        discount=_discount(whole, row.get("applied_discount")),
        variant=variant,
        sku=variant.sku if variant else row.get("sku"),
        custom_attributes=[
            Attribute(e["key"], e["value"]) for e in row.get("custom_attributes") or []
        ],
    )


def _discount(whole: Bag, row: dict[str, Any] | None) -> Bag:
    if not row:
        return whole.zero
    if row["value_type"] == "PERCENTAGE":
        return whole * (Decimal(str(row["value"])) / 100)
    return whole.of(Decimal(str(row["value"])))


def _fill_draft(ctx: Context, draft: DraftOrder, input: dict[str, Any]) -> None:
    for name in ("email", "phone", "po_number", "tax_exempt"):
        if input.get(name) is not None:
            setattr(draft, name, input[name])
    if "note" in input:
        draft.note2 = input["note"]
    if input.get("tags") is not None:
        draft.tags = sorted(input["tags"])
    if input.get("custom_attributes") is not None:
        draft.custom_attributes = [
            Attribute(e["key"], e["value"]) for e in input["custom_attributes"]
        ]
    for name in ("shipping_address", "billing_address"):
        if input.get(name):
            setattr(draft, name, address_from(input[name]))
    _fill_buyer(ctx, draft, input)
    if input.get("shipping_line"):
        row = input["shipping_line"]
        amount = (row.get("price_with_currency") or {}).get("amount") or row.get(
            "price"
        )
        draft.shipping_line = ctx.store.create(
            ShippingLine,
            title=row.get("title") or "Shipping",
            original_price_set=ctx.store.bag(amount or 0),
            custom=True,
        )
    if not draft.tax_exempt and draft.shipping_address and not draft.tax_lines:
        rate = Decimal("0.0725")
        draft.tax_lines = [TaxLine("State tax", rate, draft.subtotal_price_set * rate)]


def _fill_buyer(ctx: Context, draft: DraftOrder, input: dict[str, Any]) -> None:
    entity = input.get("purchasing_entity") or {}
    customer_id = entity.get("customer_id") or input.get("customer_id")
    if customer_id:
        said = "Customer does not exist"
        draft.customer = ctx.need(customer_id, "Customer", "customerId", None, said)
        draft.purchasing_entity = draft.customer
    company = entity.get("purchasing_company")
    if company:
        draft.purchasing_entity = PurchasingCompany(
            ctx.need(company["company_id"], "Company", "purchasingEntity"),
            ctx.need(
                company["company_location_id"], "CompanyLocation", "purchasingEntity"
            ),
            ctx.find(company.get("company_contact_id"), "CompanyContact"),
        )


@plays("draftOrderCreate", "write_draft_orders")
def draft_create(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    lines = _draft_lines(ctx, input.get("line_items") or [])
    draft = ctx.store.create(
        DraftOrder,
        name=f"#D{len(ctx.store['DraftOrder']) + 1}",
        currency_code=ctx.store.currency,
        presentment_currency_code=ctx.store.currency,
        zero=ctx.store.bag(0),
        line_items=lines,
        taxes_included=ctx.store.taxes_included,
    )
    _fill_draft(ctx, draft, input)
    inputs.put_metafields(ctx, draft, input, ["input"])
    ctx.emit("draft_orders/create", draft)
    return {"draft_order": draft}


def _draft(ctx: Context, id: str, *states: str) -> DraftOrder:
    draft = ctx.need(id, "DraftOrder", "id", None, "Draft order does not exist")
    if states and draft.status not in states:
        raise refuse("This order has been paid", ["id"])
    return draft


@plays("draftOrderUpdate", "write_draft_orders")
def draft_update(ctx: Context, id: str, input: dict[str, Any]) -> dict[str, Any]:
    draft = _draft(ctx, id, "OPEN", "INVOICE_SENT")
    if input.get("line_items") is not None:
        draft.line_items = _draft_lines(ctx, input["line_items"])
        draft.tax_lines = []
    _fill_draft(ctx, draft, input)
    inputs.put_metafields(ctx, draft, input, ["input"])
    ctx.store.touch(draft)
    ctx.emit("draft_orders/update", draft)
    return {"draft_order": draft}


@plays("draftOrderDelete", "write_draft_orders")
def draft_delete(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    draft = _draft(ctx, input["id"])
    ctx.store.drop(draft)
    ctx.emit("draft_orders/delete", {"id": draft.id})
    return {"deleted_id": draft.gid}


@plays("draftOrderInvoiceSend", "write_draft_orders")
def draft_invoice(
    ctx: Context, id: str, email: dict[str, Any] | None = None
) -> dict[str, Any]:
    draft = _draft(ctx, id, "OPEN", "INVOICE_SENT")
    draft.status, draft.invoice_sent_at = "INVOICE_SENT", ctx.now
    ctx.store.touch(draft)
    ctx.emit("draft_orders/update", draft)
    return {"draft_order": draft}


@plays("draftOrderComplete", "write_draft_orders")
def draft_complete(
    ctx: Context,
    id: str,
    payment_pending: bool = False,
    payment_gateway_id: str | None = None,
    source_name: str | None = None,
) -> dict[str, Any]:
    draft = _draft(ctx, id, "OPEN", "INVOICE_SENT")
    order = checkout.new_order(ctx.store, _basket(draft, source_name))
    order.purchasing_entity = draft.purchasing_entity
    pending = [] if payment_pending else [("SALE", "manual", order.total_price_set)]
    checkout.open_order(ctx.store, order, pending)
    draft.status, draft.order, draft.completed_at = "COMPLETED", order, ctx.now
    ctx.store.touch(draft)
    ctx.emit("draft_orders/update", draft)
    return {"draft_order": draft}


def _basket(draft: DraftOrder, source_name: str | None) -> Basket:
    items = [
        Item(
            line.quantity,
            line.variant,
            line.discounted_total_set.share(1, line.quantity).shop,
            line.title,
            line.sku,
            line.custom_attributes,
        )
        for line in draft.line_items
    ]
    tax = draft.tax_lines[0] if draft.tax_lines else None
    line = draft.shipping_line
    return Basket(
        items,
        customer=draft.customer,
        email=draft.email,
        phone=draft.phone,
        shipping_address=draft.shipping_address,
        billing_address=draft.billing_address,
        tax=(tax.title, tax.rate) if tax else None,
        shipping=(line.title, line.original_price_set.shop) if line else None,
        taxes_included=draft.taxes_included,
        values={
            "source_name": source_name or "shopify_draft_order",
            "note": draft.note2,
            "tags": draft.tags,
            "po_number": draft.po_number,
            "custom_attributes": draft.custom_attributes,
            "tax_exempt": draft.tax_exempt,
        },
    )
