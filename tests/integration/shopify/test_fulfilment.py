"""What left for the buyer is told to Shopify by its fulfilment orders."""

from decimal import Decimal

import pytest

from odoo.addons.omni_commerce.adapter import (
    CancelShipment,
    CorrectTracking,
    SetStock,
    Ship,
)
from odoo.addons.omni_commerce.documents import Kind, Parcel, StockLevel
from odoo.addons.omni_core.lib.errors import GoneError, RejectedError

UPS = Parcel("1Z999", "UPS", "https://ups.example/1Z999")


@pytest.fixture
def order(merchant):
    return merchant.order(merchant.product("A"), quantity=3)


def line_of(order):
    return order["lineItems"]["nodes"][0]["id"]


def shipped(shop, order):
    return shop.get(Kind.ORDER, [order["id"]])[order["id"]].fulfilments


def ship(order, quantity, *parcels, **more):
    lines = ((line_of(order), Decimal(quantity)),)
    return Ship(order["id"], lines, parcels, **more)


def test_an_order_is_shipped_in_two_parcels_one_after_the_other(shop, order):
    first, second = Parcel("1Z1", "UPS"), Parcel("1Z2", "UPS")
    assert shop.push([ship(order, 2, first)])[0].ok
    assert shop.push([ship(order, 1, second)])[0].ok
    found = shipped(shop, order)
    assert [row.lines[0][1] for row in found] == [2, 1]
    assert [row.parcels[0].tracking_number for row in found] == ["1Z1", "1Z2"]


def test_every_number_of_several_parcels_is_kept(shop, order):
    [result] = shop.push([ship(order, 3, UPS, Parcel("1Z998", "UPS", "https://x.y/z"))])
    [found] = shipped(shop, order)
    assert result.ref == found.ref
    assert [p.tracking_number for p in found.parcels] == ["1Z999", "1Z998"]
    assert found.parcels[0].tracking_url == UPS.tracking_url


def test_a_shipment_whose_answer_was_lost_is_not_told_twice(shop, order):
    wish = ship(order, 2, UPS)
    first, again = shop.push([wish])[0], shop.push([wish])[0]
    assert first.ref == again.ref
    assert len(shipped(shop, order)) == 1


def test_goods_that_left_from_another_place_are_moved_there_first(merchant, shop):
    product, other = merchant.product("A"), merchant.locations()[1]
    order = merchant.order(product, quantity=3)
    item = product["variants"]["nodes"][0]["inventoryItem"]["id"]
    assert shop.push([SetStock(StockLevel(item, other, 5))])[0].ok
    [result] = shop.push([ship(order, 2, UPS, location_ref=other)])
    assert result.ok, result.error
    [found] = shipped(shop, order)
    assert found.location_ref == other
    assert found.lines[0][1] == 2


def test_goods_of_a_place_that_does_not_stock_them_are_told_all_the_same(
    merchant, shop, order
):
    here, other = merchant.locations()
    assert shop.push([ship(order, 2, UPS, location_ref=other)])[0].ok
    [found] = shipped(shop, order)
    assert found.location_ref == here


def test_an_order_of_many_lines_is_shipped_to_its_last_one(merchant, shop):
    product = merchant.product("A", stock=200)
    variant = product["variants"]["nodes"][0]["id"]
    rows = [{"variantId": variant, "quantity": 1}] * 120
    order = merchant.order(product, lineItems=rows)
    [whole] = shop.get(Kind.ORDER, [order["id"]]).values()
    assert len(whole.lines) == 120
    lines = tuple((line.ref, line.quantity) for line in whole.lines)
    [result] = shop.push([Ship(order["id"], lines, (UPS,))])
    assert result.ok, result.error
    [found] = shop.get(Kind.ORDER, [order["id"]])[order["id"]].fulfilments
    assert len(found.lines) == 120


def test_more_than_is_left_is_refused_in_words(shop, order):
    shop.push([ship(order, 3)])
    [result] = shop.push([ship(order, 1)])
    assert isinstance(result.error, RejectedError)
    assert "only 0 of them are left" in result.error.message


def test_a_shipment_on_hold_is_refused_with_its_reason(merchant, shop, order):
    merchant.do(
        """mutation Hold($id: ID!, $hold: FulfillmentOrderHoldInput!) {
             fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
               fulfillmentOrder { id } userErrors { field message }
             }
           }""",
        id=order["fulfillmentOrders"]["nodes"][0]["id"],
        hold={"reason": "OTHER", "reasonNotes": "Buyer is moving"},
    )
    [result] = shop.push([ship(order, 1)])
    assert "Buyer is moving" in result.error.message


def test_tracking_is_corrected_later(shop, order):
    [done] = shop.push([ship(order, 3, UPS)])
    right = (Parcel("1Z111", "UPS"),)
    assert shop.push([CorrectTracking(order["id"], done.ref, right)])[0].ok
    [found] = shipped(shop, order)
    assert [p.tracking_number for p in found.parcels] == ["1Z111"]


def test_a_shipment_is_cancelled_once_and_the_goods_can_ship_again(shop, order):
    [done] = shop.push([ship(order, 3, UPS)])
    cancel = CancelShipment(order["id"], done.ref)
    assert shop.push([cancel])[0].ok
    assert shop.push([cancel])[0].ok
    assert shop.push([ship(order, 3, UPS)])[0].ok
    assert sorted(f.status for f in shipped(shop, order)) == ["cancelled", "success"]


def test_an_order_that_is_gone_is_told(shop, order):
    gone = {**order, "id": "gid://shopify/Order/999999999"}
    assert isinstance(shop.push([ship(gone, 1)])[0].error, GoneError)
