"""Products, variants, options, media, metafields, collections."""

from __future__ import annotations

import html
import re
from typing import Any

from .. import catalogue
from ..core.context import Context
from ..core.registry import lists, needs, resolves
from ..state.product import (
    Collection,
    Media,
    MetafieldDefinition,
    Product,
    ProductVariant,
)
from .media import image_of

needs(
    "read_products",
    *(
        f"QueryRoot.{name}"
        for name in (
            "products",
            "product",
            "productByIdentifier",
            "productByHandle",
            "productsCount",
            "productVariants",
            "productVariant",
            "productVariantsCount",
            "collections",
            "collection",
            "collectionsCount",
            "collectionByIdentifier",
            "collectionByHandle",
        )
    ),
)
needs("read_files", "QueryRoot.files")
needs(
    ("read_publications", "read_products"),
    "Product.resourcePublications",
    "Product.resourcePublicationsV2",
)

lists(
    "Product",
    {
        "title": lambda row: (row.title, *row.title.split()),
        "handle": lambda row: row.handle,
        "status": lambda row: row.status,
        "vendor": lambda row: row.vendor,
        "product_type": lambda row: row.product_type,
        "tag": lambda row: row.tags,
        "sku": lambda row: [variant.sku for variant in row.variants],
        "barcode": lambda row: [variant.barcode for variant in row.variants],
        "price": lambda row: [variant.price for variant in row.variants],
        "variant_id": lambda row: [variant.id for variant in row.variants],
        "variant_title": lambda row: [variant.title for variant in row.variants],
        "collection_id": lambda row: [each.id for each in row.collections],
        "gift_card": lambda row: row.is_gift_card,
        "inventory_total": lambda row: row.total_inventory,
        "published_at": lambda row: row.published_at,
        "published_status": lambda row: (
            "published" if row.publications else "unpublished"
        ),
        "default": lambda row: (
            (row.title, row.vendor, row.product_type, *row.tags)
            + tuple(variant.sku for variant in row.variants)
        ),
    },
    {
        "TITLE": lambda row: row.title.lower(),
        "VENDOR": lambda row: row.vendor.lower(),
        "PRODUCT_TYPE": lambda row: row.product_type.lower(),
        "INVENTORY_TOTAL": lambda row: row.total_inventory,
        "PUBLISHED_AT": lambda row: str(row.published_at or ""),
    },
)
lists(
    "ProductVariant",
    {
        "sku": lambda row: row.sku,
        "barcode": lambda row: row.barcode,
        "title": lambda row: row.title,
        "product_id": lambda row: row.product.id,
        "product_ids": lambda row: row.product.id,
        "product_status": lambda row: row.product.status,
        "product_type": lambda row: row.product.product_type,
        "vendor": lambda row: row.product.vendor,
        "tag": lambda row: row.product.tags,
        "taxable": lambda row: row.taxable,
        "inventory_quantity": lambda row: row.inventory_quantity,
        "default": lambda row: (row.sku, row.barcode, row.display_name),
    },
    {
        "TITLE": lambda row: row.title.lower(),
        "SKU": lambda row: row.sku or "",
        "POSITION": lambda row: row.position,
        "NAME": lambda row: row.display_name.lower(),
        "FULL_TITLE": lambda row: row.display_name.lower(),
        "INVENTORY_QUANTITY": lambda row: row.inventory_quantity,
    },
)
lists(
    "Collection",
    {
        "title": lambda row: row.title,
        "handle": lambda row: row.handle,
        "product_id": lambda row: [product.id for product in row.products],
        "default": lambda row: (row.title, row.handle),
    },
    {"TITLE": lambda row: row.title.lower()},
)
lists(
    "MetafieldDefinition",
    {"key": lambda row: row.key, "namespace": lambda row: row.namespace},
    {"NAME": lambda row: row.name.lower()},
)
lists(
    "File",
    {
        "status": lambda row: row.status,
        "filename": lambda row: row.filename,
        "media_type": lambda row: row.media_content_type,
        "default": lambda row: (row.filename, row.alt),
    },
)


# -- root -------------------------------------------------------------------
@resolves("QueryRoot.productByIdentifier")
def _product_by_identifier(root: Any, ctx: Context, identifier: dict) -> Any:
    return by_identifier(ctx, identifier)


def by_identifier(ctx: Context, identifier: dict[str, Any]) -> Product | None:
    if identifier.get("id"):
        return ctx.find(identifier["id"], "Product")
    if identifier.get("handle"):
        return product_by_handle(None, ctx, identifier["handle"])
    custom = identifier.get("custom_id") or {}
    wanted = (custom.get("namespace"), custom.get("key"), custom.get("value"))
    for product in ctx.store["Product"].awake():
        if any((m.namespace, m.key, m.value) == wanted for m in product.metafields):
            return product
    return None


@resolves("QueryRoot.productByHandle")
def product_by_handle(root: Any, ctx: Context, handle: str) -> Product | None:
    return catalogue.by_handle(ctx.store, handle)


