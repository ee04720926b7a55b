"""ShipStation V1 as a connector uses it; every exchange is held against the types."""

from __future__ import annotations

import base64
from itertools import count

import pytest

from .shipstation_seller import ADDRESS, Seller

_names = count(1)


@pytest.fixture
def seller(remote) -> Seller:
    return Seller(remote, f"v1-{next(_names)}")


# -- orders ------------------------------------------------------------------------
def test_the_order_key_makes_createorder_an_upsert(seller):
    first = seller.order("S1", customerNotes="before noon")
    again = seller.order("S1", customerNotes="after noon")
    assert again["orderId"] == first["orderId"]
    assert again["customerNotes"] == "after noon"
    assert [i["orderItemId"] for i in again["items"]] == [
        i["orderItemId"] for i in first["items"]
    ]
    assert seller.v1("GET", "/orders").json()["total"] == 1


def test_an_order_comes_back_as_it_was_sent_and_completed(seller):
    order = seller.order(
        "S1",
        customerUsername="jo",
        customerEmail="jo@example.com",
        advancedOptions={"customField1": "Odoo", "source": "odoo"},
    )
    read = seller.v1("GET", f"/orders/{order['orderId']}").json()
    assert read["shipTo"]["postalCode"] == "78701"
    assert read["advancedOptions"]["customField1"] == "Odoo"
    assert read["orderTotal"] == pytest.approx(2 * 39.5 + 25 + 6)
    assert read["weight"]["units"] == "ounces"
    assert read["weight"]["value"] == pytest.approx(57.64)
    customer = seller.v1("GET", f"/customers/{read['customerId']}").json()
    assert customer["name"] == "Jo Rider"
    assert seller.v1("GET", "/customers", countryCode="US").json()["total"] == 1


def test_many_orders_at_once_answer_each_for_itself(seller):
    shipped = seller.order("S1")
    seller.label(shipped["orderId"])
    answer = seller.v1(
        "POST",
        "/orders/createorders",
        [seller.order_body("S1"), seller.order_body("S2")],
    ).json()
    assert answer["hasErrors"] is True
    assert [one["success"] for one in answer["results"]] == [False, True]
    assert "shipped" in answer["results"][0]["errorMessage"]


@pytest.mark.parametrize("status", ["shipped", "cancelled"])
def test_shipped_and_cancelled_orders_are_locked(seller, status):
    seller.order("S1", orderStatus=status)
    answer = seller.v1("POST", "/orders/createorder", seller.order_body("S1"))
    assert answer.status_code == 400
    assert status in answer.json()["Message"]


def test_orders_are_listed_page_by_page_to_the_end(seller):
    for number in range(5):
        seller.order(f"S{number}")
    seen, page = [], 1
    while True:
        answer = seller.v1("GET", "/orders", page=page, pageSize=2).json()
        seen += [order["orderNumber"] for order in answer["orders"]]
        if page >= answer["pages"]:
            break
        page += 1
    assert (page, answer["total"]) == (3, 5)
    assert seen == [f"S{number}" for number in range(5)]


def test_dates_without_an_offset_are_pacific_time(seller):
    seller.order("S1", orderDate="2026-11-19T23:30:00")
    order = seller.order("S2", orderDate="2026-11-20T07:30:00Z")
    assert order["orderDate"].startswith("2026-11-19T23:30:00")
    found = seller.v1(
        "GET", "/orders", orderDateStart="2026-11-19", orderDateEnd="2026-11-19"
    ).json()
    assert found["total"] == 2


def test_filters_of_the_order_list(seller):
    seller.order("A1", shipTo={**ADDRESS, "name": "Ann"})
    held = seller.order("B1")
    body = {"orderId": held["orderId"], "holdUntilDate": "2031-01-01"}
    assert seller.v1("POST", "/orders/holduntil", body).json()["success"]

    def numbers(**query):
        found = seller.v1("GET", "/orders", **query).json()["orders"]
        return [order["orderNumber"] for order in found]

    assert numbers(orderNumber="A") == ["A1"]
    assert numbers(customerName="ann") == ["A1"]
    assert numbers(orderStatus="on_hold") == ["B1"]
    assert numbers(itemKeyword="sprocket") == ["A1", "B1"]
    assert numbers(modifyDateStart="2099-01-01") == []
    assert numbers(sortBy="CreateDate", sortDir="DESC") == ["B1", "A1"]


