"""Variants of a listing: told what differs, added, and deleted where they were ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from odoo.addons.omni_commerce.documents import Product, Variant
from odoo.addons.omni_commerce.listing_fields import OF_VARIANTS
from odoo.addons.omni_commerce.listing_pairs import pairs
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.paging import chunks
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import ShopifyClient
from ..client.const import MOST_INPUTS
from ..translate.listings import (
    NO_OPTION,
    metafield_input,
    option_values,
    options_input,
    variant_input,
)
from .custom_fields import CustomFields

if TYPE_CHECKING:
    from .writer import Change

_OWNER = "PRODUCTVARIANT"


class Variants:
    def __init__(self, client: ShopifyClient, fields: CustomFields) -> None:
        self._client, self._fields = client, fields

    def tell(self, change: Change) -> None:
        found = {
            variant.key: ref for ref, variant in pairs(change.wanted, change.there)
        }
        there = {variant.ref: variant for variant in change.there.variants}
        known, new = [], []
        for variant in change.wanted.variants:
            if ref := found.get(variant.key):
                if row := self._difference(change, variant, there[ref]):
                    known.append({"id": ref, **row})
            elif change.ours("variants"):
                new.append(self._new(change, variant))
        self._send("variants_update", change, known)
        self._send("variants_create", change, new)
        if change.ours("variants"):
            gone = [ref for ref in change.command.gone if ref in there]
            self._send("variants_delete", change, gone)

    def _send(self, operation: str, change: Change, rows: Sequence[Any]) -> None:
        for part in chunks(rows, MOST_INPUTS):
            self._client.do(operation, product=change.ref, variants=part)

    def _difference(
        self, change: Change, variant: Variant, there: Variant
    ) -> Mapping[str, Any]:
        codes = {
            code
            for code in of_variants(change.command.fields)
            if getattr(variant, code) != getattr(there, code)
        }
        row = variant_input(variant, codes)
        if "options" in codes and variant.options:
            row["optionValues"] = option_values(variant)
        if change.ours("variants.media"):
            row |= _media(change, variant, there)
        if change.ours("variants.custom_fields"):
            row |= self._custom_fields(change, variant, there.ref)
        return row

    def _new(self, change: Change, variant: Variant) -> Mapping[str, Any]:
        row = variant_input(variant, of_variants(change.command.fields))
        row["optionValues"] = option_values(variant)
        fields = [f for f in variant.custom_fields if f.value]
        if fields and change.ours("variants.custom_fields"):
            self._fields.define_all(_OWNER, fields)
            row["metafields"] = [metafield_input(field) for field in fields]
        change.waits |= bool(variant.media)
        return row

    def _custom_fields(
        self, change: Change, variant: Variant, ref: str
    ) -> Mapping[str, Any]:
        """Shopify is not asked for those of variants: what was sent last must do."""
        before = _before(change, variant)
        told = {(f.namespace, f.key): f.value for f in before}
        fresh = [
            field
            for field in variant.custom_fields
            if field.value and told.get((field.namespace, field.key)) != field.value
        ]
        kept = {(f.namespace, f.key) for f in variant.custom_fields if f.value}
        self._fields.delete(
            ref, [name for name in told if told[name] and name not in kept]
        )
        if not fresh:
            return {}
        self._fields.define_all(_OWNER, fresh)
        return {"metafields": [metafield_input(field) for field in fresh]}

    # -- options --

    def restructure(self, change: Change) -> None:
        """Other options than before: the one case for which all is told at once."""
        wanted, there = _names(change.wanted), _names(change.there)
        if wanted == there or not change.ours("options"):
            return
        found = dict(pairs(change.wanted, change.there))
        others = [
            v.sku or v.title
            for v in change.there.variants
            if v.ref not in found and v.ref not in change.command.gone
        ]
        if others:
            raise RejectedError(
                _lt(
                    "The options are to be changed to %(wanted)s, but Shopify has "
                    "variants that Odoo does not know: %(others)s. Match them to "
                    "products, or delete them in Shopify; then send it again.",
                    wanted=", ".join(wanted),
                    others=", ".join(others),
                ),
                code="options",
            )
        rows = [
            {"id": ref, "optionValues": option_values(variant)}
            for ref, variant in found.items()
        ]
        self._client.do(
            "product_set",
            identifier={"id": change.ref},
            input={"productOptions": options_input(change.wanted), "variants": rows},
        )


def of_variants(codes: Collection[str]) -> set[str]:
    """The codes of variants' fields, without their prefix."""
    return {
        code.removeprefix(OF_VARIANTS) for code in codes if code.startswith(OF_VARIANTS)
    } - {"media", "custom_fields", "extra"}


def _names(product: Product) -> list[str]:
    return [option.name for option in product.options] or [NO_OPTION]


def _media(change: Change, variant: Variant, there: Variant) -> Mapping[str, Any]:
    """Shopify shows one picture per variant, and takes it when it is done with it."""
    wanted = variant.media[0].checksum if variant.media else ""
    if not wanted:
        return {}
    refs = {
        change.uploaded.get(m.ref) or m.checksum: m for m in change.there.media if m.ref
    }
    media = refs.get(wanted)
    if media is None or media.status != "ready":
        change.waits = True
        return {}
    if there.media and there.media[0].ref == media.ref:
        return {}
    return {"mediaId": media.ref}


def _before(change: Change, variant: Variant):
    found = change.command.before.variants if change.command.before else ()
    for told in found:
        if told.ref == variant.ref or (told.sku and told.sku == variant.sku):
            return told.custom_fields
    return ()
