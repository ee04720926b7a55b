"""What several product mutations take: variants, their options, their stock."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .. import catalogue
from ..core.context import Context
from ..core.errors import refuse
from ..state.product import MAX_OPTIONS, Product, ProductOptionValue, ProductVariant
from . import metafields

PLAIN = (
    "barcode",
    "taxable",
    "inventory_policy",
    "tax_code",
    "show_unit_price",
    "requires_components",
)
ITEM_FIELDS = (
    "tracked",
    "requires_shipping",
    "country_code_of_origin",
    "province_code_of_origin",
    "harmonized_system_code",
)


def check_prices(row: dict[str, Any], path: list[str]) -> None:
    for name in ("price", "compare_at_price"):
        if row.get(name) is not None and Decimal(row[name]) < 0:
            field = [*path, "price" if name == "price" else "compareAtPrice"]
            said = "Price must be greater than or equal to 0"
            raise refuse(said, field, "GREATER_THAN_OR_EQUAL_TO")


def fill_variant(
    ctx: Context, variant: ProductVariant, row: dict[str, Any], path: list[str]
) -> None:
    """Only what is named changes; null empties."""
    for name in PLAIN:
        if name in row:
            setattr(variant, name, row[name])
    if row.get("price") is not None:
        variant.price = catalogue.money(row["price"]) or Decimal("0.00")
    if "compare_at_price" in row:
        variant.compare_at_price = catalogue.money(row["compare_at_price"])
    if "sku" in row:
        variant.sku = row["sku"]
    if row.get("inventory_item"):
        fill_item(ctx, variant, row["inventory_item"])
    ctx.store.touch(variant)


def fill_item(ctx: Context, variant: ProductVariant, row: dict[str, Any]) -> None:
    item = variant.inventory_item
    for name in ITEM_FIELDS:
        if row.get(name) is not None or (name in row and name not in ITEM_FIELDS[:2]):
            setattr(item, name, row[name])
    if "sku" in row:
        variant.sku = row["sku"]
    if "cost" in row:
        item.cost = catalogue.money(row["cost"])
    weight = (row.get("measurement") or {}).get("weight")
    if weight:
        item.weight_value, item.weight_unit = float(weight["value"]), weight["unit"]
    if row.get("country_harmonized_system_codes") is not None:
        item.country_codes = row["country_harmonized_system_codes"]
    ctx.store.touch(item)


def choose_values(
    ctx: Context, product: Product, rows: list[dict[str, Any]] | None, path: list[str]
) -> list[ProductOptionValue]:
    """The option values of a variant, one for each option, made where new."""
    chosen: dict[int, ProductOptionValue] = {}
    for at, row in enumerate(rows or []):
        option = _option(ctx, product, row, [*path, "optionValues", str(at)])
        if row.get("id"):
            value = ctx.need(
                row["id"],
                "ProductOptionValue",
                ".".join(path),
                "OPTION_VALUE_DOES_NOT_EXIST",
            )
        elif row.get("name"):
            value = catalogue.option_value(ctx.store, option, row["name"])
        else:
            said = "The option value's name can't be blank"
            raise refuse(said, [*path, "optionValues", str(at)], "INVALID_INPUT")
        chosen[option.id] = value
    missing = [option for option in product.options if option.id not in chosen]
    if missing:
        raise refuse(
            f"You need to add option values for {missing[0].name}",
            path,
            "NEED_TO_ADD_OPTION_VALUES",
        )
    return [chosen[option.id] for option in product.options]


def _option(ctx: Context, product: Product, row: dict, path: list[str]) -> Any:
    for option in product.options:
        if option.gid == row.get("option_id") or option.name == row.get("option_name"):
            return option
    raise refuse("Option does not exist", path, "INVALID_INPUT")


def check_unique(product: Product, path: list[str], code: str) -> None:
    seen: set[tuple[str, ...]] = set()
    for variant in product.variants:
        if variant.option_key in seen:
            said = f"The variant '{variant.title}' already exists. Please change at "
            raise refuse(said + "least one option value.", path, code)
        seen.add(variant.option_key)


def check_option_rows(rows: list[dict[str, Any]], path: str, code: str) -> None:
    """Before anything is made: three at most, each named once, each with values."""
    if len(rows) > MAX_OPTIONS:
        raise refuse(
            f"Can only specify a maximum of {MAX_OPTIONS} options",
            path,
            code,
        )
    names = [(row.get("name") or "").lower() for row in rows]
    for at, name in enumerate(names):
        if name in names[:at]:
            raise refuse("Duplicated option name.", path, "DUPLICATED_OPTION_NAME")


def put_metafields(
    ctx: Context, owner: Any, row: dict[str, Any], path: list[str]
) -> None:
    if row.get("metafields") is not None:
        metafields.put_all(ctx, owner, row["metafields"], [*path, "metafields"])
