"""Variants and options of a product, in bulk."""

from __future__ import annotations

from typing import Any

from .. import catalogue
from ..core.context import Context
from ..core.errors import Refused, UserError, refuse
from ..core.registry import plays
from ..state.product import MAX_OPTIONS, MAX_VARIANTS, Product, ProductVariant
from . import inputs
from .files import attach


def _product(ctx: Context, product_id: str) -> Product:
    said = "Product does not exist"
    return ctx.need(product_id, "Product", "productId", "PRODUCT_DOES_NOT_EXIST", said)


def _changed(ctx: Context, product: Product) -> None:
    ctx.store.touch(product)
    ctx.emit("products/update", product)


# -- variants ---------------------------------------------------------------
@plays("productVariantsBulkUpdate", "write_products")
def bulk_update(
    ctx: Context,
    product_id: str,
    variants: list[dict[str, Any]],
    allow_partial_updates: bool = False,
    media: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """All or nothing, unless `allowPartialUpdates` lets the good ones through."""
    product, errors, plan = _product(ctx, product_id), [], []
    for at, row in enumerate(variants):
        try:
            plan.append((_checked(ctx, product, row, at), row, at))
        except Refused as refused:
            errors += refused.errors
    if errors and not allow_partial_updates:
        raise Refused(*errors)
    for variant, row, at in plan:
        path = ["variants", str(at)]
        if row.get("option_values"):
            _change_values(ctx, product, variant, row, path)
        inputs.fill_variant(ctx, variant, row, path)
        inputs.put_metafields(ctx, variant, row, path)
        _give_media(ctx, product, variant, row)
    if plan:
        catalogue.tidy_options(ctx.store, product)
        _changed(ctx, product)
    done = [variant for variant, _, _ in plan]
    return {"product": product, "product_variants": done, "user_errors": errors}


def _checked(
    ctx: Context, product: Product, row: dict[str, Any], at: int
) -> ProductVariant:
    path = ["variants", str(at)]
    if not row.get("id"):
        said = "Product variant is missing ID attribute"
        raise refuse(said, [*path, "id"], "PRODUCT_VARIANT_ID_MISSING")
    variant = ctx.store.node(row["id"])
    if not isinstance(variant, ProductVariant) or variant.product is not product:
        said = "Product variant does not exist"
        raise refuse(said, [*path, "id"], "PRODUCT_VARIANT_DOES_NOT_EXIST")
    if row.get("inventory_quantities"):
        raise refuse(
            "Inventory quantities can only be provided during create. To update "
            "inventory for existing variants, use inventoryAdjustQuantities.",
            path,
            "NO_INVENTORY_QUANTITIES_ON_VARIANTS_UPDATE",
        )
    inputs.check_prices(row, path)
    for number, each in enumerate(row.get("metafields") or []):
        _check_metafield(ctx, variant, each, [*path, "metafields", str(number)])
    return variant


def _check_metafield(ctx: Context, owner: Any, row: dict, path: list[str]) -> None:
    from .metafields import checked

    checked(ctx, owner, row, path)


def _change_values(
    ctx: Context,
    product: Product,
    variant: ProductVariant,
    row: dict[str, Any],
    path: list[str],
) -> None:
    named = {each.get("option_name") for each in row["option_values"]}
    kept = [
        {"option_name": value.option.name, "name": value.name}
        for value in variant.option_values
        if value.option.name not in named
    ]
    values = inputs.choose_values(ctx, product, row["option_values"] + kept, path)
    before, variant.option_values = variant.option_values, values
    try:
        inputs.check_unique(product, path, "VARIANT_ALREADY_EXISTS")
    except Refused:
        variant.option_values = before
        raise


def _give_media(
    ctx: Context, product: Product, variant: ProductVariant, row: dict[str, Any]
) -> None:
    if row.get("media_id"):
        variant.media = [ctx.need(row["media_id"], "MediaImage", "variants.mediaId")]
    for source in row.get("media_src") or []:
        known = next((m for m in product.media if m.original_source == source), None)
        variant.media = [known or attach(ctx, product, source)]


@plays("productVariantsBulkCreate", "write_products")
def bulk_create(
    ctx: Context,
    product_id: str,
    variants: list[dict[str, Any]],
    strategy: str = "DEFAULT",
    media: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    product = _product(ctx, product_id)
    if len(product.variants) + len(variants) > MAX_VARIANTS:
        said = f"You can only have a maximum of {MAX_VARIANTS} variants per product"
        raise refuse(said, "variants", "INVALID_INPUT")
    for at, row in enumerate(variants):
        inputs.check_prices(row, ["variants", str(at)])
        _check_places(ctx, row, ["variants", str(at)])
    for each in media or []:
        attach(ctx, product, each["original_source"], each["media_content_type"])
    _drop_standalone(ctx, product, strategy)
    made: list[ProductVariant] = []
    try:
        for at, row in enumerate(variants):
            made.append(_create(ctx, product, row, ["variants", str(at)]))
    except Refused:
        for variant in made:
            catalogue.drop_variant(ctx.store, variant)
        raise
    catalogue.tidy_options(ctx.store, product)
    _changed(ctx, product)
    return {"product": product, "product_variants": made}


def _check_places(ctx: Context, row: dict[str, Any], path: list[str]) -> None:
    for each in row.get("inventory_quantities") or []:
        if ctx.store.node(each["location_id"]) is None:
            said = "Location does not exist"
            raise refuse(said, path, "TRACKED_VARIANT_LOCATION_NOT_FOUND")


def _drop_standalone(ctx: Context, product: Product, strategy: str) -> None:
    """The nameless first variant gives way to the first real ones."""
    alone = len(product.variants) == 1
    titled = alone and product.variants[0].title == "Default Title"
    remove = strategy == "REMOVE_STANDALONE_VARIANT" and alone
    if remove or (strategy == "DEFAULT" and titled):
        catalogue.drop_variant(ctx.store, product.variants[0])


def _create(
    ctx: Context, product: Product, row: dict[str, Any], path: list[str]
) -> ProductVariant:
    values = inputs.choose_values(ctx, product, row.get("option_values"), path)
    key = tuple(value.name for value in values)
    if any(variant.option_key == key for variant in product.variants):
        said = f"The variant '{' / '.join(key)}' already exists."
        raise refuse(said, path, "VARIANT_ALREADY_EXISTS")
    variant = catalogue.new_variant(ctx.store, product, values)
    inputs.fill_variant(ctx, variant, row, path)
    inputs.put_metafields(ctx, variant, row, path)
    _give_media(ctx, product, variant, row)
    for each in row.get("inventory_quantities") or []:
        place = ctx.find(each["location_id"], "Location")
        quantity = each["available_quantity"]
        catalogue.stock(ctx.store, variant.inventory_item, place, quantity)
    if not variant.inventory_item.levels:
        place = next(iter(ctx.store["Location"]), None)
        if place:
            catalogue.stock(ctx.store, variant.inventory_item, place)
    return variant


@plays("productVariantsBulkDelete", "write_products")
def bulk_delete(
    ctx: Context, product_id: str, variants_ids: list[str]
) -> dict[str, Any]:
    product = _product(ctx, product_id)
    found = [ctx.store.node(each) for each in variants_ids]
    wrong = [
        UserError(
            "At least one variant does not belong to the product",
            ["variantsIds", str(at)],
            "AT_LEAST_ONE_VARIANT_DOES_NOT_BELONG_TO_THE_PRODUCT",
        )
        for at, variant in enumerate(found)
        if variant not in product.variants
    ]
    if wrong:
        raise Refused(*wrong)
    if len(set(variants_ids)) == len(product.variants):
        said = "Cannot delete the last variant of a product"
        raise refuse(said, "variantsIds", "CANNOT_DELETE_LAST_VARIANT")
    for variant in set(found):
        catalogue.drop_variant(ctx.store, variant)
    catalogue.tidy_options(ctx.store, product)
    _changed(ctx, product)
    return {"product": product}


@plays("productVariantsBulkReorder", "write_products")
def bulk_reorder(
    ctx: Context, product_id: str, positions: list[dict[str, Any]]
) -> dict[str, Any]:
    product = _product(ctx, product_id)
    for row in sorted(positions, key=lambda row: row["position"]):
        variant = ctx.need(row["id"], "ProductVariant", "positions", "MISSING_VARIANT")
        product.variants.remove(variant)
        product.variants.insert(row["position"] - 1, variant)
    catalogue.tidy_options(ctx.store, product)
    _changed(ctx, product)
    return {"product": product}


# -- options ----------------------------------------------------------------
@plays("productOptionsCreate", "write_products")
def options_create(
    ctx: Context,
    product_id: str,
    options: list[dict[str, Any]],
    variant_strategy: str = "LEAVE_AS_IS",
) -> dict[str, Any]:
    product = _product(ctx, product_id)
    only_title = [option.name for option in product.options] == ["Title"]
    present = [] if only_title else product.options
    if len(present) + len(options) > MAX_OPTIONS:
        said = f"Can only specify a maximum of {MAX_OPTIONS} options"
        raise refuse(said, "options", "OPTIONS_OVER_LIMIT")
    for at, row in enumerate(options):
        _check_new_option(present, row, ["options", str(at)])
    if only_title:
        for option in product.options:
            ctx.store.drop(option)
        product.options = []
        for variant in product.variants:
            variant.option_values = []
    for row in options:
        names = [value["name"] for value in row["values"]]
        option = catalogue.add_option(ctx.store, product, row["name"], names)
        for variant in product.variants:
            variant.option_values.append(option.option_values[0])
    _changed(ctx, product)
    return {"product": product}


def _check_new_option(present: list[Any], row: dict, path: list[str]) -> None:
    if not row.get("name"):
        said = "Each option must have a name specified"
        raise refuse(said, [*path, "name"], "OPTION_NAME_MISSING")
    if any(option.name.lower() == row["name"].lower() for option in present):
        said = f"Option '{row['name']}' already exists"
        raise refuse(said, path, "OPTION_ALREADY_EXISTS")
    if not row.get("values"):
        said = "Each option must have at least one option value specified"
        raise refuse(said, [*path, "values"], "OPTION_VALUES_MISSING")


@plays("productOptionUpdate", "write_products")
def option_update(
    ctx: Context,
    product_id: str,
    option: dict[str, Any],
    option_values_to_add: list[dict[str, Any]] | None = None,
    option_values_to_update: list[dict[str, Any]] | None = None,
    option_values_to_delete: list[str] | None = None,
    variant_strategy: str = "LEAVE_AS_IS",
) -> dict[str, Any]:
    product = _product(ctx, product_id)
    known = next((o for o in product.options if o.gid == option["id"]), None)
    if known is None:
        said = "Option does not exist"
        raise refuse(said, ["option"], "OPTION_DOES_NOT_EXIST")
    gone = [v for v in known.option_values if v.gid in (option_values_to_delete or [])]
    if any(value.has_variants for value in gone):
        said = "Cannot delete an option value that has variants"
        raise refuse(said, "optionValuesToDelete", "OPTION_VALUE_HAS_VARIANTS")
    known.name = option.get("name") or known.name
    if option.get("position"):
        product.options.remove(known)
        product.options.insert(option["position"] - 1, known)
    for row in option_values_to_update or []:
        for value in known.option_values:
            if value.gid == row["id"] and row.get("name"):
                value.name = row["name"]
    for row in option_values_to_add or []:
        catalogue.option_value(ctx.store, known, row["name"])
    for value in gone:
        known.option_values.remove(value)
        ctx.store.drop(value)
    _changed(ctx, product)
    return {"product": product}


@plays("productOptionsDelete", "write_products")
def options_delete(
    ctx: Context, product_id: str, options: list[str], strategy: str = "DEFAULT"
) -> dict[str, Any]:
    product = _product(ctx, product_id)
    gone = [option for option in product.options if option.gid in options]
    if len(gone) != len(options):
        said = "Option does not exist"
        raise refuse(said, "options", "OPTION_DOES_NOT_EXIST")
    if strategy == "DEFAULT" and any(len(o.option_values) > 1 for o in gone):
        said = "An option with more than one value cannot be deleted"
        raise refuse(said, "options", "CANNOT_DELETE_OPTION_WITH_MULTIPLE_VALUES")
    for option in gone:
        product.options.remove(option)
        ctx.store.drop(option)
    for variant in product.variants:
        variant.option_values = [
            value for value in variant.option_values if value.option not in gone
        ]
    _changed(ctx, product)
    return {
        "deleted_options_ids": [option.gid for option in gone],
        "product": product,
    }
