"""A seller of his own for each test: fresh keys, fresh budgets, nothing shipped yet."""

from __future__ import annotations

import copy
from typing import Any

from sandbox.remote import Remote

Json = dict[str, Any]

ADDRESS = {
    "name": "Jo Rider",
    "street1": "500 Main St",
    "city": "Austin",
    "state": "TX",
    "postalCode": "78701",
    "country": "US",
    "phone": "512-555-0100",
}
ADDRESS_V2 = {
    "name": "Jo Rider",
    "address_line1": "500 Main St",
    "city_locality": "Austin",
    "state_province": "TX",
    "postal_code": "78701",
    "country_code": "US",
}
PACKAGE = {"weight": {"value": 2, "unit": "pound"}}


class Seller:
    def __init__(self, remote: Remote, name: str) -> None:
        self.remote, self.name = remote, name
        self.keys = remote.control("POST", "shipstation/add-account", name=name)

    def v1(self, method: str, path: str, body: Any = None, **query: Any):
        auth = (self.keys["v1_key"], self.keys["v1_secret"])
        return self.remote.request(
            method, f"/shipstation/ssapi{path}", json=body, params=query, auth=auth
        )

    def v2(self, method: str, path: str, body: Any = None, **query: Any):
        headers = {"api-key": self.keys["v2_key"]}
        return self.remote.request(
            method, f"/shipstation/api/v2{path}", json=body, params=query,
            headers=headers,
        )  # fmt: skip

    def follow(self, url: str, api: str):
        """GET a resource_url as it was sent."""
        path = url.removeprefix(self.remote.base_url + "/shipstation")
        for known, prefix in (("v1", "/ssapi"), ("v2", "/api/v2")):
            if api == known:
                return getattr(self, api)("GET", path.removeprefix(prefix))
        raise AssertionError(api)

    def act(self, action: str, **body: Any) -> Any:
        """Something that is done in ShipStation's own screens."""
        path = f"shipstation/{action}"
        return self.remote.control("POST", path, account=self.name, **body)

    def balance(self) -> float:
        answer = self.v1("GET", "/carriers/getcarrier", carrierCode="stamps_com")
        return answer.json()["balance"]

    # -- bodies that are right -------------------------------------------------
    @staticmethod
    def order_body(number: str = "S1001", **changes: Any) -> Json:
        return {
            "orderNumber": number,
            "orderKey": f"key-{number}",
            "orderDate": "2026-11-19T08:00:00",
            "orderStatus": "awaiting_shipment",
            "billTo": {"name": "Jo Rider"},
            "shipTo": copy.deepcopy(ADDRESS),
            "items": [
                {
                    "lineItemKey": "line-1",
                    "sku": "TT-1",
                    "name": "Chain",
                    "quantity": 2,
                    "unitPrice": 39.5,
                    "weight": {"value": 20, "units": "ounces"},
                },
                {
                    "lineItemKey": "line-2",
                    "sku": "TT-2",
                    "name": "Sprocket",
                    "quantity": 1,
                    "unitPrice": 25,
                    "weight": {"value": 500, "units": "grams"},
                },
            ],
            "amountPaid": 110,
            "shippingAmount": 6,
            **changes,
        }

    @staticmethod
    def label_body(order_id: int, **changes: Any) -> Json:
        return {
            "orderId": order_id,
            "carrierCode": "stamps_com",
            "serviceCode": "usps_priority_mail",
            "packageCode": "package",
            "confirmation": "delivery",
            "shipDate": "2030-01-02",
            "testLabel": False,
            **changes,
        }

    @staticmethod
    def direct_label_body(**changes: Any) -> Json:
        return {
            "carrierCode": "ups",
            "serviceCode": "ups_ground",
            "packageCode": "package",
            "shipDate": "2030-01-02",
            "weight": {"value": 3, "units": "pounds"},
            "shipFrom": copy.deepcopy(ADDRESS),
            "shipTo": {**ADDRESS, "postalCode": "10001", "state": "NY"},
            **changes,
        }

    def shipment_body(self, **changes: Any) -> Json:
        return {
            "carrier_id": self.carrier_id("stamps_com"),
            "service_code": "usps_priority_mail",
            "ship_to": copy.deepcopy(ADDRESS_V2),
            "ship_from": {**ADDRESS_V2, "postal_code": "97211", "name": "Us"},
            "packages": [copy.deepcopy(PACKAGE)],
            **changes,
        }

    # -- things that are there -------------------------------------------------
    def order(self, number: str = "S1001", **changes: Any) -> Json:
        answer = self.v1(
            "POST", "/orders/createorder", self.order_body(number, **changes)
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def label(self, order_id: int, **changes: Any) -> Json:
        body = self.label_body(order_id, **changes)
        answer = self.v1("POST", "/orders/createlabelfororder", body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def v2_label(self, **changes: Any) -> Json:
        body = {"shipment": self.shipment_body(**changes)}
        answer = self.v2("POST", "/labels", body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def carrier_id(self, code: str) -> str:
        for carrier in self.carriers:
            if carrier["code"] == code:
                return f"se-{carrier['shippingProviderId']}"
        raise AssertionError(code)

    @property
    def carriers(self) -> list[Json]:
        if not hasattr(self, "_carriers"):
            self._carriers = self.v1("GET", "/carriers").json()
        return self._carriers
