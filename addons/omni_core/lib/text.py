"""Make text from outside storable: PostgreSQL knows neither NUL nor half a character.

One such character in one order note would otherwise fail the whole batch around it.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

LONGEST_KEY = 200  # PostgreSQL refuses index entries of some thousand bytes

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


def bounded(key: str) -> str:
    """A key that an index can hold, of text from outside: another for any other."""
    key = clean(key)
    if len(key) <= LONGEST_KEY:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return f"{key[: LONGEST_KEY - len(digest) - 1]}…{digest}"


def excerpt(text: str, limit: int = 300) -> str:
    """One line of at most ``limit`` characters, for messages."""
    line = " ".join(clean(text[: limit * 4]).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
