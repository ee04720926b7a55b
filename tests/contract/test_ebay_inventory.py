"""A part's way onto eBay: item, offer, listing, revision, end, and up again."""

from __future__ import annotations

import pytest

from .ebay_seller import INVENTORY, EbaySeller, item_body, refused


@pytest.fixture
def seller(remote):
    return EbaySeller(remote)


def offer_of(seller, offer_id):
    return seller.ok("GET", f"{INVENTORY}/offer/{offer_id}")


def test_a_draft_goes_live_is_revised_and_ends(seller):
    offer_id, listing_id = seller.listed("LIFE-1")
    shown = offer_of(seller, offer_id)
    assert shown["status"] == "PUBLISHED"
    assert shown["listing"]["listingStatus"] == "ACTIVE"
    assert shown["listing"]["listingId"] == listing_id

    body = seller.offer_body("LIFE-1", availableQuantity=3)
    for key in ("sku", "marketplaceId", "format"):
        del body[key]
    seller.ok("PUT", f"{INVENTORY}/offer/{offer_id}", body)
    assert offer_of(seller, offer_id)["availableQuantity"] == 3

    seller.ok("POST", f"{INVENTORY}/offer/{offer_id}/withdraw")
    assert offer_of(seller, offer_id)["status"] == "UNPUBLISHED"


def test_a_listing_put_up_again_gets_a_new_id(seller):
    offer_id, first = seller.listed("AGAIN-1")
    seller.ok("POST", f"{INVENTORY}/offer/{offer_id}/withdraw")
    again = seller.ok("POST", f"{INVENTORY}/offer/{offer_id}/publish")
    assert again["listingId"] != first


def test_putting_an_item_replaces_all_of_it(seller):
    path = f"{INVENTORY}/inventory_item/REPLACE-1"
    boxed = item_body(conditionDescription="Boxed")
    assert seller.call("PUT", path, boxed).status_code == 201
    assert seller.call("PUT", path, item_body()).status_code == 204
    assert "conditionDescription" not in seller.ok("GET", path)


def test_deleting_an_item_takes_its_offer_and_listing_along(seller):
    offer_id, _ = seller.listed("DELETE-1")
    seller.ok("DELETE", f"{INVENTORY}/inventory_item/DELETE-1")
    refused(seller.call("GET", f"{INVENTORY}/offer/{offer_id}"), 404, 25713)


def test_a_sku_may_hold_a_slash(seller):
    path = f"{INVENTORY}/inventory_item/PAD%2F7%20X"
    assert seller.call("PUT", path, item_body()).status_code == 201
    assert seller.ok("GET", path)["sku"] == "PAD/7 X"


def test_pages_of_items_are_counted_in_pages(seller):
    first = seller.ok("GET", f"{INVENTORY}/inventory_item?limit=10&offset=0")
    second = seller.ok("GET", f"{INVENTORY}/inventory_item?limit=10&offset=1")
    skus = [i["sku"] for page in (first, second) for i in page["inventoryItems"]]
    assert len(set(skus)) == 20
    assert first["next"].endswith("offset=1")


# -- variations --------------------------------------------------------------------
def variation(seller, sku, color, group="GLOVES-1"):
    aspects = {
        "Brand": ["NordRide"],
        "Manufacturer Part Number": ["NR-1"],
        "Size": ["M"],
        "Color": [color],
    }
    body = item_body(product={"aspects": aspects, "title": f"Gloves {color}"})
    seller.ok("PUT", f"{INVENTORY}/inventory_item/{sku}", body)
    seller.ok("POST", f"{INVENTORY}/offer", seller.offer_body(sku, categoryId="35566"))


def group_body(skus, colors):
    return {
        "title": "Brake lever, two colors",
        "description": "Folding",
        "imageUrls": ["https://i.ebayimg.com/images/g/abc/s-l1600.jpg"],
        "aspects": {"Brand": ["Kestrel"], "Manufacturer Part Number": ["K-1"]},
        "variantSKUs": skus,
        "variesBy": {"specifications": [{"name": "Color", "values": colors}]},
    }


def test_a_group_becomes_one_listing_with_variations(seller):
    variation(seller, "LEVER-B", "Black")
    variation(seller, "LEVER-R", "Red")
    path = f"{INVENTORY}/inventory_item_group/LEVER"
    body = group_body(["LEVER-B", "LEVER-R"], ["Black", "Red"])
    assert seller.call("PUT", path, body).status_code == 201
    assert seller.ok("GET", path)["variantSKUs"] == ["LEVER-B", "LEVER-R"]

    wanted = {"inventoryItemGroupKey": "LEVER", "marketplaceId": "EBAY_US"}
    group_path = f"{INVENTORY}/offer/publish_by_inventory_item_group"
    listing_id = seller.ok("POST", group_path, wanted)["listingId"]
    offers = seller.ok("GET", f"{INVENTORY}/offer?sku=LEVER-R")["offers"]
    assert offers[0]["listing"]["listingId"] == listing_id

    seller.ok("POST", f"{INVENTORY}/offer/withdraw_by_inventory_item_group", wanted)
    offers = seller.ok("GET", f"{INVENTORY}/offer?sku=LEVER-B")["offers"]
    assert offers[0]["status"] == "UNPUBLISHED"


