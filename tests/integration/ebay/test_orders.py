"""eBay's orders as documents: complete, proven, in order."""

from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from odoo.addons.omni_commerce import documents as doc
from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_commerce.proof import prove, side_of
from odoo.addons.omni_core.lib.paging import items, pages
from odoo.addons.omni_ebay.client.client import PAGE_SIZE
from odoo.addons.omni_ebay.translate import order_document

from tests.contract.ebay_seller import FULFILLMENT
from tests.sandbox.ebay_sandbox import EbayRemote

from .account import connect


@pytest.fixture(scope="session")
def year(running):
    """Every order of the American seller, as it was before the tests begin."""
    adapter = connect(EbayRemote(running))
    found = items(lambda cursor: adapter.fetch(Kind.ORDER, cursor, since=long_ago()))
    return {order.ref: order for order in found}


def long_ago():
    return datetime.fromisoformat("2020-01-01T00:00:00+00:00")


def sold(remote, sku="", **more):
    seller = remote.seller()
    sku = sku or f"SKU-{remote.platform.next_id('sku')}"
    if "seller" not in more:
        seller.listed(sku)
    return remote.act("ebay", "sell", sku=sku, **more)["orderId"]


def of_tests(ref):
    """Made by a test of this run, which may have come before."""
    return ref.startswith("27-")


def calls(adapter):
    return [call.operation for call in adapter.transport.calls]


def test_every_order_of_the_seller_is_read(year, remote):
    known = remote.platform.seller().orders.values()
    old = {order.order_id for order in known if not of_tests(order.order_id)}
    assert {ref for ref in year if not of_tests(ref)} == old
    assert len(year) > PAGE_SIZE


def test_every_order_proves_to_the_cent_also_with_tax_that_ebay_collects(year):
    taxed = 0
    for order in year.values():
        proof = prove(order)
        assert proof.holds, (order.name, proof.difference)
        taxed += any(t.by_channel for line in order.lines for t in line.taxes)
    assert taxed > 50


def test_tax_that_ebay_collects_is_not_ours_to_pay(year):
    for order in year.values():
        for line in order.lines:
            ours = [tax for tax in line.taxes if not tax.by_channel]
            theirs = [tax for tax in line.taxes if tax.by_channel]
            assert not (ours and theirs), order.name


def test_the_year_shows_every_kind_of_order(year):
    orders = year.values()
    assert {order.paid for order in orders} >= {
        doc.Paid.PAID,
        doc.Paid.PARTLY_REFUNDED,
        doc.Paid.REFUNDED,
    }
    assert any(len(order.lines) > 1 for order in orders), "combined purchases"
    assert any(order.cancelled_at and order.cancel_reason for order in orders)
    assert any(order.refunds for order in orders)
    assert any(line.discounts for order in orders for line in order.lines)
    assert any(line.properties for order in orders for line in order.lines)
    assert any(order.note for order in orders)
    assert any(
        parcel.tracking_number
        for order in orders
        for shipment in order.fulfilments
        for parcel in shipment.parcels
    )


def test_a_payment_status_that_nobody_has_heard_of_stops_no_order(remote):
    ref = sold(remote)
    node = remote.seller().ok("GET", f"{FULFILLMENT}/order/{ref}")
    found = order_document({**node, "orderPaymentStatus": "IN_ESCROW"})
    assert (found.ref, found.paid) == (ref, doc.Paid.UNKNOWN)


def test_every_line_of_a_combined_purchase_is_kept(year, remote):
    for order in year.values():
        theirs = remote.platform.seller().orders[order.ref]
        sold = {line.line_id: line.quantity for line in theirs.lines}
        assert {line.ref: line.quantity for line in order.lines} == sold


def test_the_oldest_change_comes_first_in_windows_that_fit_one_answer(remote):
    adapter = connect(remote)
    known = remote.platform.seller().orders.values()
    whole = list(
        items(lambda cursor: adapter.fetch(Kind.ORDER, cursor, since=long_ago()))
    )
    changed = [order.updated_at for order in whole]
    assert changed == sorted(changed)
    assert max(Counter(order.ref for order in whole).values()) == 1
    assert len(whole) == len(list(known)) > PAGE_SIZE


def test_an_order_that_changes_while_we_read_is_read_again_and_none_is_lost(
    remote, year
):
    adapter = connect(remote)
    seen, moved = [], ""
    for page in pages(lambda at: adapter.fetch(Kind.ORDER, at, since=long_ago())):
        seen += [order.ref for order in page.items]
        if seen and not moved:
            moved = seen[0]
            remote.platform.seller().orders[moved].modified_at = remote.platform.now()
    assert set(seen) >= set(year)
    assert seen.count(moved) == 2


