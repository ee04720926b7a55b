"""The part of Shopify's schema that we keep, for machines without the vendor's own."""

from __future__ import annotations

import pytest
from graphql import GraphQLEnumType, parse, print_type, validate

from sandbox.contracts.shopify import DEFAULT_VERSION
from sandbox.shopify.unchecked import Unchecked
from tools.shopify_client import library


@pytest.fixture(scope="module")
def part():
    return Unchecked().schema(DEFAULT_VERSION)


def members(type_) -> dict[str, str]:
    """Fields with their arguments and types, or the values of an enum."""
    if isinstance(type_, GraphQLEnumType):
        return dict.fromkeys(type_.values, "")
    return {
        name: f"({arguments(field)}): {field.type}"
        for name, field in getattr(type_, "fields", {}).items()
    }


def arguments(field) -> str:
    given = getattr(field, "args", {}).items()
    return ", ".join(f"{name}: {argument.type}" for name, argument in given)


def test_it_is_a_true_part_of_the_official_schema(kernel, part):
    official = kernel.platforms["shopify"].contract.schema(DEFAULT_VERSION)
    for name, type_ in part.type_map.items():
        whole = official.type_map[name]
        assert type(type_) is type(whole), name
        assert members(type_).items() <= members(whole).items(), print_type(type_)


@pytest.mark.parametrize("operation", library().known_operations())
def test_whatever_our_client_asks_is_in_it(part, operation):
    document = parse(library().text_of(operation))
    assert validate(part, document) == []
