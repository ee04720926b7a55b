"""Webhooks out of ShipStation: V1 bare, V2 signed; and what their pointers serve."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Thread
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from .shipstation_seller import Seller

_names = count(1)


@dataclass
class Mailbox:
    """A web server that keeps what is posted to it."""

    url: str = ""
    status: int = 200
    letters: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.letters]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()

    class Slot(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {k.lower(): v for k, v in self.headers.items()}
            box.letters.append((headers, body))
            self.send_response(box.status)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Slot)
    box.url = f"http://127.0.0.1:{server.server_port}/hook"
    Thread(target=server.serve_forever, daemon=True).start()
    yield box
    server.shutdown()
    server.server_close()


@pytest.fixture
def seller(remote) -> Seller:
    return Seller(remote, f"hooks-{next(_names)}")


@pytest.fixture
def delivered(sandbox):
    """Wait until every webhook under way has arrived."""
    return lambda: sandbox.run(sandbox.kernel.webhooks.drain)


def subscribe_v1(seller: Seller, mailbox: Mailbox, event: str, **more) -> int:
    body = {"target_url": mailbox.url, "event": event, **more}
    return seller.v1("POST", "/webhooks/subscribe", body).json()["id"]


def subscribe_v2(seller: Seller, mailbox: Mailbox, event: str, **more) -> str:
    body = {"url": mailbox.url, "event": event, **more}
    return seller.v2("POST", "/environment/webhooks", body).json()["webhook_id"]


# -- V1 ----------------------------------------------------------------------------
def test_v1_points_to_a_new_order_and_signs_nothing(seller, mailbox, delivered):
    subscribe_v1(seller, mailbox, "ORDER_NOTIFY")
    seller.order("S1")
    delivered()
    (headers, _), (body,) = mailbox.letters[0], mailbox.bodies()
    assert not any("signature" in name for name in headers)
    assert set(body) == {"resource_url", "resource_type"}
    assert len(body["resource_url"]) <= 200
    orders = seller.follow(body["resource_url"], "v1").json()["orders"]
    assert [order["orderNumber"] for order in orders] == ["S1"]


def test_v1_points_to_a_shipment_whose_lines_are_asked_for(seller, mailbox, delivered):
    subscribe_v1(seller, mailbox, "SHIP_NOTIFY")
    subscribe_v1(seller, mailbox, "ITEM_SHIP_NOTIFY")
    label = seller.label(seller.order("S1")["orderId"])
    delivered()
    lines = {}
    for body in mailbox.bodies():
        found = seller.follow(body["resource_url"], "v1").json()["shipments"]
        assert [one["shipmentId"] for one in found] == [label["shipmentId"]]
        lines[body["resource_type"]] = found[0]["shipmentItems"]
    assert lines["SHIP_NOTIFY"] is None
    assert [i["lineItemKey"] for i in lines["ITEM_SHIP_NOTIFY"]] == ["line-1", "line-2"]


def test_an_update_a_void_and_a_test_label_send_nothing(seller, mailbox, delivered):
    order = seller.order("S1")
    label = seller.label(order["orderId"])
    for event in ("ORDER_NOTIFY", "SHIP_NOTIFY"):
        subscribe_v1(seller, mailbox, event)
    body = {"shipmentId": label["shipmentId"]}
    seller.v1("POST", "/shipments/voidlabel", body)
    seller.order("S1", customerNotes="changed")
    seller.label(order["orderId"], testLabel=True)
    delivered()
    assert mailbox.letters == []


def test_a_subscription_can_be_of_one_store(seller, mailbox, delivered):
    stores = [store["storeId"] for store in seller.v1("GET", "/stores").json()]
    subscribe_v1(seller, mailbox, "ORDER_NOTIFY", store_id=stores[1])
    seller.order("S1")
    seller.order("S2", advancedOptions={"storeId": stores[1]})
    delivered()
    assert len(mailbox.letters) == 1


def test_v1_subscriptions_are_listed_and_ended(seller, mailbox, delivered):
    number = subscribe_v1(seller, mailbox, "ORDER_NOTIFY", friendly_name="Odoo")
    listed = seller.v1("GET", "/webhooks").json()["webhooks"][0]
    assert (listed["WebHookID"], listed["Url"]) == (number, mailbox.url)
    answer = seller.v1("DELETE", f"/webhooks/{number}")
    assert (answer.status_code, answer.content) == (200, b"")
    seller.order("S1")
    delivered()
    assert mailbox.letters == []


# -- V2 ----------------------------------------------------------------------------
def verified(remote, headers: dict[str, str], body: bytes) -> bool:
    """As the vendor's guide checks it: key by id from the JWKS, over timestamp.body."""
    keys = remote.get("/shipstation/jwks").json()["keys"]
    wanted = headers["x-shipengine-rsa-sha256-key-id"]
    key = next(one for one in keys if one["kid"] == wanted)
    numbers = [
        int.from_bytes(base64.urlsafe_b64decode(key[part] + "=="), "big")
        for part in ("e", "n")
    ]
    public = rsa.RSAPublicNumbers(*numbers).public_key()
    signature = base64.b64decode(headers["x-shipengine-rsa-sha256-signature"])
    signed = headers["x-shipengine-timestamp"].encode() + b"." + body
    try:
        public.verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def test_v2_signs_and_its_jwks_verifies(seller, mailbox, delivered, remote):
    subscribe_v2(seller, mailbox, "label_created_v2")
    label = seller.v2_label()
    delivered()
    headers, body = mailbox.letters[0]
    assert verified(remote, headers, body)
    assert not verified(remote, headers, body.replace(b"LABEL", b"LAGEL"))
    assert mailbox.bodies()[0]["resource_type"] == "LABEL_CREATED_V2"
    url = mailbox.bodies()[0]["resource_url"]
    labels = seller.follow(url, "v2").json()["labels"]
    assert [one["label_id"] for one in labels] == [label["label_id"]]


