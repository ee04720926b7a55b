"""Make text from outside storable: PostgreSQL knows neither NUL nor half a character.

One such character in one order note would otherwise fail the whole batch around it.
"""

from __future__ import annotations

import re
from typing import Any

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without NUL bytes, lone surrogates shown as U+FFFD."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return _LONE_SURROGATE.sub("\ufffd", text)


def clean_deep(value: Any) -> Any:
    """The same for JSON-like data, keys included."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean_deep(key): clean_deep(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean_deep(item) for item in value]
    return value


def excerpt(text: str, limit: int = 300) -> str:
    """One line of at most ``limit`` characters, for messages."""
    line = " ".join(clean(text[: limit * 4]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
