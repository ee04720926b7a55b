"""Break one answer, and the suite notices."""

from __future__ import annotations

import pytest

from sandbox.shopify.core.execute import plans
from sandbox.shopify.core.registry import FIELDS
from sandbox.shopify.state.order import Order
from sandbox.shopify.state.product import Product

from .shopify_merchant import Merchant


@pytest.fixture
def fresh_plans(kernel):
    """Resolvers are wired once; broken wires must not outlive the test."""
    schema = kernel.platforms["shopify"].contract.schema("2026-07")
    kept = dict(plans(schema)._plans)
    plans(schema)._plans.clear()
    yield
    plans(schema)._plans.clear()
    plans(schema)._plans.update(kept)


def broken(merchant, query):
    answer = merchant.post({"query": query})
    assert answer.status_code == 599
    assert answer.headers["X-Sandbox-Contract"] == "broken"
    return answer.json()["problems"]


@pytest.mark.breaks_a_contract
def test_null_where_the_schema_allows_none_is_noticed(remote, monkeypatch, fresh_plans):
    monkeypatch.setitem(FIELDS, "Product.title", lambda product: None)
    problems = broken(Merchant(remote), "{ products(first: 1) { nodes { title } } }")
    assert "Cannot return null for non-nullable field Product.title" in problems[0]


@pytest.mark.breaks_a_contract
def test_a_status_that_shopify_does_not_know_is_noticed(remote, monkeypatch):
    monkeypatch.setattr(Order, "display_financial_status", "SETTLED")
    query = "{ orders(first: 1) { nodes { displayFinancialStatus } } }"
    assert "SETTLED" in broken(Merchant(remote), query)[0]


@pytest.mark.breaks_a_contract
def test_a_number_that_is_none_is_noticed(remote, monkeypatch):
    monkeypatch.setattr(Product, "total_inventory", "plenty")
    query = "{ products(first: 1) { nodes { totalInventory } } }"
    assert "plenty" in broken(Merchant(remote), query)[0]


@pytest.mark.breaks_a_contract
def test_a_resolver_that_crashes_is_noticed(remote, monkeypatch, fresh_plans):
    monkeypatch.setitem(FIELDS, "Shop.email", lambda store: store.nonsense)
    assert "nonsense" in broken(Merchant(remote), "{ shop { email } }")[0]
