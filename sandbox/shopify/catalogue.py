"""Making and changing products: shared by the mutations and by the loading of data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .core.table import Table
from .state.inventory import InventoryItem, InventoryLevel
from .state.location import Location
from .state.product import (
    Media,
    MediaImage,
    Product,
    ProductOption,
    ProductOptionValue,
    ProductVariant,
)
from .state.store import Store, slug

MEDIA_READY_AFTER_S = 3.0


def unique_handle(store: Store, wanted: str, kind: str = "Product") -> str:
    """Shopify numbers a taken handle: `brake-pads-1`."""
    base = slug(wanted) or kind.lower()
    handle, number = base, 0
    while by_handle(store, handle, kind):
        number += 1
        handle = f"{base}-{number}"
    return handle


def by_handle(store: Store, handle: str, kind: str = "Product") -> Any:
    return _named(store[kind], "handle", handle)


def by_sku(store: Store, sku: str) -> ProductVariant | None:
    return _named(store["ProductVariant"], "sku", sku)


def _named(table: Table, field: str, name: str) -> Any:
    for row in table.awake():
        if getattr(row, field) == name:
            return row
    row = table.hinted(name)
    return row if row is not None and getattr(row, field) == name else None


def new_product(store: Store, **values: Any) -> Product:
    if not values.get("handle"):
        values["handle"] = unique_handle(store, values["title"])
    return store.create(Product, **values)


def add_option(store: Store, product: Product, name: str, values: list[str]) -> Any:
    option = store.create(ProductOption, product=product, name=name)
    product.options.append(option)
    for value in values:
        option_value(store, option, value)
    return option


def option_value(store: Store, option: ProductOption, name: str) -> ProductOptionValue:
    for value in option.option_values:
        if value.name == name:
            return value
    made = store.create(ProductOptionValue, option=option, name=name)
    option.option_values.append(made)
    return made


def new_variant(
    store: Store,
    product: Product,
    values: list[ProductOptionValue],
    number: int | None = None,
    **fields: Any,
) -> ProductVariant:
    """A `number` is its own and its item's place in a long row."""
    variant = store.create(
        ProductVariant,
        id=number,
        product=product,
        option_values=values,
        position=len(product.variants) + 1,
        **fields,
    )
    variant.inventory_item = store.create(InventoryItem, id=number, variant=variant)
    product.variants.append(variant)
    return variant


def default_variant(store: Store, product: Product, **fields: Any) -> ProductVariant:
    """What a product without options has: Title / Default Title."""
    option = add_option(store, product, "Title", ["Default Title"])
    return new_variant(store, product, list(option.option_values), **fields)


def stock(
    store: Store, item: InventoryItem, location: Location, available: int = 0
) -> InventoryLevel:
    """The level of an item at a place, made or made active again."""
    level = item.levels.get(location.id)
    if level is None:
        level = store.create(
            InventoryLevel,
            item=item,
            location=location,
            amounts={"available": available},
        )
        item.levels[location.id] = level
    elif not level.is_active:
        level.is_active = True
        level.amounts = {"available": available}
    return level


def drop_variant(store: Store, variant: ProductVariant) -> None:
    variant.product.variants.remove(variant)
    for level in variant.inventory_item.levels.values():
        store.drop(level)
    variant.inventory_item.levels.clear()
    store.drop(variant.inventory_item)
    store.drop(variant)


def tidy_options(store: Store, product: Product) -> None:
    """Option values without variants vanish; positions close up."""
    used = {value for variant in product.variants for value in variant.option_values}
    for option in product.options:
        for value in [v for v in option.option_values if v not in used]:
            option.option_values.remove(value)
            store.drop(value)
    for position, variant in enumerate(product.variants, 1):
        variant.position = position


def money(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"))


# -- media ------------------------------------------------------------------
def new_media(
    store: Store,
    source: str,
    alt: str | None = None,
    content_type: str = "IMAGE",
    filename: str | None = None,
    cls: type[Media] = MediaImage,
    ready: bool = False,
) -> Media:
    name = filename or source.rsplit("/", 1)[-1].split("?")[0] or "file"
    media = store.create(
        cls,
        media_content_type=content_type,
        original_source=source,
        alt=alt,
        filename=name,
        status="READY" if ready else "UPLOADED",
    )
    media.url = f"{store.files_url}/cdn/{media.id}/{name}"
    if not ready:
        _process(store, media)
    return media


def _process(store: Store, media: Media) -> None:
    """Fetched and scaled in the background; a slow or broken source is a fault."""
    rule = store.kernel.faults.active("slow_media", "shopify", "media")
    args = rule.args if rule else {}
    wait_s = float(args.get("seconds", 3600 if rule else MEDIA_READY_AFTER_S))
    failing = bool(args.get("fail")) or "fail-this-image" in media.original_source

    async def begin() -> None:
        media.status = "PROCESSING"

    async def finish() -> None:
        media.status = "FAILED" if failing else "READY"
        media.error = "IMAGE_DOWNLOAD_FAILURE" if failing else None
        store.touch(media)
        for product in store["Product"].awake() if not failing else ():
            if media in product.media:
                store.touch(product)
                store.emit("products/update", product)

    store.kernel.clock.call_later(wait_s / 10, begin)
    store.kernel.clock.call_later(wait_s, finish)