def test_fifty_orders_cost_one_call_and_those_with_a_secret_one_more(remote):
    adapter = connect(remote)
    quiet = [sold(remote) for _ in range(3)]
    wanting = sold(remote)
    remote.act("ebay", "request-cancel", order_id=wanting)
    adapter.transport.calls.clear()
    found = adapter.get(Kind.ORDER, [*quiet, wanting, "no-such-order"])
    assert set(found) == {*quiet, wanting}
    assert len(calls(adapter)) == 2
    # In the list eBay hides that the buyer asks to cancel.
    assert found[wanting].cancel_requested
    assert found[wanting].extra["cancels"][0]["cancelRequestId"]
    assert not found[quiet[0]].cancel_requested


def test_an_order_that_waits_for_payment_says_so_and_then_that_it_is_paid(remote, ebay):
    ref = sold(remote, paid=False)
    assert ebay.get(Kind.ORDER, [ref])[ref].paid is doc.Paid.PENDING
    remote.act("ebay", "pay-order", order_id=ref)
    order = ebay.get(Kind.ORDER, [ref])[ref]
    assert order.paid is doc.Paid.PAID
    assert [p.status for p in order.payments] == ["success"]


def test_a_parcel_through_ebay_s_hub_goes_there_and_keeps_the_buyer_s_address(year):
    abroad = [order for order in year.values() if order.extra.get("program")]
    assert abroad
    for order in abroad:
        assert order.shipping.city == "Erlanger"
        assert "Reference #9" in order.shipping.street2
        told = dict(order.attributes)["Final destination"]
        assert "Erlanger" not in told and len(told) > 5


def test_parts_of_an_order_in_several_parcels_are_told_apart(remote, ebay):
    seller, ref = remote.seller(), sold(remote, quantity=3)
    [line] = seller.order(ref)["lineItems"]
    for number, count in (("AAAA1111", 1), ("BBBB2222", 2)):
        seller.ok(
            "POST",
            f"/api/sell/fulfillment/v1/order/{ref}/shipping_fulfillment",
            {
                "lineItems": [{"lineItemId": line["lineItemId"], "quantity": count}],
                "trackingNumber": number,
                "shippingCarrierCode": "USPS",
            },
        )
    found = ebay.get(Kind.ORDER, [ref])[ref].fulfilments
    assert {f.parcels[0].tracking_number: f.lines[0][1] for f in found} == {
        "AAAA1111": 1,
        "BBBB2222": 2,
    }
    assert found[0].parcels[0].carrier == "USPS"


def test_vat_that_the_prices_of_a_german_seller_contain_is_taken_out(remote):
    with_vat = connect(remote, "teile_de", options={"vat_percent": 19.0})
    orders = list(items(lambda at: with_vat.fetch(Kind.ORDER, at, since=long_ago())))
    home = [o for o in orders if o.shipping.country_code == "DE" and o.taxes_included]
    assert home
    for order in home:
        assert prove(order).holds
        for line in order.lines:
            [tax] = line.taxes
            gross = side_of(line.unit_price, "shop").amount * line.quantity
            gross -= sum(d.price.shop.amount for d in line.discounts)
            net = gross - tax.price.shop.amount
            assert abs(net * Decimal("0.19") - tax.price.shop.amount) < Decimal("0.01")


def test_orders_are_found_by_the_day_they_were_made(year, ebay):
    some = sorted(year.values(), key=lambda order: order.created_at)[50]
    day = timedelta(days=1)
    wanted = {"created_since": some.created_at, "created_until": some.created_at + day}
    found = ebay.fetch(Kind.ORDER, None, **wanted).items
    assert some.ref in [order.ref for order in found]
    assert all(some.created_at <= o.created_at <= some.created_at + day for o in found)


def test_a_user_name_may_become_an_immutable_id_and_is_kept_as_it_comes(remote, ebay):
    ref = sold(remote)
    assert ebay.get(Kind.ORDER, [ref])[ref].customer.user_name == "rider_sandbox"
    remote.act("ebay", "hide-usernames", on=True)
    hidden = ebay.get(Kind.ORDER, [ref])[ref].customer
    remote.act("ebay", "hide-usernames", on=False)
    assert hidden.ref == remote.platform.buyers["rider_sandbox"]["user_id"]