def test_a_hold_ends_by_hand(seller):
    order = seller.order("S1")
    body = {"orderId": order["orderId"], "holdUntilDate": "2031-01-01"}
    seller.v1("POST", "/orders/holduntil", body)
    read = seller.v1("GET", f"/orders/{order['orderId']}").json()
    assert (read["orderStatus"], read["holdUntilDate"]) == ("on_hold", "2031-01-01")
    body = {"orderId": order["orderId"]}
    assert seller.v1("POST", "/orders/restorefromhold", body).json()["success"]
    read = seller.v1("GET", f"/orders/{order['orderId']}").json()
    assert read["orderStatus"] == "awaiting_shipment"


def test_tags_and_users_are_put_on_orders(seller):
    order = seller.order("S1")
    tag = seller.v1("GET", "/accounts/listtags").json()[0]["tagId"]
    user = seller.v1("GET", "/users").json()[0]["userId"]
    body = {"orderId": order["orderId"], "tagId": tag}
    assert seller.v1("POST", "/orders/addtag", body).json()["success"]
    found = seller.v1(
        "GET", "/orders/listbytag", tagId=tag, orderStatus="awaiting_shipment"
    ).json()
    assert found["total"] == 1
    seller.v1("POST", "/orders/removetag", body)
    users = {"orderIds": [order["orderId"]], "userId": user}
    seller.v1("POST", "/orders/assignuser", users)
    read = seller.v1("GET", f"/orders/{order['orderId']}").json()
    assert (read["tagIds"], read["userId"]) == (None, user)
    seller.v1("POST", "/orders/unassignuser", {"orderIds": [order["orderId"]]})


def test_marked_as_shipped_without_a_label_is_a_fulfillment(seller):
    order = seller.order("S1")
    body = {
        "orderId": order["orderId"],
        "carrierCode": "ups",
        "trackingNumber": "1Z9",
        "notifySalesChannel": True,
    }
    assert seller.v1("POST", "/orders/markasshipped", body).status_code == 200
    found = seller.v1("GET", "/fulfillments", trackingNumber="1Z9").json()
    assert found["fulfillments"][0]["orderId"] == order["orderId"]
    read = seller.v1("GET", f"/orders/{order['orderId']}").json()
    assert read["orderStatus"] == "shipped"


def test_a_deleted_order_is_gone(seller):
    order = seller.order("S1")
    assert seller.v1("DELETE", f"/orders/{order['orderId']}").json()["success"]
    assert seller.v1("GET", f"/orders/{order['orderId']}").status_code == 404


# -- labels ------------------------------------------------------------------------
def test_a_label_for_an_order_ships_it_and_is_listed(seller):
    order = seller.order("S1")
    label = seller.label(order["orderId"])
    assert base64.b64decode(label["labelData"]).startswith(b"%PDF-")
    read = seller.v1("GET", f"/orders/{order['orderId']}").json()
    assert read["orderStatus"] == "shipped"
    found = seller.v1(
        "GET", "/shipments", orderId=order["orderId"], includeShipmentItems=True
    ).json()["shipments"]
    assert found[0]["trackingNumber"] == label["trackingNumber"]
    assert [i["sku"] for i in found[0]["shipmentItems"]] == ["TT-1", "TT-2"]


def test_a_ship_date_is_a_day_in_pacific_time(seller):
    seller.label(seller.order("S1")["orderId"], shipDate="2030-01-02")

    def found(start: str, end: str) -> int:
        query = {"shipDateStart": start, "shipDateEnd": end}
        return seller.v1("GET", "/shipments", **query).json()["total"]

    assert found("2030-01-02", "2030-01-02") == 1
    assert found("2029-12-31", "2030-01-01T23:59:59") == 0


def test_a_label_without_an_order(seller):
    answer = seller.v1("POST", "/shipments/createlabel", seller.direct_label_body())
    assert answer.status_code == 200, answer.text
    assert answer.json()["orderId"] is None
    assert answer.json()["trackingNumber"].startswith("1Z")


def test_rates_of_one_carrier(seller):
    body = {
        "carrierCode": "fedex",
        "fromPostalCode": "97211",
        "toState": "TX",
        "toCountry": "US",
        "toPostalCode": "78701",
        "weight": {"value": 32, "units": "ounces"},
        "confirmation": "signature",
    }
    rates = seller.v1("POST", "/shipments/getrates", body).json()
    costs = {rate["serviceCode"]: rate["shipmentCost"] for rate in rates}
    assert costs["fedex_ground"] < costs["fedex_standard_overnight"]
    assert "fedex_international_economy" not in costs


