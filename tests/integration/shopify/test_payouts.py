"""Payouts of Shopify Payments as documents."""

from datetime import timedelta

from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_commerce.payout_entry import amiss
from odoo.addons.omni_core.lib.paging import items


def test_every_payout_of_the_year_is_read_and_adds_up(store, remote):
    found = list(items(lambda cursor: store.fetch(Kind.PAYOUT, cursor)))
    there = {row.gid: row for row in remote.store["ShopifyPaymentsPayout"]}
    assert {payout.ref for payout in found} == set(there) and found
    for payout in found:
        assert amiss(payout) == ""
        assert len(payout.lines) == len(there[payout.ref].transactions)
    kinds = {line.type for payout in found for line in payout.lines}
    assert kinds == {"charge", "refund"}


def test_a_line_names_its_order_and_its_payment(store, remote):
    line = store.fetch(Kind.PAYOUT, None).items[0].lines[0]
    order = store.get(Kind.ORDER, [line.order_ref])[line.order_ref]
    assert line.payment_ref in {payment.ref for payment in order.payments}
    assert line.fee.amount > 0


def test_only_recent_payouts_are_asked_for(store, remote):
    since = remote.store.now() - timedelta(days=10)
    recent = list(items(lambda cursor: store.fetch(Kind.PAYOUT, cursor, since=since)))
    there = remote.store["ShopifyPaymentsPayout"]
    assert len(recent) == sum(row.issued_at >= since for row in there)


def test_a_store_without_sales_has_no_payouts(shop):
    assert not shop.fetch(Kind.PAYOUT, None).items
