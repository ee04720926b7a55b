"""Where the vendor contracts lie on this machine.

<folder>/packages/<name>/   what was kept of a registry package (fetch.PACKAGES)
<folder>/<platform>/        what the platform's `prepare(folder)` made of it
<folder>/tools/             programs that `prepare` needed
"""

from __future__ import annotations

import os
from pathlib import Path

MISSING = (
    "the vendor contracts are not on this machine; "
    "run `python -m sandbox.contracts.fetch` once"
)


def folder() -> Path:
    """`OMNI_CONTRACTS`, else `omniroute/contracts` in the user's cache."""
    chosen = os.environ.get("OMNI_CONTRACTS")
    if chosen:
        return Path(chosen)
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "omniroute" / "contracts"


def package(name: str) -> Path:
    """The folder of a fetched package by its short name, e.g. `shopify-dev-mcp`."""
    return folder() / "packages" / name
