"""The operations that this client knows, each in a ``.graphql`` file of its own name.

What several of them select stands in ``fragments/``, one fragment to a file, and is
put behind the text of every operation that spreads it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_SPREAD = re.compile(r"\.\.\.\s*(?!on\b)(\w+)")


@cache
def text_of(operation: str) -> str:
    """The document of one operation, with the fragments that it needs."""
    text = _read("operations", operation)
    needed = _fragments_of(text)
    return "\n".join([text, *(_read("fragments", name) for name in sorted(needed))])


@cache
def known_operations() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (_HERE / "operations").glob("*.graphql")))


def is_mutation(operation: str) -> bool:
    return text_of(operation).startswith("mutation")


def _fragments_of(text: str) -> set[str]:
    found: set[str] = set()
    waiting = set(_SPREAD.findall(text))
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(_SPREAD.findall(_read("fragments", name))) - found
    return found


@cache
def _read(folder: str, name: str) -> str:
    return (_HERE / folder / f"{name}.graphql").read_text(encoding="utf-8")
