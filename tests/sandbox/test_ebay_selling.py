"""What selling does to a listing, and what eBay lets one do in a day."""

from __future__ import annotations

import pytest

from tests.contract.ebay_seller import (
    FULFILLMENT,
    INVENTORY,
    MEDIA,
    NOTIFICATION,
    item_body,
    listening,
    refused,
    trading,
)

from .ebay_sandbox import ebay_alone

BULK = f"{INVENTORY}/bulk_update_price_quantity"


@pytest.fixture
def ebay():
    with ebay_alone() as remote:
        yield remote


@pytest.fixture
def seller(ebay):
    return ebay.seller()


def offer_of(seller, offer_id):
    return seller.ok("GET", f"{INVENTORY}/offer/{offer_id}")


def change(offer_id, quantity):
    return {
        "requests": [{"offers": [{"offerId": offer_id, "availableQuantity": quantity}]}]
    }


# -- stock -------------------------------------------------------------------------
def test_a_sale_lowers_the_stock_of_offer_and_item(seller):
    offer_id, _ = seller.listed("STOCK-1")
    seller.sold("STOCK-1", 2)
    assert offer_of(seller, offer_id)["availableQuantity"] == 3
    item = seller.ok("GET", f"{INVENTORY}/inventory_item/STOCK-1")
    assert item["availability"]["shipToLocationAvailability"]["quantity"] == 8
    assert offer_of(seller, offer_id)["listing"]["soldQuantity"] == 2


def test_with_out_of_stock_control_a_listing_survives_at_zero(seller):
    offer_id, listing_id = seller.listed("ZERO-1")
    seller.ok("POST", BULK, change(offer_id, 0))
    listing = offer_of(seller, offer_id)["listing"]
    assert listing["listingStatus"] == "OUT_OF_STOCK"
    seller.ok("POST", BULK, change(offer_id, 4))
    listing = offer_of(seller, offer_id)["listing"]
    assert (listing["listingId"], listing["listingStatus"]) == (listing_id, "ACTIVE")


def test_without_it_the_last_piece_ends_the_listing(seller):
    program = {"programType": "OUT_OF_STOCK_CONTROL"}
    seller.ok("POST", "/api/sell/account/v1/program/opt_out", program)
    offer_id, _ = seller.listed("LAST-1")
    seller.sold("LAST-1", 5)
    shown = offer_of(seller, offer_id)
    assert (shown["status"], shown["listing"]["listingStatus"]) == (
        "UNPUBLISHED",
        "ENDED",
    )


def test_an_offer_never_promises_more_than_there_is(seller, ebay):
    _, listing_id = seller.listed("PROMISE-1", availableQuantity=500)
    listing = ebay.platform.seller().listings[listing_id]
    assert listing.quantity == 10


def test_a_listing_ended_on_the_site_leaves_the_offer_unpublished(seller, ebay):
    offer_id, listing_id = seller.listed("ENDED-1")
    ebay.act("ebay", "end-listing", listing_id=listing_id)
    assert offer_of(seller, offer_id)["status"] == "UNPUBLISHED"
    again = seller.ok("POST", f"{INVENTORY}/offer/{offer_id}/publish")
    assert again["listingId"] != listing_id


# -- the limits of a day -----------------------------------------------------------
def test_a_listing_is_revised_250_times_a_day_and_not_once_more(seller, ebay):
    offer_id, listing_id = seller.listed("BUSY-1")
    listing = ebay.platform.seller().listings[listing_id]
    listing.revisions[ebay.platform.now().date()] = 249
    seller.ok("POST", BULK, change(offer_id, 4))
    answer = seller.call("POST", BULK, change(offer_id, 3))
    assert answer.status_code == 207
    assert answer.json()["responses"][0]["errors"][0]["errorId"] == 25019
    assert offer_of(seller, offer_id)["availableQuantity"] == 4
    refused(
        seller.call("PUT", f"{INVENTORY}/inventory_item/BUSY-1", item_body()),
        400,
        25019,
    )
    ebay.advance(24 * 3600)
    seller = ebay.seller()
    seller.ok("POST", BULK, change(offer_id, 3))


