"""What happens inside ShipStation, beside the API: the staff, the shops, the faults."""

from __future__ import annotations

import pytest
import requests

from sandbox.data.model import Address
from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from sandbox.shipstation.channel import ChannelLine, ChannelOrder

ADDRESS = Address("Jo Rider", "500 Main St", "Austin", "78701", "US", region="TX")
AUTH = ("sandbox-v1-key", "sandbox-v1-secret")


@pytest.fixture
def sandbox():
    with SandboxThread(Config(platforms=("shipstation",), load_data=False)) as running:
        yield running


@pytest.fixture
def shipstation(sandbox):
    return sandbox.kernel.platforms["shipstation"]


@pytest.fixture
def act(sandbox):
    def act(action: str, **body):
        url = f"{sandbox.base_url}/control/shipstation/{action}"
        return requests.post(url, json=body, timeout=10)

    return act


@pytest.fixture
def call(sandbox):
    def call(method: str, path: str, **options):
        url = f"{sandbox.base_url}/shipstation/ssapi{path}"
        answer = requests.request(method, url, auth=AUTH, timeout=10, **options)
        return answer.json()

    return call


@pytest.fixture
def sold(sandbox, shipstation):
    """A shop that is connected to ShipStation directly brings an order."""

    def sold(number: str, **more):
        lines = [
            ChannelLine("l1", "TT-1", "Chain", 3, 40, 600),
            ChannelLine("l2", "TT-2", "Sprocket", 1, 25, 400),
        ]
        now = sandbox.kernel.clock.now()
        order = ChannelOrder(
            number, f"shop-{number}", now, "jo@example.com", ADDRESS, ADDRESS, lines,
            **more,
        )  # fmt: skip

        async def bring():
            return shipstation.import_channel_order(order, "Moto", 12)

        return sandbox.run(bring).id

    return sold


def test_a_directly_connected_shop_fills_its_own_store(call, sold):
    sold("#1001")
    sold("#1001")  # the next import sees it again
    stores = call("GET", "/stores")
    moto = next(store for store in stores if store["storeName"] == "Moto")
    assert moto["marketplaceName"] == "Shopify"
    orders = call("GET", "/orders", params={"storeId": moto["storeId"]})
    assert orders["total"] == 1
    assert orders["orders"][0]["items"][0]["lineItemKey"] == "l1"


def test_the_shop_hears_of_the_parcel_by_itself(act, sold, call):
    heard = []

    async def on_shipped(order, labels):
        heard.append((order.number, [label.tracking_number for label in labels]))

    sold("#1001", on_shipped=on_shipped)
    label = act("ship-order", order="#1001").json()
    assert label["marketplaceNotified"] is True
    call("GET", "/users")  # the errand runs beside the answer
    assert heard == [("#1001", [label["trackingNumber"]])]


def test_a_split_order_names_its_parent_and_keeps_the_line_keys(act, sold, call):
    parent = sold("#1001")
    child = act("split-order", order="#1001", lines={"l1": 2}).json()
    assert child["orderNumber"] == "#1001-1"
    assert child["advancedOptions"]["parentId"] == parent
    assert [(i["lineItemKey"], i["quantity"]) for i in child["items"]] == [("l1", 2)]
    rest = call("GET", f"/orders/{parent}")
    assert [(i["lineItemKey"], i["quantity"]) for i in rest["items"]] == [
        ("l1", 1),
        ("l2", 1),
    ]
    assert rest["advancedOptions"]["mergedOrSplit"] is True
    assert child["weight"]["value"] + rest["weight"]["value"] == pytest.approx(
        2200 / 28.349523125, abs=0.02
    )


def test_a_split_cannot_take_everything_or_more(act, sold):
    sold("#1001")
    for lines in ({}, {"l1": 3, "l2": 1}, {"l1": 9}):
        assert act("split-order", order="#1001", lines=lines).status_code == 400


def test_a_refused_split_leaves_the_order_as_it_was(act, sold, call):
    number = sold("#1001")
    act("split-order", order="#1001", lines={"l1": 3, "l2": 1})
    quantities = [i["quantity"] for i in call("GET", f"/orders/{number}")["items"]]
    assert quantities == [3, 1]


def test_merged_orders_ship_together_under_the_first(act, sold, call):
    first, second = sold("#1001"), sold("#1002")
    merged = act("merge-orders", orders=["#1001", "#1002"]).json()
    assert merged["advancedOptions"]["mergedIds"] == [second]
    assert len(merged["items"]) == 4
    label = act("ship-order", order="#1001").json()
    assert len(label["shipmentItems"]) == 4
    for number in (first, second):
        assert call("GET", f"/orders/{number}")["orderStatus"] == "shipped"
    act("void-shipment", label=label["shipmentId"])
    assert call("GET", f"/orders/{second}")["orderStatus"] == "awaiting_shipment"


