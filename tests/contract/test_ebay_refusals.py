"""Wrong requests, each refused as eBay refuses it: status, shape, error id."""

from __future__ import annotations

import socket

import pytest

from .ebay_seller import (
    ACCOUNT,
    FINANCES,
    FULFILLMENT,
    INVENTORY,
    MEDIA,
    MESSAGE,
    METADATA,
    NOTIFICATION,
    TAXONOMY,
    US,
    EbaySeller,
    item_body,
    refused,
    without,
)

ITEM = f"{INVENTORY}/inventory_item/WRONG-1"
TREE = f"{TAXONOMY}/category_tree/100"
VALUES = f"{TREE}/get_compatibility_property_values?category_id=35564"
GERMAN_ITEM = item_body(product={"aspects": "Brand: Torvex"})
LONG_TITLE = item_body(product={"title": "x" * 81})
TEXT_QUANTITY = item_body(
    availability={"shipToLocationAvailability": {"quantity": "5"}}
)
NEGATIVE = item_body(availability={"shipToLocationAvailability": {"quantity": -1}})
PLAIN_HTTP = item_body(product={"imageUrls": ["http://shop.example/a.jpg"]})
POLICY = {
    "name": "P",
    "marketplaceId": "EBAY_US",
    "categoryTypes": [{"name": "ALL_EXCLUDING_MOTORS_VEHICLES"}],
}
DESTINATION = {
    "name": "N",
    "status": "ENABLED",
    "deliveryConfig": {"endpoint": "https://10.0.0.1/x", "verificationToken": "t" * 40},
}


@pytest.fixture
def seller(remote):
    return EbaySeller(remote)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "error_id"),
    [
        # items
        ("PUT", ITEM, item_body(condition="3000"), 400, 2004),
        ("PUT", ITEM, GERMAN_ITEM, 400, 2004),
        ("PUT", ITEM, TEXT_QUANTITY, 400, 2004),
        ("PUT", ITEM, item_body(colour="red"), 400, 2004),
        ("PUT", ITEM, LONG_TITLE, 400, 25709),
        ("PUT", ITEM, NEGATIVE, 400, 25004),
        ("PUT", ITEM, PLAIN_HTTP, 400, 25015),
        ("PUT", f"{INVENTORY}/inventory_item/{'X' * 51}", item_body(), 400, 25707),
        ("GET", f"{INVENTORY}/inventory_item/NO-SUCH", None, 404, 25710),
        ("GET", f"{INVENTORY}/inventory_item?limit=201", None, 400, 25706),
        ("GET", f"{INVENTORY}/inventory_item?page=2", None, 400, 2004),
        ("GET", f"{INVENTORY}/offer?sku=NO-SUCH", None, 404, 25713),
        ("GET", f"{INVENTORY}/offer", None, 400, 25707),
        ("GET", f"{INVENTORY}/inventory_item_group/NO-SUCH", None, 404, 25705),
        ("PUT", f"{ITEM}/product_compatibility", {}, 400, 25709),
        ("POST", f"{INVENTORY}/location/X", {"location": {"address": {}}}, 400, 25801),
        ("POST", f"{INVENTORY}/bulk_publish_offer", {}, 400, 25709),
        # orders
        ("GET", f"{FULFILLMENT}/order?limit=201", None, 400, 31100),
        ("GET", f"{FULFILLMENT}/order?limit=50&offset=7", None, 400, 31000),
        ("GET", f"{FULFILLMENT}/order?filter=colour:{{red}}", None, 400, 30700),
        ("GET", f"{FULFILLMENT}/order?filter=creationdate:[soon..]", None, 400, 30810),
        (
            "GET",
            f"{FULFILLMENT}/order?filter=orderfulfillmentstatus:{{LOST}}",
            None,
            400,
            30800,
        ),
        (
            "GET",
            f"{FULFILLMENT}/order?filter=lastmodifieddate:[2199-01-01T00:00:00.000Z..]",
            None,
            400,
            30850,
        ),
        ("GET", f"{FULFILLMENT}/order/00-00000-00000", None, 404, 32100),
        ("GET", f"{FULFILLMENT}/order?fieldGroups=ALL", None, 400, 32800),
        ("POST", f"{FULFILLMENT}/order/1/issue_refund", {}, 400, 34903),
        # what is looked up
        ("GET", f"{TAXONOMY}/get_default_category_tree_id", None, 400, 62002),
        (
            "GET",
            f"{TAXONOMY}/get_default_category_tree_id?marketplace_id=EBAY_XX",
            None,
            400,
            62003,
        ),
        ("GET", f"{TAXONOMY}/category_tree/4711", None, 404, 62004),
        (
            "GET",
            f"{TREE}/get_item_aspects_for_category?category_id=10063",
            None,
            400,
            62009,
        ),
        (
            "GET",
            f"{VALUES}&compatibility_property=Model&filter=Make",
            None,
            400,
            62100,
        ),
        (
            "GET",
            f"{METADATA}/marketplace/EBAY_US/get_item_condition_policies?filter=35564",
            None,
            400,
            46002,
        ),
        (
            "POST",
            f"{METADATA}/compatibilities/get_compatibility_property_names",
            {"categoryId": "35564"},
            400,
            47005,
        ),
        # account, media, messages, notifications, money
        (
            "POST",
            f"{ACCOUNT}/payment_policy",
            without(POLICY, "marketplaceId"),
            400,
            20401,
        ),
        (
            "POST",
            f"{ACCOUNT}/return_policy",
            {**POLICY, "returnsAccepted": True},
            400,
            20401,
        ),
        ("GET", f"{ACCOUNT}/payment_policy/1", None, 404, 20404),
        (
            "POST",
            f"{MEDIA}/image/create_image_from_url",
            {"imageUrl": "http://shop.example/a.jpg"},
            400,
            190204,
        ),
        ("GET", f"{MEDIA}/image/1", None, 404, 190200),
        ("GET", f"{MESSAGE}/conversation", None, 400, 355017),
        ("POST", f"{MESSAGE}/send_message", {"messageText": "Hello"}, 400, 355018),
        ("GET", f"{NOTIFICATION}/public_key/1", None, 404, 195001),
        ("POST", f"{NOTIFICATION}/destination", DESTINATION, 400, 195017),
        ("PUT", f"{NOTIFICATION}/config", {"alertEmail": "nobody"}, 400, 195025),
        ("GET", f"{NOTIFICATION}/topic?limit=5", None, 400, 195004),
        ("GET", f"{FINANCES}/payout", None, 400, 2004),
        ("GET", f"{INVENTORY}/teapot", None, 404, 2002),
        # the right API on the wrong host
        ("GET", "/api/commerce/identity/v1/user", None, 404, 2002),
    ],
)
def test_a_wrong_request_is_refused(seller, method, path, body, status, error_id):
    if path.startswith(f"{NOTIFICATION}/destination"):
        seller.ok("PUT", f"{NOTIFICATION}/config", {"alertEmail": "ops@example.com"})
    refused(seller.call(method, path, body), status, error_id)


