"""Vehicles that parts can be said to fit, as a table to be filtered step by step."""

from __future__ import annotations

import re
from functools import cache

from sandbox.data.bikes import BIKES

#: in the order in which they narrow the choice
PROPERTIES = ("Year", "Make", "Model", "Trim", "Engine")
METADATA_VERSION = "v202611"


@cache
def vehicles() -> tuple[dict[str, str], ...]:
    rows = []
    for bike in BIKES:
        for fit in bike.fitment():
            values = (str(fit.year), fit.make, fit.model, fit.trim, fit.engine)
            rows.append(dict(zip(PROPERTIES, values, strict=True)))
    return tuple(rows)


def matching(filters: dict[str, str]) -> list[dict[str, str]]:
    return [
        row
        for row in vehicles()
        if all(row.get(name) == value for name, value in filters.items())
    ]


def values(name: str, filters: dict[str, str]) -> list[str]:
    found = {row[name] for row in matching(filters)}
    return sorted(found, reverse=name == "Year")


def parsed_filter(text: str) -> dict[str, str] | None:
    r"""`Year:2018,Make:Honda`; a comma inside a value is written `\,`.

    None when it is not well formed.
    """
    filters = {}
    for part in re.split(r"(?<!\\),", text):
        name, colon, value = part.partition(":")
        if not colon or name not in PROPERTIES or not value:
            return None
        filters[name] = value.replace("\\,", ",")
    return filters
