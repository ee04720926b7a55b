"""Which vehicles a part fits, as people write it and as eBay wants to read it.

People write “Honda CB500F, 2013 to 2018”; eBay wants a row per year, and calls the same
thing “Year” on one site and “Cars Year” or “Baujahr” on another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from odoo.addons.omni_core.lib.words import _lt

#: of a vehicle, in the order in which they narrow the choice
PROPERTIES = ("year", "make", "model", "trim", "engine")
#: what the sites call them
_NAMES: Mapping[str, tuple[str, ...]] = {
    "year": ("Year", "Cars Year", "Baujahr"),
    "make": ("Make", "Car Make", "Cars Make"),
    "model": ("Model", "Cars Model"),
    "trim": ("Trim", "Submodel", "Variant", "Cars Type"),
    "engine": ("Engine",),
}
#: eBay's limits
MOST_VEHICLES, MAX_TEXT, MAX_NOTES = 3_000, 65, 500
FIRST_YEAR, LAST_YEAR = 1885, 2100


@dataclass(frozen=True, slots=True)
class Fit:
    """One row of a fitment table: a vehicle over a span of years, or an id."""

    make: str = ""
    model: str = ""
    trim: str = ""  # empty: all of them
    engine: str = ""
    year_from: int = 0
    year_to: int = 0
    epid: str = ""  # eBay's own number of a vehicle (USA)
    ktype: str = ""  # TecDoc's number of a vehicle (Europe)
    notes: str = ""

    @property
    def years(self) -> Sequence[int]:
        last = self.year_to or self.year_from
        return range(self.year_from, last + 1) if self.year_from else ()

    @property
    def label(self) -> str:
        if not self.make:
            return f"ePID {self.epid}" if self.epid else f"K-type {self.ktype}"
        last = self.year_to or self.year_from
        span = f"{self.year_from}" + (f"–{last}" if last != self.year_from else "")
        parts = (span if self.year_from else "", self.make, self.model, self.trim)
        return " ".join(part for part in (*parts, self.engine) if part)

    @property
    def vehicle(self) -> tuple[str, ...]:
        """The vehicle without its years: rows of the same one must not overlap."""
        return tuple(
            text.casefold() for text in (self.make, self.model, self.trim, self.engine)
        )


def problems(fit: Fit) -> Iterator[str]:
    """What is wrong with one row by itself, in words."""
    if not (fit.make or fit.epid or fit.ktype):
        yield "A row needs a make, an ePID or a K-type number."
        return
    for name in ("make", "model", "trim", "engine"):
        if len(getattr(fit, name)) > MAX_TEXT:
            yield _lt(
                "The %(name)s is longer than the %(most)s characters eBay takes.",
                name=name,
                most=MAX_TEXT,
            )
    if len(fit.notes) > MAX_NOTES:
        yield _lt(
            "The notes are longer than the %(most)s characters eBay takes.",
            most=MAX_NOTES,
        )
    for name, number in (("ePID", fit.epid), ("K-type", fit.ktype)):
        if number and not (number.isascii() and number.isdigit()):
            yield _lt(
                "The %(name)s “%(number)s” is not a number.", name=name, number=number
            )
    if fit.make:
        yield from _vehicle_problems(fit)


def _vehicle_problems(fit: Fit) -> Iterator[str]:
    if not fit.model:
        yield _lt(
            "“%(make)s” needs a model: eBay takes no part that fits a whole make.",
            make=fit.make,
        )
    if not fit.year_from:
        yield _lt(
            "“%(make)s %(model)s” needs a year, or a first and a last one.",
            make=fit.make,
            model=fit.model,
        )
        return
    last = fit.year_to or fit.year_from
    if last < fit.year_from:
        yield _lt(
            "The years run backwards: %(year_from)s to %(last)s.",
            year_from=fit.year_from,
            last=last,
        )
    for year in {fit.year_from, last}:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            yield _lt("%(year)s is not a year of a vehicle.", year=year)


def overlaps(fits: Iterable[Fit]) -> Iterator[tuple[Fit, Fit]]:
    """Pairs of rows that say the same twice, which eBay would refuse or count twice."""
    by_id: dict[tuple[str, str], Fit] = {}
    by_vehicle: dict[tuple[str, ...], list[Fit]] = {}
    for fit in fits:
        if fit.make:
            by_vehicle.setdefault(fit.vehicle, []).append(fit)
            continue
        for key in (("epid", fit.epid), ("ktype", fit.ktype)):
            if key[1] and by_id.setdefault(key, fit) is not fit:
                yield by_id[key], fit
    for rows in by_vehicle.values():
        yield from _overlapping_years(sorted(rows, key=lambda fit: fit.year_from))


def _overlapping_years(rows: Sequence[Fit]) -> Iterator[tuple[Fit, Fit]]:
    """Sorted by their first year, a row must begin after all before it have ended."""
    longest = rows[0]
    for row in rows[1:]:
        if row.year_from <= (longest.year_to or longest.year_from):
            yield longest, row
        longest = max(longest, row, key=lambda fit: fit.year_to or fit.year_from)


def count(fits: Iterable[Fit]) -> int:
    """How many vehicles eBay will count."""
    return sum(len(fit.years) or 1 for fit in fits)


# -- to eBay ---------------------------------------------------------------------------


def names_of(site_names: Iterable[str]) -> dict[str, str]:
    """{our property: what this category of this site calls it}, where it has it."""
    present = set(site_names)
    return {
        ours: name
        for ours, candidates in _NAMES.items()
        for name in candidates
        if name in present
    }


def compatible_products(
    fits: Iterable[Fit], names: Mapping[str, str], *, by_ktype: bool
) -> list[dict[str, Any]]:
    """The body of eBay: a row per year, or an id where the site goes by ids."""
    return [row for fit in fits for row in _rows(fit, names, by_ktype)]


def _rows(fit: Fit, names: Mapping[str, str], by_ktype: bool) -> Iterator[dict]:
    notes = {"notes": fit.notes} if fit.notes else {}
    if by_ktype and fit.ktype:
        yield {"productIdentifier": {"ktype": fit.ktype}, **notes}
    elif fit.make:
        for year in fit.years:
            yield {"compatibilityProperties": _properties(fit, year, names), **notes}
    elif fit.epid and not by_ktype:
        yield {"productIdentifier": {"epid": fit.epid}, **notes}


def _properties(fit: Fit, year: int, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Those that are filled and that the category has; no trim means: every trim."""
    values = {"year": str(year), "make": fit.make, "model": fit.model}
    values |= {"trim": fit.trim, "engine": fit.engine}
    return [
        {"name": names[ours], "value": value}
        for ours, value in values.items()
        if value and ours in names
    ]


