"""What a client looks up: categories, aspects, vehicles, policies, pictures, limits."""

from __future__ import annotations

import pytest

from .ebay_seller import (
    ACCOUNT,
    MEDIA,
    METADATA,
    TAXONOMY,
    US,
    EbaySeller,
    refused,
)

TREE = f"{TAXONOMY}/category_tree/100"


@pytest.fixture
def seller(remote):
    return EbaySeller(remote)


@pytest.mark.parametrize(
    ("marketplace", "tree"),
    [("EBAY_US", "0"), ("EBAY_MOTORS_US", "100"), ("EBAY_GB", "3"), ("EBAY_DE", "77")],
)
def test_each_site_has_its_tree(seller, marketplace, tree):
    path = f"{TAXONOMY}/get_default_category_tree_id?marketplace_id={marketplace}"
    assert seller.ok("GET", path)["categoryTreeId"] == tree
    root = seller.ok("GET", f"{TAXONOMY}/category_tree/{tree}")["rootCategoryNode"]
    assert root["childCategoryTreeNodes"]


def test_german_categories_and_aspects_speak_german(seller):
    path = (
        f"{TAXONOMY}/category_tree/77/get_item_aspects_for_category?category_id=35564"
    )
    names = [a["localizedAspectName"] for a in seller.ok("GET", path)["aspects"]]
    assert {"Marke", "Herstellernummer"} <= set(names)


def test_a_search_suggests_leaves_with_their_ancestors(seller):
    path = f"{TREE}/get_category_suggestions?q=brake pads"
    best = seller.ok("GET", path)["categorySuggestions"][0]
    assert best["category"]["categoryName"] == "Brake Pads"
    assert best["categoryTreeNodeAncestors"][-1]["categoryName"] == "eBay Motors"
    nothing = f"{TREE}/get_category_suggestions?q=teapot"
    assert seller.call("GET", nothing).status_code == 204


def test_a_subtree_is_part_of_the_tree(seller):
    node = seller.ok("GET", f"{TREE}/get_category_subtree?category_id=10063")
    assert node["categorySubtreeNode"]["childCategoryTreeNodes"]
    path = f"{TREE}/get_category_subtree?category_id=6000"
    refused(seller.call("GET", path), 400, 62008)


def test_no_category_has_expired(seller):
    assert seller.call("GET", f"{TREE}/get_expired_categories").status_code == 204


def test_aspects_say_what_is_required_and_what_may_vary(seller):
    path = f"{TREE}/get_item_aspects_for_category?category_id=35566"
    aspects = {
        one["localizedAspectName"]: one["aspectConstraint"]
        for one in seller.ok("GET", path)["aspects"]
    }
    assert aspects["Brand"]["aspectRequired"]
    assert aspects["Color"]["aspectEnabledForVariations"]
    assert aspects["Placement on Vehicle"]["aspectMode"] == "SELECTION_ONLY"


def test_vehicles_narrow_down_step_by_step(seller):
    path = f"{TREE}/get_compatibility_properties?category_id=35564"
    names = [p["name"] for p in seller.ok("GET", path)["compatibilityProperties"]]
    assert names == ["Year", "Make", "Model", "Trim", "Engine"]
    values = f"{TREE}/get_compatibility_property_values?category_id=35564"

    def of(name, text):
        path = f"{values}&compatibility_property={name}&filter={text}"
        found = seller.ok("GET", path)["compatibilityPropertyValues"]
        return [one["value"] for one in found]

    assert "Honda" in of("Make", "Year:2018")
    assert "CB500F" in of("Model", "Year:2018,Make:Honda")
    assert of("Trim", "Year:2018,Make:Honda,Model:CB500F") == ["ABS", "Base"]


def test_vehicles_can_be_asked_by_post_as_well(seller):
    base = f"{METADATA}/compatibilities"
    body = {"categoryId": "35564"}
    names = seller.ok("POST", f"{base}/get_compatibility_property_names", body, **US)
    assert names["properties"][0]["propertyNames"][0]["propertyName"] == "Year"
    honda = [{"propertyName": "Make", "propertyValue": "Honda"}]
    asked = {**body, "propertyName": "Model", "propertyFilters": honda}
    path = f"{base}/get_compatibility_property_values"
    assert "CB500F" in seller.ok("POST", path, asked, **US)["propertyValues"]
    asked = {**body, "propertyNames": ["Year", "Trim"], "propertyFilters": honda}
    path = f"{base}/get_multi_compatibility_property_values"
    assert seller.ok("POST", path, asked, **US)["compatibilities"]
    asked = {**body, "specifications": [], "compatibilityPropertyFilters": honda}
    path = f"{base}/get_compatibilities_by_specification"
    assert seller.ok("POST", path, asked, **US)["pagination"]["total"] > 50


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("automotive_parts_compatibility", "automotivePartsCompatibilityPolicies"),
        ("item_condition", "itemConditionPolicies"),
        ("listing_structure", "listingStructurePolicies"),
        ("return", "returnPolicies"),
    ],
)
def test_a_site_tells_its_rules_per_category(seller, name, field):
    site = f"{METADATA}/marketplace/EBAY_MOTORS_US/get_{name}_policies"
    rows = seller.ok("GET", f"{site}?filter=categoryIds:{{35564|35563}}")[field]
    assert {row["categoryId"] for row in rows} == {"35564", "35563"}


