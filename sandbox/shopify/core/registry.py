"""Where nouns announce what they can: fields, mutations, filters, orderings, scopes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .search import Filters

#: "Order.totalTaxSet" -> resolver(record, [ctx], [arguments by name])
FIELDS: dict[str, Callable[..., Any]] = {}


@dataclass(frozen=True, slots=True)
class Mutation:
    play: Callable[..., dict[str, Any]]
    scope: str


MUTATIONS: dict[str, Mutation] = {}


@dataclass(slots=True)
class Listing:
    """How a noun's connections are searched and ordered."""

    filters: Filters = field(default_factory=dict)
    sorts: dict[str, Callable[[Any], Any]] = field(default_factory=dict)


LISTINGS: dict[str, Listing] = {}
#: "QueryRoot.orders" -> any one of these scopes lets through
SCOPES: dict[str, tuple[str, ...]] = {}
#: Fields behind Shopify's approval for protected customer data.
PROTECTED: dict[str, str] = {}


def resolves(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`@resolves("Order.fullyPaid")`; an interface's name covers all its types."""

    def keep(function: Callable[..., Any]) -> Callable[..., Any]:
        for name in names:
            FIELDS[name] = function
        return function

    return keep


def plays(name: str, scope: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`@plays("productSet", "write_products")`: one mutation and what it takes."""

    def keep(function: Callable[..., Any]) -> Callable[..., Any]:
        MUTATIONS[name] = Mutation(function, scope)
        return function

    return keep


def lists(
    kind: str, filters: Filters, sorts: dict[str, Callable[[Any], Any]] | None = None
) -> None:
    common: Filters = {
        "id": lambda row: (row.id, row.gid),
        "created_at": lambda row: row.created_at,
        "updated_at": lambda row: row.updated_at,
    }
    moments = {
        "ID": lambda row: row.id,
        "CREATED_AT": lambda row: row.created_at.isoformat(),
        "UPDATED_AT": lambda row: row.updated_at.isoformat(),
    }
    LISTINGS[kind] = Listing({**common, **filters}, {**moments, **(sorts or {})})


def needs(scope: str | tuple[str, ...], *fields: str) -> None:
    for name in fields:
        SCOPES[name] = (scope,) if isinstance(scope, str) else scope
