"""The whole way of a platform, as ``docs/new-platform.md`` tells it."""

import hashlib
import hmac
import json
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from odoo.tests import tagged

from ..engine.platform import InboundRequest, StoredEvent, get_platform
from ..engine.way_out import open_way
from ..lib.call import CallPolicy
from ..lib.errors import SignatureError
from . import toy_platform
from .common import QueueCase
from .http_fake import fake_server


class ToyShop:
    """The other side: a shop with one endpoint, and something to say about "bad"."""

    def __init__(self):
        self.batches = []
        self.tokens = []
        self.down = False

    def account(self, handler):
        handler.answer(b'{"name": "Toy shop of Anna"}')

    def toys(self, handler):
        self.tokens.append(handler.headers["Authorization"])
        if self.down:
            handler.answer(b"{}", status=503)
            return
        toys = json.loads(handler.body)
        self.batches.append([toy["name"] for toy in toys])
        results = [
            {"ok": False, "why": "Bad toys are not sold here."}
            if toy["name"] == "bad"
            else {"ok": True, "ref": f"T-{toy['name']}"}
            for toy in toys
        ]
        handler.answer(json.dumps({"results": results}).encode())


class ToyShopCase(QueueCase):
    secrets: ClassVar = {"token": "tok-en", "webhook": "sesame"}

    def setUp(self):
        super().setUp()
        self.shop = ToyShop()
        routes = {"/account": self.shop.account, "/toys": self.shop.toys}
        running = fake_server(routes)
        self.server = running.__enter__()
        self.addCleanup(running.__exit__, None, None, None)
        self.connection.base_url = self.server.url

    def push(self, name, **payload):
        return self.enqueue("toy_push", payload={"name": name, **payload})

    def ref_of(self, name):
        return self.env["ir.config_parameter"].sudo().get_param(f"toybox.{name}")


@tagged("post_install", "-at_install")
class TestToyPlatform(ToyShopCase):
    def test_the_connection_test_says_who_we_are(self):
        settings = self.connection._settings()
        toybox = get_platform("toybox")
        transport = open_way(toybox, settings, CallPolicy(), seconds=5)
        found = toybox.check(toybox.client(settings, transport))
        self.assertEqual(found.account, "Toy shop of Anna")

    def test_forty_toys_go_out_in_one_call_and_their_references_come_back(self):
        jobs = [self.push(f"toy{number}") for number in range(40)]
        self.drain()
        self.assertEqual(len(self.shop.batches), 1)
        self.assertEqual(len(self.shop.batches[0]), 40)
        self.assertEqual({job.status for job in jobs}, {"done"})
        self.assertEqual(self.ref_of("toy7"), "T-toy7")

    def test_the_secret_travels_in_the_request_and_nowhere_else(self):
        job = self.push("train")
        self.drain()
        self.assertEqual(self.shop.tokens, ["Bearer tok-en"])
        [call] = self.env["integration.call"].search([("trace_id", "=", job.trace_id)])
        self.assertNotIn("tok-en", str(call.read()))

    def test_one_refused_toy_does_not_hold_up_the_others(self):
        good, bad = self.push("good"), self.push("bad")
        self.drain()
        self.assertEqual((good.status, bad.status), ("done", "failed"))
        self.assertEqual(bad.last_error, "Bad toys are not sold here.")

    def test_a_toy_of_an_unknown_colour_waits_for_its_mapping_alone(self):
        waiting, other = self.push("boat", colour="mauve"), self.push("car")
        self.drain()
        self.assertEqual((waiting.status, other.status), ("pending", "done"))
        self.assertIn("“Mauve”", waiting.wait_reason)
        mapping = self.env["integration.mapping"].search(
            [("connection_id", "=", self.connection.id), ("kind", "=", "colour")]
        )
        self.assertEqual((mapping.state, mapping.label), ("unmapped", "Mauve"))

    def test_an_outage_is_waited_for_and_opens_the_breaker(self):
        self.shop.down = True
        jobs = self.jobs.browse()
        for number in range(8):
            jobs += self.push(f"toy{number}")
            self.drain()
        self.assertEqual(set(jobs.mapped("status")), {"pending"})
        self.pass_time(jobs)
        calls_before = len(self.shop.tokens)
        self.drain()
        self.assertEqual(len(self.shop.tokens), calls_before, "the breaker is open")
        self.assertIn("does not answer", jobs[0].wait_reason)

    def test_a_webhook_proves_itself_and_says_what_to_do(self):
        body = b'{"name": "kite"}'
        signature = hmac.new(b"sesame", body, hashlib.sha256).hexdigest()
        headers = {"x-toy-signature": signature, "x-toy-id": "1"}
        toybox, settings = get_platform("toybox"), self.connection._settings()
        inbound = InboundRequest("POST", "/", headers, {}, body)
        self.assertEqual(toybox.verify(inbound, settings).delivery_id, "1")
        with self.assertRaises(SignatureError):
            toybox.verify(replace(inbound, body=b'{"name": "bomb"}'), settings)
        [wish] = toybox.jobs_for(StoredEvent("toy", {}, body))
        self.assertEqual((wish.operation, wish.payload), ("toy_push", {"name": "kite"}))

    def test_a_recurring_operation_leaves_the_sending_to_jobs_of_its_own(self):
        self.env["res.partner"].create({"name": "A toy", "ref": "TOY1"})
        self.enqueue("toy_push_all")
        self.drain()
        self.assertEqual(self.shop.batches, [["TOY1"]])

    def test_the_guide_shows_the_code_that_is_tested(self):
        here = Path(toy_platform.__file__)
        guide = next(
            parent / "docs" / "new-platform.md"
            for parent in here.parents
            if (parent / "docs" / "new-platform.md").exists()
        ).read_text()
        shown = "".join(
            block.partition("\n")[2]
            for block in guide.split("```")[1::2]
            if block.startswith("python")
        )
        code = here.read_text()
        for line in filter(None, map(str.strip, shown.splitlines())):
            self.assertIn(line, code)
        self.assertLess(len(code.splitlines()), 150)
