"""Stock and prices: few calls, and one refusal never strikes the others."""

from decimal import Decimal

import pytest

from odoo.addons.omni_commerce.adapter import SetPrice, SetStock
from odoo.addons.omni_commerce.documents import Kind, Money, StockLevel
from odoo.addons.omni_core.lib.errors import (
    GoneError,
    RejectedError,
    ThrottledError,
    TransientError,
)
from odoo.addons.omni_ebay.refs import VariantRef
from odoo.addons.omni_ebay.stock_reading import EVERYWHERE


@pytest.fixture
def skus(remote):
    """Articles that are listed, made for the test alone."""

    def make(count):
        names = [f"STK-{remote.platform.next_id('test')}" for _ in range(count)]
        for name in names:
            remote.seller().listed(name, availableQuantity=None)
        return names

    return make


@pytest.fixture
def old_listing(remote):
    """A listing that the Trading API made, with variations."""
    return next(
        listing
        for listing in remote.platform.seller().listings.values()
        if listing.source == "trading"
        and listing.is_active
        and len(listing.variations) > 1
    )


def wish(ref, quantity):
    return SetStock(StockLevel(str(ref), EVERYWHERE, quantity))


def price(ref, value, currency="USD"):
    return SetPrice("", str(ref), Money(Decimal(value), currency))


def there(remote, sku):
    seller = remote.platform.seller()
    item = seller.items[sku]
    return item["availability"]["shipToLocationAvailability"]["quantity"]


def calls(ebay):
    return [call.operation for call in ebay.transport.calls]


def test_twenty_five_articles_go_in_one_call(remote, ebay, skus):
    names = skus(26)
    results = ebay.push([wish(sku, 7) for sku in names])
    assert all(result.ok for result in results)
    assert calls(ebay).count("inventory.bulk_update_price_quantity") == 2
    assert {there(remote, sku) for sku in names} == {7}


def test_one_unknown_sku_never_fails_the_other_twenty_four(remote, ebay, skus):
    good = skus(2)
    results = ebay.push([wish(good[0], 3), wish("NO-SUCH", 3), wish(good[1], 4)])
    assert [result.ok for result in results] == [True, False, True]
    assert isinstance(results[1].error, GoneError)
    assert "does not know this SKU" in results[1].error.message
    assert there(remote, good[1]) == 4


def test_stock_and_price_of_an_article_travel_together(remote, ebay, skus):
    [sku] = skus(1)
    results = ebay.push([price(sku, "19.95"), wish(sku, 2)])
    assert all(result.ok for result in results)
    assert calls(ebay).count("inventory.bulk_update_price_quantity") == 1
    [offer] = remote.platform.seller().offers_of(sku)
    assert offer.price() == {"value": "19.95", "currency": "USD"}
    assert there(remote, sku) == 2


def test_a_price_that_is_refused_leaves_the_stock_alone(remote, ebay, skus):
    [sku] = skus(1)
    refused, told = ebay.push([price(sku, "19.95", "EUR"), wish(sku, 9)])
    assert isinstance(refused.error, RejectedError)
    assert "price is not valid" in refused.error.message
    assert told.ok and there(remote, sku) == 9


def test_a_price_of_what_is_not_listed_says_so(ebay):
    [result] = ebay.push([price("NOT-LISTED", "5.00")])
    assert isinstance(result.error, GoneError)
    assert "not listed on United States" in result.error.message


def test_of_two_wishes_for_an_article_the_last_counts(remote, ebay, skus):
    [sku] = skus(1)
    results = ebay.push([wish(sku, 1), wish(sku, 6)])
    assert all(result.ok for result in results)
    assert there(remote, sku) == 6


def test_a_listing_of_the_trading_api_is_revised_there_in_fours(ebay, old_listing):
    variants = list(old_listing.variations)[:5]
    refs = [VariantRef(sku, old_listing.listing_id) for sku in variants]
    results = ebay.push([wish(ref, 11) for ref in refs])
    assert all(result.ok for result in results)
    asked = calls(ebay).count("trading.ReviseInventoryStatus")
    assert asked == -(-len(variants) // 4)
    assert {old_listing.variations[sku].quantity for sku in variants} == {11}


def test_one_bad_variation_of_a_trading_listing_fails_alone(ebay, old_listing):
    good = VariantRef(next(iter(old_listing.variations)), old_listing.listing_id)
    bad = VariantRef("NO & SUCH <SKU>", old_listing.listing_id)
    fine, refused = ebay.push([wish(good, 3), wish(bad, 3)])
    assert fine.ok
    assert isinstance(refused.error, GoneError)
    assert "no such SKU" in refused.error.message


def test_what_ebay_has_is_read_twenty_five_at_a_time(remote, ebay, skus, old_listing):
    names = skus(3)
    ebay.push([wish(sku, 5) for sku in names])
    old = VariantRef(next(iter(old_listing.variations)), old_listing.listing_id)
    ebay.push([wish(old, 8)])
    ebay.transport.calls.clear()
    levels = ebay.get(Kind.STOCK, [*names, str(old), "NO-SUCH"])
    assert {ref: found[0].available for ref, found in levels.items()} == {
        **dict.fromkeys(names, 5),
        str(old): 8,
    }
    assert calls(ebay) == ["inventory.bulk_get_inventory_item", "trading.GetItem"]


def test_a_listing_that_was_revised_too_often_today_says_so(remote, ebay, skus):
    [sku] = skus(1)
    [offer] = remote.platform.seller().offers_of(sku)
    listing = remote.platform.seller().listings[offer.listing_id]
    listing.revisions[remote.platform.now().date()] = 250
    [result] = ebay.push([wish(sku, 1)])
    assert result.error.code == "25019"
    assert "250 times today" in result.error.message


def test_a_used_up_budget_stops_the_rest_and_says_how_long(remote, ebay, skus):
    [sku] = skus(1)
    remote.act("ebay", "set-limit", resource="sell.inventory", limit=0)
    with pytest.raises(ThrottledError) as refusal:
        ebay.push([wish(sku, 1)])
    remote.act("ebay", "set-limit", resource="sell.inventory", limit=5000)
    assert refusal.value.retry_after > 60


def test_a_page_for_people_in_place_of_an_answer_is_no_refusal(
    remote, ebay, old_listing
):
    ref = VariantRef(next(iter(old_listing.variations)), old_listing.listing_id)
    remote.fault("html200", platform="ebay", times=1)
    [result] = ebay.push([wish(ref, 3)])
    assert isinstance(result.error, TransientError)
    assert ebay.push([wish(ref, 3)])[0].ok


def test_an_answer_that_is_lost_is_tried_again(remote, ebay, skus):
    [sku] = skus(1)
    remote.fault("hangup", platform="ebay", times=1)
    [result] = ebay.push([wish(sku, 1)])
    assert isinstance(result.error, TransientError)
    assert ebay.push([wish(sku, 1)])[0].ok
