"""The Trading API: what only it can do, for listings that only it made."""

from __future__ import annotations

import pytest

from .ebay_seller import EbaySeller, trading


@pytest.fixture
def seller(remote):
    return EbaySeller(remote)


@pytest.fixture
def old_listing(kernel):
    """One of the listings that existed before the Inventory API, with one SKU."""
    state = kernel.platforms["ebay"].seller()
    return next(
        one
        for one in state.listings.values()
        if one.source == "trading" and one.is_active and len(one.variations) == 1
    )


def status(listing, quantity="7", price=""):
    sku = next(iter(listing.variations))
    price = price and f"<StartPrice>{price}</StartPrice>"
    return (
        f"<InventoryStatus><ItemID>{listing.listing_id}</ItemID>"
        f"<Quantity>{quantity}</Quantity><SKU>{sku}</SKU>{price}</InventoryStatus>"
    )


def test_time_and_user_answer(seller):
    assert trading(seller, "GeteBayOfficialTime")[0] == "Success"
    _, text = trading(seller, "GetUser")
    assert "<UserID>motorparts_us</UserID>" in text


def test_listings_are_found_and_read_with_variations_and_fitment(seller):
    ack, text = trading(
        seller,
        "GetMyeBaySelling",
        "<ActiveList><Include>true</Include><Pagination><EntriesPerPage>200"
        "</EntriesPerPage><PageNumber>1</PageNumber></Pagination></ActiveList>",
    )
    assert ack == "Success"
    assert "<TotalNumberOfPages>1<" in text
    for item_id in [part.partition("<")[0] for part in text.split("<ItemID>")[1:]]:
        ack, _ = trading(
            seller,
            "GetItem",
            f"<ItemID>{item_id}</ItemID>"
            "<IncludeItemCompatibilityList>true</IncludeItemCompatibilityList>",
        )
        assert ack == "Success"


def test_stock_and_price_of_up_to_four_change_together(seller, old_listing):
    ack, text = trading(
        seller, "ReviseInventoryStatus", status(old_listing, "7", "9.95")
    )
    assert ack == "Success", text
    assert '<StartPrice currencyID="USD">9.95</StartPrice>' in text
    only = next(iter(old_listing.variations.values()))
    assert only.quantity == 7


def test_one_bad_status_does_not_fail_the_good_ones(seller, old_listing):
    nobody = (
        "<InventoryStatus><ItemID>1</ItemID><Quantity>1</Quantity></InventoryStatus>"
    )
    body = status(old_listing, "6") + nobody
    ack, text = trading(seller, "ReviseInventoryStatus", body)
    assert ack == "PartialFailure"
    assert "<ErrorCode>17</ErrorCode>" in text


def test_a_listing_is_revised_in_part(seller, old_listing):
    ack, text = trading(
        seller,
        "ReviseFixedPriceItem",
        f"<Item><ItemID>{old_listing.listing_id}</ItemID><Title>New title</Title>"
        "<ItemCompatibilityList><Compatibility>"
        "<NameValueList><Name>Year</Name><Value>2018</Value></NameValueList>"
        "<NameValueList><Name>Make</Name><Value>Honda</Value></NameValueList>"
        "<CompatibilityNotes>Front only</CompatibilityNotes></Compatibility>"
        "<ReplaceAll>true</ReplaceAll></ItemCompatibilityList></Item>",
    )
    assert ack == "Success", text
    assert old_listing.title == "New title"
    assert old_listing.compatibility[0]["notes"] == "Front only"


def test_questions_are_read_and_answered(seller, remote, kernel):
    seller.listed("ASK-1")
    sale = seller.sold("ASK-1", buyer="curious_rider")
    asked = remote.act(
        "ebay", "buyer-message", order_id=sale["orderId"], text="Which side is <left>?"
    )
    ack, text = trading(
        seller,
        "GetMemberMessages",
        "<MailMessageType>All</MailMessageType><SenderID>curious_rider</SenderID>",
    )
    assert "<MessageStatus>Unanswered</MessageStatus>" in text
    assert "Which side is &lt;left&gt;?" in text
    ack, text = trading(
        seller,
        "AddMemberMessageRTQ",
        "<MemberMessage><Body>The clutch side.</Body>"
        f"<ParentMessageID>{asked['messageId']}</ParentMessageID></MemberMessage>",
    )
    assert ack == "Success", text
    item_id = seller.order(sale["orderId"])["lineItems"][0]["legacyItemId"]
    ack, text = trading(
        seller,
        "AddMemberMessageAAQToPartner",
        f"<ItemID>{item_id}</ItemID><MemberMessage><QuestionType>Shipping</QuestionType>"
        "<RecipientID>curious_rider</RecipientID><Subject>Your parcel</Subject>"
        "<Body>It left today.</Body></MemberMessage>",
    )
    assert ack == "Success", text


