"""ShipStation V2 as a connector uses it; every exchange is held against the types."""

from __future__ import annotations

from itertools import count

import pytest

from .shipstation_seller import ADDRESS_V2, PACKAGE, Seller

_names = count(1)


@pytest.fixture
def seller(remote) -> Seller:
    return Seller(remote, f"v2-{next(_names)}")


def _create(seller: Seller, **changes) -> dict:
    body = {"shipments": [seller.shipment_body(create_sales_order=True, **changes)]}
    answer = seller.v2("POST", "/shipments", body)
    assert answer.status_code == 200, answer.text
    return answer.json()["shipments"][0]


# -- shipments ---------------------------------------------------------------------
def test_a_shipment_is_v1s_order_under_another_name(seller):
    made = _create(seller, external_shipment_id="odoo-7", shipment_number="S7")
    number = made["shipment_id"].removeprefix("se-")
    order = seller.v1("GET", f"/orders/{number}").json()
    assert (order["orderKey"], order["orderNumber"]) == ("odoo-7", "S7")
    read = seller.v2("GET", "/shipments/external_shipment_id/odoo-7").json()
    assert read["shipment_id"] == made["shipment_id"]
    assert seller.v2("GET", f"/shipments/{made['shipment_id']}").json() == read


def test_an_external_id_can_be_used_once_only(seller):
    _create(seller, external_shipment_id="odoo-7")
    body = {"shipments": [seller.shipment_body(external_shipment_id="odoo-7")]}
    answer = seller.v2("POST", "/shipments", body).json()
    assert answer["has_errors"] is True
    assert "already exists" in answer["shipments"][0]["errors"][0]


def test_a_shipment_can_be_changed_until_it_is_cancelled(seller):
    made = _create(seller, external_shipment_id="odoo-7")
    path = f"/shipments/{made['shipment_id']}"
    body = {"notes_from_buyer": "ring twice", "hold_until_date": "2031-01-01"}
    changed = seller.v2("PUT", path, body).json()
    assert changed["notes_from_buyer"] == "ring twice"
    assert changed["hold_until_date"].startswith("2031-01-01")
    refused = seller.v2("PUT", path, {"external_shipment_id": "other"})
    assert refused.json()["errors"][0]["error_code"] == "identifiers_must_match"
    assert seller.v2("PUT", f"{path}/cancel").status_code == 204
    assert seller.v2("PUT", path, body).status_code == 400
    assert seller.v2("GET", path).json()["shipment_status"] == "cancelled"


def test_shipments_are_listed_page_by_page_by_their_links(seller):
    for number in range(3):
        _create(seller, shipment_number=f"S{number}")
    answer = seller.v2("GET", "/shipments", page_size=2, sort_dir="asc").json()
    seen = [one["shipment_number"] for one in answer["shipments"]]
    answer = seller.follow(answer["links"]["next"]["href"], "v2").json()
    seen += [one["shipment_number"] for one in answer["shipments"]]
    assert seen == ["S0", "S1", "S2"]
    assert answer["links"]["next"] == {}
    found = seller.v2("GET", "/shipments", shipment_status="pending", item_keyword="x")
    assert found.json()["total"] == 0


def test_tags_are_known_by_their_names(seller):
    made = _create(seller)
    path = f"/shipments/{made['shipment_id']}/tags/Rush"
    assert seller.v2("POST", path).json()["tag"] == {"name": "Rush"}
    assert {"name": "Rush"} in seller.v2("GET", "/tags").json()["tags"]
    assert seller.v2("POST", "/tags/Later").json() == {"name": "Later"}
    assert seller.v2("DELETE", path).status_code == 204


