"""The store as a place: its limits, its data, its surprises, its neighbours."""

from __future__ import annotations

import pytest
from graphql import get_named_type, is_abstract_type, is_leaf_type, is_required_argument

from tests.contract.shopify_merchant import PRODUCT_SET

from .shopify_sandbox import shopify_alone


@pytest.fixture(scope="module")
def running():
    with shopify_alone() as remote:
        yield remote


@pytest.fixture
def shopify(running):
    yield running
    running.heal()
    running.act("shopify", "set-plan", maximum=2000, restore_rate=100)


# -- limits -----------------------------------------------------------------
def test_a_full_bucket_leaks_away_and_says_so(shopify):
    shopify.act("shopify", "set-plan", maximum=40, restore_rate=2)
    merchant = shopify.merchant()
    dear = "{ products(first: 50) { nodes { id options { name } } } }"
    first = merchant.ask(dear)["extensions"]["cost"]
    assert first["throttleStatus"]["maximumAvailable"] == 40.0
    assert first["actualQueryCost"] <= first["requestedQueryCost"] <= 40
    answers = [merchant.ask(dear) for _ in range(3)]
    throttled = answers[-1]
    assert throttled["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert "data" not in throttled
    cost = throttled["extensions"]["cost"]
    assert cost["throttleStatus"]["currentlyAvailable"] < cost["requestedQueryCost"]
    shopify.advance(60)
    assert "data" in merchant.ask(dear)


def test_connections_cost_by_the_logarithm_of_their_page(shopify):
    product = shopify.store["Product"].newest(1)[0].gid
    query = """query C($id: ID!) { product(id: $id) { variants(first: 250) {
      nodes { inventoryItem { id } } } } }"""
    cost = shopify.merchant().ask(query, id=product)["extensions"]["cost"]
    assert cost["requestedQueryCost"] == 25


def test_an_unknown_search_field_is_ignored_with_a_warning(shopify):
    answer = shopify.merchant().ask('{ products(first: 1, query: "colour:red") {'
                                    " nodes { id } } }")  # fmt: skip
    warning = answer["extensions"]["search"][0]["warnings"][0]
    assert warning == {
        "field": "colour",
        "message": "Invalid search field for this query.",
    }


# -- reading ----------------------------------------------------------------
ROOTS = [
    "orders",
    "products",
    "customers",
    "locations",
    "publications",
    "inventoryItems",
    "collections",
    "fulfillmentOrders",
    "companies",
    "productVariants",
    "shop",
    "currentAppInstallation",
]


def everything_of(type_, depth: int) -> str:
    """Every field that needs no argument, `depth` objects deep."""
    chosen = []
    for name, field in type_.fields.items():
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            chosen.append(name)
        elif is_abstract_type(inner):
            chosen.append(name + " { __typename }")
        elif inner.name.endswith("Connection"):
            node = get_named_type(inner.fields["nodes"].type)
            if depth and not is_abstract_type(node):
                rows = everything_of(node, depth - 1)
                chosen.append(f"{name}(first: 2) {{ nodes {{ {rows} }} }}")
        elif depth:
            chosen.append(f"{name} {{ {everything_of(inner, depth - 1)} }}")
    return " ".join(chosen) or "__typename"


@pytest.mark.parametrize("root", ROOTS)
def test_any_selection_is_answered(shopify, monkeypatch, root):
    """Client authors select freely: nothing crashes, nothing breaks the schema."""
    monkeypatch.setattr("sandbox.shopify.endpoint.SINGLE_QUERY_LIMIT", 10**9)
    shopify.act("shopify", "set-plan", maximum=10**9, restore_rate=1)
    schema = shopify.platform.contract.schema("2026-07")
    field = schema.query_type.fields[root]
    returned = get_named_type(field.type)
    if returned.name.endswith("Connection"):
        node = get_named_type(returned.fields["nodes"].type)
        query = f"{{ {root}(first: 5) {{ nodes {{ {everything_of(node, 2)} }} }} }}"
    else:
        query = f"{{ {root} {{ {everything_of(returned, 2)} }} }}"
    shopify.merchant().read(query)


def test_a_page_survives_what_changes_between_two_pages(shopify):
    merchant = shopify.merchant()
    query = """query P($after: String) {
      products(first: 30, after: $after, sortKey: ID) {
        pageInfo { hasNextPage endCursor } nodes { id }
      }
    }"""
    first = merchant.read(query)
    last = first["nodes"][-1]["id"]
    merchant.do(
        "mutation D($input: ProductDeleteInput!) { productDelete(input: $input) "
        "{ userErrors { message } } }",
        input={"id": last},
    )
    second = merchant.read(query, after=first["pageInfo"]["endCursor"])
    assert second["nodes"][0]["id"] > last
    backwards = merchant.read(
        """query B($before: String) { products(last: 5, before: $before, sortKey: ID) {
             pageInfo { hasPreviousPage } nodes { id } } }""",
        before=first["pageInfo"]["endCursor"],
    )
    assert [n["id"] for n in backwards["nodes"]] == [
        n["id"] for n in first["nodes"][-6:-1]
    ]


def test_orders_of_long_ago_need_a_scope_of_their_own(shopify):
    merchant = shopify.merchant()
    count = "{ ordersCount { count } }"
    everything = merchant.read(count)["count"]
    scopes = set(shopify.store.installation.granted)
    shopify.act("shopify", "set-app", scopes=sorted(scopes - {"read_all_orders"}))
    assert 0 < merchant.read(count)["count"] < everything
    shopify.act("shopify", "set-app", scopes=sorted(scopes))


def test_the_history_covers_what_orders_can_be(shopify):
    """Whoever imports a year meets all of it."""
    orders = list(shopify.store["Order"])
    assert {order.display_financial_status for order in orders} >= {
        "PAID", "PENDING", "PARTIALLY_REFUNDED", "REFUNDED", "VOIDED",
    }  # fmt: skip
    assert {order.display_fulfillment_status for order in orders} >= {
        "FULFILLED", "PARTIALLY_FULFILLED", "UNFULFILLED",
    }  # fmt: skip
    assert {order.taxes_included for order in orders} == {True, False}
    assert len({order.presentment_currency_code for order in orders}) >= 3
    assert any(order.test for order in orders)
    assert any(order.tip for order in orders)
    assert any(order.edited for order in orders)
    assert any(order.cancelled_at for order in orders)
    assert any(order.total_duties for order in orders)
    assert any(order.additional_fees for order in orders)
    assert {"pos", "web", "tiktok"} <= {order.source_name for order in orders}
    assert any(tax.channel_liable for order in orders for tax in order.tax_lines)
    gateways = {t.gateway for order in orders for t in order.transactions}
    assert {"gift_card", "shopify_payments", "bogus", "cash"} <= gateways
    assert any(len({f.location for f in o.fulfillments}) > 1 for o in orders)


def test_what_was_paid_is_what_was_due(shopify):
    for order in shopify.store["Order"]:
        if order.display_financial_status == "PAID" and not order.edited:
            assert order.total_received_set == order.total_price_set, order.name
        if order.display_financial_status == "REFUNDED":
            assert not order.net_payment_set, order.name


# -- buying -----------------------------------------------------------------
def test_buying_takes_stock_and_shipping_takes_what_was_promised(shopify):
    (name,) = shopify.buy("shopify")
    order = next(o for o in shopify.store["Order"] if o.name == name)
    line = next(line for line in order.line_items if line.variant)
    level = line.variant.inventory_item.level(order.fulfillment_orders[0].location)
    promised = level.quantity("committed")
    on_hand = level.quantity("on_hand")
    assert promised >= line.quantity
    shopify.act("shopify", "fulfil-elsewhere", order=name)
    assert level.quantity("on_hand") <= on_hand - line.quantity
    assert order.display_fulfillment_status == "FULFILLED"


def test_a_pending_order_is_paid_by_the_buyer(shopify):
    pending = next(
        o
        for o in shopify.store["Order"]
        if o.display_financial_status == "PENDING" and not o.cancelled_at
    )
    paid = shopify.act("shopify", "pay-order", order=pending.name)
    assert paid["financial_status"] == "PAID"
    assert shopify.act("shopify", "pay-out")["net"]


def test_part_of_an_order_is_refunded_by_the_merchant(shopify):
    (name,) = shopify.buy("shopify")
    order = next(o for o in shopify.store["Order"] if o.name == name)
    sku = next(line.sku for line in order.line_items if line.sku)
    told = shopify.act("shopify", "refund-order", order=name, sku=sku, shipping=True)
    assert told["financial_status"] in ("PARTIALLY_REFUNDED", "REFUNDED")
    refund = order.refunds[0]
    assert refund.goods == refund.total_refunded_set


# -- surprises --------------------------------------------------------------
def test_surprises_on_demand(shopify):
    merchant = shopify.merchant()
    query = "{ orders(first: 1) { nodes { displayFinancialStatus note email } } }"
    shopify.fault("unknown_enum", platform="shopify", times=1)
    answer = merchant.read(query)["nodes"][0]
    assert answer["displayFinancialStatus"] == "SOMETHING_NEW"
    shopify.fault("null_field", platform="shopify", times=1, args={"field": "email"})
    assert merchant.read(query)["nodes"][0]["email"] is None
    shopify.fault("new_field", platform="shopify", times=1)
    assert merchant.read(query)["fieldOfTheFuture"] == "surprise"
    shopify.fault("throttle", platform="shopify", times=1)
    assert merchant.error(query)["extensions"]["code"] == "THROTTLED"


def test_a_mutation_fails_on_demand_with_the_error_asked_for(shopify):
    said = {"message": "This request is currently in progress"}
    shopify.fault(
        "partial",
        platform="shopify",
        times=1,
        match={"operation": "productSet"},
        args={**said, "error": "INVALID_INPUT"},
    )
    errors = shopify.merchant().refused(PRODUCT_SET, input={"title": "x"})
    assert errors == [{**said, "code": "INVALID_INPUT", "field": None}]


def test_pictures_stay_in_processing_or_fail_on_demand(shopify):
    merchant = shopify.merchant()
    wanted = {"title": "Slow", "files": [{"originalSource": "https://x.example/a.png"}]}
    shopify.fault("slow_media", platform="shopify", times=1, args={"seconds": 600})
    slow = merchant.do(PRODUCT_SET, input=wanted)["product"]["id"]
    failing = [{"originalSource": "https://x.example/fail-this-image.png"}]
    broken = merchant.do(PRODUCT_SET, input={**wanted, "files": failing})["product"]
    shopify.advance(120)
    query = """query M($id: ID!) { product(id: $id) { media(first: 1) { nodes {
      status mediaErrors { code } } } } }"""
    media = merchant.read(query, id=slow)["media"]["nodes"][0]
    assert media == {"status": "PROCESSING", "mediaErrors": []}
    media = merchant.read(query, id=broken["id"])["media"]["nodes"][0]
    assert media["status"] == "FAILED"
    assert media["mediaErrors"][0]["code"] == "IMAGE_DOWNLOAD_FAILURE"


# -- neighbours -------------------------------------------------------------
def test_a_store_may_feed_shipstation_beside_everything_else():
    """As in life: the same order reaches ShipStation twice if nobody is careful."""
    with shopify_alone(platforms=("shopify", "shipstation")) as shopify:
        fed = shopify.act("shopify", "feed-shipstation", on=True)["orders_fed"]
        assert fed
        (name,) = shopify.buy("shopify")
        rows = shopify.state("shipstation")["tables"]
        assert name in str(rows)
        shopify.act("shipstation", "ship-order", order=name)
        shopify.settle()
        order = next(o for o in shopify.store["Order"] if o.name == name)
        assert order.display_fulfillment_status == "FULFILLED"
        assert order.fulfillments[0].tracking_info[0].number
