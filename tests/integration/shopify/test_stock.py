"""Stock reaches Shopify in 250s, compared before it is set, each level by itself."""

import pytest

from odoo.addons.omni_commerce.adapter import SetPrice, SetStock
from odoo.addons.omni_commerce.documents import Kind, Money, StockLevel
from odoo.addons.omni_core.lib.errors import (
    ConflictError,
    GoneError,
    RejectedError,
    ThrottledError,
)
from odoo.addons.omni_core.lib.paging import items


def item_of(product, place=0):
    return product["variants"]["nodes"][place]["inventoryItem"]["id"]


def set_to(item, location, available, expected=None, key="wish"):
    level = StockLevel(item, location, available)
    return SetStock(level, expected, key=f"{key}:{item}:{location}:{available}")


def asked(adapter, operation):
    return sum(call.operation == operation for call in adapter.transport.calls)


@pytest.fixture
def place(merchant):
    return merchant.locations()[0]


def test_a_level_is_set_when_it_is_as_expected(merchant, shop, place):
    item = item_of(merchant.product("A", stock=10))
    [result] = shop.push([set_to(item, place, 7, expected=10)])
    assert result.ok
    assert merchant.available(item) == 7


def test_a_level_that_changed_meanwhile_is_left_alone_and_told(merchant, shop, place):
    product = merchant.product("A", "B", stock=10)
    wishes = [
        set_to(item_of(product, 0), place, 7, expected=9),
        set_to(item_of(product, 1), place, 7, expected=10),
    ]
    stale, done = shop.push(wishes)
    assert isinstance(stale.error, ConflictError)
    assert done.ok
    assert merchant.available(item_of(product, 0)) == 10
    assert merchant.available(item_of(product, 1)) == 7


def test_one_bad_item_never_fails_the_others(merchant, shop, place):
    item = item_of(merchant.product("A", stock=10))
    wishes = [
        set_to("gid://shopify/InventoryItem/999999", place, 3),
        set_to(item, place, 4),
        set_to(item, "gid://shopify/Location/999999", 5),
    ]
    gone, done, nowhere = shop.push(wishes)
    assert isinstance(gone.error, GoneError)
    assert done.ok
    assert isinstance(nowhere.error, RejectedError)
    assert merchant.available(item) == 4


def test_a_place_that_does_not_carry_the_item_yet_is_made_to(merchant, shop):
    item, other = item_of(merchant.product("A")), merchant.locations()[1]
    [result] = shop.push([set_to(item, other, 6)])
    assert result.ok
    assert merchant.available(item, other) == 6


def test_three_hundred_levels_take_two_calls(merchant, shop, place):
    product = merchant.product(*(f"S-{n:03d}" for n in range(50)), stock=1)
    more = [merchant.product(*(f"S{p}-{n:03d}" for n in range(50))) for p in range(5)]
    found = [item_of(p, n) for p in (product, *more) for n in range(50)]
    results = shop.push([set_to(item, place, 5) for item in found])
    assert all(result.ok for result in results)
    assert asked(shop, "stock_set") == 2
    assert merchant.available(found[-1]) == 5


def test_a_lost_answer_is_asked_for_again_without_setting_twice(
    merchant, shop, place, remote
):
    item = item_of(merchant.product("A", stock=10))
    wish = set_to(item, place, 7, expected=10)
    assert shop.push([wish])[0].ok
    # To Shopify this is the same wish, though the level is no longer 10.
    assert shop.push([wish])[0].ok
    assert merchant.available(item) == 7


def test_levels_are_read_by_item(merchant, shop, place):
    item = item_of(merchant.product("A", stock=10))
    found = shop.get(Kind.STOCK, [item, "gid://shopify/InventoryItem/999999"])
    assert found == {item: (StockLevel(item, place, 10),)}


def test_all_levels_of_the_store_are_read_page_by_page(store, remote):
    levels = list(items(lambda cursor: store.fetch(Kind.STOCK, cursor)))
    there = {
        (row.item.gid, row.location.gid): row.quantity("available")
        for row in remote.store["InventoryLevel"]
        if row.is_active
    }
    assert {(x.stock_ref, x.location_ref): x.available for x in levels} == there


def test_locations_are_read(merchant, shop):
    found = list(items(lambda cursor: shop.fetch(Kind.LOCATION, cursor)))
    assert {place.ref for place in found} == set(merchant.locations())
    assert all(place.is_active for place in found)


def test_throttling_says_how_long_to_wait(merchant, shop, place, remote):
    item = item_of(merchant.product("A"))
    remote.act("shopify", "set-plan", shop=merchant.shop, maximum=5, restore_rate=10)
    with pytest.raises(ThrottledError) as refusal:
        shop.push([set_to(item, place, 7)])
    assert 0.1 <= refusal.value.retry_after <= 1.0
    reading = next(r for r in shop.transport.lease.readings if r.capacity)
    assert (reading.capacity, reading.restore_per_s) == (5, 10)


def test_prices_are_set_product_by_product(merchant, shop):
    product = merchant.product("A", "B", price="25.00")
    first, second = (row["id"] for row in product["variants"]["nodes"])
    price = Money(23, "USD")
    wishes = [
        SetPrice(product["id"], first, price, compare_at=Money(30, "USD")),
        SetPrice(product["id"], "gid://shopify/ProductVariant/999999", price),
        SetPrice(product["id"], second, price),
    ]
    done, gone, also = shop.push(wishes)
    assert done.ok and also.ok
    assert isinstance(gone.error, RejectedError)
    variants = shop.get(Kind.PRODUCT, [product["id"]])[product["id"]].variants
    assert [v.price.amount for v in variants] == [23, 23]
    assert variants[0].compare_at.amount == 30
