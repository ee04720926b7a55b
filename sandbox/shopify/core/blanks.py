"""What the sandbox does not simulate: null where the schema allows it, else something
plausible that the schema accepts. Never a crash, never a surprise."""

from __future__ import annotations

from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLUnionType,
)

from . import gid
from .connection import Connection
from .context import Context

_HARMLESS_ENUMS = ("NONE", "NO_ACTION", "DISABLED", "UNKNOWN", "OTHER", "ACTIVE")
_SCALARS: dict[str, Any] = {
    "Boolean": False,
    "Int": 0,
    "Float": 0.0,
    "Money": "0.00",
    "Decimal": "0.0",
    "UnsignedInt64": 0,
    "BigInt": 0,
    "URL": "https://admin.shopify.com/",
    "JSON": {},
    "UtcOffset": "+00:00",
}


class Blank:
    """An object of which nothing is known but its type."""

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        self.kind = kind

    @property
    def gid(self) -> str:
        return gid.make(self.kind, 1)


def blank(type_: GraphQLOutputType, schema: GraphQLSchema, ctx: Context) -> Any:
    if not isinstance(type_, GraphQLNonNull):
        return None
    type_ = type_.of_type
    if isinstance(type_, GraphQLList):
        return []
    if isinstance(type_, GraphQLObjectType):
        if type_.name == "Shop":
            return ctx.store
        if type_.name.endswith("Connection"):
            return Connection([], before=False, after=False)
        return Blank(type_.name)
    if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
        return Blank(schema.get_possible_types(type_)[0].name)
    if isinstance(type_, GraphQLEnumType):
        harmless = [name for name in _HARMLESS_ENUMS if name in type_.values]
        return harmless[0] if harmless else next(iter(type_.values))
    return _blank_scalar(type_.name, ctx)


def _blank_scalar(name: str, ctx: Context) -> Any:
    if name in ("DateTime", "Date"):
        return ctx.store.created_at.date() if name == "Date" else ctx.store.created_at
    if name == "CurrencyCode":
        return ctx.store.currency
    return _SCALARS.get(name, "")
