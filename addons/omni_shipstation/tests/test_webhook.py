"""Nobody but ShipStation gets a job out of us."""

import base64
import json
from datetime import datetime, timedelta, timezone
from unittest import TestCase

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from odoo.addons.omni_core.engine.platform import (
    ConnectionSettings,
    InboundRequest,
    StoredEvent,
)
from odoo.addons.omni_core.lib.errors import SignatureError
from odoo.addons.omni_core.lib.secret import Secret

from ..client.moments import write_v2
from ..platform import ShipStation

KEY = rsa.generate_private_key(65537, 2048)
LABELS = "https://api.shipstation.com/v2/labels?batch_id=se-1"


def _coded(number):
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def jwks(key_id="key-1"):
    numbers = KEY.public_key().public_numbers()
    key = {"kty": "RSA", "kid": key_id, "n": _coded(numbers.n), "e": _coded(numbers.e)}
    return json.dumps({"keys": [key]})


def body_of(topic="LABEL_CREATED_V2", url=LABELS):
    return json.dumps({"resource_type": topic, "resource_url": url}).encode()


class TestWebhook(TestCase):
    platform = ShipStation()

    def settings(self, keys=None, proof="s3cret"):
        return ConnectionSettings(
            id=1,
            platform="shipstation",
            environment="production",
            base_url=None,
            options={"jwks": jwks() if keys is None else keys},
            secrets={"webhook": Secret(proof)} if proof else {},
        )

    def signed(self, body, *, age_s=0, alone=False, urlsafe=False):
        at = datetime.now(timezone.utc) - timedelta(seconds=age_s)
        stamp = write_v2(at)
        text = body if alone else stamp.encode() + b"." + body
        signature = KEY.sign(text, padding.PKCS1v15(), hashes.SHA256())
        code = base64.urlsafe_b64encode if urlsafe else base64.b64encode
        headers = {
            "x-shipengine-rsa-sha256-key-id": "key-1",
            "x-shipengine-rsa-sha256-signature": code(signature).decode(),
            "x-shipengine-timestamp": stamp,
        }
        return InboundRequest("POST", "/omni/webhook/token", headers, {}, body)

    def unsigned(self, body, proof="s3cret"):
        return InboundRequest("POST", "/omni/webhook/token", {}, {"proof": proof}, body)

    def refused(self, request, **settings):
        with self.assertRaises(SignatureError):
            self.platform.verify(request, self.settings(**settings))

    def test_both_documented_forms_of_the_signed_text_are_accepted(self):
        for form in ({}, {"alone": True}, {"urlsafe": True}):
            request = self.signed(body_of(), **form)
            delivery = self.platform.verify(request, self.settings())
            self.assertEqual(delivery.topic, "LABEL_CREATED_V2")

    def test_a_changed_body_proves_nothing(self):
        request = self.signed(body_of())
        forged = InboundRequest("POST", "/", request.headers, {}, body_of("TRACK"))
        self.refused(forged)

    def test_an_old_or_future_signature_is_a_replay(self):
        self.refused(self.signed(body_of(), age_s=301))
        self.refused(self.signed(body_of(), age_s=-301))

    def test_a_time_that_is_none_proves_nothing(self):
        for stamp in ("", "soon", "0001-01-01T00:00:00+14:00"):
            request = self.signed(body_of())
            request.headers["x-shipengine-timestamp"] = stamp
            self.refused(request)

    def test_a_key_that_is_not_shipstations_proves_nothing(self):
        self.refused(self.signed(body_of()), keys=jwks("another"))
        self.refused(self.signed(body_of()), keys="")

    def test_v1_proves_itself_by_the_secret_in_its_address(self):
        body = body_of(
            "SHIP_NOTIFY", "https://ssapi6.shipstation.com/shipments?batch=1"
        )
        delivery = self.platform.verify(self.unsigned(body), self.settings())
        self.assertEqual(delivery.topic, "SHIP_NOTIFY")
        self.refused(self.unsigned(body, proof="guess"))
        self.refused(self.unsigned(body, proof=""))
        self.refused(self.unsigned(body, proof=""), proof="")

    def test_a_pointer_to_somewhere_else_is_an_attack(self):
        for url in (
            "https://evil.example/labels",
            "https://ssapi.shipstation.com.evil.example/x",
            "http://127.0.0.1:5432/",
            "https://ssapi.shipstation.com@evil.example/",
        ):
            self.refused(self.signed(body_of(url=url)))
            self.refused(self.unsigned(body_of(url=url)))
        self.refused(self.signed(b"no json"))

    def test_an_event_only_means_go_and_read(self):
        jobs = self.jobs(body_of())
        asked = [job.operation for job in jobs]
        self.assertEqual(asked, ["label_recover", "hub_poll"])
        url = "https://api.shipstation.com/v2/labels/se-42/track"
        [job] = self.jobs(body_of("TRACK_EVENT_V2", url))
        self.assertEqual((job.operation, job.payload["ref"]), ("parcel_track", "se-42"))
        self.assertEqual(self.jobs(body_of("ORDER_NOTIFY")), [])

    def jobs(self, body):
        return list(self.platform.jobs_for(StoredEvent("x", {}, body)))
