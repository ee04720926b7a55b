"""Cut the part that the sandbox plays out of Shopify's official schema.

The sandbox resolves by that part where the vendor's package was not fetched. Kept are:
the queries and mutations that are played, their whole inputs and enums, every field
that a record of the sandbox can answer, and every field that our client asks for. Links
from plain values (money, addresses) to nouns that nobody plays are cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from textwrap import fill
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    is_specified_scalar_type,
    parse,
    print_ast,
    visit,
)
from graphql.utilities import ast_from_value

from sandbox.contracts.shopify import DEFAULT_VERSION, ShopifyContract, snake
from sandbox.shopify.core.record import Record
from sandbox.shopify.core.registry import FIELDS
from sandbox.shopify.platform import known_operations
from tools.shopify_client import library

HEAD = f"""\
# What the sandbox plays of Shopify's Admin API {DEFAULT_VERSION}: cut out of the
# official schema by `python -m tools.generate`, not to be edited by hand.

schema {{ query: QueryRoot mutation: Mutation }}

directive @idempotent(key: String!) on FIELD
"""
ROOTS = ("QueryRoot", "Mutation")
WITH_FIELDS = (GraphQLObjectType, GraphQLInterfaceType)
Kept = dict[str, GraphQLNamedType]


def played_schema() -> str:
    cut = Cut(ShopifyContract().schema(DEFAULT_VERSION))
    return "\n".join([HEAD, *cut.definitions()])


class Cut:
    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.asked = set(_asked_by_our_client(schema))
        self.kept: set[str] = set()
        for name in ROOTS:
            self._keep(schema.type_map[name])

    def definitions(self) -> Iterator[str]:
        for name in sorted(self.kept):
            type_ = self.schema.type_map[name]
            if not is_specified_scalar_type(type_):
                yield self._definition(type_)

    # -- what is kept --
    def _keep(self, type_: GraphQLNamedType) -> None:
        """The type and all that it leads to."""
        waiting = [type_]
        while waiting:
            type_ = waiting.pop()
            if type_.name not in self.kept:
                self.kept.add(type_.name)
                waiting += self._next(type_)

    def _next(self, type_: GraphQLNamedType) -> Iterator[GraphQLNamedType]:
        if isinstance(type_, GraphQLInputObjectType):
            yield from (get_named_type(f.type) for f in self._inputs(type_).values())
        elif isinstance(type_, WITH_FIELDS):
            for field in self._fields(type_).values():
                yield get_named_type(field.type)
                yield from (get_named_type(a.type) for a in field.args.values())
            yield from type_.interfaces
            if isinstance(type_, GraphQLInterfaceType):
                yield from self._players(type_)
        elif isinstance(type_, GraphQLUnionType):
            yield from self._players(type_)

    def _players(self, type_: Any) -> list[GraphQLObjectType]:
        """Who can stand behind an interface or a union."""
        possible = self.schema.get_possible_types(type_)
        return [p for p in possible if _record(p.name) or self._is_asked(p)] or [
            possible[0]
        ]

    def _fields(self, type_: Any) -> dict[str, Any]:
        return {n: f for n, f in type_.fields.items() if self._answers(type_, n)}

    def _inputs(self, type_: GraphQLInputObjectType) -> dict[str, Any]:
        return {n: f for n, f in type_.fields.items() if not f.deprecation_reason}

    def _is_asked(self, type_: GraphQLNamedType) -> bool:
        return any(owner == type_.name for owner, _ in self.asked)

    def _answers(self, type_: Any, name: str) -> bool:
        if type_.name in ROOTS:
            return name in known_operations()
        if (type_.name, name) in self.asked or name == "id":
            return True
        owners = (type_, *type_.interfaces)
        if any(f"{owner.name}.{name}" in FIELDS for owner in owners):
            return True
        field = type_.fields[name]
        if field.deprecation_reason:
            return False
        if record := _record(type_.name):
            return any(snake(n) in _attributes(record) for n in _names(type_, name))
        return not self._is_foreign(get_named_type(field.type))

    def _is_foreign(self, type_: GraphQLNamedType) -> bool:
        """A noun that nobody plays."""
        if isinstance(type_, GraphQLUnionType):
            return any(self._is_foreign(each) for each in type_.types)
        is_noun = isinstance(type_, WITH_FIELDS) and "id" in type_.fields
        return is_noun and not _record(type_.name)

    # -- how it is written --
    def _definition(self, type_: GraphQLNamedType) -> str:
        if isinstance(type_, GraphQLEnumType):
            return _block(f"enum {type_.name}", [_filled(" ".join(type_.values))])
        if isinstance(type_, GraphQLUnionType):
            names = [t.name for t in type_.types if t.name in self.kept]
            return f"union {type_.name} = {' | '.join(names)}\n"
        if isinstance(type_, GraphQLInputObjectType):
            one_of = " @oneOf" if type_.is_one_of else ""
            fields = [_input(n, f) for n, f in self._inputs(type_).items()]
            return _block(f"input {type_.name}{one_of}", map("  {}".format, fields))
        if isinstance(type_, WITH_FIELDS):
            fields = [_output(n, f) for n, f in self._fields(type_).items()]
            return _block(_head(type_), map("  {}".format, fields))
        return f"scalar {type_.name}\n"


def _asked_by_our_client(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    types = TypeInfo(schema)
    found: list[tuple[str, str]] = []

    class Asked(Visitor):
        def enter_field(self, node: Any, *_: Any) -> None:
            found.append((types.get_parent_type().name, node.name.value))

    for operation in library().known_operations():
        visit(parse(library().text_of(operation)), TypeInfoVisitor(types, Asked()))
    return iter(found)


@cache
def _records() -> dict[str, type[Record]]:
    found, waiting = {}, [Record]
    while waiting:
        for record in waiting.pop().__subclasses__():
            found[record.kind] = record
            waiting.append(record)
    return found


def _record(name: str) -> type[Record] | None:
    return _records().get(name)


@cache
def _attributes(record: type[Record]) -> set[str]:
    return {*dir(record), *record.__dataclass_fields__}


def _names(type_: Any, name: str) -> Iterator[str]:
    """The record's attributes that answer a field: see `sandbox.shopify.core.plan`."""
    yield name
    others = [f"{name}Set"]
    if name.endswith("Count"):
        others += [name.removesuffix("Count") + "s", name.removesuffix("Count")]
    yield from (other for other in others if other in type_.fields)


def _head(type_: Any) -> str:
    kind = "interface" if isinstance(type_, GraphQLInterfaceType) else "type"
    above = " & ".join(interface.name for interface in type_.interfaces)
    return f"{kind} {type_.name}" + (f" implements {above}" if above else "")


def _block(head: str, lines: Iterable[str]) -> str:
    body = list(lines)  # an empty pair of braces is no GraphQL
    return "\n".join([f"{head} {{", *body, "}", ""] if body else [head, ""])


def _filled(text: str) -> str:
    return fill(text, 88, initial_indent="  ", subsequent_indent="  ")


def _output(name: str, field: Any) -> str:
    given = ", ".join(_input(n, argument) for n, argument in field.args.items())
    return f"{name}({given}): {field.type}" if given else f"{name}: {field.type}"


def _input(name: str, field: Any) -> str:
    default = ast_from_value(field.default_value, field.type)
    return f"{name}: {field.type}" + (f" = {print_ast(default)}" if default else "")
