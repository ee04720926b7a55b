"""What a merchant sees of Odoo on an order in the store."""

import json

import pytest

from odoo.addons.omni_commerce.adapter import CloseOrder, WriteNumbers
from odoo.addons.omni_commerce.documents import Kind

NUMBERS = """query Numbers($id: ID!) {
  order(id: $id) {
    closedAt note tags
    metafields(first: 10, namespace: "odoo") {
      nodes { key value definition { name ownerType } }
    }
  }
}"""
THERE = (("order", "S00042"), ("delivery", "OUT/1"), ("delivery", "OUT/2"))


@pytest.fixture
def order(merchant):
    return merchant.order(merchant.product())


def seen(merchant, order):
    found = merchant.read(NUMBERS, id=order["id"])
    fields = found["metafields"]["nodes"]
    return {row["key"]: json.loads(row["value"]) for row in fields}


def test_numbers_of_odoo_stand_on_the_order_for_everybody_to_see(merchant, shop, order):
    [result] = shop.push([WriteNumbers(order["id"], THERE)])
    assert result.ok, result.error
    found = merchant.read(NUMBERS, id=order["id"])
    rows = {row["key"]: row for row in found["metafields"]["nodes"]}
    assert json.loads(rows["deliveries"]["value"]) == ["OUT/1", "OUT/2"]
    assert rows["sales_order"]["definition"] == {
        "name": "Sales order",
        "ownerType": "ORDER",
    }
    assert not found["note"] and not found["tags"], "they are the merchant's"


def test_new_numbers_take_the_place_of_the_old_ones(merchant, shop, order):
    later = (("order", "S00042"), ("invoice", "INV/7"))
    for numbers in (THERE, later, later):
        assert shop.push([WriteNumbers(order["id"], numbers)])[0].ok
    assert seen(merchant, order) == {"sales_order": ["S00042"], "invoices": ["INV/7"]}


def test_numbers_are_no_news_of_the_order(shop, order):
    before = shop.get(Kind.ORDER, [order["id"]])[order["id"]]
    shop.push([WriteNumbers(order["id"], THERE)])
    after = shop.get(Kind.ORDER, [order["id"]])[order["id"]]
    assert (after.note, after.tags, after.extra) == (
        before.note,
        before.tags,
        before.extra,
    )


def test_an_order_that_is_gone_does_not_hold_up_the_others(merchant, shop, order):
    gone = WriteNumbers("gid://shopify/Order/999999999", THERE)
    lost, told = shop.push([gone, WriteNumbers(order["id"], THERE)])
    assert "Owner does not exist" in lost.error.message
    assert told.ok, told.error


def test_an_order_that_is_done_is_closed_once_and_for_all(merchant, shop, order):
    for _again in range(2):
        assert shop.push([CloseOrder(order["id"])])[0].ok
    assert merchant.read(NUMBERS, id=order["id"])["closedAt"]