def test_a_hold_ends_by_itself_on_its_day(sandbox, sold, call):
    number = sold("#1001")
    body = {"orderId": number, "holdUntilDate": "2999-01-01"}
    call("POST", "/orders/holduntil", json=body)
    url = f"{sandbox.base_url}/control/clock"
    requests.post(url, json={"advance_s": 86_400}, timeout=10)
    assert call("GET", f"/orders/{number}")["orderStatus"] == "on_hold"
    century = 1_100 * 366 * 86_400
    sandbox.run(lambda: sandbox.kernel.clock.advance(century))
    assert call("GET", f"/orders/{number}")["orderStatus"] == "awaiting_shipment"


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("new_field", "brandNewField", {"a": [1, 2]}),
        ("unknown_enum", "orderStatus", "brand_new_value"),
        ("null_field", "customerEmail", None),
    ],
)
def test_an_answer_surprises_on_demand(sandbox, sold, call, kind, field, value):
    number = sold("#1001")
    url = f"{sandbox.base_url}/control/faults"
    rule = {"kind": kind, "platform": "shipstation", "times": 1}
    requests.post(url, json=rule, timeout=10)
    assert call("GET", f"/orders/{number}")[field] == value
    assert call("GET", f"/orders/{number}").get(field) != value


@pytest.mark.parametrize(
    ("kind", "words"),
    [("revoke_token", "denied"), ("expire_token", "denied"), ("lose_scope", "right")],
)
def test_a_key_loses_its_power_on_demand(sandbox, call, kind, words):
    url = f"{sandbox.base_url}/control/faults"
    rule = {"kind": kind, "platform": "shipstation", "times": 1}
    requests.post(url, json=rule, timeout=10)
    assert words in call("GET", "/users")["Message"]
    assert isinstance(call("GET", "/users"), list)


def test_an_injected_failure_speaks_the_language_of_its_api(sandbox, call):
    url = f"{sandbox.base_url}/control/faults"
    rule = {"kind": "throttle", "platform": "shipstation", "times": 2}
    requests.post(url, json=rule, timeout=10)
    assert call("GET", "/users") == {"message": "Too Many Requests"}
    v2 = f"{sandbox.base_url}/shipstation/api/v2/tags"
    answer = requests.get(v2, headers={"api-key": "sandbox-v2-key"}, timeout=10)
    assert answer.headers["Retry-After"] == "2"
    assert answer.json()["errors"][0]["error_code"] == "rate_limit_exceeded"


def test_v1_does_not_see_a_shipment_that_is_no_sales_order(sandbox, call):
    address = {
        "name": "Jo",
        "address_line1": "500 Main St",
        "city_locality": "Austin",
        "country_code": "US",
        "postal_code": "78701",
    }
    url = f"{sandbox.base_url}/shipstation/api/v2/shipments"
    headers = {"api-key": "sandbox-v2-key"}
    body = {"shipments": [{"ship_to": address}]}
    made = requests.post(url, json=body, headers=headers, timeout=10).json()
    number = made["shipments"][0]["shipment_id"].removeprefix("se-")
    assert call("GET", "/orders")["total"] == 0
    assert "could not be found" in call("GET", f"/orders/{number}")["Message"]


def test_a_lost_answer_does_not_unbuy_the_label(sandbox, sold, call):
    number = sold("#1001")
    url = f"{sandbox.base_url}/control/faults"
    rule = {
        "kind": "hangup",
        "platform": "shipstation",
        "match": {"operation": "createlabelfororder"},
        "args": {"after": True},
        "times": 1,
    }
    requests.post(url, json=rule, timeout=10)
    body = {
        "orderId": number,
        "carrierCode": "ups",
        "serviceCode": "ups_ground",
        "confirmation": "none",
        "shipDate": "2099-01-01",
        "testLabel": False,
    }
    with pytest.raises(requests.ConnectionError):
        call("POST", "/orders/createlabelfororder", json=body)
    found = call("GET", "/shipments", params={"orderId": number})
    assert found["total"] == 1


def test_live_orders_come_from_another_shop(sandbox, shipstation):
    sandbox.run(lambda: sandbox.kernel.reset(seed=3))
    number = sandbox.run(shipstation.new_order)
    newest = shipstation.snapshot()["tables"]["orders"][0]
    assert newest["number"] == number
    assert "Amazon" in newest["store"]


def test_a_run_can_be_repeated(sandbox, shipstation):
    def past() -> list[tuple]:
        sandbox.run(lambda: sandbox.kernel.reset(seed=3))
        rows = shipstation.snapshot()["tables"]["labels"]
        return [(row["order"], row["tracking"], row["cost"]) for row in rows]

    assert past() == past() != []


def test_the_control_page_gets_plain_words(act):
    answer = act("ship-order", order="nothing")
    assert answer.status_code == 404
    assert answer.json()["error"] == "There is no order 'nothing'."
    assert act("tracking-event", label=1, status="lost").status_code == 404
