"""Shopify's global ids: `gid://shopify/<Type>/<number>`."""

from __future__ import annotations

import re

_GID = re.compile(r"^gid://([\w-]+)/(\w+)/([^?]+)(\?.*)?$")


def make(kind: str, number: int | str) -> str:
    return f"gid://shopify/{kind}/{number}"


def split(gid: str) -> tuple[str, str] | None:
    """`("Product", "1")`, or None for what is no global id."""
    match = _GID.match(gid) if isinstance(gid, str) else None
    return (match[2], match[3]) if match else None


def number(gid: str) -> int:
    parts = split(gid)
    return int(parts[1]) if parts and parts[1].isdigit() else 0
