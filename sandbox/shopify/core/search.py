"""The `query:` argument: Shopify's search language, compiled to a predicate.

`updated_at:>=2026-11-01T00:00:00Z AND (tag:bike OR -status:archived) "free text"`
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

Predicate = Callable[[Any], bool]
#: What a noun can be searched by: filter name -> its value(s) of one record.
Filters = dict[str, Callable[[Any], Any]]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<paren>[()])
    | (?P<not>-(?=\S)|NOT\b)
    | (?P<join>AND\b|OR\b)
    | (?P<field>[A-Za-z_][\w.-]*)\s*:\s*(?P<op><=|>=|<|>|=)?\s*
      (?P<value>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?:\\.|[^\s()])+)
    | (?P<text>"(?:\\.|[^"\\])*"|(?:\\.|[^\s()])+)
    )""",
    re.VERBOSE,
)


@dataclass(slots=True)
class Search:
    matches: Predicate
    unknown: list[str] = field(default_factory=list)


def compile_search(text: str | None, filters: Filters, now: datetime) -> Search:
    if not text or not text.strip():
        return Search(lambda row: True)
    parser = _Parser(tuple(tokens_of(text)), filters, now)
    return Search(parser.parse(), parser.unknown)


@lru_cache(512)
def tokens_of(text: str) -> list[re.Match[str]]:
    return [match for match in _TOKEN.finditer(text.strip()) if match[0].strip()]


class _Parser:
    def __init__(self, tokens: tuple, filters: Filters, now: datetime) -> None:
        self.tokens, self.filters, self.now = tokens, filters, now
        self.at = 0
        self.unknown: list[str] = []

    def parse(self) -> Predicate:
        options = [self._all_of()]
        while self._takes("join", "OR"):
            options.append(self._all_of())
        return options[0] if len(options) == 1 else _any_of(options)

    def _all_of(self) -> Predicate:
        terms: list[Predicate] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token["paren"] == ")" or token["join"] == "OR":
                break
            self.at += 1
            if token["join"] != "AND":
                terms.append(self._term(token))
        return terms[0] if len(terms) == 1 else _every(terms)

    def _term(self, token: re.Match[str]) -> Predicate:
        if token["not"]:
            if self.at >= len(self.tokens):
                return lambda row: True
            following = self.tokens[self.at]
            self.at += 1
            inner = self._term(following)
            return lambda row: not inner(row)
        if token["paren"]:
            inner = self.parse()
            self._takes("paren", ")")
            return inner
        if token["field"]:
            return self._filter(token["field"], token["op"] or "", token["value"])
        return self._free_text(plain(token["text"]))

    def _filter(self, name: str, op: str, raw: str) -> Predicate:
        getter = self.filters.get(name)
        if getter is None:
            # Shopify ignores an unknown filter and says so in `extensions.search`.
            self.unknown.append(name)
            return lambda row: True
        wanted = self._date_word(plain(raw))
        options = wanted.split(",") if not op and "," in wanted else [wanted]
        tests = [_comparison(op, option) for option in options]

        def matches(row: Any) -> bool:
            value = getter(row)
            values = value if isinstance(value, list | tuple | set) else (value,)
            return any(test(each) for test in tests for each in values)

        return matches

    def _date_word(self, word: str) -> str:
        return self.now.isoformat() if word.lower() == "now" else word

    def _free_text(self, text: str) -> Predicate:
        needle = text.lower().rstrip("*")
        getter = self.filters.get("default", lambda row: ())
        return lambda row: any(
            needle in str(value).lower() for value in getter(row) if value
        )

    def _takes(self, group: str, text: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at][group] == text:
            self.at += 1
            return True
        return False


def plain(raw: str) -> str:
    if raw[:1] in "\"'" and raw[-1:] == raw[:1] and len(raw) > 1:
        raw = raw[1:-1]
    return re.sub(r"\\(.)", r"\1", raw)


def _any_of(tests: list[Predicate]) -> Predicate:
    return lambda row: any(test(row) for test in tests)


def _every(tests: list[Predicate]) -> Predicate:
    return lambda row: all(test(row) for test in tests)


def _comparison(op: str, wanted: str) -> Predicate:
    moment, number = parse_moment(wanted), _number(wanted)

    def test(value: Any) -> bool:
        if isinstance(value, datetime):
            return moment is not None and _ordered(op, value, moment, wanted)
        if isinstance(value, bool) or value is None:
            return value is not None and str(value).lower() == wanted.lower()
        if isinstance(value, int | float | Decimal):
            return number is not None and _compare(op, Decimal(str(value)), number)
        if op in ("", "="):
            return _text_matches(str(value), wanted)
        return _compare(op, str(value).lower(), wanted.lower())

    return lambda value: (
        value not in (None, "") if wanted == "*" and not op else test(value)
    )


def _text_matches(value: str, wanted: str) -> bool:
    value, wanted = value.lower(), wanted.lower()
    if wanted.endswith("*"):
        return value.startswith(wanted[:-1])
    return value == wanted


def _ordered(op: str, value: datetime, moment: datetime, wanted: str) -> bool:
    if op in ("", "=") and len(wanted) == 10:
        return moment <= value < moment + timedelta(days=1)
    return _compare(op, value, moment)


def _compare(op: str, value: Any, wanted: Any) -> bool:
    if op == ">":
        return value > wanted
    if op == ">=":
        return value >= wanted
    if op == "<":
        return value < wanted
    if op == "<=":
        return value <= wanted
    return value == wanted


def parse_moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
