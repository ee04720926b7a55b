"""Cancelling and refunding from Odoo: asked first, done once."""

from decimal import Decimal

import pytest

from odoo.addons.omni_commerce.adapter import CancelOrder, RefundOrder, Ship
from odoo.addons.omni_commerce.documents import Kind, Money, Paid
from odoo.addons.omni_core.lib.errors import RejectedError


@pytest.fixture
def order(merchant):
    """Three at 25 USD, paid, and five for shipping."""
    money = {"shopMoney": {"amount": "5.00", "currencyCode": "USD"}}
    paid = {"shopMoney": {"amount": "80.00", "currencyCode": "USD"}}
    return merchant.order(
        merchant.product("A", price="25.00"),
        quantity=3,
        shippingLines=[{"title": "Standard", "priceSet": money}],
        transactions=[
            {
                "kind": "SALE",
                "status": "SUCCESS",
                "gateway": "shopify_payments",
                "amountSet": paid,
            }
        ],
    )


def read(shop, order):
    return shop.get(Kind.ORDER, [order["id"]])[order["id"]]


def line_of(order):
    return order["lineItems"]["nodes"][0]["id"]


def given_back(document):
    return sum(
        (p.price.shop.amount for r in document.refunds for p in r.payments), Decimal(0)
    )


def test_one_line_goes_back_with_what_shopify_reckons_for_it(shop, order):
    lines = ((line_of(order), Decimal(1)),)
    [result] = shop.push([RefundOrder(order["id"], lines, key="rma-1")])
    assert result.ok, result.error
    document = read(shop, order)
    assert document.paid is Paid.PARTLY_REFUNDED
    assert given_back(document) == 25
    [refund] = document.refunds
    assert (refund.ref, refund.lines[0].quantity) == (result.ref, 1)


def test_a_refund_whose_answer_was_lost_is_not_paid_twice(shop, order):
    lines = ((line_of(order), Decimal(1)),)
    wish = RefundOrder(order["id"], lines, amount=Money(Decimal(25), "USD"), key="rma")
    first, again = shop.push([wish])[0], shop.push([wish])[0]
    assert first.ref == again.ref
    assert given_back(read(shop, order)) == 25


def test_shipping_and_goodwill_go_back_without_a_line(shop, order):
    five, ten = Money(Decimal(5), "USD"), Money(Decimal(10), "USD")
    assert shop.push([RefundOrder(order["id"], shipping=five, key="s")])[0].ok
    assert shop.push([RefundOrder(order["id"], amount=ten, key="g")])[0].ok
    document = read(shop, order)
    assert given_back(document) == 15
    assert document.refunds[0].shipping.shop.amount == 5
    assert document.refunds[1].adjustments


def test_everything_goes_back_when_nothing_in_particular_is_named(shop, order):
    assert shop.push([RefundOrder(order["id"], restock=True, key="all")])[0].ok
    document = read(shop, order)
    assert document.paid is Paid.REFUNDED
    assert given_back(document) == 80
    assert document.refunds[0].lines[0].restock == "cancel"


def test_shipped_goods_go_back_to_the_place_they_came_from(merchant, shop, order):
    lines = ((line_of(order), Decimal(3)),)
    assert shop.push([Ship(order["id"], lines)])[0].ok
    assert shop.push([RefundOrder(order["id"], lines, restock=True, key="r")])[0].ok
    [line] = read(shop, order).refunds[0].lines
    assert (line.restock, line.location_ref) == ("return", merchant.locations()[0])


def test_more_than_was_paid_is_refused_in_words(shop, order):
    much = Money(Decimal(500), "USD")
    [result] = shop.push([RefundOrder(order["id"], amount=much, key="x")])
    assert isinstance(result.error, RejectedError)
    assert "Only 80" in result.error.message
    assert not read(shop, order).refunds


def test_an_order_is_cancelled_once_and_its_money_goes_back(shop, order, remote):
    wish = CancelOrder(order["id"], reason="inventory")
    assert shop.push([wish])[0].ok
    remote.advance(60)
    document = read(shop, order)
    assert document.cancelled_at
    assert document.cancel_reason == "inventory"
    assert given_back(document) == 80
    assert shop.push([wish])[0].ok


def test_an_order_that_was_shipped_cannot_be_cancelled(shop, order):
    shop.push([Ship(order["id"], ((line_of(order), Decimal(1)),))])
    [result] = shop.push([CancelOrder(order["id"])])
    assert isinstance(result.error, RejectedError)
    assert "fulfillments" in result.error.message
