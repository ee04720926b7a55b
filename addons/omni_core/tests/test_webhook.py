"""The door for webhooks, as a platform and as an attacker see it."""

import gzip
import json
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..controllers import webhook
from ..engine.inbox import Doors, Wakes
from ..lib.secret import Secret
from ..lib.signature import hmac_hex
from . import toy_platform
from .common import QueueCase

WEBHOOK = "odoo.addons.omni_core.controllers.webhook"
SECRET = "whsec-1"
BODY = json.dumps({"name": "bear"}).encode()


class WebhookCase(QueueCase, HttpCase):
    secrets = {"token": "tok-en", "webhook": SECRET}  # noqa: RUF012

    def setUp(self):
        super().setUp()
        webhook.doors.forget()
        webhook.wakes._next.clear()
        webhook._complained.clear()
        self.events = self.env["integration.event"]
        self.address = f"/omni/webhook/{self.connection.webhook_token}"

    def post(self, body=BODY, *, secret=SECRET, delivery="d-1", path=None, **headers):
        headers = {"Content-Type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        headers["X-Toy-Id"] = delivery
        if secret:
            headers["X-Toy-Signature"] = hmac_hex(Secret(secret), body)
        return self.url_open(path or self.address, data=body, headers=headers)

    def stored(self):
        return self.events.search([("connection_id", "=", self.connection.id)])

    def assertTiny(self, response, status):
        """Right status, and nothing an attacker could learn from."""
        self.assertEqual(response.status_code, status)
        self.assertLess(len(response.content), 10, response.text)
        self.assertNotIn("session_id", response.headers.get("Set-Cookie", ""))


@tagged("post_install", "-at_install")
class TestDelivery(WebhookCase):
    def test_a_signed_webhook_is_kept_as_it_came(self):
        self.assertTiny(self.post(b'{"name":  "bear"}\n'), 200)
        event = self.stored()
        self.assertEqual(event._raw()[event.id], b'{"name":  "bear"}\n')
        self.assertRecordValues(
            event,
            [
                {
                    "status": "received",
                    "topic": "toy",
                    "delivery_ref": "d-1",
                    "company_id": self.connection.company_id.id,
                }
            ],
        )
        self.assertTrue(event.trace_id)

    def test_a_second_arrival_is_welcome_and_does_nothing(self):
        for _arrival in range(3):
            self.assertTiny(self.post(), 200)
        self.assertEqual(len(self.stored()), 1)

    def test_an_address_with_bytes_that_nobody_can_ask_for_is_404(self):
        for odd in ("%00", "%00" + self.connection.webhook_token, "%0a"):
            with self.subTest(odd):
                self.assertTiny(self.post(path=f"/omni/webhook/{odd}"), 404)

    def test_deliveries_without_a_number_are_told_apart_by_their_content(self):
        with patch.object(toy_platform.Toybox, "verify", _verify_without_id):
            self.post(b"one")
            self.post(b"two")
            self.post(b"two")
        self.assertEqual(len(self.stored()), 2)

    def test_the_queue_is_woken_but_not_for_each_of_many(self):
        triggers = self.env["ir.cron.trigger"]
        patience = patch.object(webhook, "wakes", Wakes(interval_s=3600))
        patience.start()  # however long this machine takes for five requests
        self.addCleanup(patience.stop)
        before = triggers.search_count([])
        for number in range(5):
            self.post(delivery=f"d-{number}")
        self.assertEqual(triggers.search_count([]) - before, 1)

    def test_form_encoded_webhooks_keep_their_bytes(self):
        body = b"b=2&a=1&empty=&token=x&a=%20"
        self.assertTiny(
            self.post(body, Content_Type="application/x-www-form-urlencoded"), 200
        )
        event = self.stored()
        self.assertEqual(event._raw()[event.id], body)

    def test_a_body_in_pieces_is_kept_whole(self):
        signature = hmac_hex(Secret(SECRET), BODY)
        headers = {"X-Toy-Signature": signature, "X-Toy-Id": "d-1"}
        answer = self.url_open(
            self.address,
            data=(BODY[i : i + 3] for i in range(0, 99, 3)),
            headers=headers,
        )
        self.assertTiny(answer, 200)
        event = self.stored()
        self.assertEqual(event._raw()[event.id], BODY)

    def test_a_path_behind_the_token_is_accepted(self):
        self.assertTiny(self.post(path=f"{self.address}/orders/create"), 200)
        self.assertEqual(len(self.stored()), 1)

    def test_a_paused_connection_keeps_listening(self):
        self.connection.action_pause()
        self.assertTiny(self.post(), 200)
        self.assertEqual(len(self.stored()), 1)

    def test_both_secrets_are_good_while_one_replaces_the_other(self):
        secrets = self.env["integration.credential"].search(
            [("connection_id", "=", self.connection.id), ("key", "=", "webhook")]
        )
        secrets.value = "whsec-2"
        self.assertTiny(self.post(secret="whsec-2", delivery="new"), 200)
        self.assertTiny(self.post(secret=SECRET, delivery="old"), 200)
        self.assertTiny(self.post(secret="whsec-0", delivery="none"), 401)

    def test_the_old_address_is_good_for_a_day_after_a_new_one(self):
        self.connection.action_renew_webhook_token()
        self.assertTiny(self.post(), 200)
        self.connection.webhook_token_previous_until = (
            fields.Datetime.now() - timedelta(seconds=1)
        )
        webhook.doors.forget()
        self.assertTiny(self.post(delivery="d-2"), 404)

    def test_of_many_webhooks_at_once_one_looks_at_the_connection_anew(self):
        """Reading and decrypting the secrets costs more than the webhook itself."""
        doors, cr = Doors(), self.env.cr
        door = doors.find(cr, self.connection.webhook_token)
        door.until = 0.0
        self.assertFalse(doors._serves(door, now=1.0), "the first has to look")
        self.assertTrue(doors._serves(door, now=1.0), "the others go on with it")
        self.assertFalse(doors._serves(door, now=9.0), "nobody came back: look again")
        door.until = 0.0
        self.assertIsNot(doors.find(cr, self.connection.webhook_token), door)

    def test_what_is_kept_of_the_headers_holds_no_secret(self):
        self.post(X_Toy_Topic="toys/update", X_Forwarded_For="1.2.3.4")
        event = self.stored()
        self.assertEqual(event.headers["x-toy-topic"], "toys/update")
        self.assertEqual(event.headers["x-toy-signature"], "***")
        self.assertFalse({"cookie", "x-forwarded-for"} & set(event.headers))

    def test_a_platform_may_ask_whether_the_address_is_ours(self):
        def challenge(self, request, settings, address):
            return {"echo": request.query["code"], "address": address}

        with patch.object(toy_platform.Toybox, "challenge", challenge):
            response = self.url_open(f"{self.address}?code=xyz")
        self.assertEqual(response.json()["echo"], "xyz")
        self.assertTrue(response.json()["address"].endswith(self.address))


def _verify_without_id(self, request, settings):
    return toy_platform.Delivery("", topic="toy")


@tagged("post_install", "-at_install")
class TestAttack(WebhookCase):
    def assertRefused(self, response, status):
        self.assertTiny(response, status)
        self.assertFalse(self.stored())

    @mute_logger(WEBHOOK)
    def test_a_wrong_or_missing_signature_is_401(self):
        self.assertRefused(self.post(secret="guess"), 401)
        self.assertRefused(self.post(secret=""), 401)
        self.assertRefused(self.post(secret="", X_Toy_Signature="é" * 99), 401)

    @mute_logger(WEBHOOK)
    def test_a_changed_body_is_401(self):
        good = hmac_hex(Secret(SECRET), BODY)
        self.assertRefused(self.post(BODY + b" ", secret="", X_Toy_Signature=good), 401)

    def test_an_unknown_address_is_404(self):
        for path in ("/omni/webhook", "/omni/webhook/", "/omni/webhook/nobody"):
            self.assertRefused(self.post(path=path), 404)

    def test_a_blocked_or_archived_connection_is_not_there(self):
        self.connection.action_block()
        self.assertRefused(self.post(), 404)
        self.connection.active = False
        webhook.doors.forget()
        self.assertRefused(self.post(), 404)

    def test_other_methods_are_405(self):
        for method in ("PUT", "DELETE", "PATCH", "GET"):
            self.assertRefused(self.url_open(self.address, method=method), 405)

    def test_20_megabytes_are_413(self):
        self.assertRefused(self.post(bytes(20 * 1024 * 1024)), 413)

    def test_20_megabytes_in_pieces_are_413_too(self):
        pieces = (bytes(1024 * 1024) for _piece in range(20))
        answer = self.url_open(self.address, data=pieces)
        self.assertRefused(answer, 413)

    def test_packed_bodies_are_415(self):
        bomb = gzip.compress(bytes(10 * 1024 * 1024))
        self.assertRefused(self.post(bomb, Content_Encoding="gzip"), 415)

    def test_a_signed_body_of_nonsense_is_kept_for_a_person_to_see(self):
        for number, body in enumerate((b"{", b"\x00\xff\xfe", b"\\ud800", b"[]" * 9)):
            self.assertTiny(self.post(body, delivery=f"d-{number}"), 200)
        self.assertEqual(len(self.stored()), 4)

    def test_an_endless_delivery_number_is_bounded(self):
        self.assertTiny(self.post(delivery="x" * 8000), 200)
        self.assertLessEqual(len(self.stored().delivery_ref), 200)

    def test_a_crash_of_ours_tells_nothing_and_the_platform_sends_again(self):
        with (
            patch.object(toy_platform.Toybox, "verify", side_effect=ZeroDivisionError),
            mute_logger(WEBHOOK),
        ):
            self.assertRefused(self.post(), 503)
        self.assertTiny(self.post(), 200)

    def test_a_locked_vault_lets_the_platform_wait(self):
        with (
            patch.dict("os.environ", {"OMNI_VAULT_KEYS": ""}),
            mute_logger(WEBHOOK),
        ):
            self.assertRefused(self.post(), 503)

    def test_parameters_that_clash_with_ours_break_nothing(self):
        body = b"token=evil&rest=evil&self=evil&env=evil"
        form = "application/x-www-form-urlencoded"
        self.assertTiny(
            self.post(body, path=f"{self.address}?self=1&token=2", Content_Type=form),
            200,
        )
        event = self.stored()
        self.assertEqual(event._raw()[event.id], body)