# -- rates -------------------------------------------------------------------------
def test_rates_of_several_carriers_in_one_call(seller):
    ids = [seller.carrier_id(code) for code in ("stamps_com", "ups", "fedex")]
    body = {
        "shipment": {
            "ship_to": ADDRESS_V2,
            "ship_from": {**ADDRESS_V2, "postal_code": "97211"},
            "packages": [PACKAGE],
        },
        "rate_options": {"carrier_ids": ids},
    }
    answer = seller.v2("POST", "/rates", body).json()
    rates = answer["rate_response"]["rates"]
    assert {rate["carrier_code"] for rate in rates} == {"stamps_com", "ups", "fedex"}
    one = seller.v2("GET", f"/rates/{rates[0]['rate_id']}").json()
    assert one == rates[0]
    path = f"/shipments/{answer['shipment_id']}/rates"
    assert len(seller.v2("GET", path).json()["rates"]) == len(rates)


def test_a_label_is_bought_at_the_price_of_its_rate(seller):
    body = {
        "shipment": seller.shipment_body(),
        "rate_options": {
            "carrier_ids": [seller.carrier_id("stamps_com")],
            "service_codes": ["usps_ground_advantage"],
        },
    }
    rate = seller.v2("POST", "/rates", body).json()["rate_response"]["rates"][0]
    path = f"/labels/rates/{rate['rate_id']}"
    label = seller.v2("POST", path, {"label_format": "zpl"}).json()
    assert label["service_code"] == "usps_ground_advantage"
    assert label["shipment_cost"]["amount"] == rate["shipping_amount"]["amount"]
    assert seller.v2("GET", "/labels", rate_id=rate["rate_id"]).json()["total"] == 1


def test_several_parcels_cost_more_and_single_parcel_services_say_no(seller):
    body = {
        "shipment": seller.shipment_body(packages=[PACKAGE, PACKAGE]),
        "rate_options": {
            "carrier_ids": [seller.carrier_id("stamps_com"), seller.carrier_id("ups")]
        },
    }
    answer = seller.v2("POST", "/rates", body).json()["rate_response"]
    assert {rate["carrier_code"] for rate in answer["rates"]} == {"ups"}
    assert {rate["carrier_code"] for rate in answer["invalid_rates"]} == {"stamps_com"}
    assert answer["invalid_rates"][0]["error_messages"]


def test_an_estimate_needs_postal_codes_only(seller):
    body = {
        "carrier_ids": [seller.carrier_id("ups")],
        "from_country_code": "US",
        "from_postal_code": "97211",
        "to_country_code": "US",
        "to_postal_code": "78701",
        "weight": {"value": 16, "unit": "ounce"},
    }
    rates = seller.v2("POST", "/rates/estimate", body).json()
    assert "ups_ground" in {rate["service_code"] for rate in rates}


# -- labels ------------------------------------------------------------------------
def test_a_label_of_an_existing_shipment(seller):
    made = _create(seller)
    path = f"/labels/shipment/{made['shipment_id']}"
    label = seller.v2("POST", path, {"label_layout": "4x6"}).json()
    assert label["shipment_id"] == made["shipment_id"]
    again = seller.v2("POST", path, {})
    assert again.json()["errors"][0]["error_code"] == "invalid_status"
    read = seller.v2("GET", f"/shipments/{made['shipment_id']}").json()
    assert read["shipment_status"] == "label_purchased"


def test_each_parcel_has_its_tracking_number(seller):
    label = seller.v2_label(
        carrier_id=seller.carrier_id("ups"),
        service_code="ups_ground",
        packages=[PACKAGE, PACKAGE, PACKAGE],
    )
    numbers = {one["tracking_number"] for one in label["packages"]}
    assert len(numbers) == 3
    assert label["tracking_number"] in numbers


def test_a_label_abroad_needs_a_declaration(seller):
    abroad = {
        **ADDRESS_V2,
        "country_code": "DE",
        "postal_code": "10115",
        "city_locality": "Berlin",
    }
    changes = {"ship_to": abroad, "service_code": "usps_priority_mail_international"}
    body = {"shipment": seller.shipment_body(**changes)}
    refused = seller.v2("POST", "/labels", body).json()["errors"][0]
    assert refused["error_code"] == "customs_items_required"
    declared = {
        "contents": "merchandise",
        "non_delivery": "return_to_sender",
        "customs_items": [
            {
                "description": "Chain",
                "quantity": 1,
                "value": 40,
                "value_currency": "usd",
            }
        ],
    }
    label = seller.v2_label(**changes, customs=declared)
    assert label["is_international"] is True


