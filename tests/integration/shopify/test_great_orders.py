"""Orders of more lines than any list within a list tells at once."""

from decimal import Decimal

import pytest

from odoo.addons.omni_commerce.adapter import CreateReturn, RefundOrder, SetStock, Ship
from odoo.addons.omni_commerce.documents import Kind, Parcel, StockLevel

UPS = Parcel("1Z120", "UPS", "https://ups.example/1Z120")


@pytest.fixture
def variants(merchant, remote):
    plan = {"shop": merchant.shop, "maximum": 20_000, "restore": 1_000}
    remote.act("shopify", "set-plan", **plan)
    skus = ([f"{name}-{number}" for number in range(40)] for name in "ABC")
    products = [merchant.product(*names, price="1.00") for names in skus]
    return [v for product in products for v in product["variants"]["nodes"]]


@pytest.fixture
def order(merchant, shop, variants):
    """A workshop's: one of each of 120 parts, paid."""
    paid = {"shopMoney": {"amount": "120.00", "currencyCode": "USD"}}
    sale = {"kind": "SALE", "status": "SUCCESS", "gateway": "bogus", "amountSet": paid}
    rows = [{"variantId": variant["id"], "quantity": 1} for variant in variants]
    any_product = {"variants": {"nodes": variants}}
    made = merchant.order(any_product, lineItems=rows, transactions=[sale])
    return read(shop, made["id"])


def read(shop, ref):
    return shop.get(Kind.ORDER, [ref])[ref]


def all_of(order, **more):
    return Ship(order.ref, tuple((x.ref, Decimal(1)) for x in order.lines), **more)


@pytest.fixture
def shipped(shop, order):
    [result] = shop.push([all_of(order, parcels=(UPS,))])
    assert result.ok, result.error
    return order


def test_a_shipment_whose_answer_was_lost_is_not_told_twice(shop, shipped):
    [again] = shop.push([all_of(shipped, parcels=(UPS,))])
    [parcel] = read(shop, shipped.ref).fulfilments
    assert again.ref == parcel.ref
    assert len(parcel.lines) == 120


def test_goods_that_left_from_another_place_are_moved_there(
    merchant, shop, order, variants
):
    other = merchant.locations()[1]
    items = [variant["inventoryItem"]["id"] for variant in variants]
    wishes = [SetStock(StockLevel(item, other, 5)) for item in items]
    assert all(result.ok for result in shop.push(wishes))
    [result] = shop.push([all_of(order, parcels=(UPS,), location_ref=other)])
    assert result.ok, result.error
    [parcel] = read(shop, order.ref).fulfilments
    assert (parcel.location_ref, len(parcel.lines)) == (other, 120)


def test_the_last_part_comes_back_to_the_shelf_that_it_left(shop, shipped):
    lines = ((shipped.lines[-1].ref, Decimal(1)),)
    wish = RefundOrder(shipped.ref, lines, restock=True, key="great-1")
    [result] = shop.push([wish])
    assert result.ok, result.error
    [refund] = read(shop, shipped.ref).refunds
    assert [line.restock for line in refund.lines] == ["return"]


def test_the_last_part_is_on_its_way_back(shop, shipped):
    lines = ((shipped.lines[-1].ref, Decimal(1)),)
    [result] = shop.push([CreateReturn(shipped.ref, lines, "Wrong item")])
    assert result.ok, result.error
    [back] = read(shop, shipped.ref).returns
    assert [line.line_ref for line in back.lines] == [shipped.lines[-1].ref]
