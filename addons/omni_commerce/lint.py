"""What is wrong with a listing, found before the channel is asked.

Pure: it looks at the outgoing document alone. What only one platform demands is added
by its own add-on (``integration.product.binding._lint``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .documents import Product


@dataclass(frozen=True, slots=True)
class Finding:
    text: str  # what is wrong, what it means, what to do
    field: str = ""  # the code of the listing's field, see ``listing_fields.py``
    is_error: bool = True  # False: it can be sent, but somebody should know


def doubles(product: Product) -> Iterator[str]:
    """SKUs that more than one variant of the product has."""
    counts = Counter(variant.sku for variant in product.variants if variant.sku)
    return (sku for sku, count in counts.items() if count > 1)


def same_options(product: Product) -> Iterator[str]:
    """Combinations of option values that more than one variant has."""
    counts = Counter(variant.options for variant in product.variants)
    for options, count in counts.items():
        if count > 1:
            yield " / ".join(value for _name, value in options)