def test_the_days_calls_are_counted_and_then_refused(seller, ebay):
    limits = "/api/developer/analytics/v1_beta/rate_limit?api_name=inventory"

    def rate():
        rows = seller.ok("GET", limits)["rateLimits"]
        return rows[0]["resources"][0]["rates"][0]

    ebay.act("ebay", "set-limit", resource="sell.inventory", limit=rate()["count"] + 2)
    seller.ok("GET", f"{INVENTORY}/location")
    seller.call("GET", f"{INVENTORY}/inventory_item/NO-SUCH")  # a refusal counts too
    answer = seller.call("GET", f"{INVENTORY}/location")
    refused(answer, 429, 2001)
    assert 0 < int(answer.headers["Retry-After"]) <= 24 * 3600
    assert rate()["remaining"] == 0
    seller.ok("GET", f"{FULFILLMENT}/order?limit=1")  # another API, another budget

    ebay.advance(24 * 3600)
    ebay.seller().ok("GET", f"{INVENTORY}/location")


def test_trading_counts_each_call_by_its_name(seller, ebay):
    ebay.act("ebay", "set-limit", resource="GetUser", limit=1)
    assert trading(seller, "GetUser")[0] == "Success"
    assert "<ErrorCode>518</ErrorCode>" in trading(seller, "GetUser")[1]
    assert trading(seller, "GeteBayOfficialTime")[0] == "Success"


def test_a_picture_expires_when_nobody_uses_it(seller, ebay):
    body = {"imageUrl": "https://shop.example/pads.jpg"}
    answer = seller.call("POST", f"{MEDIA}/image/create_image_from_url", body)
    number = answer.headers["Location"].rsplit("/", 1)[1]
    seller.ok("GET", f"{MEDIA}/image/{number}")
    ebay.advance(31 * 24 * 3600)
    refused(ebay.seller().call("GET", f"{MEDIA}/image/{number}"), 404, 190200)


def test_an_address_that_stays_silent_is_marked_down(seller, ebay):
    with listening() as listener:
        seller.ok("PUT", f"{NOTIFICATION}/config", {"alertEmail": "a@example.com"})
        config = {"endpoint": listener.url, "verificationToken": listener.token}
        body = {"name": "N", "status": "ENABLED", "deliveryConfig": config}
        made = seller.call("POST", f"{NOTIFICATION}/destination", body)
        number = made.headers["Location"].rsplit("/", 1)[1]
        body = {
            "topicId": "ORDER_CONFIRMATION",
            "status": "ENABLED",
            "destinationId": number,
            "payload": {
                "format": "JSON",
                "schemaVersion": "1.0",
                "deliveryProtocol": "HTTPS",
            },
        }
        assert seller.call("POST", f"{NOTIFICATION}/subscription", body).ok
    seller.listed("SILENT-1")
    seller.sold("SILENT-1")
    ebay.advance(48 * 3600)
    outcomes = [row["outcome"] for row in ebay.journal("webhook")]
    assert outcomes.count("failed") == 8
    assert outcomes[-1] == "given up"
    path = f"{NOTIFICATION}/destination/{number}"
    assert ebay.seller().ok("GET", path)["status"] == "MARKED_DOWN"


# -- failures on demand ------------------------------------------------------------
def test_one_of_many_fails_on_demand(seller, ebay):
    items = [{"sku": f"F-{n}", "locale": "en_US", **item_body()} for n in range(3)]
    ebay.fault("partial", platform="ebay", times=1)
    path = f"{INVENTORY}/bulk_create_or_replace_inventory_item"
    answer = seller.call("POST", path, {"requests": items})
    assert answer.status_code == 207
    codes = [row["statusCode"] for row in answer.json()["responses"]]
    assert codes == [500, 201, 201]


def test_a_throttled_call_is_refused_in_ebays_shape(seller, ebay):
    ebay.fault("throttle", platform="ebay", times=1, args={"retry_after": 7})
    answer = seller.call("GET", f"{FULFILLMENT}/order")
    refused(answer, 429, 2001)
    assert answer.headers["Retry-After"] == "7"


def test_faults_can_be_aimed_at_one_operation(seller, ebay):
    match = {"operation": "getOrders$"}
    ebay.fault("status", platform="ebay", match=match, args={"code": 500})
    seller.ok("GET", f"{INVENTORY}/location")
    refused(seller.call("GET", f"{FULFILLMENT}/order"), 500, 2003)
