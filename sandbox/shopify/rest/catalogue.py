"""Products, collections, stock, places."""

from __future__ import annotations

from typing import Any

from ..state.inventory import InventoryItem, InventoryLevel
from ..state.location import Location
from ..state.product import Collection, Media, Product, ProductVariant
from ..state.store import Store
from .basics import address, amount, dates, head, moment

WEIGHT_UNITS = {"KILOGRAMS": "kg", "GRAMS": "g", "POUNDS": "lb", "OUNCES": "oz"}


def product(row: Product, store: Store) -> dict[str, Any]:
    images = [image(media, row, at) for at, media in enumerate(row.media, 1)]
    return {
        **head(row),
        **dates(row),
        "title": row.title,
        "body_html": row.description_html,
        "vendor": row.vendor,
        "product_type": row.product_type,
        "handle": row.handle,
        "status": row.status.lower(),
        "tags": ", ".join(row.tags),
        "template_suffix": row.template_suffix,
        "published_at": moment(row.published_at),
        "published_scope": "global",
        "has_variants_that_requires_components": False,
        "category": {"admin_graphql_api_id": row.category_id}
        if row.category_id
        else None,
        "options": [
            {
                "id": option.id,
                "product_id": row.id,
                "name": option.name,
                "position": option.position,
                "values": option.values,
            }
            for option in row.options
        ],
        "variants": [variant(each) for each in row.variants],
        "variant_gids": [
            {"admin_graphql_api_id": e.gid, "updated_at": moment(e.updated_at)}
            for e in row.variants
        ],
        "images": images,
        "image": images[0] if images else None,
        "media": [
            {**head(m), "alt": m.alt, "status": m.status.lower()} for m in row.media
        ],
    }


def image(media: Media, owner: Product, position: int) -> dict[str, Any]:
    return {
        **head(media),
        **dates(media),
        "product_id": owner.id,
        "position": position,
        "alt": media.alt,
        "src": media.url,
        "width": getattr(media, "width", None),
        "height": getattr(media, "height", None),
        "variant_ids": [v.id for v in owner.variants if media in v.media],
    }


def variant(row: ProductVariant) -> dict[str, Any]:
    names = [value.name for value in row.option_values] + [None] * 3
    item = row.inventory_item
    return {
        **head(row),
        **dates(row),
        "product_id": row.product.id,
        "title": row.title,
        "sku": row.sku,
        "barcode": row.barcode,
        "price": amount(row.price),
        "compare_at_price": amount(row.compare_at_price),
        "position": row.position,
        "taxable": row.taxable,
        "inventory_policy": row.inventory_policy.lower(),
        "inventory_management": "shopify" if item.tracked else None,
        "inventory_item_id": item.id,
        "inventory_quantity": row.inventory_quantity,
        "old_inventory_quantity": row.inventory_quantity,
        "fulfillment_service": "manual",
        "requires_shipping": item.requires_shipping,
        "grams": item.grams,
        "weight": item.weight_value,
        "weight_unit": WEIGHT_UNITS[item.weight_unit],
        "option1": names[0],
        "option2": names[1],
        "option3": names[2],
        "image_id": row.media[0].id if row.media else None,
    }


def collection(row: Collection, store: Store) -> dict[str, Any]:
    return {
        **head(row),
        "updated_at": moment(row.updated_at),
        "title": row.title,
        "handle": row.handle,
        "body_html": row.description_html,
        "sort_order": row.sort_order.lower(),
        "published_at": moment(min(row.publications.values(), default=None)),
        "published_scope": "global",
        "template_suffix": row.template_suffix,
    }


def inventory_level(row: InventoryLevel, store: Store) -> dict[str, Any]:
    return {
        "inventory_item_id": row.item.id,
        "location_id": row.location.id,
        "available": row.quantity("available"),
        "updated_at": moment(row.updated_at),
        "admin_graphql_api_id": row.gid,
    }


def inventory_item(row: InventoryItem, store: Store) -> dict[str, Any]:
    return {
        **head(row),
        **dates(row),
        "sku": row.sku,
        "tracked": row.tracked,
        "requires_shipping": row.requires_shipping,
        "cost": amount(row.cost),
        "country_code_of_origin": row.country_code_of_origin,
        "province_code_of_origin": row.province_code_of_origin,
        "harmonized_system_code": row.harmonized_system_code,
        "country_harmonized_system_codes": [],
    }


def location(row: Location, store: Store) -> dict[str, Any]:
    place = address(row.address) or {}
    return {
        **head(row),
        **dates(row),
        "name": row.name,
        "active": row.is_active,
        "legacy": row.is_legacy,
        "country_name": place.get("country"),
        **{
            key: place.get(key)
            for key in (
                "address1",
                "address2",
                "city",
                "zip",
                "province",
                "province_code",
                "country",
                "country_code",
                "phone",
            )
        },
    }
