"""Orders of Shopify as documents: complete, and proven to the cent."""

from datetime import timedelta
from decimal import Decimal

import pytest

from odoo.addons.omni_commerce import codec
from odoo.addons.omni_commerce import documents as doc
from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_commerce.proof import prove
from odoo.addons.omni_commerce.refunds import credit_of, wanted
from odoo.addons.omni_core.lib.paging import items


@pytest.fixture(scope="module")
def year(running):
    """Every order of the seeded store, read once, page by page to the proven end."""
    from tests.sandbox.shopify_sandbox import ShopifyRemote

    from .store import connect

    remote = ShopifyRemote(running)
    remote.act("shopify", "set-plan", maximum=200_000, restore=10_000)
    adapter = connect(remote, "motor-parts")
    found = list(items(lambda cursor: adapter.fetch(Kind.ORDER, cursor)))
    return {order.ref: order for order in found}


def test_every_order_of_the_store_is_read(year, remote):
    assert set(year) == {row.gid for row in remote.store["Order"]}
    assert len(year) > 500


def test_every_order_of_the_year_is_proven_to_the_cent_in_both_currencies(year):
    for order in year.values():
        for side in ("shop", "buyer"):
            proof = prove(order, side)
            assert proof.holds, (order.name, side, proof.difference, proof.problems)


def test_every_refund_of_the_year_is_proven_to_the_cent_in_both_currencies(year):
    refunded = [order for order in year.values() if order.refunds]
    assert len(refunded) > 20
    for order in refunded:
        for refund in order.refunds:
            for side in ("shop", "buyer"):
                credit = credit_of(order, refund, side)
                assert not credit.problems, (order.name, side, refund, credit)


def test_an_order_without_what_was_given_back_is_proven_to_the_cent(year):
    for order in year.values():
        for side in ("shop", "buyer"):
            proof = prove(wanted(order), side)
            assert proof.holds, (order.name, side, proof.difference)


def test_every_order_survives_being_stored(year):
    for order in year.values():
        assert codec.load(doc.Order, codec.dump(order)) == order


def test_the_year_shows_every_kind_of_order(year):
    orders = year.values()
    lines = [line for order in orders for line in order.lines]
    assert {line.kind for line in lines} >= {
        doc.LineKind.PRODUCT,
        doc.LineKind.CUSTOM,
        doc.LineKind.GIFT_CARD,
        doc.LineKind.TIP,
        doc.LineKind.DUTY,
    }
    assert {order.paid for order in orders} >= {
        doc.Paid.PAID,
        doc.Paid.PENDING,
        doc.Paid.VOIDED,
        doc.Paid.REFUNDED,
        doc.Paid.PARTLY_REFUNDED,
    }
    assert any(order.is_test for order in orders)
    assert any(order.cancelled_at for order in orders)
    assert any(order.channel == "pos" and order.location_ref for order in orders)
    assert any(order.risk == "high" for order in orders)
    assert any(order.total.buyer for order in orders)
    assert {order.taxes_included for order in orders} == {True, False}
    assert any(line.properties for line in lines)
    assert any(tax.by_channel for line in lines for tax in line.taxes)
    assert any(p.gift_card_ref for order in orders for p in order.payments)
    assert any(order.customer.vat for order in orders)


def test_refunds_tell_lines_money_and_the_rest(year):
    refunds = [refund for order in year.values() for refund in order.refunds]
    assert refunds
    for refund in refunds:
        goods = sum((r.subtotal.shop.amount for r in refund.lines), Decimal(0))
        paid = sum((p.price.shop.amount for p in refund.payments), Decimal(0))
        assert goods or paid or refund.shipping or refund.adjustments


def test_a_shipped_order_tells_its_parcels(year):
    shipped = [f for order in year.values() for f in order.fulfilments]
    assert any(parcel.tracking_number for f in shipped for parcel in f.parcels)
    assert all(f.lines and f.location_ref for f in shipped)


