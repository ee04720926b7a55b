"""Payouts: every one adds up to what came to the bank, fees and advertising apart."""

from decimal import Decimal

import pytest

from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_commerce.payout_entry import amiss
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.paging import items

from .account import connect
from .test_orders import long_ago


@pytest.fixture(scope="session")
def payouts(running):
    from tests.sandbox.ebay_sandbox import EbayRemote

    adapter = connect(EbayRemote(running))
    return list(items(lambda at: adapter.fetch(Kind.PAYOUT, at, since=long_ago())))


def test_every_payout_of_the_year_adds_up_to_the_cent(payouts):
    assert len(payouts) > 20
    for payout in payouts:
        assert amiss(payout) == "", (payout.ref, payout.total)


def test_sales_refunds_fees_and_advertising_are_told_apart(payouts):
    lines = [line for payout in payouts for line in payout.lines]
    assert {line.type for line in lines} >= {"charge", "refund", "ad_fee"}
    sales = [line for line in lines if line.type == "charge"]
    assert all(line.order_ref and line.fee.amount > 0 for line in sales)
    assert all(line.gross.amount < 0 for line in lines if line.type == "ad_fee")


def test_the_fee_of_a_sale_says_what_it_is_made_of(payouts):
    sales = [line for one in payouts for line in one.lines if line.type == "charge"]
    kinds = {kind for line in sales for kind, _amount in line.fee_parts}
    assert kinds == {"final_value_fee", "final_value_fee_fixed_per_order"}
    for line in sales:  # converted part by part, a sum may be a cent off
        rest = line.fee.amount - sum(amount for _kind, amount in line.fee_parts)
        assert abs(rest) <= Decimal("0.01"), line


def test_a_payout_is_the_same_whichever_way_it_is_read(payouts, ebay):
    found = ebay.get(Kind.PAYOUT, [payouts[0].ref, "999"])
    assert found == {payouts[0].ref: payouts[0]}


def test_a_german_seller_signs_finance_calls(remote):
    unsigned = connect(remote, "teile_de")
    with pytest.raises(RejectedError, match="wants this call signed") as refusal:
        unsigned.fetch(Kind.PAYOUT, None, since=long_ago())
    assert refusal.value.code == "215001"
    key = unsigned.client.call(
        "keys", "POST", "/signing_key", json={"signingKeyCipher": "ED25519"}
    ).body
    signed = connect(
        remote, "teile_de", signing_key=key["privateKey"], signing_jwe=key["jwe"]
    )
    assert signed.fetch(Kind.PAYOUT, None, since=long_ago()).items


def test_a_signed_refund_covers_its_body_and_no_record_holds_the_signature(remote):
    maker = connect(remote, "teile_de")
    key = maker.client.call("keys", "POST", "/signing_key", json={}).body
    signed = connect(
        remote, "teile_de", signing_key=key["privateKey"], signing_jwe=key["jwe"]
    )
    order = next(
        order
        for order in remote.platform.seller("teile_de").orders.values()
        if order.paid_at and not order.refunds
    )
    body = {
        "reasonForRefund": "OTHER_ADJUSTMENT",
        "orderLevelRefundAmount": {"value": "1.00", "currency": order.currency},
    }
    path = f"/order/{order.order_id}/issue_refund"
    reply = signed.client.call("fulfillment", "POST", path, json=body)
    assert reply.body["refundStatus"] == "PENDING"
    for call in signed.transport.calls:
        assert "Signature" not in call.request_headers
        assert key["jwe"] not in str(call.request_headers)
