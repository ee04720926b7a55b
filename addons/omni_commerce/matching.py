"""How sure can we be that a listing is a certain product? Reasons, and a percentage.

Pure. Codes that agree count most, names that are alike count something; words that
many products have in common ("brake", "black") count little. What two products claim
with equal right, neither gets.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# What a code that agrees is worth, before anything else is known.
WORTH = {"barcode": 0.95, "sku": 0.90, "vendor_code": 0.80, "alike_code": 0.75}
_NAMES_AT_MOST = 0.85  # the same name may be that of another product
_NAMES_AT_LEAST = 0.35  # less than this is chance
_SHOWN = 20  # below this percentage a suggestion helps nobody
_COMMON = 2_000  # a word that so many names have leads to none of them
_ENOUGH = 500  # names that are looked at closely
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A product, by all that it may be known by."""

    id: int
    name: str
    sku: str = ""
    barcode: str = ""
    vendor_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A listing, as the channel describes it."""

    title: str
    sku: str = ""
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    id: int
    percent: int
    reasons: tuple[str, ...]  # codes of WORTH, and "name"


class Catalogue:
    """All products that could be meant, ready to be asked about many listings."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._names: dict[int, Counter[str]] = {}
        self._codes: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._having: dict[str, set[int]] = defaultdict(set)
        for entry in entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        words = self._names[entry.id] = Counter(words_of(entry.name))
        for word in words:
            self._having[word].add(entry.id)
        for kind, code in (
            ("sku", entry.sku),
            ("barcode", entry.barcode),
            ("alike_code", bare(entry.sku)),
            *(("vendor_code", bare(code)) for code in entry.vendor_codes),
        ):
            if code:
                self._codes[kind, code].add(entry.id)

    def suggest(self, listed: Listed, limit: int = 5) -> list[Suggestion]:
        """The best first."""
        by_code, reasons = self._by_code(listed)
        by_name = self._by_name(listed.title, by_code)
        found = []
        for id_ in by_code.keys() | by_name.keys():
            name = by_name.get(id_, 0.0)
            doubt = (1 - by_code.get(id_, 0.0)) * (1 - _NAMES_AT_MOST * name)
            why = (*reasons.get(id_, ()), *(("name",) if name else ()))
            found.append(Suggestion(id_, round(100 * (1 - doubt)), why))
        found.sort(key=lambda one: (-one.percent, one.id))
        return [one for one in found if one.percent >= _SHOWN][:limit]

    def _by_code(self, listed: Listed) -> tuple[dict, dict]:
        """{product: how much its codes say}, {product: which of them}."""
        doubts: dict[int, float] = defaultdict(lambda: 1.0)
        reasons: dict[int, list[str]] = defaultdict(list)
        for kind, code in _codes_of(listed):
            having = self._codes.get((kind, code), ())
            for id_ in having:
                if kind == "alike_code" and "sku" in reasons[id_]:
                    continue  # the same SKU is alike, of course
                doubts[id_] *= 1 - WORTH[kind] / len(having)
                reasons[id_].append(kind)
        said = {id_: 1 - doubt for id_, doubt in doubts.items()}
        share = max(1.0, sum(said.values()))  # they cannot all be right
        return {id_: value / share for id_, value in said.items()}, reasons

    def _by_name(self, title: str, also: Iterable[int]) -> dict[int, float]:
        """{product: how alike its name is}, of those with rare words in common."""
        wanted = Counter(words_of(title))
        known = [word for word in wanted if word in self._having]
        known.sort(key=lambda word: len(self._having[word]))
        near = set(also)
        for having in (self._having[word] for word in known):
            if len(having) > _COMMON or len(near) > _ENOUGH:
                break
            near |= having
        alike = {id_: self._alike(wanted, self._names[id_]) for id_ in near}
        return {id_: x for id_, x in alike.items() if x >= _NAMES_AT_LEAST}

    def _alike(self, one: Counter, other: Counter) -> float:
        """What the names share, of all that they say: 0 to 1."""
        both = sum(self._weight(word) for word in (one & other).elements())
        each = sum(self._weight(word) for word in (one + other).elements())
        return 2 * both / each if each else 0.0

    def _weight(self, word: str) -> float:
        """Rare words tell more."""
        having = len(self._having.get(word, ()))
        return 1 + math.log((1 + len(self._names)) / (1 + having))


def words_of(text: str) -> Iterator[str]:
    """Without case, accents and signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    for match in _WORD.finditer(plain.translate(_NO_ACCENTS)):
        yield match.group()


def bare(code: str) -> str:
    """A code without what people write differently: "BRK-001" is "brk 001"."""
    return "".join(words_of(code))


def _codes_of(listed: Listed) -> Iterator[tuple[str, str]]:
    for kind, code in (
        ("barcode", listed.barcode),
        ("sku", listed.sku),
        ("vendor_code", bare(listed.sku)),
        ("alike_code", bare(listed.sku)),
    ):
        if code:
            yield kind, code


_NO_ACCENTS = {code: None for code in range(0x300, 0x370)}  # combining marks