@resolves("QueryRoot.collectionByIdentifier")
def _collection_by_identifier(root: Any, ctx: Context, identifier: dict) -> Any:
    if identifier.get("id"):
        return ctx.find(identifier["id"], "Collection")
    return collection_by_handle(None, ctx, identifier.get("handle"))


@resolves("QueryRoot.collectionByHandle")
def collection_by_handle(root: Any, ctx: Context, handle: str | None) -> Any:
    return next((c for c in ctx.store["Collection"] if c.handle == handle), None)


@resolves("QueryRoot.files")
def _files(root: Any, ctx: Context) -> list[Media]:
    kinds = ("MediaImage", "Video", "ExternalVideo", "Model3d", "GenericFile")
    return [file for kind in kinds for file in ctx.store[kind]]


@resolves("QueryRoot.metafieldDefinitions")
def _definitions(
    root: Any,
    ctx: Context,
    owner_type: str,
    namespace: str | None = None,
    key: str | None = None,
) -> list[MetafieldDefinition]:
    return [
        each
        for each in ctx.store["MetafieldDefinition"]
        if each.owner_type == owner_type
        and namespace in (None, each.namespace)
        and key in (None, each.key)
    ]


# -- Product ----------------------------------------------------------------
@resolves("Product.description", "Collection.description")
def _description(row: Product | Collection, truncate_at: int | None = None) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", " ", row.description_html))
    text = re.sub(r"\s+", " ", text).strip()
    return text if truncate_at is None else text[:truncate_at]


@resolves("Product.bodyHtml")
def _body(product: Product) -> str:
    return product.description_html


@resolves("Product.seo", "Collection.seo")
def _seo(row: Product | Collection) -> dict[str, Any]:
    return {"title": row.seo_title, "description": row.seo_description}


@resolves("Product.category")
def _category(product: Product) -> dict[str, Any] | None:
    if not product.category_id:
        return None
    name = product.product_type or "Vehicle Parts & Accessories"
    return {
        "id": product.category_id,
        "name": name,
        "full_name": f"Vehicles & Parts > {name}",
        "is_leaf": True,
        "level": 2,
    }


@resolves("Product.variantsCount", "Product.totalVariants")
def _variants_count(product: Product) -> Any:
    return len(product.variants)


@resolves("Product.hasOnlyDefaultVariant")
def _only_default(product: Product) -> bool:
    return [v.title for v in product.variants] == ["Default Title"]


@resolves("Product.hasOutOfStockVariants")
def _out_of_stock(product: Product) -> bool:
    return any(
        v.inventory_item.tracked and v.inventory_quantity <= 0 for v in product.variants
    )


@resolves("Product.tracksInventory")
def _tracks(product: Product) -> bool:
    return any(variant.inventory_item.tracked for variant in product.variants)


@resolves("Product.featuredMedia")
def _featured(product: Product) -> Media | None:
    return product.media[0] if product.media else None


@resolves("Product.images", "Product.mediaImages")
def _images(product: Product) -> list[dict[str, Any]]:
    return [image_of(m) for m in product.media if m.kind == "MediaImage"]


@resolves("Product.priceRangeV2", "Product.priceRange")
def _price_range(product: Product) -> dict[str, Any]:
    prices = [variant.price for variant in product.variants] or [0]
    return {
        "min_variant_price": min(prices),
        "max_variant_price": max(prices),
    }


@resolves("Product.onlineStoreUrl", "Product.onlineStorePreviewUrl")
def _online_url(product: Product, ctx: Context) -> str | None:
    if not product.publications or product.status != "ACTIVE":
        return None
    return f"{ctx.store.url}/products/{product.handle}"


@resolves("Product.inCollection")
def _in_collection(product: Product, ctx: Context, id: str) -> bool:
    return ctx.find(id, "Collection") in product.collections


@resolves("Collection.products", "Collection.productsCount")
def _collected(collection: Collection, ctx: Context) -> list[Product]:
    ctx.store["Product"].wake()  # each joins its collections when it is made
    return collection.products


@resolves("Collection.hasProduct")
def _has_product(collection: Collection, ctx: Context, id: str) -> bool:
    return ctx.find(id, "Product") in collection.products


@resolves("CollectionSource.id", "CollectionConditionsSource.id")
def _source_id(source: dict[str, Any]) -> str:
    return source["id"]


# -- ProductVariant ---------------------------------------------------------
@resolves("ProductVariant.selectedOptions")
def _selected(variant: ProductVariant) -> list[dict[str, Any]]:
    return [
        {"name": value.option.name, "value": value.name, "option_value": value}
        for value in variant.option_values
    ]


@resolves("ProductVariant.availableForSale")
def _for_sale(variant: ProductVariant) -> bool:
    if not variant.inventory_item.tracked or variant.inventory_policy == "CONTINUE":
        return True
    return variant.inventory_quantity > 0


@resolves("ProductVariant.sellableOnlineQuantity")
def _sellable(variant: ProductVariant) -> int:
    return max(0, variant.inventory_quantity)


@resolves("ProductVariant.image")
def _variant_image(variant: ProductVariant) -> dict[str, Any] | None:
    return image_of(variant.media[0]) if variant.media else None