def test_a_return_label_goes_the_other_way(seller):
    label = seller.v2_label()
    path = f"/labels/{label['label_id']}/return"
    back = seller.v2("POST", path, {"label_format": "pdf"}).json()
    assert back["is_return_label"] is True
    assert back["outbound_label_id"] == label["label_id"]
    assert back["ship_to"]["postal_code"] == "97211"


def test_a_parcel_is_tracked_from_label_to_door(seller):
    label = seller.v2_label()
    path = f"/labels/{label['label_id']}/track"
    assert seller.v2("GET", path).json()["status_code"] == "NY"
    for status in ("accepted", "in_transit", "delivered"):
        seller.act(
            "tracking-event", tracking_number=label["tracking_number"], status=status
        )
    tracked = seller.v2("GET", path).json()
    assert tracked["status_code"] == "DE"
    assert [e["status_code"] for e in tracked["events"]] == ["DE", "IT", "AC"]
    read = seller.v2("GET", f"/labels/{label['label_id']}").json()
    assert read["tracking_status"] == "delivered"
    query = {"carrier_code": "stamps_com", "tracking_number": label["tracking_number"]}
    assert seller.v2("POST", "/tracking/stop", **query).status_code == 204


# -- the rest of the account ------------------------------------------------------
def test_carriers_with_services_packages_and_options(seller):
    carriers = seller.v2("GET", "/carriers").json()["carriers"]
    path = f"/carriers/{carriers[0]['carrier_id']}"
    assert seller.v2("GET", path).json() == carriers[0]
    for part in ("services", "packages", "options"):
        assert seller.v2("GET", f"{path}/{part}").json()[part]


def test_warehouses_users_and_products_are_there_to_read(seller):
    warehouses = seller.v2("GET", "/warehouses").json()["warehouses"]
    path = f"/warehouses/{warehouses[0]['warehouse_id']}"
    assert seller.v2("GET", path).json() == warehouses[0]
    assert seller.v2("GET", "/users").json()["total"] == 2
    assert seller.v2("GET", "/products", active=True).json()["total"] == 0


def test_package_types_of_ones_own_can_be_used(seller):
    body = {"package_code": "tube", "name": "Fork tube"}
    made = seller.v2("POST", "/packages", body).json()
    path = f"/packages/{made['package_id']}"
    assert seller.v2("PUT", path, {**body, "name": "Tube"}).status_code == 204
    assert seller.v2("GET", path).json()["name"] == "Tube"
    assert seller.v2_label(packages=[{**PACKAGE, "package_code": "tube"}])
    assert seller.v2("DELETE", path).status_code == 204
    assert seller.v2("GET", "/packages").json() == {"packages": []}


def test_addresses_are_judged(seller):
    good = {k: v for k, v in ADDRESS_V2.items() if k != "name"}
    bad = {**good, "postal_code": "1"}
    far = {**good, "country_code": "ZA"}
    answer = seller.v2("POST", "/addresses/validate", [good, bad, far]).json()
    assert [one["status"] for one in answer] == ["verified", "error", "unverified"]


