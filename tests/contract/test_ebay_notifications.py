"""Notifications: an address proves itself, what arrives is signed by eBay's key."""

from __future__ import annotations

import base64
import json

import pytest

from sandbox.contracts import location

from .ebay_seller import (
    NOTIFICATION,
    EbaySeller,
    listening,
    refused,
    signature_fits,
)

DELETION = "MARKETPLACE_ACCOUNT_DELETION"


@pytest.fixture
def seller(remote):
    seller = EbaySeller(remote)
    seller.ok("PUT", f"{NOTIFICATION}/config", {"alertEmail": "ops@example.com"})
    return seller


@pytest.fixture
def listener():
    with listening() as listener:
        yield listener


def destination(listener, **changes):
    config = {"endpoint": listener.url, "verificationToken": listener.token}
    return {"name": "Odoo", "status": "ENABLED", "deliveryConfig": config, **changes}


def subscribed(seller, listener, topic):
    """Both made; returns the ids of the destination and the subscription."""
    path = f"{NOTIFICATION}/destination"
    answer = seller.call("POST", path, destination(listener))
    assert answer.status_code == 201, answer.text
    destination_id = answer.headers["Location"].rsplit("/", 1)[1]
    body = {
        "topicId": topic,
        "status": "ENABLED",
        "destinationId": destination_id,
        "payload": {
            "format": "JSON",
            "schemaVersion": "1.0",
            "deliveryProtocol": "HTTPS",
        },
    }
    answer = seller.call("POST", f"{NOTIFICATION}/subscription", body)
    assert answer.status_code == 201, answer.text
    return destination_id, answer.headers["Location"].rsplit("/", 1)[1]


@pytest.fixture
def clean(seller):
    """Other tests begin without the subscriptions of this one."""
    yield
    rows = seller.ok("GET", f"{NOTIFICATION}/subscription?limit=100")
    for row in rows["subscriptions"]:
        path = f"{NOTIFICATION}/subscription/{row['subscriptionId']}"
        seller.ok("POST", f"{path}/disable")
        seller.ok("DELETE", path)
    rows = seller.ok("GET", f"{NOTIFICATION}/destination?limit=100")
    for row in rows["destinations"]:
        path = f"{NOTIFICATION}/destination/{row['destinationId']}"
        seller.ok("DELETE", path)


def test_the_topics_say_what_they_need(seller):
    topics = seller.ok("GET", f"{NOTIFICATION}/topic?limit=100")["topics"]
    scopes = {topic["topicId"]: topic["scope"] for topic in topics}
    assert scopes[DELETION] == "APPLICATION"
    assert scopes["ORDER_CONFIRMATION"] == "USER"
    assert seller.ok("GET", f"{NOTIFICATION}/topic/{DELETION}")["supportedPayloads"]
    assert seller.ok("GET", f"{NOTIFICATION}/config")["alertEmail"]


def test_an_address_must_prove_that_it_knows_the_token(seller, listener, clean):
    listener.knows_the_token = False
    path = f"{NOTIFICATION}/destination"
    refused(seller.call("POST", path, destination(listener)), 409, 195020)
    listener.knows_the_token = True
    assert seller.call("POST", path, destination(listener)).status_code == 201
    refused(seller.call("POST", path, destination(listener)), 409, 195021)


def test_what_arrives_carries_a_signature_of_the_published_key(
    seller, listener, clean, remote
):
    _, subscription = subscribed(seller, listener, DELETION)
    seller.listed("NOTIFY-1")
    seller.sold("NOTIFY-1", buyer="leaving_rider")
    remote.act("ebay", "delete-account", username="leaving_rider")
    [(body, header)] = listener.wait()

    key_id = json.loads(base64.b64decode(header))["kid"]
    key = seller.ok("GET", f"{NOTIFICATION}/public_key/{key_id}")
    assert "\n" not in key["key"]
    assert signature_fits(body, header, key)
    assert not signature_fits(body.replace(b"leaving", b"staying"), header, key)

    message = json.loads(body)
    assert message["metadata"]["topic"] == DELETION
    assert message["notification"]["data"]["username"] == "leaving_rider"

    path = f"{NOTIFICATION}/subscription/{subscription}/test"
    assert seller.call("POST", path).status_code == 202
    assert len(listener.wait(2)) == 2


def test_a_sale_is_told_to_those_who_subscribed(seller, listener, clean):
    destination_id, subscription = subscribed(seller, listener, "ORDER_CONFIRMATION")
    seller.listed("NOTIFY-2")
    order_id = seller.sold("NOTIFY-2")["orderId"]
    [(body, _)] = listener.wait()
    assert json.loads(body)["notification"]["data"]["orderId"] == order_id

    path = f"{NOTIFICATION}/subscription/{subscription}"
    seller.ok("POST", f"{path}/disable")
    assert seller.ok("GET", path)["status"] == "DISABLED"
    seller.ok("POST", f"{path}/enable")
    body = seller.ok("GET", path)
    change = {k: body[k] for k in ("status", "destinationId", "payload")}
    seller.ok("PUT", path, change)
    path = f"{NOTIFICATION}/destination/{destination_id}"
    refused(seller.call("DELETE", path), 409, 195024)
    seller.ok("PUT", path, destination(listener, name="Odoo 2"))
    assert seller.ok("GET", path)["name"] == "Odoo 2"


def test_the_verifier_of_these_tests_agrees_with_ebays_own_vectors():
    """So that "our signature fits" above means what eBay's own library means."""
    folder = location.package("event-notification-nodejs-sdk")
    vectors = json.loads((folder / "package/test/test.json").read_text())

    def fits(name):
        vector = vectors[name]
        body = json.dumps(vector["message"], separators=(",", ":")).encode()
        return signature_fits(body, vector["signature"], vector["response"])

    assert fits("VALID")
    assert not fits("INVALID")
    assert not fits("SIGNATURE_MISMATCH")
