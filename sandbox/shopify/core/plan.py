"""How each field is answered, decided once per field and kept.

In this order: a resolver announced for the field (by its type, then its interfaces);
the record's attribute of that name; a convention (deprecated `totalTax` reads
`totalTaxSet`, `variantsCount` counts `variants`); a blank.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_named_type,
)

from .blanks import Blank, blank
from .connection import Connection, connect
from .context import Context
from .errors import access_denied, not_approved
from .money import Bag, Money
from .mutate import mutation_plan
from .naming import snake
from .record import Record
from .registry import FIELDS, PROTECTED, SCOPES
from .roots import root_resolver

Plan = Callable[[Any, GraphQLResolveInfo, dict[str, Any]], Any]
Getter = Callable[[Any, Context, dict[str, Any]], Any]
MISSING = object()


class Plans:
    """The field resolver of one schema version."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self._plans: dict[tuple[str, str], Plan] = {}

    def __call__(self, source: Any, info: GraphQLResolveInfo, **arguments: Any) -> Any:
        key = (info.parent_type.name, info.field_name)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = self._make(info.parent_type, info.field_name)
        return plan(source, info, arguments)

    def _make(self, parent: GraphQLObjectType, name: str) -> Plan:
        definition = parent.fields[name]
        if parent is self.schema.mutation_type:
            return mutation_plan(name)
        getter = self._getter(parent, name, definition)
        shape = _error_code if _is_error_code(parent, name) else _shaper(definition)
        guard = _guard(parent, name)

        def plan(source: Any, info: GraphQLResolveInfo, arguments: dict) -> Any:
            ctx = info.context
            if guard is not None:
                guard(ctx)
            if type(source) is Blank:
                value = source.gid if name == "id" else MISSING
            else:
                value = getter(source, ctx, arguments)
            if value is MISSING:
                value = blank(definition.type, self.schema, ctx)
            return value if shape is None else shape(value, ctx, arguments, info)

        return plan

    def _getter(
        self, parent: GraphQLObjectType, name: str, definition: GraphQLField
    ) -> Getter:
        for owner in (parent, *parent.interfaces):
            if resolver := FIELDS.get(f"{owner.name}.{name}"):
                return _adapted(resolver)
        if parent is self.schema.query_type:
            if resolver := root_resolver(name, definition):
                return _adapted(resolver)
            return lambda source, ctx, arguments: MISSING
        return self._by_convention(parent, name)

    def _by_convention(self, parent: GraphQLObjectType, name: str) -> Getter:
        if name.endswith("serErrors") and parent.name.endswith("Payload"):
            return lambda payload, ctx, arguments: payload.get("user_errors", [])
        attribute = "gid" if name == "id" else snake(name)
        fallback = self._fallback(parent, name)

        def get(source: Any, ctx: Context, arguments: dict) -> Any:
            if type(source) is dict:
                value = source.get(snake(name), MISSING)
            else:
                value = getattr(source, attribute, MISSING)
            return fallback(source, ctx, arguments) if value is MISSING else value

        return get

    def _fallback(self, parent: GraphQLObjectType, name: str) -> Getter:
        if f"{name}Set" in parent.fields:
            return self._getter(parent, f"{name}Set", parent.fields[f"{name}Set"])
        counted = name.removesuffix("Count") + "s", name.removesuffix("Count")
        for plural in counted if name.endswith("Count") else ():
            if plural in parent.fields:
                return self._getter(parent, plural, parent.fields[plural])
        return lambda source, ctx, arguments: MISSING


def _adapted(resolver: Callable[..., Any]) -> Getter:
    """Call the resolver with what its signature asks for, and no more."""
    wanted = list(inspect.signature(resolver).parameters)[1:]
    with_ctx = "ctx" in wanted
    names = [name for name in wanted if name != "ctx"]

    def get(source: Any, ctx: Context, arguments: dict[str, Any]) -> Any:
        given = {name: arguments[name] for name in names if name in arguments}
        if with_ctx:
            given["ctx"] = ctx
        return resolver(source, **given)

    return get


def _shaper(definition: GraphQLField) -> Callable[..., Any] | None:
    """What turns the resolver's value into what the field's type wants."""
    named = get_named_type(definition.type)
    if named.name.endswith("Connection"):
        return _connection_shaper(named)
    if named.name == "Count":
        return lambda value, ctx, arguments, info: _count(value)
    if named.name == "Money":
        return lambda value, *_: value.shop if isinstance(value, Bag) else value
    if named.name == "MoneyV2":
        return lambda value, ctx, *_: _money(value, ctx)
    if named.name == "ID":
        return lambda value, *_: value.gid if isinstance(value, Record) else value
    if named.name == "Int":
        return lambda value, *_: len(value) if isinstance(value, list) else value
    if "first" in definition.args:
        return _first_of
    return None


def _connection_shaper(connection: GraphQLObjectType) -> Callable[..., Any]:
    nodes = connection.fields.get("nodes")
    kind = get_named_type(nodes.type).name if nodes else ""

    def shape(value: Any, ctx: Context, arguments: dict, info: GraphQLResolveInfo):
        if value is None:
            return None
        if not isinstance(value, Connection):
            value = connect(value, arguments, ctx, kind, info.path.key)
        node = id(info.field_nodes[0])
        ctx.sizes[node] = max(ctx.sizes.get(node, 0), len(value.nodes))
        return value

    return shape


def _is_error_code(parent: GraphQLObjectType, name: str) -> bool:
    return name == "code" and parent.name.endswith("UserError")


def _error_code(value: Any, ctx: Context, arguments: dict, info: Any) -> Any:
    """Each mutation has its own set of codes; the nearest one says it."""
    known = get_named_type(info.return_type).values
    if value is None or value in known:
        return value
    general = ("INVALID", "INVALID_INPUT", "GENERIC_ERROR", "NOT_FOUND")
    return next((code for code in general if code in known), None)


def _first_of(value: Any, ctx: Context, arguments: dict, info: Any) -> Any:
    if not isinstance(value, list):
        return value
    value = value[: arguments.get("first")]
    ctx.sizes[id(info.field_nodes[0])] = len(value)
    return value


def _count(value: Any) -> Any:
    if isinstance(value, int):
        return {"count": value, "precision": "EXACT"}
    if value is None or isinstance(value, dict):
        return value
    return {"count": len(value), "precision": "EXACT"}


def _money(value: Any, ctx: Context) -> Any:
    if isinstance(value, Bag):
        return value.shop_money
    if isinstance(value, Decimal):
        return Money(value, ctx.store.currency)
    if isinstance(value, list):
        return [_money(each, ctx) for each in value]
    return value


def _guard(parent: GraphQLObjectType, name: str) -> Callable[[Context], None] | None:
    scopes = SCOPES.get(f"{parent.name}.{name}")
    protected = PROTECTED.get(f"{parent.name}.{name}")
    if scopes is None and protected is None:
        return None

    def guard(ctx: Context) -> None:
        if scopes and not ctx.scopes.intersection(scopes):
            raise access_denied(name, scopes[0])
        if protected and not ctx.installation.may_see_customers:
            raise not_approved(protected)

    return guard


def type_of(value: Any, info: GraphQLResolveInfo, abstract: Any) -> str | None:
    if type(value) is dict:
        return value.get("__typename")
    return getattr(value, "kind", None)
