"""Titles and descriptions in the shop's other languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from odoo.addons.omni_commerce.documents import Product, Translation

from ..client.client import ShopifyClient

if TYPE_CHECKING:
    from .writer import Change

# Shopify's name of a text, by ours.
_KEYS = {"title": "title", "description": "body_html"}
_BASES = ("title", "description", "translations")
Texts = Mapping[str, str]  # by Shopify's name


class Translations:
    def __init__(self, client: ShopifyClient) -> None:
        self._client = client

    @cached_property
    def _locales(self) -> list[str]:
        """Those of the shop that need a translation."""
        rows = self._client.ask("shop_locales")
        return [row["locale"] for row in rows if not row["primary"]]

    def tell(self, change: Change) -> None:
        """What differs is registered; what we no longer say is taken back."""
        if not change.ours("translations") or not _is_news(change):
            return
        for locale in self._locales:
            wanted = _texts(change.wanted, locale)
            before = _texts(change.command.before, locale)
            if wanted or before:
                self._register(change.ref, locale, wanted)
                gone = sorted(before.keys() - wanted.keys())
                if gone:
                    self._client.do(
                        "translations_remove",
                        id=change.ref,
                        keys=gone,
                        locales=[locale],
                    )

    def _register(self, ref: str, locale: str, wanted: Texts) -> None:
        there = self._client.ask("translations", id=ref, locale=locale)
        # A digest says which text of the original it is the translation of.
        digests = {row["key"]: row["digest"] for row in there["translatableContent"]}
        known = {
            row["key"]: row["value"]
            for row in there["translations"]
            if not row["outdated"]
        }
        rows = [
            {
                "key": key,
                "value": text,
                "locale": locale,
                "translatableContentDigest": digests[key],
            }
            for key, text in wanted.items()
            if text != known.get(key) and digests.get(key)
        ]
        if rows:
            self._client.do("translations_register", id=ref, translations=rows)


def _is_news(change: Change) -> bool:
    """A new original makes its translations outdated: they are said again."""
    wanted, before = change.wanted, change.command.before
    if before is None:
        return bool(wanted.translations)
    return any(getattr(wanted, name) != getattr(before, name) for name in _BASES)


def _texts(product: Product | None, locale: str) -> Texts:
    found = _nearest(product.translations if product else (), locale)
    if found is None:
        return {}
    return {key: text for name, key in _KEYS.items() if (text := getattr(found, name))}


def _nearest(translations: tuple[Translation, ...], locale: str) -> Translation | None:
    """``de`` of the shop is any German of ours; ``pt-BR`` that of Brazil first."""
    return next(_candidates(translations, locale), None)


def _candidates(
    translations: tuple[Translation, ...], locale: str
) -> Iterator[Translation]:
    yield from (one for one in translations if one.lang == locale)
    language = locale.partition("-")[0]
    yield from (one for one in translations if one.lang.partition("-")[0] == language)
