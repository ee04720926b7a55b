"""Orders and what belongs to them."""

from __future__ import annotations

from typing import Any

from ..core.money import Money
from ..fields.order import return_status
from ..state.draft import DraftOrder
from ..state.fulfillment import Fulfillment, FulfillmentOrder
from ..state.order import LineItem, Order, OrderTransaction
from ..state.priced import DiscountApplication, Duty, ShippingLine
from ..state.refund import Refund, RefundLineItem
from ..state.returns import Return
from ..state.store import Store
from .basics import (
    address,
    allocation,
    amount,
    dates,
    head,
    moment,
    money_set,
    tax_line,
)
from .people import customer

FULFILLMENT_WORDS = {"FULFILLED": "fulfilled", "PARTIALLY_FULFILLED": "partial"}


def order(row: Order, store: Store) -> dict[str, Any]:
    return {
        **head(row),
        **dates(row),
        **_identity(row),
        **_totals(row),
        "customer": customer(row.customer, store) if row.customer else None,
        "billing_address": address(row.billing_address),
        "shipping_address": address(row.shipping_address),
        "tax_lines": [tax_line(each) for each in row.tax_lines],
        "line_items": [line_item(each) for each in row.line_items],
        "shipping_lines": [shipping_line(each) for each in row.shipping_lines],
        "discount_applications": [_discount(d) for d in row.discount_applications],
        "discount_codes": [
            {"code": each.code, "amount": amount(row.total_discounts_set)}
            for each in row.discount_applications
            if each.code
        ],
        "fulfillments": [fulfillment(each, store) for each in row.fulfillments],
        "refunds": [refund(each, store) for each in row.refunds],
        "returns": [{**head(each), "name": each.name} for each in row.returns],
    }


def _identity(row: Order) -> dict[str, Any]:
    return {
        "name": row.name,
        "number": row.number - 1000,
        "order_number": row.number,
        "email": row.email,
        "contact_email": row.email,
        "phone": row.phone,
        "note": row.note,
        "note_attributes": [
            {"name": each.key, "value": each.value} for each in row.custom_attributes
        ],
        "tags": ", ".join(row.tags),
        "po_number": row.po_number,
        "test": row.test,
        "source_name": row.source_name,
        "source_identifier": row.source_identifier,
        "location_id": row.retail_location.id if row.retail_location else None,
        "confirmed": True,
        "confirmation_number": row.confirmation_number,
        "processed_at": moment(row.processed_at),
        "cancelled_at": moment(row.cancelled_at),
        "cancel_reason": row.cancel_reason.lower() if row.cancel_reason else None,
        "closed_at": moment(row.closed_at),
        "currency": row.currency_code,
        "presentment_currency": row.presentment_currency_code,
        "taxes_included": row.taxes_included,
        "tax_exempt": row.tax_exempt,
        "financial_status": row.display_financial_status.lower(),
        "fulfillment_status": FULFILLMENT_WORDS.get(row.display_fulfillment_status),
        "return_status": return_status(row).lower(),
        "payment_gateway_names": list(
            dict.fromkeys(t.gateway for t in row.transactions)
        ),
        "customer_locale": row.customer_locale,
        "token": f"{row.id:x}",
        "app_id": 580111,
        "buyer_accepts_marketing": False,
    }


def _totals(row: Order) -> dict[str, Any]:
    bags = {
        "total_price": row.total_price_set,
        "subtotal_price": row.subtotal_price_set,
        "total_tax": row.total_tax_set,
        "total_discounts": row.total_discounts_set,
        "total_line_items_price": row.total_line_items_price,
        "current_total_price": row.current_total_price_set,
        "current_subtotal_price": row.current_subtotal_price_set,
        "current_total_tax": row.current_total_tax_set,
        "total_outstanding": row.total_outstanding_set,
    }
    totals: dict[str, Any] = {}
    for name, bag in bags.items():
        totals[name], totals[f"{name}_set"] = amount(bag), money_set(bag)
    totals["total_shipping_price_set"] = money_set(row.total_shipping_price_set)
    totals["total_tip_received"] = amount(row.total_tip_received_set)
    totals["original_total_duties_set"] = money_set(row.total_duties or None)
    totals["current_total_duties_set"] = money_set(row.total_duties or None)
    fees = row.total_fees or None
    totals["original_total_additional_fees_set"] = money_set(fees)
    totals["total_weight"] = sum(each.grams * each.quantity for each in row.line_items)
    return totals


