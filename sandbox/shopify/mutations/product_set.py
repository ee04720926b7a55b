"""`productSet`: one product as a whole. Lists that are named are replaced, and what is
left out of them is deleted; lists that are not named stay."""

from __future__ import annotations

from typing import Any

from .. import catalogue
from ..core.context import Context
from ..core.errors import Refused, refuse
from ..core.registry import plays
from ..fields.product import by_identifier
from ..state.product import (
    MAX_VARIANTS,
    Media,
    Product,
    ProductSetOperation,
    ProductVariant,
)
from . import inputs, metafields
from .files import attach
from .product import check_handle, check_title, fill, join, unlink

SET_AFTER_S = 2.0


@plays("productSet", "write_products")
def product_set(
    ctx: Context,
    input: dict[str, Any],
    identifier: dict[str, Any] | None = None,
    synchronous: bool = True,
) -> dict[str, Any]:
    known = _known(ctx, input, identifier)
    _check(ctx, known, input)
    if synchronous:
        return {"product": _set(ctx, known, input)}
    operation = ctx.store.create(ProductSetOperation, product=known)

    async def run() -> None:
        try:
            operation.product = _set(ctx, known, input)
        except Refused as refused:
            operation.user_errors = refused.errors
        operation.status = "COMPLETE"

    ctx.store.kernel.clock.call_later(SET_AFTER_S, run)
    return {"product": known, "product_set_operation": operation}


def _known(
    ctx: Context, row: dict[str, Any], identifier: dict[str, Any] | None
) -> Product | None:
    if not identifier and not row.get("id"):
        return None
    wanted = identifier or {"id": row["id"]}
    product = by_identifier(ctx, wanted)
    if product is None and wanted.get("id"):
        raise refuse(
            "Product does not exist", ["input", "id"], "PRODUCT_DOES_NOT_EXIST"
        )
    return product


def _check(ctx: Context, known: Product | None, row: dict[str, Any]) -> None:
    path = ["input"]
    check_title(row, path, required=known is None)
    if known is None:
        check_handle(ctx, row.get("handle"), path)
    options = row.get("product_options")
    inputs.check_option_rows(
        options or [], "input.productOptions", "OPTIONS_OVER_LIMIT"
    )
    if options is not None and row.get("variants") is None:
        raise refuse(
            "Product variants input is required when updating product options",
            ["input", "variants"],
            "VARIANTS_INPUT_MISSING",
        )
    variants = row.get("variants")
    if variants is not None and options is None and known is None:
        raise refuse(
            "Product options input is required when updating variants",
            ["input", "productOptions"],
            "PRODUCT_OPTIONS_INPUT_MISSING",
        )
    if len(variants or []) > MAX_VARIANTS:
        said = f"The number of variants exceeds the limit of {MAX_VARIANTS}"
        raise refuse(said, ["input", "variants"], "VARIANTS_OVER_LIMIT")
    for at, variant in enumerate(variants or []):
        path = ["input", "variants", str(at)]
        inputs.check_prices(variant, path)
        _check_stock(ctx, variant, path)
        _check_metafields(ctx, variant, path)
    _check_metafields(ctx, row, ["input"])
    if variants:
        _check_combinations(known, options, variants)


def _check_metafields(ctx: Context, row: dict[str, Any], path: list[str]) -> None:
    for at, each in enumerate(row.get("metafields") or []):
        metafields.checked(ctx, None, each, [*path, "metafields", str(at)], at)


def _check_combinations(
    known: Product | None, options: list[dict] | None, variants: list[dict]
) -> None:
    """Each variant names a value of each option, and no two name the same ones."""
    if options is not None:
        names = [option.get("name") for option in options]
    else:
        names = [option.name for option in known.options] if known else []
    seen: set[tuple] = set()
    for at, row in enumerate(variants):
        path = ["input", "variants", str(at)]
        chosen = {v.get("option_name"): v.get("name") for v in row["option_values"]}
        by_name = all(each.get("option_name") for each in row["option_values"])
        for name in names if by_name else ():
            if name not in chosen:
                said = f"You need to add option values for {name}"
                raise refuse(said, path, "INVALID_VARIANT")
        key = tuple(sorted(chosen.items(), key=str))
        if by_name and key in seen:
            title = " / ".join(str(chosen[name]) for name in names)
            said = f"The variant '{title}' already exists."
            raise refuse(said, path, "INVALID_VARIANT")
        seen.add(key)


def _check_stock(ctx: Context, row: dict[str, Any], path: list[str]) -> None:
    for each in row.get("inventory_quantities") or []:
        if each["name"] not in ("available", "on_hand"):
            said = "Inventory quantity name must be 'available' or 'on_hand'"
            raise refuse(said, [*path, "inventoryQuantities"], "INVALID_INPUT")
        if ctx.store.node(each["location_id"]) is None:
            said = "Location does not exist"
            raise refuse(said, [*path, "inventoryQuantities"], "INVALID_INPUT")


