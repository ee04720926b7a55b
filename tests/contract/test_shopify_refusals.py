"""Wrong requests, refused as Shopify refuses them: same status, shape and code."""

from __future__ import annotations

import pytest

from .shopify_merchant import (
    ORDER_CREATE,
    PRODUCT_SET,
    REFUND,
    SET_QUANTITIES,
    Merchant,
    key,
)

PRODUCT, ORDER = "gid://shopify/Product/1", "gid://shopify/Order/1"
ITEM, PLACE = "gid://shopify/InventoryItem/1", "gid://shopify/Location/1"
STOCK_ROW = {"inventoryItemId": ITEM, "locationId": PLACE, "quantity": 1}
STOCK = {"name": "available", "reason": "correction"}
NO_KEY = SET_QUANTITIES.replace("@idempotent(key: $key)", "").replace(
    ", $key: String!", ""
)
REFUND_NO_KEY = REFUND.replace("@idempotent(key: $key)", "").replace(
    ", $key: String!", ""
)


@pytest.fixture
def merchant(remote):
    return Merchant(remote)


@pytest.fixture
def own(remote):
    return Merchant.of_a_new_shop(remote)


ACTIVATE_WITH_TEXT = """mutation {
  inventoryActivate(
    inventoryItemId: "gid://shopify/InventoryItem/1"
    locationId: "gid://shopify/Location/1"
    available: "3"
  ) @idempotent(key: "k") { userErrors { message } }
}"""
TOO_DEAR = """{ orders(first: 250) { nodes { lineItems(first: 250) { nodes {
  product { variants(first: 250) { nodes {
    inventoryItem { variant { product { id } } }
  } } }
} } } } }"""

TOP_LEVEL = [
    ("a field that was removed", "{ shop { nope } }", {}, "undefinedField"),
    ("an object without selection", "{ shop }", {}, "selectionMismatch"),
    (
        "an argument that is missing",
        "{ product { id } }",
        {},
        "missingRequiredArguments",
    ),
    (
        "an argument nobody knows",
        "{ products(firs: 1) { nodes { id } } }",
        {},
        "argumentNotAccepted",
    ),
    (
        "text where a number belongs",
        ACTIVATE_WITH_TEXT,
        {},
        "argumentLiteralsIncompatible",
    ),
    ("half a document", "{ shop { name }", {}, "PARSE_ERROR"),
    (
        "an undeclared variable",
        "{ product(id: $id) { id } }",
        {},
        "variableNotDefined",
    ),
    (
        "a variable of the wrong type",
        "query($n: Int) { product(id: $n) { id } }",
        {},
        "variableMismatch",
    ),
    (
        "a number in quotes in a variable",
        SET_QUANTITIES,
        {
            "key": "k",
            "input": {
                **STOCK,
                "quantities": [
                    {**STOCK_ROW, "quantity": "1", "changeFromQuantity": None}
                ],
            },
        },
        "INVALID_VARIABLE",
    ),
    (
        "compareQuantity, gone since 2026-04",
        SET_QUANTITIES,
        {
            "key": "k",
            "input": {**STOCK, "quantities": [{**STOCK_ROW, "compareQuantity": 1}]},
        },
        "INVALID_VARIABLE",
    ),
    (
        "a required field left out of an input",
        SET_QUANTITIES,
        {"key": "k", "input": {"name": "available", "quantities": []}},
        "INVALID_VARIABLE",
    ),
    (
        "an unknown enum value",
        PRODUCT_SET,
        {"input": {"title": "x", "status": "SHINY"}},
        "INVALID_VARIABLE",
    ),
    (
        "two identifiers where one is wanted",
        PRODUCT_SET,
        {"identifier": {"id": PRODUCT, "handle": "x"}, "input": {"title": "x"}},
        "INVALID_VARIABLE",
    ),
    (
        "no money",
        PRODUCT_SET,
        {"input": {"title": "x", "variants": [{"optionValues": [], "price": "cheap"}]}},
        "INVALID_VARIABLE",
    ),
    (
        "an id that is none",
        "query($id: ID!) { product(id: $id) { id } }",
        {"id": "42"},
        "INVALID_VARIABLE",
    ),
    (
        "the id of something else",
        "query($id: ID!) { product(id: $id) { id } }",
        {"id": ORDER},
        "RESOURCE_NOT_FOUND",
    ),
    (
        "stock without changeFromQuantity",
        SET_QUANTITIES,
        {"key": "k", "input": {**STOCK, "quantities": [STOCK_ROW]}},
        "INVALID_FIELD_ARGUMENTS",
    ),
    (
        "stock without an idempotency key",
        NO_KEY,
        {"input": {**STOCK, "quantities": [{**STOCK_ROW, "changeFromQuantity": None}]}},
        "BAD_REQUEST",
    ),
    (
        "a refund without an idempotency key",
        REFUND_NO_KEY,
        {"input": {"orderId": ORDER}},
        "BAD_REQUEST",
    ),
    (
        "251 rows in one call",
        SET_QUANTITIES,
        {
            "key": "k",
            "input": {
                **STOCK,
                "quantities": [{**STOCK_ROW, "changeFromQuantity": None}] * 251,
            },
        },
        "MAX_INPUT_SIZE_EXCEEDED",
    ),
    ("a page of 251", "{ products(first: 251) { nodes { id } } }", {}, "BAD_REQUEST"),
    ("a page without size", "{ products { nodes { id } } }", {}, "BAD_REQUEST"),
    (
        "a cursor that is none",
        '{ products(first: 1, after: "x") { nodes { id } } }',
        {},
        "BAD_REQUEST",
    ),
    (
        "a query too dear for any plan",
        TOO_DEAR,
        {},
        "MAX_COST_EXCEEDED",
    ),
]


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [case[1:] for case in TOP_LEVEL],
    ids=[case[0] for case in TOP_LEVEL],
)
def test_refused_before_anything_happens(merchant, query, variables, code):
    answer = merchant.ask(query, **variables)
    assert answer["errors"][0]["extensions"]["code"] == code, answer["errors"]
    assert not (answer.get("data") or {}).get("products")


