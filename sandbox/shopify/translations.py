"""What a product says in the store's other languages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from .state.product import Product

#: What of a product can be said in another language, as Shopify calls it.
KEYS = {
    "title": lambda product: product.title,
    "body_html": lambda product: product.description_html,
    "handle": lambda product: product.handle,
    "product_type": lambda product: product.product_type,
    "meta_title": lambda product: product.seo_title,
    "meta_description": lambda product: product.seo_description,
}


@dataclass(slots=True)
class Languages:
    """Of one store: the first one is its own."""

    locales: list[str] = field(default_factory=lambda: ["en"])
    #: (product id, locale, key) -> (value, digest of the original)
    told: dict[tuple[int, str, str], tuple[str, str]] = field(default_factory=dict)


def digest(text: str | None) -> str | None:
    return hashlib.sha256(text.encode()).hexdigest() if text else None


def originals(product: Product) -> dict[str, str | None]:
    return {key: read(product) for key, read in KEYS.items()}
