"""A seller's program: what it takes to talk to eBay, for the tests beside this file."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sandbox.remote import Remote

INVENTORY = "/api/sell/inventory/v1"
FULFILLMENT = "/api/sell/fulfillment/v1"
ACCOUNT = "/api/sell/account/v1"
TAXONOMY = "/api/commerce/taxonomy/v1"
METADATA = "/api/sell/metadata/v1"
MESSAGE = "/api/commerce/message/v1"
NOTIFICATION = "/api/commerce/notification/v1"
FINANCES = "/apiz/sell/finances/v1"
MEDIA = "/apim/commerce/media/v1_beta"
SCOPE = "https://api.ebay.com/oauth/api_scope"
US = {"X-EBAY-C-MARKETPLACE-ID": "EBAY_US"}


class EbaySeller:
    def __init__(self, remote: Remote, username: str = "motorparts_us") -> None:
        self.remote, self.username = remote, username
        self.token = remote.act("ebay", "issue-token", seller=username)["access_token"]

    def call(self, method: str, path: str, body: Any = None, **headers: str):
        sent = {
            "Authorization": f"Bearer {self.token}",
            "Content-Language": "en-US",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        sent = {name: value for name, value in sent.items() if value}
        return self.remote.request(method, f"/ebay{path}", json=body, headers=sent)

    def ok(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        answer = self.call(method, path, body, **headers)
        assert answer.status_code < 300, f"{answer.status_code} {answer.text}"
        return answer.json() if answer.content else None

    # -- what most tests need first -----------------------------------------------
    def policies(self) -> dict[str, str]:
        found = {}
        site = {"motorparts_us": "EBAY_US", "bikeparts_uk": "EBAY_GB"}[self.username]
        for kind in ("fulfillment", "payment", "return"):
            path = f"{ACCOUNT}/{kind}_policy?marketplace_id={site}"
            policy = self.ok("GET", path)[f"{kind}Policies"][0]
            found[f"{kind}PolicyId"] = policy[f"{kind}PolicyId"]
        return found

    def offer_body(self, sku: str, **changes: Any) -> dict[str, Any]:
        body = {
            "sku": sku,
            "marketplaceId": "EBAY_US",
            "format": "FIXED_PRICE",
            "availableQuantity": 5,
            "categoryId": "35564",
            "listingDescription": "<p>Sintered pads</p>",
            "listingPolicies": self.policies(),
            "merchantLocationKey": "PDX",
            "pricingSummary": {"price": {"value": "39.90", "currency": "USD"}},
        }
        return {key: value for key, value in {**body, **changes}.items() if value}

    def draft(self, sku: str, **offer: Any) -> str:
        """An item with its offer, ready to be published; returns the offer's id."""
        self.ok("PUT", f"{INVENTORY}/inventory_item/{sku}", item_body())
        body = self.offer_body(sku, **offer)
        return self.ok("POST", f"{INVENTORY}/offer", body)["offerId"]

    def listed(self, sku: str, **offer: Any) -> tuple[str, str]:
        offer_id = self.draft(sku, **offer)
        answer = self.ok("POST", f"{INVENTORY}/offer/{offer_id}/publish")
        return offer_id, answer["listingId"]

    def sold(self, sku: str, quantity: int = 1, **more: Any) -> dict[str, str]:
        return self.remote.act(
            "ebay", "sell", sku=sku, quantity=quantity, seller=self.username, **more
        )

    def order(self, order_id: str) -> dict[str, Any]:
        return self.ok("GET", f"{FULFILLMENT}/order/{order_id}")


def item_body(**changes: Any) -> dict[str, Any]:
    product = {
        "title": "Torvex front brake pads for Honda CB500F",
        "description": "Sintered pads",
        "imageUrls": ["https://i.ebayimg.com/images/g/abc/s-l1600.jpg"],
        "aspects": {"Brand": ["Torvex"], "Manufacturer Part Number": ["TO-1"]},
    }
    body = {
        "condition": "NEW",
        "availability": {"shipToLocationAvailability": {"quantity": 10}},
        "product": {**product, **changes.pop("product", {})},
    }
    return {**body, **changes}