def test_the_old_signature_fails_under_a_new_key(seller, mailbox, delivered, remote):
    subscribe_v2(seller, mailbox, "label_created_v2")
    seller.v2_label()
    seller.act("rotate-signing-key")
    seller.v2_label()
    delivered()
    ids = {h["x-shipengine-rsa-sha256-key-id"] for h, _ in mailbox.letters}
    assert len(ids) == 2
    assert verified(remote, *mailbox.letters[-1])


def test_v2_points_to_new_shipments_and_fulfillments(seller, mailbox, delivered):
    for event in ("shipment_created_v2", "fulfillment_shipped_v2"):
        subscribe_v2(seller, mailbox, event, headers=[{"key": "x-mine", "value": "1"}])
    order = seller.order("S1")
    seller.act("mark-as-shipped", order="S1", tracking_number="1Z5")
    delivered()
    assert all(headers["x-mine"] == "1" for headers, _ in mailbox.letters)
    by_type = {b["resource_type"]: b["resource_url"] for b in mailbox.bodies()}
    made = seller.follow(by_type["SHIPMENT_CREATED_V2"], "v2").json()["shipments"]
    assert made[0]["shipment_id"] == f"se-{order['orderId']}"
    done = seller.follow(by_type["FULFILLMENT_SHIPPED_V2"], "v2").json()
    assert done["fulfillments"][0]["tracking_number"] == "1Z5"


def test_tracking_brings_its_data_along(seller, mailbox, delivered, remote, kernel):
    subscribe_v2(seller, mailbox, "track_event_v2")
    label = seller.v2_label()
    for status in ("accepted", "exception"):
        seller.act(
            "tracking-event", tracking_number=label["tracking_number"], status=status
        )
    delivered()
    last = max(mailbox.bodies(), key=lambda body: len(body["data"]["events"]))
    assert last["resource_type"] == "TRACK_EVENT_V2"
    assert last["data"]["status_code"] == "EX"
    assert last["data"]["exception_description"]
    assert [e["status_code"] for e in last["data"]["events"]] == ["EX", "AC"]
    contract = kernel.platforms["shipstation"].contract
    assert contract.check_webhook("v2", last) == []


def test_a_failed_delivery_is_signed_anew_and_given_up_after_two_more(
    seller, mailbox, delivered, remote
):
    subscribe_v2(seller, mailbox, "label_created_v2")
    mailbox.status = 500
    seller.v2_label()
    delivered()
    for _ in range(4):
        remote.advance(1800)
        delivered()
    stamps = {headers["x-shipengine-timestamp"] for headers, _ in mailbox.letters}
    assert (len(mailbox.letters), len(stamps)) == (3, 3)
    assert all(verified(remote, *letter) for letter in mailbox.letters)


def test_v2_subscriptions_are_read_changed_and_ended(seller, mailbox):
    number = subscribe_v2(seller, mailbox, "batch")
    body = {"url": mailbox.url, "event": "batch"}
    twice = seller.v2("POST", "/environment/webhooks", body).json()["errors"][0]
    assert twice["error_code"] == "webhook_event_type_conflict"
    path = f"/environment/webhooks/{number}"
    changed = {"url": mailbox.url + "/2"}
    assert seller.v2("PUT", path, changed).status_code == 204
    assert seller.v2("GET", path).json()["url"].endswith("/2")
    assert len(seller.v2("GET", "/environment/webhooks").json()) == 1
    assert seller.v2("DELETE", path).status_code == 204
    assert seller.v2("GET", path).status_code == 404
