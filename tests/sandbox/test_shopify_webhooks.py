"""What the store tells, how it is signed, and when it gives up."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from .shopify_sandbox import SECRET, ear, shopify_alone, subscribe


@pytest.fixture
def shopify():
    with shopify_alone() as remote:
        yield remote


@pytest.fixture
def listener():
    with ear() as listener:
        yield listener


def test_an_order_is_told_with_all_headers_and_a_true_signature(shopify, listener):
    merchant = shopify.merchant()
    subscribe(merchant, listener.url, "ORDERS_CREATE", name="odoo")
    (name,) = shopify.buy("shopify")
    shopify.settle()
    headers, raw = listener.heard[0]
    digest = hmac.digest(SECRET.encode(), raw, hashlib.sha256)
    assert headers["X-Shopify-Hmac-Sha256"] == base64.b64encode(digest).decode()
    assert headers["X-Shopify-Topic"] == "orders/create"
    assert headers["X-Shopify-Shop-Domain"] == "motor-parts.myshopify.com"
    assert headers["X-Shopify-API-Version"] == "2026-07"
    assert headers["X-Shopify-Name"] == "odoo"
    assert {"X-Shopify-Webhook-Id", "X-Shopify-Event-Id", "X-Shopify-Triggered-At"} <= (
        set(headers)
    )
    body = listener.body("orders/create")
    assert body["name"] == name
    assert body["admin_graphql_api_id"] == f"gid://shopify/Order/{body['id']}"
    assert body["line_items"][0]["price_set"]["shop_money"]["currency_code"] == "USD"


def test_the_life_of_an_order_is_told_step_by_step(shopify, listener):
    topics = [
        "ORDERS_CREATE",
        "ORDERS_UPDATED",
        "ORDERS_PAID",
        "ORDERS_EDITED",
        "ORDERS_CANCELLED",
        "REFUNDS_CREATE",
        "FULFILLMENTS_CREATE",
        "INVENTORY_LEVELS_UPDATE",
    ]
    subscribe(shopify.merchant(), listener.url, *topics)
    (first,) = shopify.buy("shopify")
    shopify.act("shopify", "edit-order", order=first, quantity=5)
    shopify.act("shopify", "refund-order", order=first, amount="1.00")
    shopify.act("shopify", "fulfil-elsewhere", order=first, number="1Z9")
    (second,) = shopify.buy("shopify")
    shopify.act("shopify", "cancel-order", order=second)
    shopify.settle()
    assert set(listener.topics()) == {
        "orders/create",
        "orders/updated",
        "orders/paid",
        "orders/edited",
        "orders/cancelled",
        "refunds/create",
        "fulfillments/create",
        "inventory_levels/update",
    }
    assert listener.body("fulfillments/create")["tracking_number"] == "1Z9"
    assert listener.body("orders/cancelled")["cancelled_at"]
    edit = listener.body("orders/edited")["order_edit"]["line_items"]
    assert edit["additions"] or edit["removals"]
    money = listener.body("refunds/create")["transactions"][0]
    assert (money["kind"], money["amount"]) == ("refund", "1.00")


def test_products_and_customers_are_told_too(shopify, listener):
    merchant = shopify.merchant()
    subscribe(merchant, listener.url, "PRODUCTS_CREATE", "PRODUCTS_DELETE")
    subscribe(merchant, listener.url, "CUSTOMERS_CREATE", "BULK_OPERATIONS_FINISH")
    product = merchant.product("RED", "BLUE")
    merchant.do(
        "mutation D($input: ProductDeleteInput!) { productDelete(input: $input) "
        "{ deletedProductId userErrors { message } } }",
        input={"id": product["id"]},
    )
    merchant.do(
        "mutation C($input: CustomerInput!) { customerCreate(input: $input) "
        "{ customer { id } userErrors { message } } }",
        input={"email": "new@example.org"},
    )
    merchant.do(
        "mutation B($query: String!) { bulkOperationRunQuery("
        "query: $query, groupObjects: false) { userErrors { message } } }",
        query="{ products { edges { node { id } } } }",
    )
    shopify.advance(30)
    shopify.settle()
    assert sorted(listener.topics()) == [
        "bulk_operations/finish",
        "customers/create",
        "products/create",
        "products/delete",
    ]
    assert len(listener.body("products/create")["variants"]) == 2
    assert listener.body("products/delete") == {"id": int(product["id"].split("/")[-1])}
    assert listener.body("bulk_operations/finish")["status"] == "completed"


def test_a_subscription_may_ask_for_some_fields_and_some_orders(shopify, listener):
    subscribe(
        shopify.merchant(),
        listener.url,
        "ORDERS_CREATE",
        includeFields=["id", "name"],
        filter="total_price:>=0.01",
    )
    subscribe(
        shopify.merchant(), listener.url, "ORDERS_CREATE", filter="name:nobody-has-it"
    )
    shopify.buy("shopify")
    shopify.settle()
    assert [set(listener.body("orders/create"))] == [{"id", "name"}]
    assert len(listener.heard) == 1


def test_eight_retries_in_four_hours_then_the_subscription_is_gone(shopify, listener):
    merchant, listener.status = shopify.merchant(), 500
    subscribe(merchant, listener.url, "ORDERS_CREATE")
    shopify.buy("shopify")
    shopify.settle()
    assert len(listener.heard) == 1
    shopify.advance(4 * 3600)
    shopify.settle()
    assert len(listener.heard) == 9
    ids = {headers["X-Shopify-Webhook-Id"] for headers, _ in listener.heard}
    assert len(ids) == 1
    query = "{ webhookSubscriptions(first: 5) { nodes { id } } }"
    assert merchant.read(query)["nodes"] == []


def test_webhooks_are_lost_and_doubled_on_demand(shopify, listener):
    subscribe(shopify.merchant(), listener.url, "ORDERS_CREATE")
    shopify.fault("webhook_lose", platform="shopify", times=1)
    shopify.buy("shopify")
    shopify.fault("webhook_duplicate", platform="shopify", times=1)
    shopify.buy("shopify")
    shopify.settle()
    names = [headers["X-Shopify-Webhook-Id"] for headers, _ in listener.heard]
    assert len(names) == 2
    assert names[0] == names[1]


def test_after_rotating_the_secret_the_new_one_signs(shopify, listener):
    subscribe(shopify.merchant(), listener.url, "ORDERS_CREATE")
    fresh = shopify.act("shopify", "set-app", rotate_secret=True)["client_secret"]
    shopify.buy("shopify")
    shopify.settle()
    headers, raw = listener.heard[0]
    digest = hmac.digest(fresh.encode(), raw, hashlib.sha256)
    assert headers["X-Shopify-Hmac-Sha256"] == base64.b64encode(digest).decode()


def test_uninstalling_and_data_protection_are_told(shopify, listener):
    subscribe(shopify.merchant(), listener.url, "APP_UNINSTALLED")
    shopify.act("shopify", "uninstall-app")
    for topic in ("customers/data_request", "customers/redact", "shop/redact"):
        shopify.act("shopify", "gdpr-request", topic=topic, uri=listener.url)
    shopify.settle()
    assert sorted(listener.topics()) == [
        "app/uninstalled",
        "customers/data_request",
        "customers/redact",
        "shop/redact",
    ]
    assert listener.body("app/uninstalled")["domain"] == "motor-parts.myshopify.com"
    assert listener.body("customers/redact")["customer"]["email"]
