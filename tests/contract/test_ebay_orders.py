"""After the sale: orders, parcels, refunds, cancellations, returns, messages, money."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from cryptography.hazmat.primitives import serialization

from .ebay_seller import (
    FINANCES,
    FULFILLMENT,
    MESSAGE,
    US,
    EbaySeller,
    refused,
)

POST_ORDER = "/api/post-order/v2"


@pytest.fixture
def seller(remote):
    return EbaySeller(remote)


@pytest.fixture
def sale(seller):
    seller.listed(f"SALE-{time.monotonic_ns()}")
    offers = seller.remote.rows("ebay", "listings")[0]
    return seller.sold(offers["skus"], 2)


def iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def test_orders_are_polled_by_change_and_read_in_pages(seller, sale):
    start = iso(datetime.now(timezone.utc) - timedelta(hours=1))
    path = f"{FULFILLMENT}/order?filter=lastmodifieddate:[{start}..]&limit=200"
    found = seller.ok("GET", path)
    assert sale["orderId"] in [order["orderId"] for order in found["orders"]]

    first = seller.ok("GET", f"{FULFILLMENT}/order?limit=10")
    second = seller.ok("GET", f"{FULFILLMENT}/order?limit=10&offset=10")
    numbers = [o["orderId"] for page in (first, second) for o in page["orders"]]
    assert len(set(numbers)) == 20
    assert "next" in first


def test_open_orders_can_be_asked_for(seller, sale):
    path = (
        f"{FULFILLMENT}/order?filter=orderfulfillmentstatus:{{NOT_STARTED|IN_PROGRESS}}"
    )
    statuses = {o["orderFulfillmentStatus"] for o in seller.ok("GET", path)["orders"]}
    assert "FULFILLED" not in statuses


def test_named_orders_come_whatever_the_filter_says(seller, sale):
    path = (
        f"{FULFILLMENT}/order?orderIds={sale['orderId']}&filter=creationdate:nonsense"
    )
    assert seller.ok("GET", path)["total"] == 1


def test_taxes_that_ebay_remits_are_shown_apart(seller):
    path = f"{FULFILLMENT}/order?limit=200&fieldGroups=TAX_BREAKDOWN"
    orders = seller.ok("GET", path)["orders"]
    taxed = next(o for o in orders if o.get("ebayCollectAndRemitTax"))
    taxes = taxed["lineItems"][0]["ebayCollectAndRemitTaxes"]
    assert taxes[0]["collectionMethod"] == "NET"

    def total(order):
        return Decimal(order["pricingSummary"]["total"]["value"])

    plain = seller.order(taxed["orderId"])
    assert "tax" not in plain["pricingSummary"]
    tax = Decimal(taxed["pricingSummary"]["tax"]["value"])
    assert total(taxed) == total(plain) + tax
    paid = plain["paymentSummary"]["payments"][0]["amount"]["value"]
    assert Decimal(paid) == total(taxed)


def test_a_parcel_abroad_goes_to_ebays_hub(seller):
    orders = seller.ok("GET", f"{FULFILLMENT}/order?limit=200")["orders"]
    abroad = next(o for o in orders if "program" in o)
    step = abroad["fulfillmentStartInstructions"][0]
    assert step["ebaySupportedFulfillment"]
    assert step["shippingStep"]["shipTo"]["contactAddress"]["city"] == "Erlanger"
    assert step["shippingStep"]["shipToReferenceId"]
    assert step["finalDestinationAddress"]["countryCode"] != "US"


def test_people_fade_from_old_orders(seller):
    start = iso(datetime.now(timezone.utc) - timedelta(days=300))
    path = f"{FULFILLMENT}/order?limit=200&filter=creationdate:[{start}..]"
    first = seller.ok("GET", path)
    offset = first["total"] // 200 * 200
    old = seller.ok("GET", f"{path}&offset={offset}")["orders"][-1]
    contact = old["buyer"]["buyerRegistrationAddress"]
    assert "fullName" not in contact
    assert "addressLine1" not in contact["contactAddress"]
    assert contact["contactAddress"]["city"]
    new = first["orders"][0]["buyer"]["buyerRegistrationAddress"]
    assert new["email"]


def test_an_order_that_waits_for_money_is_paid_later(seller, remote):
    seller.listed("WAIT-1")
    order_id = seller.sold("WAIT-1", paid=False)["orderId"]
    assert seller.order(order_id)["orderPaymentStatus"] == "PENDING"
    remote.act("ebay", "pay-order", order_id=order_id)
    assert seller.order(order_id)["orderPaymentStatus"] == "PAID"


# -- parcels -----------------------------------------------------------------------
def ship(seller, sale, number="1Z999AA10372230001", **changes):
    line = {"lineItemId": sale["lineItemId"], "quantity": 1}
    body = {
        "lineItems": [line],
        "shippingCarrierCode": "UPS",
        "trackingNumber": number,
        **changes,
    }
    path = f"{FULFILLMENT}/order/{sale['orderId']}/shipping_fulfillment"
    return seller.call("POST", path, {k: v for k, v in body.items() if v})


def test_a_parcel_is_named_by_its_tracking_number(seller, sale):
    answer = ship(seller, sale)
    assert answer.status_code == 201
    where = answer.headers["Location"].partition(".com")[2]
    parcel = seller.ok("GET", f"/api{where}")
    assert parcel["fulfillmentId"] == parcel["shipmentTrackingNumber"]
    assert seller.order(sale["orderId"])["orderFulfillmentStatus"] == "IN_PROGRESS"

    assert ship(seller, sale).status_code == 409
    ship(seller, sale, "1Z999AA10372230002")
    order = seller.order(sale["orderId"])
    assert order["orderFulfillmentStatus"] == "FULFILLED"
    assert len(order["fulfillmentHrefs"]) == 2
    path = f"{FULFILLMENT}/order/{sale['orderId']}/shipping_fulfillment"
    assert seller.ok("GET", path)["total"] == 2


@pytest.mark.parametrize(
    ("changes", "error_id"),
    [
        ({"trackingNumber": None}, 32300),
        ({"trackingNumber": "not a number!"}, 32300),
        ({"lineItems": [{"lineItemId": "1", "quantity": 1}]}, 32200),
        ({"shippedDate": "yesterday"}, 32500),
    ],
)
def test_a_parcel_that_makes_no_sense_is_refused(seller, sale, changes, error_id):
    refused(ship(seller, sale, **changes), 400, error_id)


# -- refunds -----------------------------------------------------------------------
def refund(seller, sale, value, **headers):
    body = {
        "reasonForRefund": "OTHER_ADJUSTMENT",
        "orderLevelRefundAmount": {"value": value, "currency": "USD"},
    }
    path = f"{FULFILLMENT}/order/{sale['orderId']}/issue_refund"
    return seller.call("POST", path, body, **headers)


def test_a_refund_is_done_a_little_later(seller, sale, remote):
    assert refund(seller, sale, "5.00").json()["refundStatus"] == "PENDING"
    refused(refund(seller, sale, "1.00"), 400, 34922)
    remote.advance(10)
    order = seller.order(sale["orderId"])
    assert order["paymentSummary"]["refunds"][0]["refundStatus"] == "REFUNDED"
    assert order["orderPaymentStatus"] == "PARTIALLY_REFUNDED"
    refused(refund(seller, sale, "900.00"), 400, 34915)


# -- cancellations and returns -----------------------------------------------------
def test_a_wish_to_cancel_is_only_told_by_the_single_order(seller, sale, remote):
    cancel_id = remote.act("ebay", "request-cancel", order_id=sale["orderId"])[
        "cancelId"
    ]
    listed = seller.ok("GET", f"{FULFILLMENT}/order?orderIds={sale['orderId']}")
    status = listed["orders"][0]["cancelStatus"]
    assert (status["cancelState"], status["cancelRequests"]) == ("IN_PROGRESS", [])
    requests = seller.order(sale["orderId"])["cancelStatus"]["cancelRequests"]
    assert requests[0]["cancelRequestId"] == cancel_id

    iaf = {"Authorization": f"IAF {seller.token}"}
    path = f"{POST_ORDER}/cancellation/{cancel_id}"
    detail = seller.ok("GET", path, **iaf)["cancelDetail"]
    assert (
        detail["sellerResponseDueDate"]["value"] > detail["cancelRequestDate"]["value"]
    )
    seller.ok("POST", f"{path}/approve", {}, **iaf)
    order = seller.order(sale["orderId"])
    assert order["cancelStatus"]["cancelState"] == "CANCELED"
    assert order["paymentSummary"]["refunds"]


def test_the_seller_cancels_and_says_no_to_a_wish(seller, sale, remote):
    iaf = {"Authorization": f"IAF {seller.token}"}
    cancel_id = remote.act("ebay", "request-cancel", order_id=sale["orderId"])[
        "cancelId"
    ]
    seller.ok("POST", f"{POST_ORDER}/cancellation/{cancel_id}/reject", {}, **iaf)
    legacy = {"legacyOrderId": sale["orderId"]}
    path = f"{POST_ORDER}/cancellation/check_eligibility"
    assert seller.ok("POST", path, legacy, **iaf)["eligible"]
    body = {**legacy, "cancelReason": "OUT_OF_STOCK_OR_CANNOT_FULFILL"}
    seller.ok("POST", f"{POST_ORDER}/cancellation", body, **iaf)
    path = f"{POST_ORDER}/cancellation/search?legacy_order_id={sale['orderId']}"
    assert seller.ok("GET", path, **iaf)["total"] == 2


def test_a_return_goes_from_wish_to_refund(seller, sale, remote):
    iaf = {"Authorization": f"IAF {seller.token}"}
    opened = remote.act("ebay", "open-return", order_id=sale["orderId"])
    path = f"{POST_ORDER}/return/{opened['returnId']}"
    seller.ok("POST", f"{path}/decide", {"decision": "ACCEPT"}, **iaf)
    seller.ok("POST", f"{path}/mark_as_received", {}, **iaf)
    seller.ok("POST", f"{path}/issue_refund", {}, **iaf)
    assert seller.ok("GET", path, **iaf)["summary"]["state"] == "CLOSED"
    found = seller.ok(
        "GET", f"{POST_ORDER}/return/search?order_id={sale['orderId']}", **iaf
    )
    assert found["total"] == 1


# -- messages ----------------------------------------------------------------------
def test_a_buyer_asks_and_the_seller_answers(seller, sale, remote):
    asked = remote.act(
        "ebay", "buyer-message", order_id=sale["orderId"], text="Does it fit?"
    )
    path = f"{MESSAGE}/conversation?conversation_type=FROM_MEMBERS"
    rows = seller.ok("GET", f"{path}&conversation_status=UNREAD")["conversations"]
    assert asked["conversationId"] in [row["conversationId"] for row in rows]

    text = {"conversationId": asked["conversationId"], "messageText": "It does."}
    assert seller.call("POST", f"{MESSAGE}/send_message", text).status_code == 201
    inside = f"{MESSAGE}/conversation/{asked['conversationId']}"
    messages = seller.ok("GET", f"{inside}?conversation_type=FROM_MEMBERS")["messages"]
    assert [m["messageBody"] for m in messages] == ["It does.", "Does it fit?"]

    change = {
        "conversationId": asked["conversationId"],
        "conversationType": "FROM_MEMBERS",
        "read": True,
    }
    assert seller.call("POST", f"{MESSAGE}/update_conversation", change).ok
    several = {"conversations": [{**change, "conversationStatus": "ARCHIVE"}]}
    del several["conversations"][0]["read"]
    done = seller.ok("POST", f"{MESSAGE}/bulk_update_conversation", several)
    assert done["conversationsMetadata"]["updateSuccessCount"] == 1


# -- money -------------------------------------------------------------------------
def test_sales_wait_and_are_paid_out(seller, sale, remote):
    kind = "filter=transactionType:{SALE}"
    found = seller.ok("GET", f"{FINANCES}/transaction?{kind}&limit=1000", **US)
    mine = next(t for t in found["transactions"] if t["orderId"] == sale["orderId"])
    assert mine["transactionStatus"] == "FUNDS_PROCESSING"
    assert seller.ok("GET", f"{FINANCES}/seller_funds_summary", **US)["totalFunds"]

    kind = "filter=transactionType:{NON_SALE_CHARGE}"
    charges = seller.ok("GET", f"{FINANCES}/transaction?{kind}", **US)["transactions"]
    assert {row["feeType"] for row in charges} == {"AD_FEE"}

    payout_id = remote.act("ebay", "pay-out")["payoutId"]
    payout = seller.ok("GET", f"{FINANCES}/payout/{payout_id}", **US)
    path = f"{FINANCES}/transaction?filter=payoutId:{{{payout_id}}}&limit=1000"
    rows = seller.ok("GET", path, **US)["transactions"]
    assert len(rows) == payout["transactionCount"]
    assert seller.ok("GET", f"{FINANCES}/payout?limit=5", **US)["total"] > 10


def signed(
    seller, method: str, path: str, key: dict, body: bytes = b""
) -> dict[str, str]:
    """The headers of a digital signature (RFC 9421, as eBay profiles it)."""
    private = serialization.load_der_private_key(
        base64.b64decode(key["privateKey"]), None
    )
    values = {
        "x-ebay-signature-key": key["jwe"],
        "@method": method,
        "@path": f"/ebay{path}",
        "@authority": seller.remote.base_url.partition("//")[2],
    }
    headers = {"x-ebay-signature-key": key["jwe"]}
    if body:
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        headers["Content-Digest"] = f"sha-256=:{digest}:"
        values["content-digest"] = headers["Content-Digest"]
    names = " ".join(f'"{name}"' for name in values)
    parameters = f"({names});created={int(time.time())}"
    lines = [f'"{name}": {value}' for name, value in values.items()]
    lines.append(f'"@signature-params": {parameters}')
    signature = private.sign("\n".join(lines).encode())
    return {
        **headers,
        "Signature-Input": f"sig1={parameters}",
        "Signature": f"sig1=:{base64.b64encode(signature).decode()}:",
    }


@pytest.fixture
def british(remote):
    return EbaySeller(remote, "bikeparts_uk")


@pytest.fixture
def signing_key(british):
    path = "/apiz/developer/key_management/v1/signing_key"
    return british.ok("POST", path, {"signingKeyCipher": "ED25519"})


def test_a_british_seller_must_sign_for_finances(british, signing_key):
    path = f"{FINANCES}/payout"
    site = {"X-EBAY-C-MARKETPLACE-ID": "EBAY_GB"}
    refused(british.call("GET", path, **site), 403, 215001)

    headers = signed(british, "GET", path, signing_key)
    answer = british.call("GET", path, **site, **headers)
    assert answer.status_code == 204, answer.text
    forged = {**headers, "Signature": "sig1=:" + "A" * 86 + "==:"}
    assert british.call("GET", path, **site, **forged).status_code == 403


def test_a_british_seller_signs_the_body_of_a_refund(british, signing_key, kernel):
    shop = kernel.platforms["ebay"].seller("bikeparts_uk")
    listing = next(x for x in shop.listings.values() if x.is_active and x.quantity)
    variations = listing.variations.values()
    sale = british.sold(next(v.sku for v in variations if v.quantity))
    path = f"{FULFILLMENT}/order/{sale['orderId']}/issue_refund"
    body = {
        "reasonForRefund": "OTHER_ADJUSTMENT",
        "orderLevelRefundAmount": {"value": "1.00", "currency": "GBP"},
    }
    refused(british.call("POST", path, body), 403, 215001)
    raw = json.dumps(body).encode()
    headers = signed(british, "POST", path, signing_key, raw)
    answer = british.call("POST", path, body, **headers)
    assert answer.status_code == 200, answer.text
    other = {**body, "comment": "Changed on the way"}
    refused(british.call("POST", path, other, **headers), 403, 2004)
