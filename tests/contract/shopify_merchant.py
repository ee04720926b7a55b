"""A merchant's program: what it takes to talk to a Shopify store, for tests."""

from __future__ import annotations

import json
import uuid
from typing import Any

import requests

from sandbox.remote import Remote
from sandbox.shopify.platform import STATIC_TOKEN

SHOP, VERSION = "motor-parts", "2026-07"


class Merchant:
    def __init__(
        self,
        remote: Remote,
        shop: str = SHOP,
        token: str = STATIC_TOKEN,
        version: str = VERSION,
    ) -> None:
        self.remote, self.shop, self.token, self.version = remote, shop, token, version

    @classmethod
    def of_a_new_shop(cls, remote: Remote, version: str = VERSION) -> Merchant:
        """An empty store of the test's own, with one place to ship from."""
        shop = f"shop-{uuid.uuid4().hex[:8]}"
        remote.act("shopify", "open-shop", shop=shop)
        merchant = cls(remote, shop, version=version)
        for name in ("Portland", "Atlanta"):
            merchant.do(
                """mutation Place($place: LocationAddInput!) {
                     locationAdd(input: $place) {
                       location { id } userErrors { field message }
                     }
                   }""",
                place={"name": name, "address": {"countryCode": "US", "city": name}},
            )
        return merchant

    # -- asking --------------------------------------------------------------
    def post(self, body: Any, **headers: str) -> requests.Response:
        return self.remote.post(
            f"/shopify/{self.shop}/admin/api/{self.version}/graphql.json",
            json=body,
            headers={"X-Shopify-Access-Token": self.token, **headers},
        )

    def ask(self, query: str, /, **variables: Any) -> dict[str, Any]:
        """The whole answer, errors and all."""
        answer = self.post({"query": query, "variables": variables})
        assert answer.status_code == 200, f"{answer.status_code} {answer.text}"
        return answer.json()

    def read(self, query: str, /, **variables: Any) -> Any:
        """The data of the first field; errors fail the test."""
        answer = self.ask(query, **variables)
        assert "errors" not in answer, json.dumps(answer["errors"], indent=1)
        return next(iter(answer["data"].values()))

    def do(self, mutation: str, /, **variables: Any) -> Any:
        """A mutation's payload, which must be free of user errors."""
        payload = self.read(mutation, **variables)
        for name, value in payload.items():
            if name.endswith("serErrors"):
                assert value == [], value
        return payload

    def refused(self, mutation: str, /, **variables: Any) -> list[dict[str, Any]]:
        """The user errors of a mutation that must have some."""
        payload = self.read(mutation, **variables)
        errors = [
            error
            for name, value in payload.items()
            if name.endswith("serErrors")
            for error in value
        ]
        assert errors, payload
        return errors

    def error(self, query: str, /, **variables: Any) -> dict[str, Any]:
        """The first top-level error of a request that must have one."""
        return self.ask(query, **variables)["errors"][0]

    # -- what most tests need first ------------------------------------------
    def locations(self) -> list[str]:
        query = "{ locations(first: 10, sortKey: ID) { nodes { id } } }"
        return [node["id"] for node in self.read(query)["nodes"]]

    def product(self, *skus: str, stock: int = 10, price: str = "25.00") -> dict:
        """A product with one variant for each SKU, in stock at the first place."""
        skus = skus or (f"SKU-{uuid.uuid4().hex[:8]}",)
        place = self.locations()[0]
        made = self.do(
            PRODUCT_SET,
            input={
                "title": f"Brake lever {skus[0]}",
                "productOptions": [
                    {"name": "Colour", "values": [{"name": sku} for sku in skus]}
                ],
                "variants": [
                    {
                        "sku": sku,
                        "price": price,
                        "optionValues": [{"optionName": "Colour", "name": sku}],
                        "inventoryItem": {"tracked": True},
                        "inventoryQuantities": [
                            {
                                "locationId": place,
                                "name": "available",
                                "quantity": stock,
                            }
                        ],
                    }
                    for sku in skus
                ],
            },
        )
        return made["product"]

    def order(self, product: dict, quantity: int = 2, **more: Any) -> dict:
        variant = product["variants"]["nodes"][0]["id"]
        wanted = {
            "email": "rider@example.org",
            "currency": "USD",
            "lineItems": [{"variantId": variant, "quantity": quantity}],
            "shippingAddress": {"countryCode": "US", "city": "Austin", "zip": "78701"},
            **more,
        }
        return self.do(ORDER_CREATE, order=wanted)["order"]

    def available(self, inventory_item: str, location: str | None = None) -> int:
        level = self.read(
            """query Level($item: ID!, $place: ID!) {
                 inventoryItem(id: $item) {
                   inventoryLevel(locationId: $place) {
                     quantities(names: ["available"]) { name quantity }
                   }
                 }
               }""",
            item=inventory_item,
            place=location or self.locations()[0],
        )["inventoryLevel"]
        return level["quantities"][0]["quantity"]


PRODUCT_SET = """
mutation Set($input: ProductSetInput!, $identifier: ProductSetIdentifiers) {
  productSet(input: $input, identifier: $identifier, synchronous: true) {
    product {
      id handle status
      variants(first: 50) {
        nodes { id sku price title selectedOptions { name value } inventoryItem { id } }
      }
    }
    userErrors { code field message }
  }
}"""

ORDER_CREATE = """
mutation New($order: OrderCreateOrderInput!) {
  orderCreate(order: $order) {
    order {
      id name displayFinancialStatus
      lineItems(first: 10) { nodes { id quantity } }
      transactions { id kind gateway }
      fulfillmentOrders(first: 5) {
        nodes {
          id status lineItems(first: 10) { nodes { id remainingQuantity } }
        }
      }
    }
    userErrors { code field message }
  }
}"""

SET_QUANTITIES = """
mutation Stock($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup {
      reason referenceDocumentUri
      changes { name delta quantityAfterChange item { id } location { id } }
    }
    userErrors { code field message }
  }
}"""

REFUND = """
mutation Refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) {
    refund { id totalRefundedSet { shopMoney { amount currencyCode } } }
    order { displayFinancialStatus }
    userErrors { field message }
  }
}"""


def key() -> str:
    return str(uuid.uuid4())