@pytest.mark.parametrize("header", ["", "english", "fr-FR"])
def test_an_item_needs_the_language_of_a_site(seller, header):
    answer = seller.call("PUT", ITEM, item_body(), Content_Language=header)
    error = refused(answer, 400, 25709)
    assert error["message"] == "Invalid value for header Content-Language."


def test_a_nonsensical_language_wished_for_is_refused(seller):
    path = f"{INVENTORY}/inventory_item"
    refused(seller.call("GET", path, Accept_Language="*"), 400, 25709)


def test_a_payout_of_another_seller_is_not_found(seller):
    refused(seller.call("GET", f"{FINANCES}/payout/1", **US), 404, 135001)


# -- offers ------------------------------------------------------------------------
@pytest.fixture
def draft(seller):
    seller.ok("PUT", f"{INVENTORY}/inventory_item/OFFER-1", item_body())
    return seller.offer_body("OFFER-1")


@pytest.mark.parametrize(
    ("changes", "error_id"),
    [
        ({"marketplaceId": "EBAY_XX"}, 2004),
        # Motors is a category tree, not a marketplace.
        ({"marketplaceId": "EBAY_MOTORS_US"}, 2004),
        ({"sku": None}, 25709),
        ({"sku": "NO-SUCH"}, 25702),
        ({"format": "SWAP"}, 2004),
        ({"availableQuantity": "5"}, 2004),
        ({"pricingSummary": {"price": {"value": "dear", "currency": "USD"}}}, 25003),
        ({"pricingSummary": {"price": {"value": 9.9, "currency": "USD"}}}, 2004),
    ],
)
def test_a_wrong_offer_is_refused(seller, draft, changes, error_id):
    body = {key: value for key, value in {**draft, **changes}.items() if value}
    refused(seller.call("POST", f"{INVENTORY}/offer", body), 400, error_id)


def test_a_second_offer_for_the_same_sku_names_the_first(seller):
    offer_id = seller.draft("TWICE-1")
    answer = seller.call("POST", f"{INVENTORY}/offer", seller.offer_body("TWICE-1"))
    error = refused(answer, 400, 25002)
    assert error["message"] == "Offer entity already exists."
    assert error["parameters"] == [{"name": "offerId", "value": offer_id}]


@pytest.mark.parametrize(
    ("offer", "error_id"),
    [
        ({"categoryId": None}, 25005),
        ({"categoryId": "10063"}, 25005),  # no leaf
        ({"merchantLocationKey": None}, 25002),
        ({"merchantLocationKey": "MOON"}, 25012),
        ({"pricingSummary": None}, 25003),
        ({"pricingSummary": {"price": {"value": "9.90", "currency": "EUR"}}}, 25003),
        ({"listingPolicies": None}, 25007),
        ({"listingPolicies": None}, 25008),
        ({"listingPolicies": None}, 25009),
    ],
)
def test_an_unfinished_offer_is_not_published(seller, offer, error_id, request):
    offer_id = seller.draft(f"OPEN-{request.node.callspec.indices['offer']}", **offer)
    path = f"{INVENTORY}/offer/{offer_id}/publish"
    refused(seller.call("POST", path), 400, error_id)


