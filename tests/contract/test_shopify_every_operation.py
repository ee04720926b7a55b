"""Every mutation the sandbox plays, given everything its input can hold: whatever it
answers is Shopify's to say, and nothing crashes."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_leaf_type,
    is_required_input_field,
)

from sandbox.shopify.core.registry import MUTATIONS
from sandbox.shopify.platform import known_operations

from .shopify_merchant import Merchant, key

LEAVES: dict[str, Any] = {
    "Int": 1,
    "Float": 1.0,
    "Boolean": True,
    "Money": "1.00",
    "Decimal": "1.00",
    "DateTime": "2026-01-01T00:00:00Z",
    "URL": "https://odoo.example/a.png",
    "UnsignedInt64": "1",
    "JSON": {},
}
#: These end the store's own life in the middle of the test.
LAST_WORDS = {"appUninstall"}
DEPTH = 4


def plausible(type_, name: str, full: bool, ids, depth: int = 0) -> Any:
    """Some value of an input's type; with `full`, all the fields it may have."""
    fill = partial(plausible, full=full, ids=ids, depth=depth + 1)
    if isinstance(type_, GraphQLNonNull):
        return plausible(type_.of_type, name, full, ids, depth)
    if isinstance(type_, GraphQLList):
        return [plausible(type_.of_type, name, full, ids, depth)]
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        fields = list(type_.fields.items())
        chosen = fields[:1] if type_.is_one_of else [
            (inner, field)
            for inner, field in fields
            if is_required_input_field(field)
            or (full and depth < DEPTH and not field.deprecation_reason)
        ]  # fmt: skip
        return {inner: fill(field.type, inner) for inner, field in chosen}
    return ids(name) if type_.name == "ID" else LEAVES.get(type_.name, "abc")


def document(name: str, field, arguments) -> str:
    declared = ", ".join(f"${n}: {a.type}" for n, a in arguments.items())
    given = ", ".join(f"{n}: ${n}" for n in arguments)
    once = ""
    if "idempotency key is required" in (field.description or ""):
        once = f'@idempotent(key: "{key()}")'
    selected = [
        inner + ("" if is_leaf_type(get_named_type(f.type)) else " { __typename }")
        for inner, f in get_named_type(field.type).fields.items()
    ]
    return (
        f"mutation M{f'({declared})' if declared else ''} {{ "
        f"{name}{f'({given})' if given else ''} {once} {{ {' '.join(selected)} }} }}"
    )


@pytest.fixture(scope="module")
def store(sandbox):
    """A shop with one of each, so that ids lead somewhere."""
    from sandbox.remote import Remote

    merchant = Merchant.of_a_new_shop(Remote(sandbox.base_url))
    merchant.remote.act(
        "shopify", "set-plan", shop=merchant.shop, maximum=10**6, restore_rate=10**6
    )
    merchant.order(merchant.product())
    return merchant


@pytest.mark.parametrize("full", [False, True], ids=["required", "everything"])
@pytest.mark.parametrize("name", sorted(set(MUTATIONS) - LAST_WORDS))
def test_a_mutation_answers_whatever_it_is_given(store, kernel, name, full):
    platform = kernel.platforms["shopify"]
    shop = platform.stores[store.shop]

    def ids(field: str) -> str:
        wanted = field.lower().removesuffix("s").removesuffix("id")
        noun = wanted or name.lower()
        for kind in ("ProductVariant", "InventoryItem", "LineItem", "Location",
                     "FulfillmentOrder", "Order", "Product"):  # fmt: skip
            row = next(iter(shop[kind]), None)
            if row is not None and kind.lower() in noun:
                return row.gid
        return "gid://shopify/Product/1"

    field = platform.contract.schema("2026-07").mutation_type.fields[name]
    arguments = {
        inner: argument
        for inner, argument in field.args.items()
        if isinstance(argument.type, GraphQLNonNull)
        or (full and not argument.deprecation_reason)
    }
    variables = {
        inner: plausible(argument.type, inner, full, ids)
        for inner, argument in arguments.items()
    }
    answer = store.ask(document(name, field, arguments), **variables)
    for error in answer.get("errors", ()):
        assert error["extensions"]["code"] != "INVALID_VARIABLE", error


def queries() -> list[str]:
    return sorted(known_operations() - set(MUTATIONS))


@pytest.mark.parametrize("name", queries())
def test_a_query_answers(store, kernel, name):
    schema = kernel.platforms["shopify"].contract.schema("2026-07")
    field = schema.query_type.fields[name]
    arguments = {
        inner: argument
        for inner, argument in field.args.items()
        if inner in ("first", "id") or isinstance(argument.type, GraphQLNonNull)
    }
    returned = get_named_type(field.type)

    def ids(argument: str) -> str:
        return f"gid://shopify/{returned.name}/1"

    variables = {
        inner: plausible(argument.type, inner, False, ids)
        for inner, argument in arguments.items()
    }
    declared = ", ".join(f"${n}: {a.type}" for n, a in arguments.items())
    given = ", ".join(f"{n}: ${n}" for n in arguments)
    leaf = is_leaf_type(returned)
    answer = store.ask(
        f"query Q{f'({declared})' if declared else ''} {{ "
        f"{name}{f'({given})' if given else ''} {'' if leaf else '{ __typename }'} }}",
        **variables,
    )
    assert "errors" not in answer, answer["errors"]


def test_every_operation_is_known_to_the_schema(kernel):
    schema = kernel.platforms["shopify"].contract.schema("2026-07")
    fields = {*schema.query_type.fields, *schema.mutation_type.fields}
    assert known_operations() <= fields