def _set(ctx: Context, known: Product | None, row: dict[str, Any]) -> Product:
    store = ctx.store
    product = known or catalogue.new_product(
        store, title=row["title"], handle=row.get("handle") or ""
    )
    fill(ctx, product, row, ["input"])
    if "gift_card" in row and known is None:
        product.is_gift_card = bool(row["gift_card"])
    if row.get("product_options") is not None:
        _set_options(ctx, product, row["product_options"])
    if row.get("variants") is not None:
        _set_variants(ctx, product, row["variants"])
    elif not product.variants:
        catalogue.default_variant(store, product)
    if row.get("files") is not None:
        product.media = [_media(ctx, product, each) for each in row["files"]]
    if row.get("metafields") is not None:
        path = ["input", "metafields"]
        metafields.replace_all(ctx, product, row["metafields"], path)
    if row.get("collections") is not None:
        for collection in list(product.collections):
            unlink(collection, product)
        join(ctx, product, row["collections"], ["input", "collections"])
    store.touch(product)
    ctx.emit("products/update" if known else "products/create", product)
    return product


def _set_options(ctx: Context, product: Product, rows: list[dict[str, Any]]) -> None:
    """Kept by id or name, renamed, reordered; the others go with their values."""
    kept = []
    for row in rows:
        option = next(
            (
                each
                for each in product.options
                if each.gid == row.get("id") or each.name == row.get("name")
            ),
            None,
        )
        if option is None:
            option = catalogue.add_option(ctx.store, product, row["name"], [])
        option.name = row.get("name") or option.name
        for value in row.get("values") or []:
            known = next(
                (v for v in option.option_values if v.gid == value.get("id")), 0
            )
            if known and value.get("name"):
                known.name = value["name"]
            elif value.get("name"):
                catalogue.option_value(ctx.store, option, value["name"])
        kept.append(option)
    for gone in [option for option in product.options if option not in kept]:
        ctx.store.drop(gone)
    product.options = kept


def _set_variants(ctx: Context, product: Product, rows: list[dict[str, Any]]) -> None:
    before, kept = list(product.variants), []
    for at, row in enumerate(rows):
        path = ["input", "variants", str(at)]
        values = inputs.choose_values(ctx, product, row.get("option_values"), path)
        variant = _match(before, row, tuple(value.name for value in values), kept)
        if variant is None:
            variant = catalogue.new_variant(ctx.store, product, values)
            _first_stock(ctx, variant, row)
        else:
            _update_stock(ctx, variant, row)
        variant.option_values = values
        inputs.fill_variant(ctx, variant, row, path)
        inputs.put_metafields(ctx, variant, row, path)
        if row.get("file"):
            variant.media = [_media(ctx, product, row["file"])]
        kept.append(variant)
    for gone in [variant for variant in before if variant not in kept]:
        catalogue.drop_variant(ctx.store, gone)
    product.variants = kept
    inputs.check_unique(product, ["input", "variants"], "INVALID_VARIANT")
    catalogue.tidy_options(ctx.store, product)


def _update_stock(ctx: Context, variant: ProductVariant, row: dict[str, Any]) -> None:
    for each in row.get("inventory_quantities") or []:
        level = variant.inventory_item.level(ctx.find(each["location_id"], "Location"))
        if level is None:
            said = "The variant is not stocked at the location"
            raise refuse(said, ["input", "variants"], "INVALID_INPUT")
        level.change(each["name"], each["quantity"] - level.quantity(each["name"]))
        ctx.store.touch(level)
        ctx.emit("inventory_levels/update", level)


def _match(
    before: list[ProductVariant],
    row: dict[str, Any],
    key: tuple[str, ...],
    kept: list[ProductVariant],
) -> ProductVariant | None:
    """By id where given, else by its option values: never by SKU."""
    for variant in before:
        if variant in kept:
            continue
        if row.get("id"):
            if variant.gid == row["id"]:
                return variant
        elif variant.option_key == key:
            return variant
    if row.get("id"):
        raise refuse(
            "Product variant does not exist",
            ["input", "variants"],
            "PRODUCT_VARIANT_DOES_NOT_EXIST",
        )
    return None


def _first_stock(ctx: Context, variant: ProductVariant, row: dict[str, Any]) -> None:
    """Quantities count when a variant is made, or where it is already stocked."""
    places = row.get("inventory_quantities") or []
    if not places and (first := next(iter(ctx.store["Location"]), None)):
        catalogue.stock(ctx.store, variant.inventory_item, first)
    for each in places:
        place = ctx.find(each["location_id"], "Location")
        catalogue.stock(ctx.store, variant.inventory_item, place, each["quantity"])


def _media(ctx: Context, product: Product, row: dict[str, Any]) -> Media:
    if row.get("id"):
        media = ctx.store.node(row["id"])
        if not isinstance(media, Media):
            said = f"File id {row['id']} does not exist"
            raise refuse(said, ["input", "files"], "INVALID_INPUT")
        return media
    for media in product.media:
        if media.original_source == row.get("original_source"):
            media.alt = row.get("alt", media.alt)
            return media
    media = attach(
        ctx,
        product,
        row.get("original_source") or "",
        row.get("content_type") or "IMAGE",
        row.get("alt"),
        row.get("filename"),
    )
    return media
