"""Translations of one add-on: brought up to date with its terms, and looked over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

import polib

_DATES = ("POT-Creation-Date", "PO-Revision-Date")  # would change with every export
_NEAR = 0.85  # so like another that its translation is worth a look

_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+#0]*\d*(?:\.\d+)?[sdifgr%]|\$?\{[^{}]*\}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# What is read is translated within a tag, too; the rest of it has to stay.
_READ = re.compile(r'\s(?:title|alt|placeholder|aria-label|data-tooltip)="[^"]*"')


def tidied(template: polib.POFile) -> polib.POFile:
    """Without what changes though no term did."""
    for name in _DATES:
        template.metadata.pop(name, None)
    return template


def merged(
    template: polib.POFile, old: polib.POFile, language: str
) -> tuple[polib.POFile, list[str]]:
    """The template with the translations there are, and what lost its term.

    A term that is new and much like one that went gets that one's translation, marked
    as fuzzy: it is for a person to look at.
    """
    known = {entry.msgid: entry for entry in old if entry.msgstr}
    terms = {entry.msgid for entry in template}
    orphans = sorted(set(known) - terms)
    new = polib.POFile()
    new.header = template.header
    new.metadata = template.metadata | {
        "Language": language,
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for term in template:
        entry = polib.POEntry(
            msgid=term.msgid, comment=term.comment, occurrences=term.occurrences
        )
        near = [] if term.msgid in known else _like(term.msgid, orphans)
        if source := known.get(term.msgid) or (near and known[near[0]]):
            entry.msgstr = source.msgstr
            entry.flags = ["fuzzy"] if near else list(source.flags)
        new.append(entry)
    return new, orphans


def faults(file: polib.POFile) -> Iterator[str]:
    """What a translator has to do, one line each."""
    for entry in file:
        if not entry.msgstr:
            yield f"missing: {entry.msgid!r}"
        elif "fuzzy" in entry.flags:
            yield f"fuzzy: {entry.msgid!r} -> {entry.msgstr!r}"
        else:
            yield from _misformatted(entry.msgid, entry.msgstr)


def _misformatted(term: str, text: str) -> Iterator[str]:
    for what, found in (
        ("placeholders", _placeholders),
        ("tags", _tags),
        ("blanks at the ends", _ends),
    ):
        if found(term) != found(text):
            yield f"{what} differ: {term!r} -> {text!r}"


def _placeholders(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text))


def _tags(text: str) -> Counter[str]:
    return Counter(_READ.sub("", tag) for tag in _TAG.findall(text))


def _ends(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _like(term: str, others: list[str]) -> list[str]:
    return get_close_matches(term, others, n=1, cutoff=_NEAR)
