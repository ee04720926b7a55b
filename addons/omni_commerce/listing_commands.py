"""What we ask a channel to do about its listings and their prices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .documents import Money, Product


@dataclass(frozen=True, slots=True)
class SetPrice:
    product_ref: str
    variant_ref: str
    price: Money
    compare_at: Money | None = None
    keeps_compare_at: bool = False  # the channel decides about it: leave it alone
    key: str = ""


@dataclass(frozen=True, slots=True)
class SetListPrice:
    """What a variant costs on one of the channel's price lists."""

    list_ref: str
    variant_ref: str
    price: Money
    compare_at: Money | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class UpsertProduct:
    """Create a listing (its ref is empty), or bring it up to date.

    Nothing but ``fields`` may change over there (codes of ``listing_fields.py``): what
    a call would replace along with them has to be read first. The same ``key`` never
    creates twice. The result's ``product`` is the listing as it now is over there, with
    the checksum on those of its images that are ours; ``again`` in its data says that a
    part has to wait for the channel, and that the listing is to be sent once more;
    ``untold`` names fields that could not be told at all, and ``hint`` says why.
    """

    product: Product
    fields: frozenset[str] = frozenset()
    # What we sent last. Entries of its lists (tags, images, custom fields) that are not
    # in the product any more were ours and go; what else is over there stays.
    before: Product | None = None
    gone: tuple[str, ...] = ()  # variants that we no longer have, by reference
    key: str = ""


class Ending(str, Enum):
    """How a listing ends; what a platform does not know it takes for ``HIDE``."""

    HIDE = "hide"  # nobody can buy it, and it can come back
    ARCHIVE = "archive"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class EndProduct:
    product_ref: str
    how: Ending = Ending.HIDE
    key: str = ""
