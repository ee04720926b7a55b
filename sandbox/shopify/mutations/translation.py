"""Translations: registered text by text, and taken back."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.errors import Refused, UserError
from ..core.registry import plays
from ..fields.translation import translation
from ..state.product import Product
from ..translations import KEYS, digest, originals

SCOPE = "write_translations"
MOST_KEYS = 100


@plays("translationsRegister", SCOPE)
def register(
    ctx: Context, resource_id: str, translations: list[dict[str, Any]]
) -> dict[str, Any]:
    product = _product(ctx, resource_id)
    if len(translations) > MOST_KEYS:
        said = "Too many translation keys for the resource."
        raise Refused(UserError(said, ["translations"], "TOO_MANY_KEYS_FOR_RESOURCE"))
    errors = [
        error
        for at, row in enumerate(translations)
        if (error := _wrong(ctx, product, row, at))
    ]
    if errors:
        raise Refused(*errors)
    for row in translations:
        name = product.id, row["locale"], row["key"]
        told = row["value"], row["translatable_content_digest"]
        ctx.store.languages.told[name] = told
    rows = [translation(ctx, product, r["locale"], r["key"]) for r in translations]
    return {"translations": rows}


@plays("translationsRemove", SCOPE)
def remove(
    ctx: Context,
    resource_id: str,
    translation_keys: list[str],
    locales: list[str],
    market_ids: list[str] | None = None,
) -> dict[str, Any]:
    product, told = _product(ctx, resource_id), ctx.store.languages.told
    names = [(product.id, code, key) for code in locales for key in translation_keys]
    gone = [name for name in names if name in told]
    rows = [translation(ctx, product, code, key) for _id, code, key in gone]
    for name in gone:
        del told[name]
    return {"translations": rows}


def _product(ctx: Context, global_id: str) -> Product:
    found = ctx.store.node(global_id)
    if not isinstance(found, Product):
        said = f"Resource {global_id} does not exist"
        raise Refused(UserError(said, ["resourceId"], "RESOURCE_NOT_FOUND"))
    return found


def _wrong(
    ctx: Context, product: Product, row: dict[str, Any], at: int
) -> UserError | None:
    path, own = ["translations", str(at)], ctx.store.languages.locales
    if row["key"] not in KEYS:
        said = f"Key {row['key']} is not a valid translatable field"
        return UserError(said, [*path, "key"], "INVALID_KEY_FOR_MODEL")
    if row["locale"] not in own[1:]:
        said = "Locale is not a valid locale for the shop"
        return UserError(said, [*path, "locale"], "INVALID_LOCALE_FOR_SHOP")
    if not row["value"]:
        return UserError("Value can't be blank", [*path, "value"], "BLANK")
    if row["translatable_content_digest"] != digest(originals(product)[row["key"]]):
        said = "Translatable content hash is invalid"
        code = "INVALID_TRANSLATABLE_CONTENT"
        return UserError(said, [*path, "translatableContentDigest"], code)
    return None
