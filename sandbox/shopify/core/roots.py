"""Root queries by convention: `products`, `product(id:)`, `productsCount`, `node`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import GraphQLField, get_named_type

from .context import Context
from .lazy_table import LazyTable
from .registry import LISTINGS
from .search import compile_search
from .shortcut import window


def root_resolver(name: str, definition: GraphQLField) -> Callable[..., Any] | None:
    returned = get_named_type(definition.type)
    if returned.name.endswith("Connection"):
        kind = get_named_type(returned.fields["nodes"].type).name
        return lambda root, ctx: ctx.store.listed(kind, ctx)
    if returned.name == "Count" and name.endswith("sCount"):
        kind = name[0].upper() + name.removesuffix("sCount")[1:]
        return lambda root, ctx, query=None: _count(ctx, kind, query)
    if "id" in definition.args and hasattr(returned, "fields"):
        return lambda root, ctx, id: ctx.store.visible(ctx.find(id, returned.name), ctx)
    return None


def _count(ctx: Context, kind: str, query: str | None) -> int:
    rows = ctx.store.listed(kind, ctx)
    if not query:
        return len(rows)
    search = compile_search(query, LISTINGS[kind].filters, ctx.now)
    if isinstance(rows, LazyTable):  # without a look at the whole of a long history
        entries = rows.ordered("ID", lambda row: row.id)
        found = (entries[at][2] for at in window(rows, query, "ID"))
        return sum(1 for row in found if row is not None and search.matches(row))
    return sum(1 for row in rows if search.matches(row))