def line_item(row: LineItem) -> dict[str, Any]:
    waiting = row.unfulfilled_quantity
    shipped = row.quantity - row.removed - row.refunded - waiting
    status = "fulfilled" if shipped > 0 and not waiting else "partial"
    return {
        **head(row),
        "variant_id": row.variant.id if row.variant else None,
        "product_id": row.product.id if row.product else None,
        "product_exists": row.product is not None,
        "title": row.title,
        "variant_title": row.variant_title,
        "name": row.name,
        "sku": row.sku,
        "vendor": row.vendor,
        "quantity": row.quantity,
        "current_quantity": row.current_quantity,
        "fulfillable_quantity": waiting,
        "fulfillment_status": status if shipped > 0 else None,
        "fulfillment_service": "manual",
        "variant_inventory_management": "shopify",
        "requires_shipping": row.requires_shipping,
        "taxable": row.taxable,
        "gift_card": row.is_gift_card,
        "grams": row.grams,
        "price": amount(row.original_unit_price_set),
        "price_set": money_set(row.original_unit_price_set),
        "total_discount": amount(row.total_discount_set),
        "total_discount_set": money_set(row.total_discount_set),
        "properties": [
            {"name": each.key, "value": each.value} for each in row.custom_attributes
        ],
        "discount_allocations": [allocation(e) for e in row.discount_allocations],
        "duties": [_duty(each) for each in row.duties],
        "tax_lines": [tax_line(each) for each in row.tax_lines],
    }


def _duty(row: Duty) -> dict[str, Any]:
    return {
        **head(row),
        "harmonized_system_code": row.harmonized_system_code,
        "country_code_of_origin": row.country_code_of_origin,
        "shop_money": money_set(row.price)["shop_money"],  # type: ignore[index]
        "presentment_money": money_set(row.price)["presentment_money"],  # type: ignore
        "tax_lines": [tax_line(each) for each in row.tax_lines],
    }


def shipping_line(row: ShippingLine) -> dict[str, Any]:
    return {
        **head(row),
        "title": row.title,
        "code": row.code,
        "source": row.source,
        "carrier_identifier": row.carrier_identifier,
        "phone": row.phone,
        "price": amount(row.original_price_set),
        "price_set": money_set(row.original_price_set),
        "discounted_price": amount(row.discounted_price_set),
        "discounted_price_set": money_set(row.discounted_price_set),
        "current_discounted_price_set": money_set(row.current_discounted_price_set),
        "discount_allocations": [allocation(e) for e in row.discount_allocations],
        "tax_lines": [tax_line(each) for each in row.tax_lines],
        "is_removed": row.is_removed,
    }


def _discount(row: DiscountApplication) -> dict[str, Any]:
    kind = row.kind.removesuffix("Application").removesuffix("Discount").lower()
    fixed = isinstance(row.value, Money)
    body = {
        "type": "discount_code" if row.code else kind,
        "value": str(row.value.amount if fixed else row.value.percentage),
        "value_type": "fixed_amount" if fixed else "percentage",
        "allocation_method": row.allocation_method.lower(),
        "target_selection": row.target_selection.lower(),
        "target_type": row.target_type.lower(),
        "title": row.title or None,
        "description": row.description,
    }
    return body | ({"code": row.code} if row.code else {})


def transaction(row: OrderTransaction, store: Store) -> dict[str, Any]:
    parent = row.parent_transaction
    return {
        **head(row),
        "order_id": row.order.id,
        "kind": row.kind_.lower(),
        "gateway": row.gateway,
        "status": row.status.lower(),
        "amount": amount(row.amount_set),
        "amount_set": money_set(row.amount_set),
        "currency": row.amount_set.currency,
        "parent_id": parent.id if parent else None,
        "processed_at": moment(row.processed_at),
        "created_at": moment(row.created_at),
        "test": row.test,
        "authorization": row.authorization_code,
        "error_code": row.error_code,
        "source_name": row.order.source_name,
        "receipt": {},
    }