def test_a_sale_is_marked_shipped(seller):
    seller.listed("SHIPPED-1")
    order_id = seller.sold("SHIPPED-1")["orderId"]
    ack, text = trading(
        seller,
        "CompleteSale",
        f"<OrderID>{order_id}</OrderID><Shipped>true</Shipped><Shipment>"
        "<ShipmentTrackingDetails><ShippingCarrierUsed>UPS</ShippingCarrierUsed>"
        "<ShipmentTrackingNumber>1Z999AA10372230077</ShipmentTrackingNumber>"
        "</ShipmentTrackingDetails></Shipment>",
    )
    assert ack == "Success", text
    assert seller.order(order_id)["orderFulfillmentStatus"] == "FULFILLED"


def test_a_listing_is_ended(seller, kernel):
    state = kernel.platforms["ebay"].seller()
    old = [x for x in state.listings.values() if x.source == "trading"][-1]
    body = f"<ItemID>{old.listing_id}</ItemID><EndingReason>NotAvailable</EndingReason>"
    assert trading(seller, "EndFixedPriceItem", body)[0] == "Success"
    ack, text = trading(seller, "EndFixedPriceItem", body)
    assert (ack, "<ErrorCode>1047</ErrorCode>" in text) == ("Failure", True)
    ack, text = trading(seller, "ReviseInventoryStatus", status(old))
    assert "<ErrorCode>291</ErrorCode>" in text


# -- wrong calls -------------------------------------------------------------------
def code_of(text):
    return text.partition("<ErrorCode>")[2].partition("<")[0]


def test_a_listing_of_the_inventory_api_is_not_tradings_to_revise(seller):
    _, listing_id = seller.listed("NOTYOURS-1")
    body = (
        f"<InventoryStatus><ItemID>{listing_id}</ItemID><Quantity>1</Quantity>"
        "</InventoryStatus>"
    )
    ack, text = trading(seller, "ReviseInventoryStatus", body)
    assert (ack, code_of(text)) == ("Failure", "21919474")
    body = f"<Item><ItemID>{listing_id}</ItemID><Title>X</Title></Item>"
    assert code_of(trading(seller, "ReviseFixedPriceItem", body)[1]) == "21919474"


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("GetItem", "", "37"),
        ("GetItem", "<ItemId>1</ItemId>", "20170"),
        ("GetItem", "<ItemID>1</ItemID>", "17"),
        ("GetItem", "<ItemID>1", "20170"),
        ("GetTeapot", "", "2"),
        ("GetMemberMessages", "<MailMessageType>Post</MailMessageType>", "37"),
        ("CompleteSale", "<OrderID>1</OrderID><Shipped>true</Shipped>", "21916964"),
        ("CompleteSale", "<Shipped>perhaps</Shipped>", "37"),
        (
            "ReviseFixedPriceItem",
            "<Item><ItemID>1</ItemID><StartPrice>cheap</StartPrice></Item>",
            "37",
        ),
    ],
)
def test_a_wrong_call_fails_with_tradings_own_code(seller, name, body, code):
    ack, text = trading(seller, name, body)
    assert (ack, code_of(text)) == ("Failure", code)


def test_five_statuses_are_one_too_many(seller, old_listing):
    body = status(old_listing) * 5
    assert code_of(trading(seller, "ReviseInventoryStatus", body)[1]) == "21916750"


def test_a_required_specific_must_stay(seller, old_listing):
    body = (
        f"<Item><ItemID>{old_listing.listing_id}</ItemID><ItemSpecifics><NameValueList>"
        "<Name>Brand</Name><Value>Torvex</Value></NameValueList></ItemSpecifics></Item>"
    )
    assert code_of(trading(seller, "ReviseFixedPriceItem", body)[1]) == "21919303"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"X_EBAY_API_IAF_TOKEN": ""}, "931"),
        ({"X_EBAY_API_IAF_TOKEN": "stolen"}, "21916984"),
        ({"X_EBAY_API_SITEID": ""}, "10012"),
        ({"X_EBAY_API_COMPATIBILITY_LEVEL": ""}, "10012"),
    ],
)
def test_a_call_without_its_headers_is_refused(seller, headers, code):
    assert code_of(trading(seller, "GetUser", **headers)[1]) == code


def test_entities_are_not_expanded(seller, remote):
    bomb = '<!DOCTYPE x [<!ENTITY a "boom">]><GetUserRequest>&a;</GetUserRequest>'
    headers = {"X-EBAY-API-CALL-NAME": "GetUser", "X-EBAY-API-IAF-TOKEN": seller.token}
    answer = remote.post("/ebay/api/ws/api.dll", data=bomb, headers=headers)
    assert code_of(answer.text) == "20170"
