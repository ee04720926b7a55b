"""The fields of a listing, and who decides about each: we, the channel, or both once.

A code is the name of a field of ``documents.Product``; ``variants.`` is put before
those of a ``Variant``. They are what ``UpsertProduct.fields`` holds, what a preview
names, and what the fingerprint of a listing is made of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from odoo.addons.omni_core.lib.fingerprint import fingerprint
from odoo.addons.omni_core.lib.words import _lt

from .codec import dump
from .documents import Media, Product, Variant

OF_VARIANTS = "variants."


class Owner(str, Enum):
    OURS = "ours"  # what Odoo says is sent whenever it changes
    THEIRS = "theirs"  # never sent
    FIRST = "first"  # sent once, when the listing is created; theirs from then on


@dataclass(frozen=True, slots=True)
class ListingField:
    code: str
    label: str
    owner: Owner = Owner.OURS  # where the profile says nothing else

    @property
    def of_variants(self) -> bool:
        return self.code.startswith(OF_VARIANTS)

    @property
    def name(self) -> str:
        return self.code.removeprefix(OF_VARIANTS)


# Told by an operation of their own, which is cheaper and quicker than the listing.
PRICES = frozenset({"variants.price", "variants.compare_at"})

_fields: dict[str, ListingField] = {}


def register_listing_fields(*fields: ListingField) -> None:
    """Make fields known that only some platforms have; they live in ``extra``."""
    _fields.update({field.code: field for field in fields})


def known_listing_fields() -> list[ListingField]:
    return list(_fields.values())


def listing_field(code: str) -> ListingField:
    return _fields[code]


register_listing_fields(
    ListingField("title", "Title"),
    ListingField("description", _lt("Description")),
    ListingField("status", _lt("On sale, draft or archived")),
    ListingField("vendor", _lt("Brand")),
    ListingField("type", _lt("Kind of product")),
    ListingField("tags", _lt("Tags")),
    # Search engines know the address by heart: it is not changed along with a title.
    ListingField("handle", _lt("Web address"), Owner.FIRST),
    ListingField("seo_title", _lt("Title in search engines")),
    ListingField("seo_description", _lt("Description in search engines")),
    ListingField("options", _lt("Options and their values")),
    ListingField("variants", _lt("Which variants there are")),
    ListingField("media", _lt("Images")),
    ListingField("custom_fields", _lt("Custom fields")),
    ListingField("channels", _lt("Sales channels")),
    ListingField("collections", _lt("Collections")),
    ListingField("translations", _lt("Translations")),
    ListingField("extra", _lt("Fields of this platform")),
    ListingField("variants.sku", "SKU"),
    ListingField("variants.barcode", _lt("Barcode")),
    ListingField("variants.options", _lt("Option values of the variant")),
    ListingField("variants.price", _lt("Price")),
    ListingField("variants.compare_at", _lt("Compare-at price")),
    # Odoo reckons it anew with every receipt: nothing that a shop has to hear of.
    ListingField("variants.cost", _lt("Cost"), Owner.FIRST),
    ListingField("variants.weight_g", _lt("Weight")),
    ListingField("variants.available", _lt("Stock to begin with"), Owner.FIRST),
    ListingField("variants.tracked", _lt("Stock is counted")),
    ListingField("variants.sells_when_out", _lt("Sold when out of stock")),
    ListingField("variants.requires_shipping", _lt("Has to be shipped")),
    ListingField("variants.hs_code", _lt("Customs code")),
    ListingField("variants.origin_country", _lt("Country of origin")),
    ListingField("variants.media", _lt("Images of the variant")),
    ListingField("variants.custom_fields", _lt("Custom fields of the variant")),
    ListingField("variants.extra", _lt("Fields of this platform, of the variant")),
)


def owned(owners: dict[str, Owner], is_new: bool) -> frozenset[str]:
    """The codes that are ours to write; ``owners`` are those a profile names."""
    ours = {Owner.OURS, Owner.FIRST} if is_new else {Owner.OURS}
    return frozenset(
        field.code
        for field in known_listing_fields()
        if owners.get(field.code, field.owner) in ours
    )


def only(product: Product, codes: Iterable[str]) -> Product:
    """The document with nothing but these fields, and what says which things it is."""
    codes = set(codes)
    mine = [code for code in codes if not code.startswith(OF_VARIANTS)]
    theirs = [listing_field(c).name for c in codes if c.startswith(OF_VARIANTS)]
    known = {code: getattr(product, code) for code in mine if code != "variants"}
    variants = tuple(_only(variant, theirs) for variant in product.variants)
    title = known.pop("title", "")
    return Product(ref=product.ref, title=title, variants=variants, **known)


def _only(variant: Variant, names: Iterable[str]) -> Variant:
    kept: dict[str, Any] = {name: getattr(variant, name) for name in names}
    # Whatever else is sent, these say which variant it is about.
    kept |= {"sku": variant.sku, "options": variant.options}
    return replace(Variant(ref=variant.ref), **kept)


def given(product: Product, codes: Iterable[str]) -> frozenset[str]:
    """Those of the codes of which the document says anything at all."""
    return frozenset(code for code in codes if any(_values(product, code)))


def _values(product: Product, code: str) -> Iterable[bool]:
    field = listing_field(code)
    holders = product.variants if field.of_variants else (product,)
    return (getattr(holder, field.name) not in _EMPTY for holder in holders)


# Not False and not 0: "not tracked" says something.
_EMPTY: tuple[Any, ...] = (None, "", (), {})


def content_hash(product: Product, codes: Iterable[str]) -> str:
    """The same for the same wish, whatever the channel calls the things in it."""
    return fingerprint(dump(_nameless(only(product, codes))))


def _nameless(product: Product) -> Product:
    variants = tuple(
        replace(variant, ref="", media=_pictures(variant.media))
        for variant in product.variants
    )
    media = _pictures(product.media)
    return replace(product, ref="", variants=variants, media=media)


def _pictures(found: tuple[Media, ...]) -> tuple[Media, ...]:
    return tuple(Media("", media.alt, checksum=media.checksum) for media in found)
