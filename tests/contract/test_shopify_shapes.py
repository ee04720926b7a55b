"""The generated types of Shopify's answers and inputs say what the schema says."""

from __future__ import annotations

import importlib.util
import sys
from typing import get_type_hints

import pytest
from graphql import GraphQLNonNull

from sandbox.contracts.shopify import DEFAULT_VERSION
from tools.shopify_client import CLIENT
from tools.shopify_shapes import shapes

HEAD = 8  # lines that name the version


@pytest.fixture(scope="module")
def made():
    """The module itself: what it says must be Python."""
    spec = importlib.util.spec_from_file_location("shapes", CLIENT / "shapes.py")
    module = sys.modules["shapes"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules["shapes"]


def test_every_name_in_them_is_defined(made):
    for name in dir(made):
        if isinstance(getattr(made, name), type(made.ProductDetail)):
            get_type_hints(getattr(made, name))


def test_an_answer_has_the_fields_that_were_asked_for(made):
    asked = get_type_hints(made.VariantDetail)
    assert {"id", "sku", "inventoryItem"} <= asked.keys()
    assert "taxable" not in asked, "nobody asks for it"
    assert asked["id"] is str
    assert asked["sku"] == str | None


def test_an_input_tells_what_must_be_there(kernel, made):
    schema = kernel.platforms["shopify"].contract.schema(DEFAULT_VERSION)
    fields = schema.type_map["RefundInput"].fields
    needed = {name for name, f in fields.items() if isinstance(f.type, GraphQLNonNull)}
    assert made.RefundInput.__required_keys__ == needed
    current = {name for name, f in fields.items() if not f.deprecation_reason}
    assert made.RefundInput.__annotations__.keys() <= current
    assert get_type_hints(made.RefundInput).keys() == current


def test_the_next_version_answers_alike():
    """What our operations ask for does not change its type with the version."""
    now, then = (
        shapes(each).splitlines()[HEAD:] for each in (DEFAULT_VERSION, "2026-10")
    )
    assert now == then
