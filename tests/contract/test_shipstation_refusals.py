"""Wrong requests, refused in ShipStation's own words. One row, one mistake."""

from __future__ import annotations

from itertools import count

import pytest

from .shipstation_seller import ADDRESS, ADDRESS_V2, PACKAGE, Seller

_names = count(1)


@pytest.fixture
def seller(remote) -> Seller:
    return Seller(remote, f"wrong-{next(_names)}")


def without(body: dict, *path: str) -> dict:
    """The body without one field, however deep it lies."""
    head, *rest = path
    if not rest:
        return {key: value for key, value in body.items() if key != head}
    return {**body, head: without(body[head], *rest)}


# -- V1: the body itself -----------------------------------------------------------
ORDER, LABEL = "/orders/createorder", "/shipments/createlabel"
ORDER_BODY, LABEL_BODY = Seller.order_body(), Seller.direct_label_body()
RATES_BODY = {
    "carrierCode": "fedex",
    "fromPostalCode": "97211",
    "toCountry": "US",
    "toPostalCode": "78701",
    "weight": {"value": 3, "units": "pounds"},
}
WRONG_V1 = [
    # what is wrong, path, body, the field that ShipStation names
    ("no order number", ORDER, without(ORDER_BODY, "orderNumber"), "orderNumber"),
    ("no order date", ORDER, without(ORDER_BODY, "orderDate"), "orderDate"),
    ("no status", ORDER, without(ORDER_BODY, "orderStatus"), "orderStatus"),
    ("no address", ORDER, without(ORDER_BODY, "shipTo"), "shipTo"),
    ("no country", ORDER, without(ORDER_BODY, "shipTo", "country"), "shipTo.country"),
    (
        "a country's name",
        ORDER,
        {**ORDER_BODY, "shipTo": {**ADDRESS, "country": "Germany"}},
        "shipTo.country",
    ),
    ("unknown status", ORDER, {**ORDER_BODY, "orderStatus": "new"}, "orderStatus"),
    ("text for money", ORDER, {**ORDER_BODY, "amountPaid": "110"}, "amountPaid"),
    ("no such date", ORDER, {**ORDER_BODY, "orderDate": "yesterday"}, "orderDate"),
    ("unknown field", ORDER, {**ORDER_BODY, "orderColour": "red"}, "orderColour"),
    ("a long number", ORDER, {**ORDER_BODY, "orderNumber": "9" * 51}, "orderNumber"),
    ("unknown tag", ORDER, {**ORDER_BODY, "tagIds": [1]}, "tagIds"),
    (
        "a line without quantity",
        ORDER,
        {**ORDER_BODY, "items": [{"name": "Chain"}]},
        "items[0].quantity",
    ),
    (
        "a unit of V2",
        ORDER,
        {**ORDER_BODY, "weight": {"value": 1, "units": "kilogram"}},
        "weight.units",
    ),
    ("a list", ORDER, [ORDER_BODY], ""),
    ("no body", ORDER, None, ""),
    ("a label without weight", LABEL, without(LABEL_BODY, "weight"), "weight"),
    ("a label from nowhere", LABEL, without(LABEL_BODY, "shipFrom"), "shipFrom"),
    ("no service", LABEL, without(LABEL_BODY, "serviceCode"), "serviceCode"),
    (
        "a service of another carrier",
        LABEL,
        {**LABEL_BODY, "serviceCode": "fedex_2day"},
        "serviceCode",
    ),
    ("no package type", LABEL, {**LABEL_BODY, "packageCode": "crate"}, "packageCode"),
    (
        "rates for nowhere",
        "/shipments/getrates",
        without(RATES_BODY, "toPostalCode"),
        "toPostalCode",
    ),
    (
        "UPS rates without a state",
        "/shipments/getrates",
        {**RATES_BODY, "carrierCode": "ups"},
        "toState",
    ),
    (
        "unknown event",
        "/webhooks/subscribe",
        {"target_url": "http://127.0.0.1:1/", "event": "ORDER_EATEN"},
        "event",
    ),
    (
        "an address outside",
        "/webhooks/subscribe",
        {"target_url": "http://192.0.2.1/", "event": "SHIP_NOTIFY"},
        "target_url",
    ),
    ("text for a number", "/shipments/voidlabel", {"shipmentId": "x"}, "shipmentId"),
]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [row[1:] for row in WRONG_V1],
    ids=[row[0] for row in WRONG_V1],
)
def test_v1_refuses_a_wrong_body(seller, path, body, field):
    answer = seller.v1("POST", path, body)
    assert answer.status_code == 400
    assert answer.json()["Message"] == "The request is invalid."
    assert f"request.{field}".rstrip(".") in answer.json()["ModelState"]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/orders", {"pageSize": 501}),
        ("/orders", {"page": "two"}),
        ("/orders", {"orderStatus": "new"}),
        ("/orders", {"modifiedSince": "2026-01-01"}),
        ("/orders", {"modifyDateStart": "last week"}),
        ("/orders/listbytag", {"tagId": 1}),
        ("/carriers/listservices", {}),
    ],
)
def test_v1_refuses_a_wrong_query(seller, path, query):
    answer = seller.v1("GET", path, **query)
    assert answer.status_code == 400
    assert answer.json()["ModelState"]