def test_the_words_of_the_idempotency_rule(merchant):
    row = {**STOCK_ROW, "changeFromQuantity": None}
    error = merchant.error(NO_KEY, input={**STOCK, "quantities": [row]})
    assert error["message"] == (
        "The @idempotent directive is required for this mutation but was not provided."
    )
    assert error["path"] == ["inventorySetQuantities"]


def test_a_wrong_variable_names_each_of_its_problems(merchant):
    error = merchant.error(PRODUCT_SET, input={"titel": "x", "status": "SHINY"})
    assert [p["path"] for p in error["extensions"]["problems"]] == [
        ["titel"],
        ["status"],
    ]
    assert "(Field is not defined on ProductSetInput)" in error["message"]


# -- at the door ------------------------------------------------------------
@pytest.mark.parametrize("token", ["", "shpat_wrong", "shpua_expired"])
def test_a_wrong_token_is_401(remote, token):
    answer = Merchant(remote, token=token).post({"query": "{ shop { name } }"})
    assert answer.status_code == 401
    assert answer.json()["errors"].startswith("[API] Invalid API key or access token")


@pytest.mark.parametrize(
    ("shop", "version"),
    [("no-such-shop", "2026-07"), ("motor-parts", "2019-04"), ("motor-parts", "x")],
)
def test_an_unknown_shop_or_version_is_404(remote, shop, version):
    merchant = Merchant(remote, shop=shop, version=version)
    answer = merchant.post({"query": "{ shop { name } }"})
    assert (answer.status_code, answer.json()) == (404, {"errors": "Not Found"})


@pytest.mark.parametrize("body", [{}, {"query": ""}, {"query": 5}, []])
def test_a_body_without_query_is_400(merchant, body):
    answer = merchant.post(body)
    assert answer.status_code == 400
    said = {"query": "Required parameter missing or invalid"}
    assert answer.json() == {"errors": said}


def test_rest_is_a_thing_of_the_past(merchant):
    path = "/shopify/motor-parts/admin/api/2026-07/products.json"
    assert merchant.remote.get(path).status_code == 404


def test_a_missing_scope_denies_the_field_and_names_the_scope(own, remote):
    remote.act("shopify", "set-app", shop=own.shop, scopes=["read_products"])
    for query, scope in (
        ("{ orders(first: 1) { nodes { id } } }", "read_orders"),
        (
            'mutation { productDelete(input: {id: "%s"}) { deletedProductId } }'
            % PRODUCT,
            "write_products",
        ),
    ):
        error = own.error(query)
        assert error["extensions"]["code"] == "ACCESS_DENIED"
        assert error["extensions"]["requiredAccess"] == f"`{scope}` access scope."


def test_customer_data_need_an_approval_beside_the_scope(own, remote):
    own.order(own.product())
    remote.act("shopify", "set-app", shop=own.shop, protected_customer_data=False)
    answer = own.ask("{ orders(first: 1) { nodes { name email } } }")
    assert answer["data"]["orders"]["nodes"] == [{"name": "#1001", "email": None}]
    assert answer["errors"][0]["extensions"]["code"] == "ACCESS_DENIED"
    assert answer["errors"][0]["path"] == ["orders", "nodes", 0, "email"]


