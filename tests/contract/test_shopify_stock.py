"""Stock by location: compare-and-set, idempotency, activation."""

from __future__ import annotations

import pytest

from .shopify_merchant import SET_QUANTITIES, Merchant, key


@pytest.fixture
def merchant(remote):
    return Merchant.of_a_new_shop(remote)


@pytest.fixture
def item(merchant):
    """An inventory item with 10 pieces at the first place."""
    return merchant.product(stock=10)["variants"]["nodes"][0]["inventoryItem"]["id"]


def row(merchant, item, quantity, **more):
    place = merchant.locations()[0]
    return {
        "inventoryItemId": item,
        "locationId": place,
        "quantity": quantity,
        "changeFromQuantity": None,
        **more,
    }


def wanted(*rows, **more):
    return {
        "name": "available",
        "reason": "correction",
        "referenceDocumentUri": "gid://odoo-connector/StockSync/1",
        "quantities": list(rows),
        **more,
    }


def test_stock_is_set_and_the_changes_are_told(merchant, item):
    done = merchant.do(
        SET_QUANTITIES,
        input=wanted(row(merchant, item, 7, changeFromQuantity=10)),
        key=key(),
    )["inventoryAdjustmentGroup"]
    assert merchant.available(item) == 7
    assert [(c["name"], c["delta"]) for c in done["changes"]] == [
        ("available", -3),
        ("on_hand", -3),
    ]


def test_a_stale_quantity_changes_nothing_at_all(merchant, item):
    other = merchant.product(stock=4)["variants"]["nodes"][0]["inventoryItem"]["id"]
    errors = merchant.refused(
        SET_QUANTITIES,
        input=wanted(
            row(merchant, other, 1, changeFromQuantity=4),
            row(merchant, item, 7, changeFromQuantity=99),
        ),
        key=key(),
    )
    assert errors[0]["code"] == "CHANGE_FROM_QUANTITY_STALE"
    assert errors[0]["field"] == ["input", "quantities", "1", "changeFromQuantity"]
    assert (merchant.available(item), merchant.available(other)) == (10, 4)


def test_the_same_key_gets_the_same_answer_and_acts_once(merchant, item):
    once = key()
    first = merchant.do(SET_QUANTITIES, input=wanted(row(merchant, item, 7)), key=once)
    merchant.do(SET_QUANTITIES, input=wanted(row(merchant, item, 3)), key=key())
    again = merchant.do(SET_QUANTITIES, input=wanted(row(merchant, item, 7)), key=once)
    assert again == first
    assert merchant.available(item) == 3


def test_the_same_key_for_something_else_is_refused(merchant, item):
    once = key()
    merchant.do(SET_QUANTITIES, input=wanted(row(merchant, item, 7)), key=once)
    errors = merchant.refused(
        SET_QUANTITIES, input=wanted(row(merchant, item, 8)), key=once
    )
    assert errors[0]["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"


def test_an_item_must_be_stocked_at_a_place_before_it_is_counted_there(merchant, item):
    second = merchant.locations()[1]
    there = row(merchant, item, 3, locationId=second)
    errors = merchant.refused(SET_QUANTITIES, input=wanted(there), key=key())
    assert errors[0]["code"] == "ITEM_NOT_STOCKED_AT_LOCATION"
    merchant.do(
        """mutation Activate($item: ID!, $place: ID!, $key: String!) {
             inventoryActivate(inventoryItemId: $item, locationId: $place, available: 3)
             @idempotent(key: $key) {
               inventoryLevel { id isActive } userErrors { field message }
             }
           }""",
        item=item,
        place=second,
        key=key(),
    )
    assert merchant.available(item, second) == 3
    merchant.do(SET_QUANTITIES, input=wanted({**there, "quantity": 5}), key=key())
    assert merchant.available(item, second) == 5


def test_stock_is_adjusted_by_a_difference(merchant, item):
    merchant.do(
        """mutation Adjust($input: InventoryAdjustQuantitiesInput!, $key: String!) {
             inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
               inventoryAdjustmentGroup { id } userErrors { code field message }
             }
           }""",
        input={
            "name": "available",
            "reason": "received",
            "changes": [
                {
                    "inventoryItemId": item,
                    "locationId": merchant.locations()[0],
                    "delta": 5,
                    "changeFromQuantity": 10,
                }
            ],
        },
        key=key(),
    )
    assert merchant.available(item) == 15


def test_an_item_learns_its_customs_data(merchant, item):
    told = merchant.do(
        """mutation Item($id: ID!, $input: InventoryItemInput!) {
             inventoryItemUpdate(id: $id, input: $input) {
               inventoryItem {
                 harmonizedSystemCode countryCodeOfOrigin unitCost { amount }
               }
               userErrors { field message }
             }
           }""",
        id=item,
        input={
            "harmonizedSystemCode": "871410",
            "countryCodeOfOrigin": "DE",
            "cost": "9.90",
        },
    )["inventoryItem"]
    assert told == {
        "harmonizedSystemCode": "871410",
        "countryCodeOfOrigin": "DE",
        "unitCost": {"amount": "9.9"},
    }


def test_locations_with_all_that_a_mapping_needs(remote):
    nodes = Merchant(remote).read(
        """query Places($first: Int!) {
             locations(first: $first, includeInactive: true, includeLegacy: true) {
               pageInfo { hasNextPage endCursor }
               nodes {
                 id legacyResourceId name isActive isFulfillmentService
                 fulfillsOnlineOrders shipsInventory
                 address { address1 city zip provinceCode countryCode phone }
               }
             }
           }""",
        first=50,
    )["nodes"]
    assert {"Portland warehouse", "Leipzig warehouse"} <= {n["name"] for n in nodes}
