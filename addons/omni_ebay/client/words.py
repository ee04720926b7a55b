"""Small things of eBay's language."""

from __future__ import annotations

from urllib.parse import quote


def segment(value: str) -> str:
    """One part of a path: a SKU may hold a slash, a dot or a blank."""
    return quote(str(value), safe="")