def test_a_voided_label_is_found_by_its_void_date(seller):
    order = seller.order("S1")
    label = seller.label(order["orderId"])
    body = {"shipmentId": label["shipmentId"]}
    assert seller.v1("POST", "/shipments/voidlabel", body).json()["approved"] is True
    found = seller.v1("GET", "/shipments", voidDateStart="2020-01-01").json()
    assert found["shipments"][0]["voided"] is True
    again = seller.v1("POST", "/shipments/voidlabel", body).json()
    assert again["approved"] is False


# -- the rest of the account ------------------------------------------------------
def test_carriers_with_services_packages_and_funds(seller):
    for carrier in seller.carriers:
        query = {"carrierCode": carrier["code"]}
        assert seller.v1("GET", "/carriers/getcarrier", **query).ok
        assert seller.v1("GET", "/carriers/listservices", **query).json()
        assert seller.v1("GET", "/carriers/listpackages", **query).json()
    before = seller.balance()
    body = {"carrierCode": "stamps_com", "amount": 25}
    answer = seller.v1("POST", "/carriers/addfunds", body).json()
    assert answer["balance"] == before + 25


def test_stores_and_their_refresh(seller):
    stores = seller.v1("GET", "/stores").json()
    number = stores[1]["storeId"]
    store = seller.v1("GET", f"/stores/{number}").json()
    store["storeName"] = "Renamed"
    assert seller.v1("PUT", f"/stores/{number}", store).json()["storeName"] == "Renamed"
    assert seller.v1("POST", "/stores/refreshstore", {"storeId": number}).ok
    assert seller.v1("GET", "/stores/getrefreshstatus", storeId=number).ok
    assert seller.v1("POST", "/stores/deactivate", {"storeId": str(number)}).ok
    assert len(seller.v1("GET", "/stores").json()) == len(stores) - 1
    assert seller.v1("POST", "/stores/reactivate", {"storeId": str(number)}).ok
    marketplaces = seller.v1("GET", "/stores/marketplaces").json()
    assert {"Amazon", "Shopify"} <= {one["name"] for one in marketplaces}


def test_warehouses_are_made_changed_and_removed(seller):
    body = {"warehouseName": "Annex", "originAddress": ADDRESS}
    made = seller.v1("POST", "/warehouses/createwarehouse", body).json()
    path = f"/warehouses/{made['warehouseId']}"
    assert seller.v1("GET", path).json()["returnAddress"]["city"] == "Austin"
    changed = {**made, "warehouseName": "Annex 2"}
    assert seller.v1("PUT", path, changed).json()["warehouseName"] == "Annex 2"
    assert seller.v1("DELETE", path).json()["success"] is True
    assert len(seller.v1("GET", "/warehouses").json()) == 1


def test_products_of_the_seeded_account(remote):
    main = Seller.__new__(Seller)
    main.remote, main.name = remote, "main"
    main.keys = {"v1_key": "sandbox-v1-key", "v1_secret": "sandbox-v1-secret"}
    remote.control("POST", "shipstation/set-account", v1_limit=1000)
    listed = main.v1("GET", "/products", pageSize=2).json()["products"][0]
    path = f"/products/{listed['productId']}"
    product = main.v1("GET", path).json()
    assert product["sku"] == listed["sku"]
    body = {"productId": product["productId"], "warehouseLocation": "A-3"}
    assert main.v1("PUT", path, body).json()["success"] is True
    assert main.v1("GET", "/products", sku=product["sku"]).json()["total"] == 1


def test_forty_calls_a_minute_and_then_a_pause(seller, remote):
    seller.act("set-account", v1_limit=3)
    for left in (2, 1, 0):
        answer = seller.v1("GET", "/users")
        assert answer.headers["X-Rate-Limit-Remaining"] == str(left)
    answer = seller.v1("GET", "/users")
    assert answer.status_code == 429
    wait_s = int(answer.headers["X-Rate-Limit-Reset"])
    assert 0 < wait_s <= 60
    remote.advance(wait_s)
    assert seller.v1("GET", "/users").status_code == 200
