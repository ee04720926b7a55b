"""How an outgoing listing differs from what is there, in words for people.

Pure: it compares two documents, field by field, and asks nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from odoo.addons.omni_core.lib.words import _lt

from .adapter import UpsertProduct
from .documents import CustomField, Media, Option, Product, Translation, Variant
from .listing_fields import ListingField, known_listing_fields
from .listing_pairs import pairs

Difference = tuple[str, str, str]  # which field, there now, would be


def differences(command: UpsertProduct, there: Product | None) -> Iterator[Difference]:
    """What ``command`` would change about ``there``; all of it, where nothing is."""
    wanted = command.product
    known = _known(wanted, there) if there else {}
    for field in known_listing_fields():
        if field.code not in command.fields or field.code == "variants":
            continue
        if field.of_variants:
            for variant in wanted.variants:
                old = known.get(variant.key)
                yield from _difference(field, variant, old, _name(wanted, variant))
        else:
            # Of translations nobody reads what is there: what was told last counts.
            old = command.before if field.code == "translations" else there
            yield from _difference(field, wanted, old, "")
    yield from _added(command, known, there)
    yield from _gone(command, there)


def _known(wanted: Product, there: Product) -> dict[str, Variant]:
    """{our key: the variant there}"""
    by_ref = {variant.ref: variant for variant in there.variants}
    return {variant.key: by_ref[ref] for ref, variant in pairs(wanted, there)}


def _difference(
    field: ListingField, wanted: Any, there: Any, name: str
) -> Iterator[Difference]:
    after = text_of(getattr(wanted, field.name))
    before = text_of(getattr(there, field.name)) if there is not None else ""
    if after != before:
        label = (
            _lt("%(field)s (%(name)s)", field=field.label, name=name)
            if name
            else field.label
        )
        yield label, before, after


def _added(
    command: UpsertProduct, known: dict[str, Variant], there: Product | None
) -> Iterator[Difference]:
    if there is None or "variants" not in command.fields:
        return
    for variant in command.product.variants:
        if variant.key not in known:
            yield _lt("Variant"), "", _name(command.product, variant) or variant.sku


def _gone(command: UpsertProduct, there: Product | None) -> Iterator[Difference]:
    for variant in there.variants if there else ():
        if variant.ref in command.gone:
            yield _lt("Variant"), variant.title or variant.sku, ""


def _name(product: Product, variant: Variant) -> str:
    if len(product.variants) == 1:
        return ""
    return " / ".join(value for _option, value in variant.options) or variant.sku


def text_of(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(filter(None, map(text_of, value)))
    if isinstance(value, Option):
        return f"{value.name}: {', '.join(value.values)}"
    if isinstance(value, CustomField):
        return value.value and f"{value.namespace}.{value.key} = {value.value}"
    if isinstance(value, Media):
        return value.checksum[:8] or value.alt or value.ref
    if isinstance(value, Translation):
        return f"{value.lang}: {value.title or value.description}"
    if isinstance(value, bool):
        return _lt("yes") if value else _lt("no")
    return "" if value is None else str(value)
