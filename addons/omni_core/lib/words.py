"""Sentences from rooms that know no Odoo, and the language of whoever reads them.

    raise TransientError(_lt("%(platform)s cannot be reached.", platform=name))

In code such a sentence is the English text. Where it comes to a person,
``engine.language.tell`` says it in theirs. Odoo's export knows ``_lt`` by its name.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


class Sentence(str):
    """A text that knows what it was made of."""

    source: str
    values: dict[str, Any]
    addon: str

    def __reduce__(self):
        return str, (str(self),)


def _lt(source: str, /, **values: Any) -> Sentence:
    return _made(source, values, sys._getframe(1).f_globals["__name__"])


def joined(*parts: str, by: str = " ") -> Sentence:
    """Sentences one after the other; empty ones leave no gap."""
    kept = {f"part{number}": part for number, part in enumerate(parts) if part}
    return _made(by.join(f"%({name})s" for name in kept), kept, "")


def told(text: str, translate: Callable[[str, str], str]) -> str:
    """``translate`` gives the words of an add-on for its English ones."""
    if not isinstance(text, Sentence):
        return text
    words = translate(text.addon, text.source)
    values = {
        name: told(value, translate) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    try:
        return words % values if values else words
    except (KeyError, TypeError, ValueError):  # a translator's slip must cost no job
        return str(text)


def _made(source: str, values: dict[str, Any], module: str) -> Sentence:
    text = Sentence(source % values if values else source)
    text.source = source
    text.values = values
    text.addon = module.removeprefix("odoo.").removeprefix("addons.").partition(".")[0]
    return text
