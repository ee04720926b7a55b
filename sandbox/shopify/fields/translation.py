"""Languages of the store and translations, as GraphQL shows them."""

from __future__ import annotations

from typing import Any

from ..core.context import Context
from ..core.registry import needs, resolves
from ..state.product import Product
from ..translations import digest, originals

NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "pt-BR": "Portuguese (Brazil)",
}
needs("read_locales", "QueryRoot.shopLocales")
needs(
    "read_translations",
    "QueryRoot.translatableResource",
    "QueryRoot.translatableResources",
    "QueryRoot.translatableResourcesByIds",
)


@resolves("QueryRoot.shopLocales")
def _locales(root: Any, ctx: Context, published: bool = False) -> list[dict[str, Any]]:
    return [
        {
            "locale": code,
            "name": NAMES.get(code, code),
            "primary": at == 0,
            "published": True,
            "market_web_presences": [],
        }
        for at, code in enumerate(ctx.store.languages.locales)
    ]


@resolves("QueryRoot.translatableResource")
def _resource(root: Any, ctx: Context, resource_id: str) -> dict[str, Any] | None:
    product = ctx.store.node(resource_id)
    if not isinstance(product, Product):
        return None
    return {"resource_id": product.gid, "product": product}


@resolves("TranslatableResource.translatableContent")
def _content(
    resource: dict[str, Any], ctx: Context, market_id: str | None = None
) -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "value": text,
            "digest": digest(text),
            "locale": ctx.store.languages.locales[0],
            "type": "HTML" if key == "body_html" else "SINGLE_LINE_TEXT_FIELD",
        }
        for key, text in originals(resource["product"]).items()
    ]


@resolves("TranslatableResource.translations")
def _translations(
    resource: dict[str, Any],
    ctx: Context,
    locale: str,
    market_id: str | None = None,
    outdated: bool | None = None,
) -> list[dict[str, Any]]:
    product = resource["product"]
    rows = [
        translation(ctx, product, locale, key)
        for (id_, code, key) in ctx.store.languages.told
        if id_ == product.id and code == locale
    ]
    return [row for row in rows if outdated in (None, row["outdated"])]


def translation(
    ctx: Context, product: Product, locale: str, key: str
) -> dict[str, Any]:
    value, of = ctx.store.languages.told[product.id, locale, key]
    return {
        "key": key,
        "locale": locale,
        "value": value,
        "market": None,
        "outdated": of != digest(originals(product)[key]),
        "updated_at": ctx.now,
    }
