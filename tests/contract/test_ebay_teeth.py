"""The suite bites: a broken answer of the sandbox does not go by unseen."""

from __future__ import annotations

import pytest

from sandbox.contracts import ebay
from sandbox.ebay import order_json, orders
from sandbox.ebay.call import ROUTES

from .ebay_seller import FULFILLMENT, EbaySeller


@pytest.mark.breaks_a_contract
@pytest.mark.parametrize(
    "spoil",
    [
        lambda order: order.pop("lineItems"),
        lambda order: order.update(orderPaymentStatus="SORT_OF"),
        lambda order: order.update(lineItems="two"),
        lambda order: order["pricingSummary"]["total"].update(value=9.9),
        lambda order: order.update(buyerName="Sam"),
    ],
    ids=["field lost", "unknown status", "text for a list", "number", "unknown field"],
)
def test_a_broken_order_is_noticed(remote, monkeypatch, spoil):
    def spoiled(*args):
        body = order_json.order_json(*args)
        spoil(body)
        return body

    seller = EbaySeller(remote)
    path = f"{FULFILLMENT}/order?limit=1"
    assert seller.call("GET", path).status_code == 200
    monkeypatch.setattr(orders, "order_json", spoiled)
    answer = seller.call("GET", path)
    assert answer.status_code == 599
    assert answer.headers["X-Sandbox-Contract"] == "broken"


def test_every_operation_that_the_sandbox_plays_is_ebays(kernel):
    contract = ebay.load()
    for name, route in ROUTES.items():
        operation = contract.operation[name]
        assert (route.method, route.path) == (operation.method, operation.path)


def test_a_clients_request_can_be_held_against_the_contract_by_itself(kernel):
    contract = ebay.load()
    headers = {"Content-Language": "en-US", "content-type": "application/json"}
    url = "https://api.ebay.com/sell/inventory/v1/offer"
    good = b'{"sku": "A", "marketplaceId": "EBAY_US", "format": "FIXED_PRICE"}'
    assert contract.check_http("POST", url, headers, good) == []
    sandbox = "http://127.0.0.1:8899/ebay/api/sell/inventory/v1/offer"
    bad = good.replace(b"EBAY_US", b"EBAY_XX")
    [problem] = contract.check_http("POST", sandbox, headers, bad)
    assert problem.startswith("sell_inventory.createOffer marketplaceId")
    assert contract.check_http("POST", f"{url}?sku=A", {}, good)
    assert contract.check_http("PATCH", url, headers, good)


def test_ordered_surprises_pass_on_purpose(remote):
    """A new field is for the client to bear; it is no slip of the sandbox."""
    seller = EbaySeller(remote)
    remote.fault("new_field", platform="ebay", times=1)
    order = seller.ok("GET", f"{FULFILLMENT}/order?limit=1")
    assert "sandboxSurprise" in order
    remote.fault("unknown_enum", platform="ebay", times=1)
    text = seller.call("GET", f"{FULFILLMENT}/order?limit=1").text
    assert "SOMETHING_NEW" in text
