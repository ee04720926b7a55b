"""What only eBay wants to know of a listing, as it travels in ``Product.extra``."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from odoo.addons.omni_commerce.documents import Product, Variant

KEY = "ebay"
Aspects = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Details:
    marketplace: str = ""
    category: str = ""
    condition: str = ""
    condition_note: str = ""
    duration: str = "GTC"
    place: str = ""  # the key of an inventory location
    policies: Mapping[str, str] = field(default_factory=dict)  # kind -> id
    aspects: Aspects = field(default_factory=dict)  # of all variants; [] takes one away
    varies_by: Sequence[str] = ()  # aspects in which the variants differ
    vehicles: Sequence[Mapping[str, Any]] = ()
    with_catalogue: bool = False  # let eBay add what its own catalogue says
    sites: Sequence[Mapping[str, Any]] = ()  # the other sites, see ``sites.py``
    left: Sequence[str] = ()  # marketplaces that it is not offered on any more

    @classmethod
    def of(cls, product: Product) -> Details:
        return cls(**(product.extra.get(KEY) or {}))

    def as_extra(self) -> dict[str, Any]:
        """Plain data, without what says nothing: the fingerprint is made of it."""
        return {KEY: {name: value for name, value in asdict(self).items() if value}}


def with_details(product: Product, **changes: Any) -> Product:
    """The same product, of which these details are others."""
    details = replace(Details.of(product), **changes)
    return replace(product, extra={**product.extra, **details.as_extra()})


def aspects_of(product: Product, before: Product | None) -> Aspects:
    """Those of all variants; what was ours and is not any more is taken away."""
    gone = Details.of(before).aspects if before else {}
    return {**dict.fromkeys(gone, ()), **Details.of(product).aspects}


def varying(variant: Variant) -> Aspects:
    """The aspects that are this variant's own."""
    return (variant.extra.get(KEY) or {}).get("aspects") or {}


def as_variant_extra(aspects: Aspects) -> dict[str, Any]:
    return {KEY: {"aspects": dict(aspects)}} if aspects else {}


# -- by what name we know a listing there --

SINGLE, GROUP, TRADING = "sku:", "group:", "item:"


def is_trading(ref: str) -> bool:
    """Made by the Trading API, or by hand: only that API may revise it."""
    return ref.startswith(TRADING)


def group_key(product: Product, key: str) -> str:
    """Of a new group: the same for each try of the same wish, and nobody else's."""
    if product.ref.startswith(GROUP):
        return product.ref.removeprefix(GROUP)
    return f"omni-{hashlib.sha256(key.encode()).hexdigest()[:24]}"


def has_variations(product: Product) -> bool:
    return product.ref.startswith(GROUP) or len(product.variants) > 1
