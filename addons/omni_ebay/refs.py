"""By what we know a listing's variants, whichever API made the listing.

An article of the Inventory API is its SKU: one stock, offered on any number of sites,
whatever listing shows it today. A listing made by the Trading API (or by hand on eBay)
is its number, which a relist changes, and the SKU of the variation inside of it.
"""

from __future__ import annotations

from dataclasses import dataclass

_LISTING = "item:"


@dataclass(frozen=True, slots=True)
class VariantRef:
    sku: str = ""
    listing: str = ""  # of the Trading API; "": an article of the Inventory API

    @property
    def is_trading(self) -> bool:
        return bool(self.listing)

    def __str__(self) -> str:
        return f"{_LISTING}{self.listing}:{self.sku}" if self.listing else self.sku

    @classmethod
    def parse(cls, ref: str) -> VariantRef:
        if not ref.startswith(_LISTING):
            return cls(ref)
        listing, _, sku = ref.removeprefix(_LISTING).partition(":")
        return cls(sku, listing)
