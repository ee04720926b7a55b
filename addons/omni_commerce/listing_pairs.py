"""Which of the channel's variants and images are the ones that we sent.

A channel answers in an order of its own, may know more variants than we told it, and
some change what they are given. A variant is found by its reference, then by its SKU,
then by its options; an image by the checksum that the adapter gives it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .documents import Media, Product, Variant


def pairs(sent: Product, there: Product) -> Iterator[tuple[str, Variant]]:
    """(reference there, our variant) of each of ours that can be told for certain."""
    left = list(there.variants)
    for variant in sent.variants:
        found = _find(variant, left)
        if found:
            left.remove(found)
            yield found.ref, variant


def _find(variant: Variant, left: list[Variant]) -> Variant | None:
    keys = (
        lambda v: v.ref if variant.ref else "",
        lambda v: v.sku,
        lambda v: v.options,
    )
    for key in keys:
        wanted = key(variant)
        found = [v for v in left if wanted and key(v) == wanted]
        if len(found) == 1:
            return found[0]
    return left[0] if len(left) == 1 and not variant.options else None


def images(there: Product) -> dict[str, str]:
    """{checksum: reference there} of the images that are ours."""
    found = (there.media, *(variant.media for variant in there.variants))
    return {
        media.checksum: media.ref
        for group in found
        for media in group
        if media.checksum and media.ref
    }


def named(product: Product, refs: dict[str, str]) -> Product:
    """The product with the channel's references on the images that it has already."""
    return replace(
        product,
        media=_named(product.media, refs),
        variants=tuple(
            replace(variant, media=_named(variant.media, refs))
            for variant in product.variants
        ),
    )


def _named(found: tuple[Media, ...], refs: dict[str, str]) -> tuple[Media, ...]:
    return tuple(
        replace(media, ref=refs.get(media.checksum, media.ref)) for media in found
    )
