"""Fitment from files: tables (CSV) and ACES, the parts trade's XML.

The files come from suppliers, so they may be huge, broken or hostile: they are limited,
read as a stream, and XML may neither define nor load anything. A file is taken whole or
not at all; what is wrong with it is told line by line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from odoo.addons.omni_core.lib.words import _lt

from .vehicles import Fit, problems

MAX_BYTES, MAX_ROWS = 20 * 1024 * 1024, 50_000

#: our columns, and what the tables of suppliers call them
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "sku": ("sku", "part", "part number", "partnumber", "item", "custom label"),
    "years": ("year", "years", "year range", "model year"),
    "year_from": ("year from", "from year", "start year", "yearfrom", "from"),
    "year_to": ("year to", "to year", "end year", "yearto", "to"),
    "make": ("make", "brand", "manufacturer"),
    "model": ("model",),
    "trim": ("trim", "submodel", "variant", "version"),
    "engine": ("engine",),
    "epid": ("epid",),
    "ktype": ("ktype", "k-type", "ktyp", "k type"),
    "notes": ("notes", "note", "comment", "comments"),
}
_HEADINGS = {name: ours for ours, names in _COLUMNS.items() for name in names}
_SPAN = re.compile(r"(\d{4})\s*(?:-|–|—|to|\.\.)\s*(\d{4})")


class BadFile(Exception):
    """The file as a whole cannot be read; says why, for a person."""


@dataclass(slots=True)
class Reading:
    """What a file says: {SKU, or "" where it names none: its rows}, and its faults."""

    fits: dict[str, list[Fit]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    skipped: int = 0

    def add(self, where: str, sku: str, fit: Fit) -> None:
        wrong = list(problems(fit))
        self.problems += [_in(where, text) for text in wrong]
        if not wrong:
            self.fits.setdefault(sku, []).append(fit)


def read(name: str, content: bytes) -> Reading:
    """By what is in it, not by what it is called."""
    if len(content) > MAX_BYTES:
        raise BadFile(
            _lt(
                "The file is larger than %(most)s MB.",
                most=MAX_BYTES // 1024 // 1024,
            )
        )
    if not content.strip():
        raise BadFile(_lt("The file is empty."))
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    is_xml = start == b"<" or name.lower().endswith(".xml")
    return read_aces(content) if is_xml else read_table(content)


# -- tables ----------------------------------------------------------------------------


def read_table(content: bytes) -> Reading:
    text = _decoded(content)
    rows = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    reading = Reading()
    try:
        columns = _columns(next(rows, []))
        for row in rows:
            if any(cell.strip() for cell in row):
                _check_length(rows.line_num)
                _add_row(reading, rows.line_num, dict(zip(columns, row)))  # noqa: B905
    except csv.Error as error:
        raise BadFile(
            _lt(
                "Line %(line)s cannot be read: %(error)s.",
                line=rows.line_num,
                error=error,
            )
        ) from error
    return reading


def _decoded(content: bytes) -> str:
    """UTF-8, or what spreadsheets on Windows write."""
    if b"\x00" in content:
        raise BadFile(_lt("This is not a text file. Save the table as CSV."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _dialect(text: str) -> type[csv.Dialect]:
    """Told by the first line: headings hold none of the other separators."""
    heading = text.partition("\n")[0]
    separator = max(",;\t|", key=heading.count)

    class Found(csv.excel):
        delimiter = separator

    return Found


def _columns(headings: list[str]) -> list[str]:
    columns = [_HEADINGS.get(" ".join(h.lower().split()), "") for h in headings]
    twice = {name for name in columns if name and columns.count(name) > 1}
    if twice:
        raise BadFile(
            _lt(
                "Two columns are about the same: %(twice)s.",
                twice=", ".join(sorted(twice)),
            )
        )
    if not {"make", "epid", "ktype"} & set(columns):
        raise BadFile(
            _lt(
                "The first line must name the columns: Make, Model, Year (or Year From "
                "and Year To), and as you have them Trim, Engine, ePID, K-Type, Notes, "
                "SKU."
            )
        )
    return columns


def _add_row(reading: Reading, line: int, row: Mapping[str, str]) -> None:
    where = _lt("Line %(number)s", number=line)
    cells = {name: " ".join(cell.split()) for name, cell in row.items() if name}
    try:
        first, last = _years(cells)
    except ValueError as error:
        reading.problems.append(_in(where, error.args[0]))
        return
    texts = ("make", "model", "trim", "engine", "epid", "ktype", "notes")
    known = {name: cells.get(name, "") for name in texts}
    fit = Fit(year_from=first, year_to=last, **known)
    reading.add(where, cells.get("sku", ""), fit)


def _years(cells: Mapping[str, str]) -> tuple[int, int]:
    """One year, a span in one cell, or a span in two."""
    span = _SPAN.fullmatch(cells.get("years", ""))
    if span:
        return int(span[1]), int(span[2])
    first = cells.get("year_from") or cells.get("years") or ""
    last = cells.get("year_to") or first
    for text in (first, last):
        if text and not re.fullmatch(r"\d{4}", text, re.ASCII):
            raise ValueError(_lt("“%(text)s” is not a year.", text=text))
    return int(first or 0), int(last or 0)


def _check_length(count: int) -> None:
    if count > MAX_ROWS:
        raise BadFile(
            _lt(
                "The file has more than %(most)s rows. Split it into smaller ones.",
                most=f"{MAX_ROWS:,}",
            )
        )


# -- ACES ------------------------------------------------------------------------------


def read_aces(content: bytes) -> Reading:
    """One ``App`` is one application of a part to a vehicle."""
    reading = Reading()
    count = 0
    try:
        for element in _apps(content):
            count += 1
            _check_length(count)
            _add_app(reading, element, element.get("id") or str(count))
    except etree.XMLSyntaxError as error:
        raise BadFile(_lt("The XML cannot be read: %(msg)s.", msg=error.msg)) from error
    if not count:
        raise BadFile(_lt("The file holds no <App> elements, so it is no ACES file."))
    return reading


def _apps(content: bytes) -> Iterator[etree._Element]:
    """As a stream, each forgotten after it was read; no entities, DTDs or network."""
    events = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for event, element in events:
        if element.getroottree().docinfo.doctype:
            raise BadFile(
                _lt("The XML declares a document type, which is not accepted.")
            )
        if event == "end" and _tag(element) == "App":
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _add_app(reading: Reading, app: etree._Element, number: str) -> None:
    if app.get("action", "A").upper() == "D":
        reading.skipped += 1
        return
    where = _lt("App %(number)s", number=number)
    parts = {_tag(child): child for child in reversed(app)}
    try:
        first, last = _aces_years(parts.get("Years"))
        texts = {
            "make": _name(parts, "Make"),
            "model": _name(parts, "Model"),
            "trim": _name(parts, "SubModel"),
            "engine": _name(parts, "EngineBase") or _name(parts, "Engine"),
        }
    except ValueError as error:
        reading.problems.append(_in(where, error.args[0]))
        return
    if "BaseVehicle" in parts and not texts["make"]:
        reading.problems.append(_in(where, _NUMBERS_ONLY))
        return
    fit = Fit(year_from=first, year_to=last, notes=_text(parts.get("Note")), **texts)
    reading.add(where, _text(parts.get("Part")), fit)


def _in(where: str, problem: str) -> str:
    return _lt("%(where)s: %(problem)s", where=where, problem=problem)


_NUMBERS_ONLY = _lt(
    "The vehicle is named by its VCdb number alone. Those numbers "
    "belong to a licensed database: ask the supplier for a file "
    "with the names of makes and models."
)


def _aces_years(element: etree._Element | None) -> tuple[int, int]:
    if element is None:
        return 0, 0
    cells = {"year_from": element.get("from", ""), "year_to": element.get("to", "")}
    return _years(cells)


def _name(parts: Mapping[str, etree._Element], tag: str) -> str:
    """Its text, or its name attribute; a number alone names nothing."""
    element = parts.get(tag)
    if element is None:
        return ""
    name = _text(element) or " ".join((element.get("name") or "").split())
    if not name and element.get("id") and tag in ("Make", "Model"):
        raise ValueError(_NUMBERS_ONLY)
    return name


def _text(element: etree._Element | None) -> str:
    return " ".join((element.text or "").split()) if element is not None else ""


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
