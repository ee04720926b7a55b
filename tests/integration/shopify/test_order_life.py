"""What may be asked of a store for an order, and what it tells of returns."""

from decimal import Decimal

import pytest

from odoo.addons.omni_commerce.adapter import CapturePayment, CreateReturn, Ship
from odoo.addons.omni_commerce.documents import Kind, Money, Paid
from odoo.addons.omni_commerce.payments import authorizations, settled
from odoo.addons.omni_core.lib.errors import RejectedError


def usd(amount):
    return Money(Decimal(amount), "USD")


def make(merchant, kind="SALE"):
    amount = {"shopMoney": {"amount": "75.00", "currencyCode": "USD"}}
    payment = {
        "kind": kind,
        "status": "SUCCESS",
        "gateway": "shopify_payments",
        "amountSet": amount,
    }
    return merchant.order(merchant.product(), quantity=3, transactions=[payment])


def read(shop, order):
    return shop.get(Kind.ORDER, [order["id"]])[order["id"]]


def line_of(order):
    return order["lineItems"]["nodes"][0]["id"]


@pytest.fixture
def held(merchant):
    return make(merchant, "AUTHORIZATION")


@pytest.fixture
def shipped(merchant, shop):
    order = make(merchant)
    [result] = shop.push([Ship(order["id"], ((line_of(order), Decimal(3)),))])
    assert result.ok, result.error
    return order


def test_money_that_is_held_is_captured_in_parts(shop, held):
    [authorization] = authorizations(read(shop, held), "shop")
    assert authorization.left == usd("75.00")
    parent = authorization.payment.ref
    for part in ("30.00", "45.00"):
        [result] = shop.push([CapturePayment(held["id"], parent, usd(part))])
        assert result.ok, result.error
    document = read(shop, held)
    assert [p.price.shop for p in settled(document)] == [usd("30.00"), usd("45.00")]
    assert document.paid is Paid.PAID
    assert not list(authorizations(document, "shop"))


def test_more_than_is_held_is_not_captured(shop, held):
    [authorization] = authorizations(read(shop, held), "shop")
    wish = CapturePayment(held["id"], authorization.payment.ref, usd("80.00"))
    [result] = shop.push([wish])
    assert isinstance(result.error, RejectedError)
    assert not settled(read(shop, held))


def test_goods_that_come_back_to_odoo_are_a_return_in_the_store(shop, shipped):
    lines = ((line_of(shipped), Decimal(2)),)
    [result] = shop.push([CreateReturn(shipped["id"], lines, reason="Defective")])
    assert result.ok, result.error
    [back] = read(shop, shipped).returns
    assert (back.ref, back.status) == (result.ref, "open")
    [line] = back.lines
    assert (line.line_ref, line.quantity, line.reason) == (*lines[0], "Defective")


def test_no_more_comes_back_than_is_with_the_buyer(shop, shipped):
    two = ((line_of(shipped), Decimal(2)),)
    assert shop.push([CreateReturn(shipped["id"], two)])[0].ok
    [result] = shop.push([CreateReturn(shipped["id"], two)])
    assert isinstance(result.error, RejectedError)
    assert "only 1 of them" in result.error.message


def test_without_the_scope_orders_come_without_their_returns(shop, shipped, remote):
    lines = ((line_of(shipped), Decimal(2)),)
    assert shop.push([CreateReturn(shipped["id"], lines)])[0].ok
    app = remote.act("shopify", "set-app", shop=shop.shop_name)
    left = [scope for scope in app["scopes"] if not scope.endswith("_returns")]
    remote.act("shopify", "set-app", shop=shop.shop_name, scopes=left)
    assert read(shop, shipped).returns == ()
