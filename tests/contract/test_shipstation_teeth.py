"""The contract bites on both sides: on what we answer, and where it has no word."""

from __future__ import annotations

import pytest

from sandbox.contracts.shipstation_operations import OPERATIONS
from sandbox.shipstation.v1 import shapes as v1_shapes
from sandbox.shipstation.v2 import shapes as v2_shapes

from .shipstation_seller import Seller


@pytest.mark.breaks_a_contract
def test_a_field_that_is_missing_in_a_v1_answer_is_noticed(remote, monkeypatch):
    seller = Seller(remote, "broken-v1")
    whole = v1_shapes.order

    def broken(account, order):
        return {k: v for k, v in whole(account, order).items() if k != "orderKey"}

    monkeypatch.setattr(v1_shapes, "order", broken)
    answer = seller.v1("POST", "/orders/createorder", seller.order_body())
    assert answer.status_code == 599
    assert answer.headers["X-Sandbox-Contract"] == "broken"
    assert answer.json()["problems"] == ["orderKey: is required"]


@pytest.mark.breaks_a_contract
@pytest.mark.parametrize(
    ("field", "value"),
    [("tracking_number", 9400), ("status", "shiny"), ("colour", "red")],
)
def test_a_wrong_value_in_a_v2_answer_is_noticed(remote, monkeypatch, field, value):
    seller = Seller(remote, f"broken-v2-{field}")
    whole = v2_shapes.label
    monkeypatch.setattr(
        v2_shapes, "label", lambda *args: {**whole(*args), field: value}
    )
    body = {"shipment": seller.shipment_body()}
    answer = seller.v2("POST", "/labels", body)
    assert answer.status_code == 599
    assert answer.json()["problems"][0].startswith(f"{field}: ")


def test_every_operation_of_the_table_has_a_handler(kernel):
    platform = kernel.platforms["shipstation"]
    served = {(route.method, route.path) for route in platform.routes()}
    prefix = {"v1": "/ssapi", "v2": "/api/v2"}
    assert {(o.method, prefix[o.api] + o.path) for o in OPERATIONS} <= served
