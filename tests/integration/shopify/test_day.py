"""A day in the life of a shop: 200 orders, bad post, a throttled store, killed workers.

The store is the sandbox with its catalogue; Odoo is a real prefork server that hears
of everything by webhooks. Buyers buy, change their minds and send goods back, the
merchant works in the store and the warehouse in Odoo. Of ten orders one is told twice;
of twenty one is not told at all, and one too late. In the end both sides are held
against each other, order by order, cent by cent, piece by piece.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from tests.sandbox.shopify_sandbox import ShopifyRemote
from tools.omni import clusters, databases

from .day import KILLS, ORDERS, SHELF, Day
from .office import Office


@pytest.fixture(scope="module")
def day():
    config = Config(seed=1, platforms=("shopify",))
    with (
        databases.ready(clusters.test()) as cluster,
        databases.copied(cluster, "shopify_day") as database,
        SandboxThread(config) as sandbox,
    ):
        day = Day(ShopifyRemote(sandbox), Office(cluster, database))
        day.open()
        with day.office.server:
            day.stock_up()
            day.live()
            day.close()
            yield day


def test_the_day_was_as_bad_as_promised(day):
    """Or else nothing of what follows would prove anything."""
    assert len(day.names) == len(day.there) == ORDERS
    assert day.killed >= len(KILLS)
    post = Counter(row["outcome"] for row in day.remote.journal(kind="webhook"))
    struck = Counter(row["fault"] for row in day.remote.journal(kind="fault"))
    assert struck["webhook_duplicate"] >= ORDERS // 10
    assert post["lost"] >= ORDERS // 20
    assert post["held"] >= ORDERS // 20
    assert struck["throttle"]


def test_every_order_is_there_once(day):
    rows = day.bindings("name external_ref state order_id hold_text")
    assert {r["external_ref"] for r in rows} == {o.gid for o in day.there.values()}
    assert [(r["name"], r["hold_text"]) for r in rows if r["state"] != "imported"] == []
    sales = {row["order_id"][0] for row in rows}
    assert len(sales) == len(rows) == ORDERS
    assert set(day.office.find("sale.order")) == sales
    assert day.office.find("sync.job", ("status", "=", "failed")) == []


def test_both_sides_agree_on_every_cent(day):
    different = []
    for index, name in enumerate(day.names):
        order, sale = day.there[name], day.here[name]
        moves = day.moves[sale["name"]]
        if moves:
            here = _sum(moves, "amount_total_signed")
            there = order.net_payment_set.shop
        elif order.cancelled_at:
            here, there = sale["state"], "cancel"
        else:
            here = exact(sale["amount_total"])
            there = order.current_total_price_set.shop
        if here != there:
            different.append((name, index % 20, here, there))
    assert different == []


def test_every_cent_was_paid_once(day):
    """What Shopify took and gave back is in the books, and nothing is left open."""
    booked = {name for name in day.names if day.moves[day.here[name]["name"]]}
    moves = [m for name in booked for m in day.moves[day.here[name]["name"]]]
    assert [m for m in moves if m["amount_residual_signed"]] == []
    payments = day.office.rows("account.payment", fields="payment_type amount state")
    for kind, field in (
        ("inbound", "total_received_set"),
        ("outbound", "total_refunded_set"),
    ):
        here = _sum([p for p in payments if p["payment_type"] == kind], "amount")
        assert here == sum(getattr(day.there[name], field).shop for name in booked)


def test_both_sides_agree_on_every_shipment(day):
    moves = day.office.rows("stock.move", ("state", "=", "done"), fields="quantity")
    quantity = {move["id"]: move["quantity"] for move in moves}
    for name in day.names:
        here = [
            (p["carrier_tracking_ref"], sum(map(quantity.get, p["move_ids"])))
            for p in day.parcels[day.here[name]["name"]]
        ]
        there = [
            (f.tracking_info[0].number, sum(x.quantity for x in lines))
            for f in day.there[name].fulfillments
            if f.status == "SUCCESS" and (lines := f.fulfillment_line_items)
        ]
        assert sorted(here) == sorted(there), name


def test_both_sides_agree_on_every_piece_in_stock(day):
    rows = day.office.rows(
        "product.product", ("is_storable", "=", True), fields="default_code free_qty"
    )
    here = {row["default_code"]: row["free_qty"] for row in rows}
    [place] = [place for place in day.store["Location"] if place.name == SHELF]
    there = {
        variant.sku: level.quantity("available")
        for product in day.store["Product"]
        for variant in product.variants
        if (level := variant.inventory_item.level(place))
    }
    assert len(there) > 100
    different = [sku for sku in here.keys() | there if here.get(sku) != there.get(sku)]
    listings = day.office.rows(
        "integration.variant.binding",
        ("sku", "in", different),
        fields="sku stock_note stock_due stock_stopped",
    )
    assert not different, [(s, here.get(s), there.get(s)) for s in different] + listings


def _sum(rows: list[dict], field: str) -> Decimal:
    return exact(sum(row[field] for row in rows))


def exact(amount: float) -> Decimal:
    return Decimal(str(round(amount, 2))).quantize(Decimal("0.01"))