@pytest.mark.parametrize(
    "path", ["/orders/1", "/orders/abc", "/warehouses/1", "/stores/1", "/customers/1"]
)
def test_v1_does_not_know_what_is_not_there(seller, path):
    answer = seller.v1("GET", path)
    assert answer.status_code == 404
    assert "could not be found" in answer.json()["Message"]


# -- V1: what the account or the carrier refuses: status 500, an exception text ----
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"shipDate": "2020-01-01"}, "in the past"),
        ({"weight": {"value": 900, "units": "pounds"}}, "at most 70 lb"),
        ({"weight": {"value": 0, "units": "pounds"}}, "greater than zero"),
        ({"serviceCode": "usps_priority_mail_international"}, "international"),
        ({"confirmation": "direct_signature"}, "FedEx only"),
    ],
)
def test_v1_answers_500_when_no_label_can_be_made(seller, changes, words):
    order = seller.order("S1", items=[{"name": "Chain", "quantity": 1}])
    body = seller.label_body(order["orderId"])
    body = {**body, "weight": {"value": 1, "units": "pounds"}, **changes}
    answer = seller.v1("POST", "/orders/createlabelfororder", body)
    assert answer.status_code == 500
    assert words in answer.json()["ExceptionMessage"]


def test_v1_makes_no_label_for_an_order_whose_weight_nobody_knows(seller):
    order = seller.order("S1", items=[{"name": "Chain", "quantity": 1}])
    body = seller.label_body(order["orderId"])
    answer = seller.v1("POST", "/orders/createlabelfororder", body)
    assert "Weight" in answer.json()["ExceptionMessage"]


def test_v1_does_not_ship_an_order_twice(seller):
    order = seller.order("S1")
    seller.label(order["orderId"])
    body = seller.label_body(order["orderId"])
    answer = seller.v1("POST", "/orders/createlabelfororder", body)
    assert answer.status_code == 500
    assert "is shipped" in answer.json()["ExceptionMessage"]


# -- V2 ----------------------------------------------------------------------------
def _shipment(**changes) -> dict:
    return {
        "carrier_id": "stamps_com",  # its id is put in by the test
        "service_code": "usps_priority_mail",
        "ship_to": ADDRESS_V2,
        "ship_from": ADDRESS_V2,
        "packages": [PACKAGE],
        **changes,
    }


