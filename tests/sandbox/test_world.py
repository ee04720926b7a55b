"""The seeded world: repeatable, complete in its stories, and right to the cent."""

from __future__ import annotations

import tracemalloc
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from stdnum.eu import vat

from sandbox.data.codes import ean_check_digit
from sandbox.data.money import quantum, shares
from sandbox.data.stories import STORIES, story_of
from sandbox.data.world import build_world

NOW = datetime(2026, 11, 20, 14, 30, tzinfo=timezone.utc)
ZERO = Decimal(0)


@pytest.fixture(scope="module")
def world():
    return build_world(1, NOW)


@pytest.fixture(scope="module")
def orders(world):
    return list(world.orders)


# -- size and repetition -------------------------------------------------------
def test_it_holds_what_was_ordered(world):
    sizes = len(world.products), len(world.customers), len(world.orders)
    assert sizes == (100, 50, 1_000)


def test_the_same_seed_and_day_make_the_same_world(world):
    later = build_world(1, NOW + timedelta(hours=3))
    for name in ("products", "customers", "orders"):
        assert list(getattr(world, name)) == list(getattr(later, name))


def test_another_seed_makes_another_world(world):
    assert list(build_world(2, NOW).orders) != list(world.orders)


def test_a_million_orders_are_made_one_by_one_and_never_kept():
    tracemalloc.start()
    world = build_world(1, NOW, "full")
    assert (len(world.products), len(world.orders)) == (111_111, 1_000_000)
    newest = world.orders[-50:]
    assert len(newest) == 50
    assert [o.index for o in newest] == list(range(999_950, 1_000_000))
    assert world.products[99_999].index == 99_999
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_numbers_and_codes_are_never_given_twice():
    world = build_world(1, NOW, "full")
    some = range(0, 1_000_000, 997)
    assert len({world.orders[i].number for i in some}) == len(some)
    variants = [v for i in range(0, 100_000, 199) for v in world.products[i].variants]
    assert len({v.sku for v in variants}) == len(variants)
    assert len({v.barcode for v in variants}) == len(variants)


def test_one_of_a_million_is_found_by_its_number_or_its_day():
    world = build_world(1, NOW, "full")
    for index in (0, 1, 2, 3, 4, 777_777, 999_999):
        assert world.order_index(world.orders[index].number) == index
    for strange in ("#1", "#x", "99-10000-10000", "", "a-b-c", "#99999999"):
        assert world.order_index(strange) is None
    yesterday = world.now - timedelta(days=1)
    first = world.first_order_since(yesterday)
    assert world.orders[first - 1].created_at < yesterday
    assert world.orders[first].created_at >= yesterday.replace(microsecond=0)
    assert 2_000 < len(world.orders) - first < 4_000


# -- products and customers ----------------------------------------------------
def test_barcodes_have_valid_check_digits(world):
    for product in world.products:
        for variant in product.variants:
            assert len(variant.barcode) == 13
            assert ean_check_digit(variant.barcode[:12]) == int(variant.barcode[12])


def test_the_check_digit_is_the_one_of_the_world():
    assert ean_check_digit("400638133393") == 1


def test_the_catalogue_is_one_of_motor_parts(world):
    products = list(world.products)
    fitting = [p for p in products if p.fitment]
    assert len(fitting) > 50
    fitment = fitting[0].fitment[0]
    assert all((fitment.year, fitment.make, fitment.model, fitment.engine))
    assert {len(p.option_names) for p in products} == {0, 1, 2}
    assert any(p.kind == "Pit Bike 125" for p in products)
    assert {p.status for p in products} == {"active", "draft", "archived"}
    for product in products:
        assert len(product.title) <= 80
        assert len(product.hs_code) == 6
        for variant in product.variants:
            assert len(variant.options) == len(product.option_names)
            assert 0 < variant.cost < variant.price
            assert variant.weight_g > 0


def test_customers_are_as_difficult_as_life(world):
    customers = list(world.customers)
    names = "".join(c.first_name + c.last_name for c in customers)
    assert "🏍️" in names
    assert "محمد" in names or "فاطمة" in names
    assert "<script>" in names
    assert max(len(c.first_name) for c in customers) > 60
    assert len({c.addresses[0].country for c in customers}) >= 12
    assert sum(bool(c.vat) for c in customers) >= 3
    assert len({c.email for c in customers}) == len(customers)


def test_vat_numbers_would_be_accepted(world):
    numbers = [c.vat for c in build_world(1, NOW, "full").customers[:3_000] if c.vat]
    assert {number[:2] for number in numbers} == {"DE", "FR", "IT", "GB"}
    for number in numbers:
        if not number.startswith("GB"):
            assert vat.is_valid(number), number