def refund(row: Refund, store: Store) -> dict[str, Any]:
    return {
        **head(row),
        "order_id": row.order.id,
        "created_at": moment(row.created_at),
        "processed_at": moment(row.processed_at),
        "note": row.note,
        "user_id": None,
        "restock": any(each.restocked for each in row.refund_line_items),
        "return": head(row.return_) if row.return_ else None,
        "refund_line_items": [_refund_line(each) for each in row.refund_line_items],
        "refund_shipping_lines": [
            {
                "id": each.id,
                "shipping_line": shipping_line(each.shipping_line),
                "subtotal_amount_set": money_set(each.subtotal_amount_set),
                "tax_amount_set": money_set(each.tax_amount_set),
            }
            for each in row.refund_shipping_lines
        ],
        "transactions": [transaction(each, store) for each in row.transactions],
        "order_adjustments": [
            {
                "id": each.id,
                "order_id": row.order.id,
                "refund_id": row.id,
                "amount": amount(each.amount_set),
                "amount_set": money_set(each.amount_set),
                "tax_amount": amount(each.tax_amount_set),
                "tax_amount_set": money_set(each.tax_amount_set),
                "kind": "refund_discrepancy",
                "reason": "Refund discrepancy",
            }
            for each in row.order_adjustments
        ],
        "duties": [
            {"duty_id": each.original_duty.id, "amount_set": money_set(each.amount_set)}
            for each in row.duties
        ],
        "total_duties_set": money_set(row.duty),
    }


def _refund_line(row: RefundLineItem) -> dict[str, Any]:
    return {
        "id": row.id,
        "line_item_id": row.line_item.id,
        "quantity": row.quantity,
        "location_id": row.location.id if row.location else None,
        "restock_type": row.restock_type.lower(),
        "subtotal": float(row.subtotal_set.shop),
        "subtotal_set": money_set(row.subtotal_set),
        "total_tax": float(row.total_tax_set.shop),
        "total_tax_set": money_set(row.total_tax_set),
        "line_item": line_item(row.line_item),
    }


def fulfillment(row: Fulfillment, store: Store) -> dict[str, Any]:
    first = row.tracking_info[0] if row.tracking_info else None
    delivered = row.display_status in ("IN_TRANSIT", "DELIVERED", "OUT_FOR_DELIVERY")
    lines = [
        {**line_item(each.line_item), "quantity": each.quantity}
        for each in row.fulfillment_line_items
    ]
    return {
        **head(row),
        **dates(row),
        "order_id": row.order.id,
        "name": row.name,
        "status": row.status.lower(),
        "shipment_status": row.display_status.lower() if delivered else None,
        "service": row.service_name,
        "location_id": row.location.id if row.location else None,
        "email": row.order.email,
        "destination": address(row.order.shipping_address),
        "tracking_company": first.company if first else None,
        "tracking_number": first.number if first else None,
        "tracking_url": first.url if first else None,
        "tracking_numbers": [each.number for each in row.tracking_info if each.number],
        "tracking_urls": [each.url for each in row.tracking_info if each.url],
        "line_items": lines,
        "receipt": {},
    }


def fulfillment_order(row: FulfillmentOrder, store: Store) -> dict[str, Any]:
    return {
        "fulfillment_order": {
            "id": row.gid,
            "status": row.status.lower(),
            "order_id": row.order.gid,
        }
    }


def return_(row: Return, store: Store) -> dict[str, Any]:
    return {
        **head(row),
        "name": row.name,
        "status": row.status.lower(),
        "order": head(row.order),
        "total_return_line_items": row.total_quantity,
        "return_line_items": [
            {
                **head(each),
                "quantity": each.quantity,
                "return_reason": each.return_reason.lower(),
                "return_reason_note": each.return_reason_note,
                "customer_note": each.customer_note,
                "fulfillment_line_item": {
                    **head(each.fulfillment_line_item),
                    "line_item": head(each.fulfillment_line_item.line_item),
                },
            }
            for each in row.return_line_items
        ],
    }


def draft_order(row: DraftOrder, store: Store) -> dict[str, Any]:
    return {
        **head(row),
        **dates(row),
        "name": row.name,
        "status": row.status.lower(),
        "email": row.email,
        "note": row.note2,
        "tags": ", ".join(row.tags),
        "currency": row.currency_code,
        "taxes_included": row.taxes_included,
        "tax_exempt": row.tax_exempt,
        "order_id": row.order.id if row.order else None,
        "completed_at": moment(row.completed_at),
        "invoice_sent_at": moment(row.invoice_sent_at),
        "subtotal_price": amount(row.subtotal_price_set),
        "total_tax": amount(row.total_tax_set),
        "total_price": amount(row.total_price_set),
        "customer": customer(row.customer, store) if row.customer else None,
        "billing_address": address(row.billing_address),
        "shipping_address": address(row.shipping_address),
        "line_items": [
            {
                **head(each),
                "title": each.title,
                "sku": each.sku,
                "quantity": each.quantity,
                "variant_id": each.variant.id if each.variant else None,
                "price": amount(each.original_unit_price_set),
                "custom": each.custom,
            }
            for each in row.line_items
        ],
    }