HOOK = {"url": "http://127.0.0.1:1/", "event": "label_created_v2"}
ABROAD = {**ADDRESS_V2, "country_code": "DE"}
MISSING, WRONG = "field_value_required", "invalid_field_value"
WRONG_V2 = [
    # what is wrong, path, body, error_code
    ("no shipment", "/labels", {"label_format": "pdf"}, MISSING),
    ("no packages", "/labels", {"shipment": without(_shipment(), "packages")}, MISSING),
    ("a parcel without weight", "/labels", {"shipment": _shipment(packages=[{}])},
     MISSING),
    ("a weightless parcel", "/labels",
     {"shipment": _shipment(packages=[{"weight": {"value": 0, "unit": "pound"}}])},
     MISSING),
    ("a unit of V1", "/labels",
     {"shipment": _shipment(packages=[{"weight": {"value": 1, "units": "pounds"}}])},
     WRONG),
    ("text for a weight", "/labels",
     {"shipment": _shipment(packages=[{"weight": {"value": "1", "unit": "pound"}}])},
     WRONG),
    ("nobody to ship to", "/labels", {"shipment": without(_shipment(), "ship_to")},
     MISSING),
    ("no city", "/labels",
     {"shipment": without(_shipment(), "ship_to", "city_locality")}, MISSING),
    ("no such service", "/labels", {"shipment": _shipment(service_code="teleport")},
     WRONG),
    ("a format nobody prints", "/labels",
     {"shipment": _shipment(), "label_format": "docx"}, WRONG),
    ("letter size as zpl", "/labels",
     {"shipment": _shipment(), "label_format": "zpl", "label_layout": "letter"}, WRONG),
    ("a field of V1", "/labels", {"shipment": _shipment(), "testLabel": True}, WRONG),
    ("a ship date in the past", "/labels",
     {"shipment": _shipment(ship_date="2020-01-01")}, WRONG),
    ("several parcels by USPS", "/labels",
     {"shipment": _shipment(packages=[PACKAGE, PACKAGE])}, "invalid_object"),
    ("abroad by a domestic service", "/labels",
     {"shipment": _shipment(ship_to=ABROAD)}, "invalid_object"),
    ("a signature that USPS lacks", "/labels",
     {"shipment": _shipment(confirmation="direct_signature")},
     "confirmation_not_supported"),
    ("rates of no carrier", "/rates",
     {"shipment": _shipment(), "rate_options": {}}, MISSING),
    ("rates of nothing", "/rates",
     {"rate_options": {"carrier_ids": ["stamps_com"]}}, MISSING),
    ("an unknown event", "/environment/webhooks", {**HOOK, "event": "label_eaten"},
     WRONG),
    ("a webhook to nowhere", "/environment/webhooks", without(HOOK, "url"), MISSING),
    ("a pickup of nothing", "/pickups", {"label_ids": []}, MISSING),
    ("a manifest of nothing", "/manifests", {}, MISSING),
    ("no body", "/shipments", None, "request_body_required"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [row[1:] for row in WRONG_V2],
    ids=[row[0] for row in WRONG_V2],
)
def test_v2_refuses_a_wrong_body(seller, path, body, code):
    answer = seller.v2("POST", path, _with_ids(seller, body))
    assert answer.status_code == 400, answer.text
    assert code in {error["error_code"] for error in answer.json()["errors"]}
    assert answer.json()["request_id"]


def _with_ids(seller: Seller, value):
    if isinstance(value, dict):
        return {key: _with_ids(seller, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_ids(seller, inner) for inner in value]
    return seller.carrier_id(value) if value == "stamps_com" else value


def test_v2_makes_no_shipment_where_it_makes_no_label(seller):
    body = {"shipment": seller.shipment_body(service_code="teleport")}
    assert seller.v2("POST", "/labels", body).status_code == 400
    assert seller.v2("GET", "/shipments").json()["total"] == 0


def test_v2_uses_an_external_id_for_one_label_only(seller):
    seller.v2_label(external_shipment_id="intent-1")
    body = {"shipment": seller.shipment_body(external_shipment_id="intent-1")}
    answer = seller.v2("POST", "/labels", body)
    assert answer.json()["errors"][0]["error_code"] == "identifier_conflict"
    found = seller.v2("GET", "/shipments/external_shipment_id/intent-1").json()
    labels = seller.v2("GET", "/labels", shipment_id=found["shipment_id"]).json()
    assert labels["total"] == 1


def test_v2_does_not_cancel_a_shipment_with_a_label(seller):
    label = seller.v2_label()
    answer = seller.v2("PUT", f"/shipments/{label['shipment_id']}/cancel")
    assert answer.json()["errors"][0]["error_code"] == "invalid_status"


@pytest.mark.parametrize(
    "path", ["/shipments/se-1", "/labels/se-1", "/rates/se-1", "/carriers/se-1"]
)
def test_v2_does_not_know_what_is_not_there(seller, path):
    answer = seller.v2("GET", path)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["error_code"] == "invalid_identifier"


# -- the door ----------------------------------------------------------------------
def test_a_wrong_key_opens_nothing(remote, seller):
    for auth in (None, ("x", "y"), (seller.keys["v1_key"], "wrong")):
        answer = remote.get("/shipstation/ssapi/orders", auth=auth)
        assert answer.status_code == 401
    for headers in ({}, {"api-key": "wrong"}):
        answer = remote.get("/shipstation/api/v2/labels", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["errors"][0]["error_code"] == "unauthorized"


def test_a_plan_without_api_says_so(seller):
    seller.act("set-account", api_access=False)
    assert "plan" in seller.v1("GET", "/orders").json()["Message"]
    error = seller.v2("GET", "/labels").json()["errors"][0]
    assert error["error_code"] == "invalid_billing_plan"


def test_sellers_do_not_see_each_other(remote):
    one, other = Seller(remote, "one"), Seller(remote, "other")
    order = one.order("S1")
    assert other.v1("GET", "/orders").json()["total"] == 0
    assert other.v1("GET", f"/orders/{order['orderId']}").status_code == 404