@pytest.mark.parametrize("site", ["EBAY_US", "EBAY_GB", "EBAY_DE"])
def test_a_site_has_carriers_services_and_handling_times(seller, site):
    base = f"{METADATA}/shipping/marketplace/{site}"
    carriers = seller.ok("GET", f"{base}/get_shipping_carriers")["shippingCarriers"]
    services = seller.ok("GET", f"{base}/get_shipping_services")["shippingServices"]
    names = {row["shippingCarrier"] for row in carriers}
    assert names == {row["shippingCarrier"] for row in services}
    assert seller.ok("GET", f"{base}/get_handling_times")["handlingTimes"]


def test_a_site_has_a_currency(seller):
    path = f"{METADATA}/marketplace/EBAY_GB/get_currencies"
    assert seller.ok("GET", path)["defaultCurrency"]["code"] == "GBP"


# -- account -----------------------------------------------------------------------
POLICY = {
    "name": "Express",
    "marketplaceId": "EBAY_US",
    "categoryTypes": [{"name": "ALL_EXCLUDING_MOTORS_VEHICLES"}],
}
RETURNS = {
    "returnsAccepted": True,
    "returnPeriod": {"value": 30, "unit": "DAY"},
    "returnShippingCostPayer": "SELLER",
}


@pytest.mark.parametrize("kind", ["fulfillment", "payment", "return"])
def test_policies_of_each_kind_are_made_found_changed_and_removed(seller, kind):
    body = {**POLICY, **(RETURNS if kind == "return" else {})}
    path = f"{ACCOUNT}/{kind}_policy"
    made = seller.ok("POST", path, body)
    number = made[f"{kind}PolicyId"]
    named = f"{path}/get_by_policy_name?marketplace_id=EBAY_US&name=Express"
    assert seller.ok("GET", named)[f"{kind}PolicyId"] == number
    seller.ok("PUT", f"{path}/{number}", {**body, "description": "Fast"})
    assert seller.ok("GET", f"{path}/{number}")["description"] == "Fast"
    refused(seller.call("POST", path, body), 400, 20400)
    seller.ok("DELETE", f"{path}/{number}")
    refused(seller.call("GET", f"{path}/{number}"), 404, 20404)


def test_a_newcomer_must_join_the_programme_before_there_are_policies(remote):
    newcomer = EbaySeller(remote, "newcomer_us")
    policies = f"{ACCOUNT}/payment_policy?marketplace_id=EBAY_US"
    refused(newcomer.call("GET", policies), 400, 20403)
    program = {"programType": "SELLING_POLICY_MANAGEMENT"}
    newcomer.ok("POST", f"{ACCOUNT}/program/opt_in", program)
    refused(newcomer.call("POST", f"{ACCOUNT}/program/opt_in", program), 409, 25803)
    assert newcomer.ok("GET", f"{ACCOUNT}/program/get_opted_in_programs") == {
        "programs": [program]
    }
    assert newcomer.ok("GET", policies)["total"] == 0
    newcomer.ok("POST", f"{ACCOUNT}/program/opt_out", program)


def test_a_seller_knows_who_and_how_much(seller):
    user = seller.ok("GET", "/apiz/commerce/identity/v1/user")
    assert user["username"] == "motorparts_us"
    assert seller.ok("GET", f"{ACCOUNT}/privilege")["sellingLimit"]["quantity"] > 0
    assert seller.ok("GET", f"{ACCOUNT}/rate_table") == {"rateTables": []}
    assert seller.ok("GET", "/api/sell/stores/v1/store")["name"]
    assert seller.ok("GET", "/api/sell/stores/v1/store/categories")["storeCategories"]


# -- pictures and limits -----------------------------------------------------------
def test_pictures_move_to_ebay_and_expire(seller, remote):
    body = {"imageUrl": "https://shop.example/pads.jpg"}
    answer = seller.call("POST", f"{MEDIA}/image/create_image_from_url", body)
    assert answer.status_code == 201
    number = answer.headers["Location"].rsplit("/", 1)[1]
    image = seller.ok("GET", f"{MEDIA}/image/{number}")
    assert image["imageUrl"].startswith("https://i.ebayimg.com/")
    # No clock is moved here: other tests share it, so the date must do.
    assert image["expirationDate"] > "2026"


def test_pictures_are_uploaded_as_files(seller, remote):
    answer = remote.post(
        f"/ebay{MEDIA}/image/create_image_from_file",
        files={"image": ("pads.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "image/png")},
        headers={"Authorization": f"Bearer {seller.token}"},
    )
    assert answer.status_code == 201, answer.text


def test_what_is_left_of_the_day_can_be_read(seller):
    base = "/api/developer/analytics/v1_beta"
    path = f"{base}/rate_limit?api_context=sell&api_name=inventory"
    before = seller.ok("GET", path)["rateLimits"][0]["resources"][0]["rates"][0]
    seller.ok("GET", "/api/sell/inventory/v1/location")
    after = seller.ok("GET", path)["rateLimits"][0]["resources"][0]["rates"][0]
    assert after["remaining"] == before["remaining"] - 1
    mine = seller.ok("GET", f"{base}/user_rate_limit?api_context=sell")
    assert mine["rateLimits"]


def test_signing_keys_show_their_private_half_once(seller):
    path = "/apiz/developer/key_management/v1/signing_key"
    key = seller.ok("POST", path, {"signingKeyCipher": "ED25519"})
    assert key["privateKey"]
    again = seller.ok("GET", f"{path}/{key['signingKeyId']}")
    assert "privateKey" not in again
    assert seller.ok("GET", path)["signingKeys"]