# -- what eBay knows -------------------------------------------------------------------


def unknown(fit: Fit, known: Sequence[Mapping[str, str]]) -> str:
    """Why eBay would not recognise the row, or nothing.

    ``known`` are all vehicles of this make and model, as {our property: value}.
    """
    if not known:
        return _lt(
            "eBay knows no vehicle “%(make)s %(model)s”.",
            make=fit.make,
            model=fit.model,
        )
    years = {row.get("year", "") for row in known}
    missing = [str(year) for year in fit.years if str(year) not in years]
    if missing:
        return _lt(
            "eBay knows the %(make)s %(model)s from %(first)s to "
            "%(last)s, but not of %(missing)s.",
            make=fit.make,
            model=fit.model,
            first=min(years),
            last=max(years),
            missing=_listed(missing),
        )
    for name in ("trim", "engine"):
        wanted = getattr(fit, name)
        choice = {row.get(name, "") for row in known} - {""}
        if wanted and choice and wanted not in choice:
            return _lt(
                "eBay knows no %(name)s “%(wanted)s” of the %(make)s %(model)s. "
                "It knows %(choice)s.",
                name=name,
                wanted=wanted,
                make=fit.make,
                model=fit.model,
                choice=_listed(sorted(choice)),
            )
    return _gaps(fit, known)


def _gaps(fit: Fit, known: Sequence[Mapping[str, str]]) -> str:
    """Each value exists, but not each year had this trim with this engine."""
    wanted = {name: getattr(fit, name) for name in ("trim", "engine")}
    fitting = {
        row.get("year", "")
        for row in known
        if all(not text or row.get(n, text) == text for n, text in wanted.items())
    }
    missing = [str(year) for year in fit.years if str(year) not in fitting]
    if not missing:
        return ""
    what = " ".join(text for text in wanted.values() if text)
    return _lt(
        "There was no %(make)s %(model)s %(what)s in %(missing)s.",
        make=fit.make,
        model=fit.model,
        what=what,
        missing=_listed(missing),
    )


def _listed(words: Sequence[str], most: int = 8) -> str:
    shown = ", ".join(words[:most])
    return (
        _lt("%(shown)s and %(words)s more", shown=shown, words=len(words) - most)
        if len(words) > most
        else shown
    )