def test_a_variation_that_leaves_the_group_leaves_the_listing(seller):
    variation(seller, "LEAVE-1", "Black")
    variation(seller, "LEAVE-2", "Red")
    path = f"{INVENTORY}/inventory_item_group/LEAVE"
    seller.ok("PUT", path, group_body(["LEAVE-1", "LEAVE-2"], ["Black", "Red"]))
    wanted = {"inventoryItemGroupKey": "LEAVE", "marketplaceId": "EBAY_US"}
    publish = f"{INVENTORY}/offer/publish_by_inventory_item_group"
    seller.ok("POST", publish, wanted)
    seller.ok("PUT", path, group_body(["LEAVE-1"], ["Black"]))
    rows = seller.remote.rows("ebay", "listings")
    assert [row["skus"] for row in rows if "LEAVE" in row["skus"]] == ["LEAVE-1"]
    seller.ok("DELETE", path)
    offers = seller.ok("GET", f"{INVENTORY}/offer?sku=LEAVE-1")["offers"]
    assert offers[0]["status"] == "UNPUBLISHED"


def test_a_deleted_offer_makes_room_for_another(seller):
    offer_id, _ = seller.listed("ROOM-1")
    seller.ok("DELETE", f"{INVENTORY}/offer/{offer_id}")
    again = seller.ok("POST", f"{INVENTORY}/offer", seller.offer_body("ROOM-1"))
    assert again["offerId"] != offer_id


def test_a_sku_that_is_live_alone_cannot_join_a_group(seller):
    _, listing_id = seller.listed("ALONE-1")
    body = group_body(["ALONE-1"], ["Black"])
    answer = seller.call("PUT", f"{INVENTORY}/inventory_item_group/JOIN", body)
    assert listing_id in refused(answer, 400, 25704)["message"]


def test_variations_must_differ_as_the_group_says(seller):
    variation(seller, "SAME-1", "Black")
    variation(seller, "SAME-2", "Black")
    body = group_body(["SAME-1", "SAME-2"], ["Black"])
    seller.ok("PUT", f"{INVENTORY}/inventory_item_group/SAME", body)
    wanted = {"inventoryItemGroupKey": "SAME", "marketplaceId": "EBAY_US"}
    path = f"{INVENTORY}/offer/publish_by_inventory_item_group"
    refused(seller.call("POST", path, wanted), 400, 25013)


# -- in bulk -----------------------------------------------------------------------
def test_bulk_calls_answer_each_element_on_its_own(seller):
    items = [{"sku": f"BULK-{n}", "locale": "en_US", **item_body()} for n in range(3)]
    path = f"{INVENTORY}/bulk_create_or_replace_inventory_item"
    rows = seller.ok("POST", path, {"requests": items})["responses"]
    assert [row["statusCode"] for row in rows] == [201, 201, 201]

    wanted = [seller.offer_body(sku) for sku in ("BULK-0", "BULK-1", "NO-SUCH")]
    answer = seller.call("POST", f"{INVENTORY}/bulk_create_offer", {"requests": wanted})
    assert answer.status_code == 207
    good, also, bad = answer.json()["responses"]
    assert bad["errors"][0]["errorId"] == 25702

    ids = [{"offerId": row["offerId"]} for row in (good, also)]
    rows = seller.ok("POST", f"{INVENTORY}/bulk_publish_offer", {"requests": ids})
    assert all(row["listingId"] for row in rows["responses"])

    skus = {"requests": [{"sku": "BULK-0"}, {"sku": "NO-SUCH"}]}
    answer = seller.call("POST", f"{INVENTORY}/bulk_get_inventory_item", skus)
    assert [row["statusCode"] for row in answer.json()["responses"]] == [200, 404]


def test_prices_and_quantities_change_together_for_25_offers(seller):
    offer_id, _ = seller.listed("PRICE-1")
    price = {"value": "44.50", "currency": "USD"}
    change = {"offerId": offer_id, "availableQuantity": 2, "price": price}
    request = {
        "sku": "PRICE-1",
        "shipToLocationAvailability": {"quantity": 8},
        "offers": [change],
    }
    path = f"{INVENTORY}/bulk_update_price_quantity"
    rows = seller.ok("POST", path, {"requests": [request]})["responses"]
    assert [row["statusCode"] for row in rows] == [200, 200]
    shown = offer_of(seller, offer_id)
    assert shown["pricingSummary"]["price"] == price
    assert shown["availableQuantity"] == 2

    unknown = {"requests": [{"offers": [{"offerId": "1", "availableQuantity": 1}]}]}
    answer = seller.call("POST", path, unknown)
    assert answer.status_code == 207
    assert answer.json()["responses"][0]["errors"][0]["errorId"] == 25713


