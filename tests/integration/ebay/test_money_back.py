"""Refunds: exactly what was meant, and once."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from odoo.addons.omni_commerce.adapter import RefundOrder
from odoo.addons.omni_commerce.documents import Kind, Money, Paid
from odoo.addons.omni_core.lib.errors import RejectedError, TransientError
from odoo.addons.omni_ebay.translate.basics import stamp

from .test_orders import sold


@pytest.fixture
def order(remote, ebay):
    ref = sold(remote, quantity=2)
    return ebay.get(Kind.ORDER, [ref])[ref]


def dollars(text):
    return Money(Decimal(text), "USD")


def refunds_there(remote, order):
    rows = remote.platform.seller().orders[order.ref].refunds
    return [Decimal(row["amount"]["value"]) for row in rows]


def test_an_amount_goes_back_and_the_order_tells_it(remote, ebay, order):
    [result] = ebay.push([RefundOrder(order.ref, amount=dollars("5.00"), note="Sorry")])
    assert result.ok
    [refund] = ebay.get(Kind.ORDER, [order.ref])[order.ref].refunds
    assert refund.ref == result.ref
    assert refund.payments[0].status == "pending"
    remote.advance(10)
    found = ebay.get(Kind.ORDER, [order.ref])[order.ref]
    assert found.paid is Paid.PARTLY_REFUNDED
    assert found.refunds[0].payments[0].status == "success"


def test_a_refund_whose_answer_was_lost_is_given_once(remote, ebay, order):
    wish = RefundOrder(order.ref, amount=dollars("4.00"), key="refund-1")
    first, again = ebay.push([wish, wish])
    assert first.ref == again.ref
    assert refunds_there(remote, order) == [Decimal("4.00")]


def test_a_second_refund_of_the_same_amount_is_another_one(remote, ebay, order):
    [first] = ebay.push([RefundOrder(order.ref, amount=dollars("4.00"))])
    remote.advance(10)
    wish = RefundOrder(order.ref, amount=dollars("4.00"), known=(first.ref,))
    [second] = ebay.push([wish])
    assert second.ref != first.ref
    assert refunds_there(remote, order) == [Decimal("4.00"), Decimal("4.00")]


def test_a_refund_is_recognised_however_long_its_answer_was_lost(remote, ebay, order):
    """The connection rested for days between the two tries."""
    asked_at = datetime.now(timezone.utc) - timedelta(days=3)
    wish = RefundOrder(order.ref, amount=dollars("4.00"), asked_at=asked_at)
    [first] = ebay.push([wish])
    [row] = remote.platform.seller().orders[order.ref].refunds
    row["refundDate"] = stamp(asked_at + timedelta(minutes=1))
    [again] = ebay.push([wish])
    assert again.ref == first.ref
    assert refunds_there(remote, order) == [Decimal("4.00")]


def test_an_equal_refund_from_before_is_another_one(remote, ebay, order):
    [first] = ebay.push([RefundOrder(order.ref, amount=dollars("4.00"))])
    remote.advance(10)
    [row] = remote.platform.seller().orders[order.ref].refunds
    now = datetime.now(timezone.utc)
    row["refundDate"] = stamp(now - timedelta(days=1))
    wish = RefundOrder(order.ref, amount=dollars("4.00"), asked_at=now)
    [second] = ebay.push([wish])
    assert second.ref != first.ref


def test_one_piece_of_two_gives_back_half_of_the_line(remote, ebay, order):
    [line] = order.lines
    [result] = ebay.push([RefundOrder(order.ref, lines=((line.ref, Decimal(1)),))])
    assert result.ok, result.error
    assert refunds_there(remote, order) == [line.unit_price.shop.amount]
    remote.advance(10)
    [refund] = ebay.get(Kind.ORDER, [order.ref])[order.ref].refunds
    assert refund.lines[0].line_ref == line.ref


def test_everything_goes_back_but_the_tax_that_ebay_collected(remote, ebay, order):
    theirs = remote.platform.seller().orders[order.ref]
    theirs.taxes_collected, theirs.lines[0].tax = True, Decimal("7.77")
    [result] = ebay.push([RefundOrder(order.ref)])
    assert result.ok, result.error
    assert refunds_there(remote, order) == [theirs.seller_total]


def test_more_than_was_paid_is_refused_in_words(ebay, order):
    [result] = ebay.push([RefundOrder(order.ref, amount=dollars("9999.00"))])
    assert isinstance(result.error, RejectedError)
    assert "more than can still be refunded" in result.error.message


def test_a_refund_waits_for_the_one_before_it(ebay, order):
    ebay.push([RefundOrder(order.ref, amount=dollars("1.00"))])
    [result] = ebay.push([RefundOrder(order.ref, amount=dollars("2.00"))])
    assert isinstance(result.error, TransientError)


def test_another_currency_is_refused_before_ebay_is_asked(ebay, order):
    wish = RefundOrder(order.ref, amount=Money(Decimal(1), "EUR"))
    [result] = ebay.push([wish])
    assert "was paid in USD" in result.error.message