def without(body: Any, path: str) -> Any:
    """A copy of the body with one field taken out (`product.aspects.Brand`)."""
    copy = json.loads(json.dumps(body))
    *way, last = path.split(".")
    inside = copy
    for name in way:
        inside = inside[name]
    del inside[last]
    return copy


def refused(answer: requests.Response, status: int, error_id: int) -> dict[str, Any]:
    """The refusal must be eBay's own: its status, its shape, its id."""
    assert answer.status_code == status, answer.text
    errors = answer.json()["errors"]
    assert error_id in [error["errorId"] for error in errors], answer.text
    for error in errors:
        assert {"errorId", "domain", "category", "message"} <= set(error)
        assert error["category"] in ("REQUEST", "APPLICATION", "BUSINESS")
    return next(error for error in errors if error["errorId"] == error_id)


# -- notifications -----------------------------------------------------------------
def signature_fits(body: bytes, header: str, public_key: dict[str, str]) -> bool:
    """eBay's own recipe: ECDSA over SHA-1, the key without its line breaks."""
    fields = json.loads(base64.b64decode(header))
    text = public_key["key"]
    begin, end = "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"
    pem = text.replace(begin, begin + "\n").replace(end, "\n" + end)
    key = serialization.load_pem_public_key(pem.encode())
    try:
        signature = base64.b64decode(fields["signature"])
        key.verify(signature, body, ec.ECDSA(hashes.SHA1()))
    except InvalidSignature:
        return False
    return True


class Listener:
    """An address that eBay may notify: proves itself, then keeps what arrives."""

    def __init__(self, token: str) -> None:
        self.token, self.url = token, ""
        self.got: list[tuple[bytes, str]] = []
        self.knows_the_token = True

    def wait(self, count: int = 1) -> list[tuple[bytes, str]]:
        for _ in range(100):
            if len(self.got) >= count:
                break
            time.sleep(0.02)
        assert len(self.got) >= count, f"only {len(self.got)} of {count} arrived"
        return self.got


@contextmanager
def listening(token: str = "t" * 40):
    listener = Listener(token)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            code = parse_qs(urlsplit(self.path).query)["challenge_code"][0]
            proof = code + listener.token + listener.url
            digest = hashlib.sha256(proof.encode()).hexdigest()
            said = digest if listener.knows_the_token else "no idea"
            self._say(200, json.dumps({"challengeResponse": said}).encode())

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.got.append((body, self.headers["X-EBAY-SIGNATURE"]))
            self._say(204, b"")

        def _say(self, status: int, body: bytes):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.url = f"http://127.0.0.1:{server.server_port}/ebay"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield listener
    server.shutdown()
    server.server_close()


# -- Trading -----------------------------------------------------------------------
NAMESPACE = "urn:ebay:apis:eBLBaseComponents"


def trading(seller: EbaySeller, name: str, body: str = "", **headers: str):
    """One Trading call; returns (Ack, text of the answer)."""
    root = f"{name}Request"
    xml = f'<?xml version="1.0"?><{root} xmlns="{NAMESPACE}">{body}</{root}>'
    sent = {
        "X-EBAY-API-CALL-NAME": name,
        "X-EBAY-API-SITEID": "0",
        "X-EBAY-API-COMPATIBILITY-LEVEL": "1379",
        "X-EBAY-API-IAF-TOKEN": seller.token,
        "Content-Type": "text/xml",
        **{key.replace("_", "-"): value for key, value in headers.items()},
    }
    answer = seller.remote.post(
        "/ebay/api/ws/api.dll",
        data=xml.encode(),
        headers={name: value for name, value in sent.items() if value},
    )
    assert answer.status_code == 200, answer.text
    ack = answer.text.partition("<Ack>")[2].partition("</Ack>")[0]
    return ack, answer.text
