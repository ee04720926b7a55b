"""A seller's items by SKU; in the scale mode some are put there when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable

from .state import Json

#: the world's SKUs name their product: TT-BP-00007-FRONT
_PRODUCT = re.compile(r"TT-[A-Z0-9]+-(\d+)")


class Shelf(dict[str, Json]):
    #: brings the product of that number onto the shelf
    fetch: Callable[[int], None] | None = None

    def __init__(self) -> None:
        super().__init__()
        self._asked: set[int] = set()

    def __missing__(self, sku: str) -> Json:
        match = _PRODUCT.match(sku)
        if self.fetch is not None and match and int(match[1]) not in self._asked:
            # Once only: what the seller deletes afterwards stays deleted.
            self._asked.add(int(match[1]))
            self.fetch(int(match[1]))
            if dict.__contains__(self, sku):
                return self[sku]
        raise KeyError(sku)

    def get(self, sku: str, default: Json | None = None) -> Json | None:
        try:
            return self[sku]
        except KeyError:
            return default

    def __contains__(self, sku: object) -> bool:
        return isinstance(sku, str) and self.get(sku) is not None
