"""Orders that are changed from Odoo: in one session, as it was wished or not at all."""

from decimal import Decimal

import pytest

from odoo.addons.omni_commerce.adapter import AddedLine, EditOrder, RefundOrder
from odoo.addons.omni_commerce.documents import Kind, Money
from odoo.addons.omni_commerce.proof import prove
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.paging import items


@pytest.fixture
def levers(merchant):
    """One lever in two colours, at 25 USD."""
    return merchant.product("RED", "BLUE", price="25.00")


@pytest.fixture
def order(merchant, levers):
    """Three red ones, and five for shipping; a tenth of it as tax."""
    money = {"shopMoney": {"amount": "5.00", "currencyCode": "USD"}}
    tax = {"priceSet": {"shopMoney": {"amount": "7.50", "currencyCode": "USD"}}}
    tax |= {"title": "State Tax", "rate": "0.1"}
    variant = levers["variants"]["nodes"][0]["id"]
    made = merchant.order(
        levers,
        lineItems=[{"variantId": variant, "quantity": 3, "taxLines": [tax]}],
        shippingLines=[{"title": "Standard", "priceSet": money}],
    )
    return made["id"]


def paid_order(merchant, levers):
    """Three at 25 USD, all of it paid."""
    money = {"shopMoney": {"amount": "75.00", "currencyCode": "USD"}}
    sale = {"kind": "SALE", "status": "SUCCESS", "gateway": "shopify_payments"}
    return merchant.order(
        levers, quantity=3, transactions=[{**sale, "amountSet": money}]
    )


def read(shop, order):
    return shop.get(Kind.ORDER, [order])[order]


def blue(levers, price, quantity=2, currency="USD"):
    variant = levers["variants"]["nodes"][1]["id"]
    return added(price, quantity, currency, variant_ref=variant)


def added(price, quantity=2, currency="USD", **more):
    unit = Money(Decimal(price), currency)
    return AddedLine("7", "Blue lever", Decimal(quantity), unit, **more)


def edit(shop, order, **changes):
    [result] = shop.push([EditOrder(order, notify_buyer=False, **changes)])
    return result


def test_more_and_new_lines_are_charged_with_their_taxes(shop, levers, order):
    line = read(shop, order).lines[0].ref
    more = ((line, Decimal(4)),)
    result = edit(shop, order, quantities=more, added=(blue(levers, "25.00"),))
    assert result.ok, result.error
    after = read(shop, order)
    assert [row.quantity for row in after.lines] == [4, 2]
    assert after.lines[1].taxes[0].price.shop.amount == 5
    assert after.total.shop.amount == Decimal("170.00")
    assert after.outstanding.shop.amount == Decimal("82.50")  # the rest is paid
    assert prove(after).holds


def test_a_lower_price_is_a_discount_of_the_new_line(shop, levers, order):
    result = edit(shop, order, added=(blue(levers, "19.99"),))
    assert result.ok, result.error
    after = read(shop, order)
    [discount] = after.lines[1].discounts
    assert discount.price.shop.amount == Decimal("10.02")
    assert after.lines[1].unit_price.shop.amount == 25
    assert prove(after).holds


def test_a_higher_price_is_refused_and_nothing_is_done(shop, levers, order):
    before = read(shop, order)
    less = ((before.lines[0].ref, Decimal(1)),)
    result = edit(shop, order, quantities=less, added=(blue(levers, "26.00"),))
    assert isinstance(result.error, RejectedError)
    assert "25.00 USD" in result.error.message
    assert read(shop, order) == before


def test_what_has_no_variant_is_an_item_of_its_own(shop, order):
    result = edit(shop, order, added=(added("1.25"),))
    assert result.ok, result.error
    line = read(shop, order).lines[1]
    assert (line.title, line.variant_ref) == ("Blue lever", "")
    assert line.requires_shipping


def test_pieces_are_whole_and_what_has_left_stays(shop, remote, merchant, order):
    before = read(shop, order)
    line = before.lines[0].ref
    half = edit(shop, order, quantities=((line, Decimal("1.5")),))
    assert "whole pieces" in half.error.message
    remote.act("shopify", "fulfil-elsewhere", shop=merchant.shop, order=before.name)
    left = edit(shop, order, quantities=((line, Decimal(1)),))
    assert isinstance(left.error, RejectedError)
    assert read(shop, order).lines[0].quantity == 3


def test_fewer_pieces_than_were_paid_are_owed_to_the_buyer(merchant, shop, levers):
    made = paid_order(merchant, levers)
    line = read(shop, made["id"]).lines[0].ref
    assert edit(shop, made["id"], quantities=((line, Decimal(2)),)).ok
    after = read(shop, made["id"])
    assert after.outstanding.shop.amount == -25
    back = RefundOrder(made["id"], amount=Money(Decimal(25), "USD"), key="back")
    assert shop.push([back])[0].ok
    assert read(shop, made["id"]).outstanding.shop.amount == 0


def test_goodwill_is_not_owed_by_the_buyer(merchant, shop, levers):
    made = paid_order(merchant, levers)
    back = RefundOrder(made["id"], amount=Money(Decimal(5), "USD"), key="sorry")
    assert shop.push([back])[0].ok
    assert read(shop, made["id"]).outstanding.shop.amount == 0


def test_a_price_in_the_buyers_currency_is_kept_to_the_cent(store):
    """The shop reckons in its own currency, and this buyer pays in another one."""
    found = items(lambda at: store.fetch(Kind.ORDER, at))
    abroad = next(
        order
        for order in found
        if order.total.buyer and not (order.fulfilments or order.cancelled_at)
    )
    currency = abroad.total.buyer.currency
    result = edit(store, abroad.ref, added=(added("8.00", currency=currency),))
    assert result.ok, result.error
    after = read(store, abroad.ref)
    assert str(after.lines[-1].unit_price.buyer) == f"8.00 {currency}"
    for side in ("shop", "buyer"):
        assert prove(after, side).holds