# -- in the payload ---------------------------------------------------------
def test_a_fourth_option_is_refused_and_nothing_is_made(own):
    options = [{"name": f"O{n}", "values": [{"name": "v"}]} for n in range(4)]
    values = [{"optionName": f"O{n}", "name": "v"} for n in range(4)]
    wanted = {
        "title": "Too many",
        "productOptions": options,
        "variants": [{"optionValues": values}],
    }
    errors = own.refused(PRODUCT_SET, input=wanted)
    assert errors[0]["code"] == "OPTIONS_OVER_LIMIT"
    assert own.read("{ productsCount { count } }")["count"] == 0


def test_two_variants_with_the_same_values_are_refused(own):
    row = {"optionValues": [{"optionName": "Size", "name": "S"}]}
    wanted = {
        "title": "Twins",
        "productOptions": [{"name": "Size", "values": [{"name": "S"}]}],
        "variants": [row, row],
    }
    assert "already exists" in own.refused(PRODUCT_SET, input=wanted)[0]["message"]


def test_a_taken_handle_is_refused(own):
    own.do(PRODUCT_SET, input={"title": "One", "handle": "lever"})
    errors = own.refused(PRODUCT_SET, input={"title": "Two", "handle": "lever"})
    assert errors[0]["code"] == "HANDLE_NOT_UNIQUE"


def test_a_product_without_title_is_refused(own):
    errors = own.refused(PRODUCT_SET, input={"vendor": "ACME"})
    assert errors[0]["field"] == ["input", "title"]


def test_a_wrong_reason_for_a_stock_change_is_refused(own):
    item = own.product()["variants"]["nodes"][0]["inventoryItem"]["id"]
    row = {
        "inventoryItemId": item,
        "locationId": own.locations()[0],
        "quantity": 1,
        "changeFromQuantity": None,
    }
    wanted = {"name": "available", "reason": "because", "quantities": [row]}
    errors = own.refused(SET_QUANTITIES, input=wanted, key=key())
    assert errors[0]["code"] == "INVALID_REASON"
    twice = {**wanted, "reason": "correction", "quantities": [row, row]}
    errors = own.refused(SET_QUANTITIES, input=twice, key=key())
    assert errors[0]["code"] == "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"
    onhand = {**wanted, "reason": "correction", "name": "sellable"}
    errors = own.refused(SET_QUANTITIES, input=onhand, key=key())
    assert errors[0]["code"] == "INVALID_NAME"


def test_a_metafield_that_does_not_fit_its_type_is_refused(own):
    row = {
        "ownerId": own.product()["id"],
        "namespace": "odoo",
        "key": "count",
        "type": "number_integer",
        "value": "many",
    }
    errors = own.refused(
        """mutation M($rows: [MetafieldsSetInput!]!) {
             metafieldsSet(metafields: $rows) {
               metafields { id } userErrors { code field message elementIndex }
             }
           }""",
        rows=[row],
    )
    assert (errors[0]["code"], errors[0]["elementIndex"]) == ("INVALID_VALUE", 0)


def test_more_units_than_were_bought_cannot_be_refunded(own):
    order = own.order(own.product(), quantity=1)
    line = order["lineItems"]["nodes"][0]["id"]
    rows = [{"lineItemId": line, "quantity": 2, "restockType": "NO_RESTOCK"}]
    wanted = {"orderId": order["id"], "refundLineItems": rows}
    errors = own.refused(REFUND, input=wanted, key=key())
    assert "more items than were purchased" in errors[0]["message"]


def test_an_order_of_nothing_is_refused(own):
    errors = own.refused(ORDER_CREATE, order={"email": "a@example.org"})
    assert errors[0]["field"] == ["order", "lineItems"]


def test_a_webhook_to_a_plain_http_address_is_refused(own):
    errors = own.refused(
        """mutation W($row: WebhookSubscriptionInput!) {
             webhookSubscriptionCreate(
               topic: ORDERS_CREATE, webhookSubscription: $row
             ) { webhookSubscription { id } userErrors { field message } }
           }""",
        row={"uri": "http://odoo.example/hook"},
    )
    assert "http://" in errors[0]["message"]


def test_a_cancelled_order_cannot_be_cancelled_again(own, remote):
    order = own.order(own.product())
    cancel = """mutation C($id: ID!) {
      orderCancel(orderId: $id, reason: STAFF, restock: false) {
        job { id } orderCancelUserErrors { code field message }
      }
    }"""
    own.do(cancel, id=order["id"])
    remote.advance(10)
    assert own.refused(cancel, id=order["id"])[0]["code"] == "INVALID"


def test_what_is_not_played_says_so(merchant):
    error = merchant.error(
        'mutation { themeDelete(id: "gid://shopify/OnlineStoreTheme/1") '
        "{ deletedThemeId } }"
    )
    assert error["extensions"]["code"] == "SANDBOX_NOT_SIMULATED"
