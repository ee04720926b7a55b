"""A session in which an order is edited: what Shopify lets us do in it."""

from __future__ import annotations

import pytest

from .shopify_merchant import Merchant

BEGIN = """
mutation Begin($id: ID!) {
  orderEditBegin(id: $id) {
    calculatedOrder { id lineItems(first: 5) { nodes { id } } }
    userErrors { field message }
  }
}"""
QUANTITY = """
mutation Less($id: ID!, $line: ID!) {
  orderEditSetQuantity(id: $id, lineItemId: $line, quantity: 1) {
    userErrors { field message }
  }
}"""
VARIANT = """
mutation More($id: ID!, $variant: ID!) {
  orderEditAddVariant(id: $id, variantId: $variant, quantity: 3) {
    calculatedLineItem { id } userErrors { field message }
  }
}"""
DISCOUNT = """
mutation Off($id: ID!, $line: ID!, $discount: OrderEditAppliedDiscountInput!) {
  orderEditAddLineItemDiscount(id: $id, lineItemId: $line, discount: $discount) {
    calculatedLineItem {
      id hasStagedLineItemDiscount discountedUnitPriceSet { shopMoney { amount } }
    }
    calculatedOrder { totalPriceSet { shopMoney { amount } } }
    userErrors { field message }
  }
}"""
OFF = {"fixedValue": {"amount": "1.50", "currencyCode": "USD"}}


@pytest.fixture
def merchant(remote):
    return Merchant.of_a_new_shop(remote)


@pytest.fixture
def product(merchant):
    return merchant.product("ONE", "TWO", price="10.00")


@pytest.fixture
def order(merchant, product):
    return merchant.order(product, quantity=2)


def begin(merchant, order):
    begun = merchant.do(BEGIN, id=order["id"])["calculatedOrder"]
    return begun["id"], begun["lineItems"]["nodes"][0]["id"]


def test_a_line_has_another_name_while_it_is_edited(merchant, order):
    session, line = begin(merchant, order)
    own = order["lineItems"]["nodes"][0]["id"]
    assert line == own.replace("LineItem", "CalculatedLineItem")
    assert merchant.refused(QUANTITY, id=session, line=own)
    merchant.do(QUANTITY, id=session, line=line)


def test_only_a_line_that_was_added_in_the_session_gets_a_discount(
    merchant, product, order
):
    session, line = begin(merchant, order)
    assert merchant.refused(DISCOUNT, id=session, line=line, discount=OFF)
    variant = product["variants"]["nodes"][1]["id"]
    new = merchant.do(VARIANT, id=session, variant=variant)["calculatedLineItem"]
    too_much = {"fixedValue": {"amount": "10.50", "currencyCode": "USD"}}
    for wrong in ({}, too_much):
        assert merchant.refused(DISCOUNT, id=session, line=new["id"], discount=wrong)
    done = merchant.do(DISCOUNT, id=session, line=new["id"], discount=OFF)
    row, whole = done["calculatedLineItem"], done["calculatedOrder"]
    assert row["hasStagedLineItemDiscount"] is True
    assert row["discountedUnitPriceSet"]["shopMoney"]["amount"] == "8.5"
    assert whole["totalPriceSet"]["shopMoney"]["amount"] == "45.5"
