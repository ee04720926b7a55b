"""A hundred thousand products and six hundred thousand orders, made when asked for."""

from __future__ import annotations

import pytest

from .shopify_sandbox import shopify_alone

PAGE = """query P($after: String, $query: String, $reverse: Boolean) {
  %s(first: 20, after: $after, query: $query, reverse: $reverse, sortKey: %s) {
    pageInfo { hasNextPage endCursor } nodes { id %s updatedAt }
  }
}"""
ORDERS = PAGE % ("orders", "UPDATED_AT", "name createdAt")
PRODUCTS = PAGE % ("products", "UPDATED_AT", "title handle")


@pytest.fixture(scope="module")
def shopify():
    with shopify_alone(scale="full") as remote:
        yield remote


def made(shopify, kind):
    return len(shopify.store[kind].awake())


def test_all_are_counted_and_few_exist(shopify):
    counts = shopify.merchant().ask(
        "{ productsCount { count } ordersCount { count } customersCount { count } }"
    )["data"]
    assert [each["count"] for each in counts.values()] == [100_000, 600_000, 50_000]
    assert made(shopify, "Order") < 1_000


def test_one_order_among_them_is_found_by_name(shopify):
    before = made(shopify, "Order")
    found = shopify.merchant().read(ORDERS, query="name:#250000")["nodes"]
    assert [order["name"] for order in found] == ["#250000"]
    assert made(shopify, "Order") <= before + 2


def test_the_orders_of_one_day_are_found_without_making_the_others(shopify):
    before = made(shopify, "Order")
    since = shopify.kernel.clock.now().replace(day=1).date().isoformat()
    found = shopify.merchant().read(ORDERS, query=f"updated_at:>={since}")["nodes"]
    assert len(found) == 20
    assert all(order["updatedAt"] >= since for order in found)
    assert made(shopify, "Order") < before + 100


def test_pages_follow_each_other(shopify):
    merchant = shopify.merchant()
    first = merchant.read(PRODUCTS)
    second = merchant.read(PRODUCTS, after=first["pageInfo"]["endCursor"])
    ids = [node["id"] for node in first["nodes"] + second["nodes"]]
    assert len(set(ids)) == 40
    assert ids == sorted(ids)


def test_what_is_changed_comes_last_and_only_once(shopify):
    merchant = shopify.merchant()
    target = merchant.read(PRODUCTS)["nodes"][3]["id"]
    merchant.do(
        """mutation U($row: ProductUpdateInput!) { productUpdate(product: $row) {
             product { id } userErrors { message } } }""",
        row={"id": target, "title": "Changed"},
    )
    newest = merchant.read(PRODUCTS, reverse=True)["nodes"][0]
    assert (newest["id"], newest["title"]) == (target, "Changed")
    assert target not in [node["id"] for node in merchant.read(PRODUCTS)["nodes"]]


def test_a_handle_finds_its_product(shopify):
    product = shopify.merchant().read(PRODUCTS, reverse=True)["nodes"][5]
    found = shopify.merchant().read(
        """query H($handle: String!) {
             productByIdentifier(identifier: {handle: $handle}) { id }
           }""",
        handle=product["handle"],
    )
    assert found["id"] == product["id"]


VARIANTS = """query V($after: String, $query: String) {
  productVariants(first: 20, after: $after, query: $query) {
    pageInfo { endCursor } nodes { id sku product { id } inventoryItem { id sku } }
  }
}"""


def test_variants_are_paged_and_found_without_making_all_products(shopify):
    merchant, before = shopify.merchant(), made(shopify, "Product")
    first = merchant.read(VARIANTS)
    second = merchant.read(VARIANTS, after=first["pageInfo"]["endCursor"])
    ids = [node["id"] for node in first["nodes"] + second["nodes"]]
    assert len(set(ids)) == 40
    assert ids == sorted(ids)

    node = second["nodes"][-1]
    assert node["inventoryItem"]["sku"] == node["sku"]
    assert merchant.read(VARIANTS, query=f"sku:{node['sku']}")["nodes"] == [node]
    item = merchant.read(
        "query I($id: ID!) { inventoryItem(id: $id) { variant { id } } }",
        id=node["inventoryItem"]["id"],
    )
    assert item["variant"]["id"] == node["id"]
    assert made(shopify, "Product") < before + 50


def test_a_variant_that_is_looked_at_first_is_its_products_own(shopify):
    """Far down the row nobody has been: the variant brings its product along."""
    read = shopify.merchant().read
    number = shopify.store["ProductVariant"].first_id + 200_000
    far = f"gid://shopify/ProductVariant/{number}"
    found = read(
        "query F($id: ID!) { productVariant(id: $id) { sku product { id } } }", id=far
    )
    again = read(
        "query P($id: ID!) { product(id: $id) {"
        " variants(first: 50) { nodes { id sku } } } }",
        id=found["product"]["id"],
    )
    assert {"id": far, "sku": found["sku"]} in again["variants"]["nodes"]


def test_collections_are_listed_without_their_products(shopify):
    before = made(shopify, "Product")
    query = "{ collections(first: 50) { nodes { title } } }"
    titles = [node["title"] for node in shopify.merchant().read(query)["nodes"]]
    assert "Brakes" in titles
    assert len(set(titles)) == len(titles)
    assert made(shopify, "Product") == before


def test_somebody_buys_what_nobody_has_looked_at_yet(shopify):
    (name,) = shopify.buy("shopify")
    found = shopify.merchant().read(ORDERS, query=f"name:{name}")["nodes"]
    assert [order["name"] for order in found] == [name]
