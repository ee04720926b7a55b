"""Documents of listings as Shopify's inputs: only what is named, never more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from odoo.addons.omni_commerce.documents import CustomField, Product, Variant

# What a product without options has in Shopify.
NO_OPTION, NO_VALUE = "Title", "Default Title"

_STATUS = {"active": "ACTIVE", "draft": "DRAFT", "archived": "ARCHIVED"}
_SCALARS = {
    "title": "title",
    "description": "descriptionHtml",
    "vendor": "vendor",
    "type": "productType",
    "handle": "handle",
}
_OF_VARIANT = {"barcode": "barcode"}
_OF_ITEM = {
    "sku": "sku",
    "tracked": "tracked",
    "requires_shipping": "requiresShipping",
    "hs_code": "harmonizedSystemCode",
    "origin_country": "countryCodeOfOrigin",
}


def product_input(product: Product, codes: Collection[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: getattr(product, code) for code, name in _SCALARS.items() if code in codes
    }
    if "status" in codes:
        found["status"] = _STATUS[product.status]
    if "tags" in codes:
        found["tags"] = list(product.tags)
    seo = {
        name: getattr(product, f"seo_{name}")
        for name in ("title", "description")
        if f"seo_{name}" in codes
    }
    return found | ({"seo": seo} if seo else {})


def variant_input(variant: Variant, codes: Collection[str]) -> dict[str, Any]:
    """``codes`` without their prefix, as the fields of a variant are called."""
    found: dict[str, Any] = {
        name: getattr(variant, code) or None
        for code, name in _OF_VARIANT.items()
        if code in codes
    }
    if "price" in codes and variant.price is not None:
        found["price"] = str(variant.price.amount)
    if "compare_at" in codes:
        other = variant.compare_at
        found["compareAtPrice"] = str(other.amount) if other else None
    if "sells_when_out" in codes:
        found["inventoryPolicy"] = "CONTINUE" if variant.sells_when_out else "DENY"
    item = _item_input(variant, codes)
    return found | ({"inventoryItem": item} if item else {})


def _item_input(variant: Variant, codes: Collection[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: getattr(variant, code) for code, name in _OF_ITEM.items() if code in codes
    }
    for name in ("harmonizedSystemCode", "countryCodeOfOrigin"):
        if name in found:
            found[name] = found[name] or None
    if "cost" in codes and variant.cost is not None:
        found["cost"] = str(variant.cost.amount)
    if "weight_g" in codes and variant.weight_g is not None:
        weight = {"unit": "GRAMS", "value": float(variant.weight_g)}
        found["measurement"] = {"weight": weight}
    return found


def option_values(variant: Variant) -> list[Mapping[str, str]]:
    rows = variant.options or ((NO_OPTION, NO_VALUE),)
    return [{"optionName": name, "name": value} for name, value in rows]


def options_input(product: Product) -> list[Mapping[str, Any]]:
    if not product.options:
        return [{"name": NO_OPTION, "values": [{"name": NO_VALUE}]}]
    return [
        {"name": option.name, "values": [{"name": value} for value in option.values]}
        for option in product.options
    ]


def metafield_input(field: CustomField) -> dict[str, str]:
    return {
        "namespace": field.namespace,
        "key": field.key,
        "type": field.type,
        "value": field.value,
    }