# -- around a listing --------------------------------------------------------------
def test_fitment_is_stored_with_the_item_and_replaced_whole(seller):
    seller.listed("FITS-1")
    path = f"{INVENTORY}/inventory_item/FITS-1/product_compatibility"
    bike = [{"name": "Year", "value": "2018"}, {"name": "Make", "value": "Honda"}]
    body = {"compatibleProducts": [{"compatibilityProperties": bike, "notes": "ABS"}]}
    assert seller.call("PUT", path, body).status_code == 201
    assert seller.call("PUT", path, body).status_code == 204
    assert seller.ok("GET", path)["compatibleProducts"][0]["notes"] == "ABS"
    seller.ok("DELETE", path)
    refused(seller.call("GET", path), 404, 25710)


def test_locations_are_made_shown_switched_and_removed(seller):
    path = f"{INVENTORY}/location/LEEDS-2"
    address = {"postalCode": "LS1 4DY", "country": "GB"}
    body = {"name": "Leeds", "location": {"address": address}}
    assert seller.call("POST", path, body).status_code == 204
    refused(seller.call("POST", path, body), 409, 25803)
    seller.ok("POST", f"{path}/disable")
    assert seller.ok("GET", path)["merchantLocationStatus"] == "DISABLED"
    seller.ok("POST", f"{path}/enable")
    seller.ok("POST", f"{path}/update_location_details", {"name": "Leeds North"})
    assert seller.ok("GET", path)["name"] == "Leeds North"
    keys = seller.ok("GET", f"{INVENTORY}/location")["locations"]
    assert "LEEDS-2" in [row["merchantLocationKey"] for row in keys]
    seller.ok("DELETE", path)
    refused(seller.call("GET", path), 404, 25805)


def test_stock_of_a_listing_is_tied_to_fulfilment_centres(seller):
    _, listing_id = seller.listed("PLACES-1")
    path = f"{INVENTORY}/listing/{listing_id}/sku/PLACES-1/locations"
    seller.ok("PUT", path, {"locations": [{"merchantLocationKey": "ATL"}]})
    assert seller.ok("GET", path)["locations"] == [{"merchantLocationKey": "ATL"}]
    showroom = {"locations": [{"merchantLocationKey": "SHOW"}]}
    refused(seller.call("PUT", path, showroom), 400, 25906)
    seller.ok("DELETE", path)


def test_the_fee_of_a_draft_is_known_before_it_is_published(seller):
    offer_id = seller.draft("FEE-1")
    body = {"offers": [{"offerId": offer_id}]}
    path = f"{INVENTORY}/offer/get_listing_fees"
    summary = seller.ok("POST", path, body)["feeSummaries"][0]
    assert summary["fees"][0]["feeType"] == "InsertionFee"


def test_an_old_listing_moves_over_under_its_own_id(seller, kernel):
    state = kernel.platforms["ebay"].seller()
    old = next(x for x in state.listings.values() if x.source == "trading")
    body = {"requests": [{"listingId": old.listing_id}]}
    row = seller.ok("POST", f"{INVENTORY}/bulk_migrate_listing", body)["responses"][0]
    shown = offer_of(seller, row["inventoryItems"][0]["offerId"])
    assert shown["listing"]["listingId"] == old.listing_id

    answer = seller.call("POST", f"{INVENTORY}/bulk_migrate_listing", body)
    assert answer.json()["responses"][0]["errors"][0]["errorId"] == 25718


def test_parts_with_short_returns_are_listed_with_a_warning(seller):
    policy = {
        "name": "14 days",
        "marketplaceId": "EBAY_US",
        "categoryTypes": [{"name": "ALL_EXCLUDING_MOTORS_VEHICLES"}],
        "returnsAccepted": True,
        "returnPeriod": {"value": 14, "unit": "DAY"},
        "returnShippingCostPayer": "BUYER",
    }
    made = seller.ok("POST", "/api/sell/account/v1/return_policy", policy)
    policies = {**seller.policies(), "returnPolicyId": made["returnPolicyId"]}
    offer_id = seller.draft("SHORT-1", listingPolicies=policies)
    answer = seller.ok("POST", f"{INVENTORY}/offer/{offer_id}/publish")
    assert answer["warnings"][0]["errorId"] == 25124