def test_what_changed_since_a_moment_is_read_oldest_first(year, store):
    moments = sorted(order.updated_at for order in year.values())
    since = moments[-20]
    page = store.fetch(Kind.ORDER, None, since=since)
    assert [o.updated_at for o in page.items] == [m for m in moments if m >= since]


def test_a_glance_tells_what_changed_for_few_points(year, store):
    moments = sorted(order.updated_at for order in year.values())
    wanted = {"since": moments[-120]}
    before = store.transport.lease.used
    page = store.glance(None, **wanted)
    assert store.transport.lease.used - before < 50
    assert not page.has_more
    assert [(seen.ref, seen.updated_at) for seen in page.items] == [
        (order.ref, order.updated_at)
        for order in sorted(year.values(), key=lambda order: order.updated_at)
        if order.updated_at >= wanted["since"]
    ]


def test_orders_are_found_by_the_day_they_were_made_and_by_number(year, store):
    some = sorted(year.values(), key=lambda order: order.created_at)[100]
    day = timedelta(days=1)
    wanted = {"created_since": some.created_at, "created_until": some.created_at + day}
    found = store.fetch(Kind.ORDER, None, **wanted).items
    assert some in found
    assert all(some.created_at <= o.created_at for o in found)
    assert store.fetch(Kind.ORDER, None, name=some.name).items == [some]


def test_an_order_that_is_gone_is_missing_in_the_answer(store, year):
    ref = next(iter(year))
    found = store.get(Kind.ORDER, [ref, "gid://shopify/Order/999999999999"])
    assert list(found) == [ref]


def test_an_order_of_a_hundred_lines_is_read_to_its_last(merchant, shop):
    skus = [f"LONG-{number:03d}" for number in range(60)]
    product = merchant.product(*skus, stock=200)
    variants = [row["id"] for row in product["variants"]["nodes"]]
    rows = [{"variantId": v, "quantity": 1} for v in (variants * 3)[:120]]
    made = merchant.order(product, lineItems=rows)
    order = shop.get(Kind.ORDER, [made["id"]])[made["id"]]
    assert len(order.lines) == 120
    assert prove(order).holds


def test_an_order_that_was_edited_still_proves(merchant, shop):
    made = merchant.order(merchant.product("A", "B"), quantity=3)
    _take_off(merchant, made["id"], keep=1)
    order = shop.get(Kind.ORDER, [made["id"]])[made["id"]]
    assert order.lines[0].current_quantity == 1
    assert prove(order).holds


def test_a_product_that_was_deleted_since_is_still_a_line_of_its_order(merchant, shop):
    product = merchant.product("GONE-1")
    made = merchant.order(product, quantity=2)
    merchant.do(
        """mutation Gone($id: ID!) {
             productDelete(input: { id: $id }) {
               deletedProductId userErrors { field message }
             }
           }""",
        id=product["id"],
    )
    order = shop.get(Kind.ORDER, [made["id"]])[made["id"]]
    [line] = order.lines
    assert (line.kind, line.sku, line.variant_ref) == (
        doc.LineKind.PRODUCT,
        "GONE-1",
        "",
    )
    assert prove(order).holds


def _take_off(merchant, order, keep):
    begun = merchant.do(
        """mutation Begin($id: ID!) {
             orderEditBegin(id: $id) {
               calculatedOrder { id lineItems(first: 5) { nodes { id } } }
               userErrors { field message }
             }
           }""",
        id=order,
    )["calculatedOrder"]
    merchant.do(
        """mutation Less($id: ID!, $line: ID!, $quantity: Int!) {
             orderEditSetQuantity(id: $id, lineItemId: $line, quantity: $quantity) {
               calculatedOrder { id } userErrors { field message }
             }
           }""",
        id=begun["id"],
        line=begun["lineItems"]["nodes"][0]["id"],
        quantity=keep,
    )
    merchant.do(
        """mutation Commit($id: ID!) {
             orderEditCommit(id: $id) { order { id } userErrors { field message } }
           }""",
        id=begun["id"],
    )
