"""JSON Schema turned into functions: fast enough to check every answer of the sandbox.

Covers what a contract made of plain models needs: types, enums, required and unknown
keys, arrays, maps, references. `null` counts as absent, as eBay treats it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Check = Callable[[Any, str], Iterator["Problem"]]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: `kind` is missing, unknown, type, enum, header or query."""

    kind: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where or '(body)'}: {self.text}"


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


class Shapes:
    """The named schemas of one document, compiled when first used."""

    def __init__(self, schemas: dict[str, Json]) -> None:
        self._schemas = schemas
        self._named: dict[str, Check] = {}

    def check(self, schema: Json, value: Any) -> list[Problem]:
        return list(self._compile(schema)(value, ""))

    def _compile(self, schema: Json) -> Check:
        if "$ref" in schema:
            return self._reference(schema["$ref"].rsplit("/", 1)[1])
        if "enum" in schema:
            return _enum(frozenset(schema["enum"]))
        kind = schema.get("type")
        if kind in _TYPES:
            return _scalar(kind)
        if kind == "array":
            return _array(self._compile(schema.get("items", {})))
        if kind == "object":
            return self._object(schema)
        return _anything

    def _reference(self, name: str) -> Check:
        # Looked up late, because models refer to themselves (category trees do).
        def check(value: Any, where: str) -> Iterator[Problem]:
            if name not in self._named:
                self._named[name] = self._compile(self._schemas[name])
            yield from self._named[name](value, where)

        return check

    def _object(self, schema: Json) -> Check:
        properties = {
            name: self._compile(inner)
            for name, inner in schema.get("properties", {}).items()
        }
        extra = schema.get("additionalProperties", True)
        others = self._compile(extra) if isinstance(extra, dict) else _anything
        required = tuple(schema.get("required", ()))

        def check(value: Any, where: str) -> Iterator[Problem]:
            if not isinstance(value, dict):
                yield _wrong_type(where, "an object", value)
                return
            for name in required:
                if value.get(name) is None:
                    yield Problem("missing", _join(where, name), "is required")
            for name, inner in value.items():
                if inner is None:
                    continue
                if name in properties:
                    yield from properties[name](inner, _join(where, name))
                elif extra is False:
                    yield Problem(
                        "unknown", _join(where, name), "is not in the contract"
                    )
                else:
                    yield from others(inner, _join(where, name))

        return check


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _wrong_type(where: str, wanted: str, value: Any) -> Problem:
    return Problem("type", where, f"must be {wanted}, not {value!r:.60}")


def _anything(value: Any, where: str) -> Iterator[Problem]:
    return iter(())


def _scalar(kind: str) -> Check:
    types = _TYPES[kind]

    def check(value: Any, where: str) -> Iterator[Problem]:
        # `True` is an int in Python, and 1 is not a boolean in JSON.
        if not isinstance(value, types) or (
            isinstance(value, bool) and kind != "boolean"
        ):
            yield _wrong_type(where, f"a {kind}", value)

    return check


def _enum(values: frozenset[str]) -> Check:
    def check(value: Any, where: str) -> Iterator[Problem]:
        if not isinstance(value, str) or value not in values:
            yield Problem("enum", where, f"{value!r:.60} is not one of its values")

    return check


def _array(inner: Check) -> Check:
    def check(value: Any, where: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield _wrong_type(where, "a list", value)
            return
        for index, item in enumerate(value):
            yield from inner(item, f"{where}[{index}]")

    return check