@pytest.mark.parametrize(
    ("lost", "error_id", "words"),
    [
        ("product.title", 25016, "title"),
        ("product.imageUrls", 25002, "Add at least 1 photo"),
        ("product.aspects.Brand", 25002, "The item specific Brand is missing"),
        ("condition", 25021, "condition"),
        ("availability", 25604, "Availability"),
    ],
)
def test_an_item_that_lacks_something_is_not_published(seller, lost, error_id, words):
    sku = f"LACKS-{lost.rsplit('.', 1)[-1]}"
    offer_id = seller.draft(sku)
    path = f"{INVENTORY}/inventory_item/{sku}"
    seller.ok("PUT", path, without(item_body(), lost))
    answer = seller.call("POST", f"{INVENTORY}/offer/{offer_id}/publish")
    assert words in refused(answer, 400, error_id)["message"]


def test_calculated_postage_needs_a_weight(seller):
    policy = {**POLICY, "name": "By weight"}
    policy["shippingOptions"] = [{"optionType": "DOMESTIC", "costType": "CALCULATED"}]
    made = seller.ok("POST", f"{ACCOUNT}/fulfillment_policy", policy)
    policies = {
        **seller.policies(),
        "fulfillmentPolicyId": made["fulfillmentPolicyId"],
    }
    offer_id = seller.draft("WEIGHT-1", listingPolicies=policies)
    path = f"{INVENTORY}/offer/{offer_id}/publish"
    assert "weight" in refused(seller.call("POST", path), 400, 25020)["message"]
    weighed = item_body(packageWeightAndSize={"weight": {"value": 1, "unit": "POUND"}})
    seller.ok("PUT", f"{INVENTORY}/inventory_item/WEIGHT-1", weighed)
    seller.ok("POST", path)


def test_a_site_publishes_content_in_its_own_language_only(seller):
    """An item sent in American English does not exist for eBay.co.uk."""
    british = {}
    for kind in ("fulfillment", "payment", "return"):
        policy = {**POLICY, "name": f"British {kind}", "marketplaceId": "EBAY_GB"}
        if kind == "return":
            policy |= {
                "returnsAccepted": True,
                "returnPeriod": {"value": 30, "unit": "DAY"},
                "returnShippingCostPayer": "SELLER",
            }
        made = seller.ok("POST", f"{ACCOUNT}/{kind}_policy", policy)
        british[f"{kind}PolicyId"] = made[f"{kind}PolicyId"]
    offer_id = seller.draft(
        "BRITISH-1",
        marketplaceId="EBAY_GB",
        listingPolicies=british,
        pricingSummary={"price": {"value": "29.90", "currency": "GBP"}},
    )
    path = f"{INVENTORY}/offer/{offer_id}/publish"
    refused(seller.call("POST", path), 400, 25604)
    item = f"{INVENTORY}/inventory_item/BRITISH-1"
    seller.ok("PUT", item, item_body(), Content_Language="en-GB")
    seller.ok("POST", path)


# -- who asks ----------------------------------------------------------------------
def test_without_a_token_nothing_is_answered(seller):
    path = f"{INVENTORY}/inventory_item"
    refused(seller.call("GET", path, Authorization=""), 401, 1002)
    refused(seller.call("GET", path, Authorization="Bearer stolen"), 401, 1001)


def test_a_token_is_good_for_its_scopes_only(seller, remote):
    scope = "https://api.ebay.com/oauth/api_scope/sell.inventory.readonly"
    issued = remote.act("ebay", "issue-token", scopes=[scope])
    seller.token = issued["access_token"]
    seller.ok("GET", f"{INVENTORY}/inventory_item")
    refused(seller.call("PUT", ITEM, item_body()), 403, 1100)
    refused(seller.call("GET", f"{FULFILLMENT}/order"), 403, 1100)


def test_a_post_must_say_how_long_it_is(seller, sandbox):
    """As a client that sends no body at all forgets to."""
    line = "POST /ebay/api/sell/inventory/v1/offer/1/publish HTTP/1.1"
    head = [line, "Host: 127.0.0.1", f"Authorization: Bearer {seller.token}"]
    with socket.create_connection(("127.0.0.1", sandbox.config.port), 10) as wire:
        wire.sendall("\r\n".join([*head, "", ""]).encode())
        assert wire.recv(100).startswith(b"HTTP/1.1 411")


def test_a_body_that_is_no_json_is_refused(seller, remote):
    answer = remote.put(
        f"/ebay{ITEM}",
        data=b"{title",
        headers={
            "Authorization": f"Bearer {seller.token}",
            "Content-Language": "en-US",
            "Content-Type": "application/json",
        },
    )
    refused(answer, 400, 2004)