# -- orders --------------------------------------------------------------------
def test_every_total_adds_up_to_the_cent(orders):
    for order in orders:
        unit = quantum(order.currency)
        pieces = sum((line.unit_price * line.quantity for line in order.lines), ZERO)
        total = pieces - order.discount_total + order.shipping.price
        total += order.duty_total + order.tip
        total += ZERO if order.taxes_included else order.tax_total
        assert order.total == total
        assert order.total == order.total.quantize(unit)
        assert order.discount_total == sum((d.amount for d in order.discounts), ZERO)
        assert order.gift_card <= order.total


def test_every_tax_line_is_its_rate_of_what_is_left_after_discounts(orders):
    for order in orders:
        for part in (*order.lines, order.shipping):
            whole = 1 + sum((t.rate for t in part.taxes), ZERO)
            base = part.net / whole if order.taxes_included else part.net
            for tax in part.taxes:
                assert abs(tax.amount - base * tax.rate) <= quantum(order.currency) / 2


def test_refunds_add_up_and_never_exceed_what_was_paid(orders):
    for order in orders:
        for refund in order.refunds:
            total = sum((line.amount for line in refund.lines), ZERO)
            if not order.taxes_included:
                total += sum((line.tax for line in refund.lines), ZERO)
            assert refund.total == total + refund.shipping + refund.adjustment
            assert order.created_at < refund.at <= NOW
        assert ZERO <= order.refunded <= order.total
        states = {ZERO: {"paid", "pending", "voided"}, order.total: {"refunded"}}
        allowed = states.get(order.refunded, {"partially_refunded"})
        assert order.financial_status in allowed


def test_nothing_is_shipped_that_was_not_sold(orders):
    for order in orders:
        left = {x.position: x.quantity for x in order.lines if x.requires_shipping}
        for fulfilment in order.fulfilments:
            for position, quantity in fulfilment.quantities:
                left[position] -= quantity
        assert all(quantity >= 0 for quantity in left.values())


def test_a_year_of_orders_runs_up_to_today_in_order(orders):
    moments = [order.created_at for order in orders]
    assert moments == sorted(moments)
    assert moments[0] > NOW - timedelta(days=367)
    assert NOW - timedelta(days=2) < moments[-1] <= NOW
    assert all(order.updated_at <= NOW for order in orders)


@pytest.mark.parametrize("platform", sorted(STORIES))
def test_every_story_is_told(orders, platform):
    told = {story_of(o.index) for o in orders if o.platform == platform}
    assert told == set(STORIES[platform])


def test_the_stories_cover_what_a_connector_must_survive(orders):
    def some(condition) -> bool:
        return sum(map(bool, map(condition, orders))) >= 5

    assert some(lambda o: o.taxes_included and o.tax_total)
    assert some(lambda o: not o.taxes_included and o.tax_total)
    assert some(lambda o: len(o.lines[0].taxes) > 1)
    assert {d.kind for o in orders for d in o.discounts} == {
        "percentage",
        "fixed_amount",
        "free_shipping",
    }
    assert some(lambda o: ZERO < o.gift_card < o.total)
    assert some(lambda o: o.gift_card == o.total)
    assert some(lambda o: o.tip)
    assert some(lambda o: o.duty_total)
    assert len({o.currency for o in orders}) >= 8
    assert some(lambda o: len({f.location for f in o.fulfilments}) > 1)
    assert some(lambda o: o.financial_status == "partially_refunded")
    assert some(lambda o: o.cancellation)
    assert some(lambda o: o.edits)
    assert some(lambda o: o.is_test)
    assert some(lambda o: o.marketplace_collects_tax)
    assert some(lambda o: o.customer_index is None)
    assert some(lambda o: o.vat and not o.tax_total)
    assert some(lambda o: any(x.product_index is None for x in o.lines))
    assert some(lambda o: not o.fulfilments and not o.cancellation)


def test_live_orders_are_new_paid_and_unshipped(world):
    sold = [world.new_order(n, p, NOW) for n in range(50) for p in ("shopify", "ebay")]
    known = {order.number for order in world.orders}
    assert len({order.number for order in sold} - known) == 100
    for order in sold:
        assert (order.created_at, order.financial_status) == (NOW, "paid")
        assert order.fulfilments == ()


def test_shares_leave_no_rest():
    parts = shares(Decimal("10.00"), [Decimal(1)] * 3, "EUR")
    assert parts == [Decimal("3.34"), Decimal("3.33"), Decimal("3.33")]
    assert shares(Decimal(1), [ZERO, Decimal(2)], "JPY") == [ZERO, Decimal(1)]