def test_a_batch_buys_labels_in_the_background(seller, remote):
    ids = [_create(seller)["shipment_id"] for _ in range(2)]
    unfit = _create(seller, packages=[{"weight": {"value": 900, "unit": "pound"}}])
    body = {"shipment_ids": [ids[0]], "external_batch_id": "morning"}
    batch = seller.v2("POST", "/batches", body).json()
    path = f"/batches/{batch['batch_id']}"
    more = {"shipment_ids": [ids[1], unfit["shipment_id"]]}
    assert seller.v2("POST", f"{path}/add", more).status_code == 204
    assert seller.v2("POST", f"{path}/process/labels", {}).status_code == 204
    remote.advance(5)
    done = seller.v2("GET", "/batches/external_batch_id/morning").json()
    assert done["status"] == "completed_with_errors"
    assert (done["completed"], done["errors"]) == (2, 1)
    errors = seller.v2("GET", f"{path}/errors").json()["errors"]
    assert errors[0]["shipment_id"] == unfit["shipment_id"]
    labels = seller.v2("GET", "/labels", batch_id=batch["batch_id"]).json()
    assert labels["total"] == 2
    refused = seller.v2("DELETE", path).json()["errors"][0]
    assert refused["error_code"] == "batch_cannot_be_modified"
    assert seller.v2("GET", "/batches").json()["total"] == 1
    assert seller.v2("GET", path).ok


def test_an_open_batch_can_be_emptied_and_dropped(seller):
    made = _create(seller)
    batch = seller.v2(
        "POST", "/batches", {"shipment_ids": [made["shipment_id"]]}
    ).json()
    path = f"/batches/{batch['batch_id']}"
    body = {"shipment_ids": [made["shipment_id"]]}
    assert seller.v2("POST", f"{path}/remove", body).status_code == 204
    assert seller.v2("GET", path).json()["count"] == 0
    assert seller.v2("DELETE", path).status_code == 204


def test_a_manifest_lists_labels_once(seller, remote):
    label = seller.v2_label()
    body = {"label_ids": [label["label_id"]]}
    made = seller.v2("POST", "/manifests", body).json()["manifests"][0]
    url = made["manifest_download"]["href"]
    assert remote.get(url.removeprefix(remote.base_url)).content.startswith(b"%PDF-")
    assert seller.v2("POST", "/manifests", body).status_code == 400
    assert seller.v2("GET", f"/manifests/{made['manifest_id']}").json() == made
    assert seller.v2("GET", "/manifests").json()["total"] == 1


def test_a_pickup_is_asked_for_and_called_off(seller):
    label = seller.v2_label()
    body = {
        "label_ids": [label["label_id"]],
        "contact_details": {"name": "Dana", "email": "d@example.com", "phone": "555"},
        "pickup_window": {
            "start_at": "2030-01-02T15:00:00Z",
            "end_at": "2030-01-02T18:00:00Z",
        },
    }
    made = seller.v2("POST", "/pickups", body).json()
    path = f"/pickups/{made['pickup_id']}"
    assert seller.v2("GET", path).json() == made
    assert seller.v2("GET", "/pickups").json()["total"] == 1
    assert seller.v2("DELETE", path).json() == {"pickup_id": made["pickup_id"]}


def test_fulfillments_succeed_and_fail_each_for_itself(seller):
    made = _create(seller)
    good = {
        "shipment_id": made["shipment_id"],
        "tracking_number": "1Z77",
        "carrier_code": "ups",
    }
    bad = {**good, "shipment_id": "se-1"}
    answer = seller.v2("POST", "/fulfillments", {"fulfillments": [good, bad]}).json()
    assert answer["has_errors"] is True
    assert answer["fulfillments"][0]["error_message"] is None
    assert answer["fulfillments"][1]["error_message"]
    found = seller.v2("GET", "/fulfillments", tracking_number="1Z77").json()
    assert found["fulfillments"][0]["shipment_id"] == made["shipment_id"]


def test_two_hundred_calls_a_minute_and_then_a_pause(seller, remote):
    seller.act("set-account", v2_limit=2)
    assert seller.v2("GET", "/tags").ok
    assert seller.v2("GET", "/tags").ok
    answer = seller.v2("GET", "/tags")
    assert answer.status_code == 429
    assert answer.json()["errors"][0]["error_code"] == "rate_limit_exceeded"
    remote.advance(int(answer.headers["Retry-After"]))
    assert seller.v2("GET", "/tags").ok
