"""The year before the demo, as eBay tells it; and what goes on while one watches."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sandbox.ebay import listings, publishing
from tests.contract.ebay_seller import FULFILLMENT, INVENTORY

from .ebay_sandbox import ebay_alone


@pytest.fixture(scope="module")
def ebay():
    with ebay_alone() as remote:
        yield remote


@pytest.fixture
def seller(ebay):
    return ebay.seller()


def history(ebay):
    """All orders of the year, as getOrders shows them."""
    start = "2025-01-01T00:00:00.000Z"
    orders = []
    for name in ("motorparts_us", "teile_de"):
        path = f"{FULFILLMENT}/order?limit=200&filter=creationdate:[{start}..]"
        if name == "teile_de":
            seller = ebay.seller()
            seller.token = ebay.act("ebay", "issue-token", seller=name)["access_token"]
        else:
            seller = ebay.seller()
        offset = 0
        while True:
            page = seller.ok("GET", f"{path}&offset={offset}")
            orders += page["orders"]
            offset += 200
            if "next" not in page:
                break
    return orders


def test_a_year_of_orders_is_there_with_all_its_stories(ebay):
    orders = history(ebay)
    assert len(orders) == 400
    assert {o["pricingSummary"]["total"]["currency"] for o in orders} >= {
        "USD",
        "EUR",
        "GBP",
    }
    payments = {o["orderPaymentStatus"] for o in orders}
    assert payments >= {"PAID", "PARTIALLY_REFUNDED", "FULLY_REFUNDED"}
    assert any(o["cancelStatus"]["cancelState"] == "CANCELED" for o in orders)
    assert any(o.get("ebayCollectAndRemitTax") for o in orders)
    assert any(len(o["lineItems"]) > 1 for o in orders)
    assert any(len(o["fulfillmentHrefs"]) > 1 for o in orders)


def test_every_order_adds_up_to_the_cent(ebay):
    for order in history(ebay):
        summary = order["pricingSummary"]

        def value(name, summary=summary):
            return Decimal(summary.get(name, {"value": "0"})["value"])

        parts = ("priceSubtotal", "priceDiscount", "deliveryCost", "tax")
        assert sum(map(value, parts)) == value("total"), order["orderId"]
        lines = sum(Decimal(x["total"]["value"]) for x in order["lineItems"])
        assert lines == value("total"), order["orderId"]


def test_every_listing_of_the_opening_could_be_published_again(ebay, seller):
    """The opening data obey the rules that clients are held to."""
    state = ebay.platform.seller()
    for offer in state.offers.values():
        if state.live_listing(offer) is None:
            continue
        group = state.sku_group.get(offer.sku)
        if not group:
            publishing.check(ebay.platform, state, offer)
        elif all(listings.available(state, one) for one in _members(state, group)):
            publishing.check_group(ebay.platform, state, group, "EBAY_US")


def _members(state, group):
    skus = state.groups[group]["variantSKUs"]
    return [offer for sku in skus for offer in state.offers_of(sku)]


def test_live_traffic_sells_what_is_listed(ebay, seller):
    before = ebay.state("ebay")["counts"]["orders"]
    numbers = ebay.buy("ebay", 3)
    assert ebay.state("ebay")["counts"]["orders"] == before + 3
    shown = ebay.rows("ebay", "orders")[:3]
    assert {row["order_id"] for row in shown} == set(numbers)
    assert all(row["payment"] == "PAID" for row in shown)


def test_user_names_can_give_way_to_immutable_ids(ebay, seller):
    path = f"{FULFILLMENT}/order?limit=1"
    name = seller.ok("GET", path)["orders"][0]["buyer"]["username"]
    ebay.act("ebay", "hide-usernames", on=True)
    hidden = seller.ok("GET", path)["orders"][0]["buyer"]["username"]
    ebay.act("ebay", "hide-usernames", on=False)
    assert hidden != name


def test_a_reset_begins_again_as_if_just_started(ebay, seller):
    before = ebay.state("ebay")["counts"]
    seller.ok("DELETE", f"{INVENTORY}/inventory_item/{_some_sku(seller)}")
    ebay.reset(seed=1, data=True)
    after = ebay.state("ebay")["counts"]
    assert after["inventory_items"] == before["inventory_items"]
    assert after["orders"] == 400


def _some_sku(seller):
    path = f"{INVENTORY}/inventory_item?limit=1"
    return seller.ok("GET", path)["inventoryItems"][0]["sku"]


# -- a million orders --------------------------------------------------------------
@pytest.fixture(scope="module")
def crowd():
    with ebay_alone(scale="full") as remote:
        yield remote


def test_a_great_history_is_paged_through_without_being_loaded(crowd):
    seller = crowd.seller()
    start = "2025-01-01T00:00:00.000Z"
    path = f"{FULFILLMENT}/order?limit=100&filter=creationdate:[{start}..]"
    first = seller.ok("GET", path)
    assert first["total"] > 390_000
    deep = seller.ok("GET", f"{path}&offset=200000")
    numbers = [order["orderId"] for order in deep["orders"]]
    assert len(set(numbers)) == 100
    dates = [order["creationDate"] for order in first["orders"] + deep["orders"]]
    assert dates == sorted(dates, reverse=True)
    last = seller.ok("GET", f"{path}&offset={first['total'] // 100 * 100}")
    assert len(last["orders"]) == first["total"] % 100
    assert crowd.state("ebay")["counts"]["orders"] < 10_000


def test_an_order_of_long_ago_is_the_same_in_a_list_and_by_its_number(crowd):
    seller = crowd.seller()
    span = "2026-03-01T00:00:00.000Z..2026-03-01T06:00:00.000Z"
    path = f"{FULFILLMENT}/order?limit=50&filter=creationdate:[{span}]"
    listed = seller.ok("GET", path)["orders"][0]
    single = seller.order(listed["orderId"])
    assert single["lineItems"] == listed["lineItems"]
    assert single["paymentSummary"] == listed["paymentSummary"]


def test_any_of_the_many_products_can_be_asked_for_by_its_sku(crowd):
    world = crowd.platform.world
    far = next(
        world.products[n]
        for n in range(70_000, 71_000)
        if n % 8 != 5 and world.products[n].on_ebay
    )
    seller, sku = crowd.seller(), far.variants[0].sku
    path = f"{INVENTORY}/inventory_item/{sku}"
    assert seller.ok("GET", path)["product"]["title"] == far.title
    offers = seller.ok("GET", f"{INVENTORY}/offer?sku={sku}")["offers"]
    assert offers[0]["categoryId"] == far.ebay_category_id
    seller.ok("DELETE", path)
    assert seller.call("GET", path).status_code == 404
