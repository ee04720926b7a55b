"""eBay tells us: proven by its signature, read again, and kept once."""

import base64
import hashlib
import json
from pathlib import Path

from odoo.tests import HttpCase, TransactionCase, tagged

from odoo.addons.omni_core.controllers import webhook
from odoo.addons.omni_core.lib.errors import SignatureError

from ..client.notices import Seal
from .common import VERIFICATION_TOKEN, PostCase

VECTORS = json.loads((Path(__file__).parent / "data/notification.json").read_text())


@tagged("post_install", "-at_install")
class TestSignature(TransactionCase):
    """eBay's own test vectors (``data/README.md`` says where they are from)."""

    def seal_and_body(self, name):
        vector = VECTORS[name]
        body = json.dumps(vector["message"], separators=(",", ":")).encode()
        return Seal.of_header(vector["signature"]), body, vector

    def test_a_genuine_notification_is_proven(self):
        seal, body, vector = self.seal_and_body("VALID")
        self.assertEqual(seal.key_id, vector["public_key"])
        seal.verify(body, vector["response"])

    def test_blanks_that_a_proxy_put_in_do_not_matter(self):
        seal, _body, vector = self.seal_and_body("VALID")
        seal.verify(
            json.dumps(vector["message"], indent=2).encode(), vector["response"]
        )

    def test_a_message_of_another_signature_is_refused(self):
        for name in ("INVALID", "SIGNATURE_MISMATCH"):
            seal, body, vector = self.seal_and_body(name)
            with self.assertRaises(SignatureError, msg=name):
                seal.verify(body, vector["response"])

    def test_one_changed_letter_is_noticed(self):
        seal, body, vector = self.seal_and_body("VALID")
        with self.assertRaises(SignatureError):
            seal.verify(body.replace(b"test_user", b"test_usex"), vector["response"])

    def test_a_header_that_is_none_is_refused(self):
        nothing = base64.b64encode(b'{"kid": "../../x", "signature": ""}').decode()
        for header in ("", "!!!", "bnVsbA==", nothing):
            with self.assertRaises(SignatureError):
                Seal.of_header(header)


@tagged("post_install", "-at_install")
class TestNotifications(PostCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.enqueue("notification_check")
        self.settle()

    def test_our_address_is_made_known_and_every_topic_subscribed(self):
        self.assertEqual(
            self.connection.ebay_notification_state,
            "All subscriptions are in place.",
        )
        topics = {s["topicId"] for s in self.remote.platform.subscriptions.values()}
        self.assertEqual(
            topics,
            {
                "MARKETPLACE_ACCOUNT_DELETION",
                "ORDER_CONFIRMATION",
                "ITEM_MARKED_SHIPPED",
                "NEW_MESSAGE",
            },
        )
        [destination] = self.remote.platform.destinations.values()
        self.assertTrue(destination["deliveryConfig"]["endpoint"].endswith(self.path))
        self.assertTrue(self.connection.events_expected_since)

    def test_an_address_that_ebay_gave_up_comes_back(self):
        [destination] = self.remote.platform.destinations.values()
        destination["status"] = "MARKED_DOWN"
        self.enqueue("notification_check")
        self.settle()
        self.assertEqual(destination["status"], "ENABLED")

    def test_the_challenge_proves_that_the_address_is_ours(self):
        answer = self.url_open(f"{self.path}?challenge_code=abc123")
        base = self.env["ir.config_parameter"].get_param("web.base.url")
        proof = f"abc123{VERIFICATION_TOKEN}{base}{self.path}"
        wanted = hashlib.sha256(proof.encode()).hexdigest()
        self.assertEqual(answer.json(), {"challengeResponse": wanted})
        self.assertEqual(self.url_open(self.path).status_code, 405)

    def test_a_key_that_is_new_to_us_is_fetched_and_the_second_try_is_taken(self):
        ref = self.sold()
        self.remote.settle()
        [(body, seal)] = self.postman.got
        self.assertEqual(self.hand_on(body, seal), 503, "eBay sends it again")
        self.settle()
        webhook.doors.forget()  # the next try comes a minute later
        self.assertEqual(self.hand_on(body, seal), 200)
        self.settle()
        self.assertIn(ref, self.orders())

    def learn_the_key(self):
        key = self.remote.platform.notification_key
        self.connection._ebay_keep_key(key.key_id, key.public())

    def test_an_order_arrives_within_moments_and_once(self):
        self.learn_the_key()
        ref = self.sold()
        self.remote.settle()
        [(body, seal)] = self.postman.got
        self.assertEqual(self.hand_on(body, seal), 200)
        self.assertEqual(
            self.hand_on(body, seal), 200, "again: taken, and nothing done"
        )
        self.settle()
        self.assertEqual(list(self.orders()), [ref])

    def test_a_forged_notification_changes_nothing(self):
        self.learn_the_key()
        self.sold()
        self.remote.settle()
        [(body, seal)] = self.postman.got
        self.assertEqual(self.hand_on(body.replace(b"27-", b"28-"), seal), 401)
        self.assertEqual(self.hand_on(body, ""), 401)
        self.assertFalse(self.env["integration.event"].search([]))

    def test_keys_that_are_invented_are_looked_for_once_in_a_while(self):
        with self.trap_jobs() as jobs:
            for number in range(5):
                fields = {"kid": f"invented-{number}", "signature": "QUJD"}
                seal = base64.b64encode(json.dumps(fields).encode()).decode()
                self.assertEqual(self.hand_on(b"{}", seal), 503)
        self.assertLessEqual(len(jobs), 1)


@tagged("post_install", "-at_install")
class TestAccountDeletion(PostCase, HttpCase):
    def setUp(self):
        super().setUp()
        self.enqueue("notification_check")
        self.settle()
        key = self.remote.platform.notification_key
        self.connection._ebay_keep_key(key.key_id, key.public())
        self.order = self.read(self.sold(buyer="goodbye"))
        self.deliver()
        self.settle()

    def forget(self):
        self.remote.act("ebay", "delete-account", username="goodbye")
        answers = self.deliver()
        self.settle()
        return answers

    def test_a_buyer_who_leaves_ebay_is_forgotten_and_it_is_proven(self):
        partner = self.order.partner_id
        self.assertEqual(partner.ebay_user_name, "goodbye")
        self.assertEqual(self.forget(), [200])
        evidence = self.env["ebay.deletion"].search([])
        self.assertEqual(
            (evidence.partner_count, evidence.kept_count, evidence.order_count),
            (1, 0, 1),
        )
        user_id = self.remote.platform.buyers["goodbye"]["user_id"]
        digest = hashlib.sha256(user_id.encode()).hexdigest()
        self.assertEqual(evidence.member_digest, digest)
        self.assertEqual(partner.name, "Former eBay member")
        self.assertFalse(partner.street or partner.email or partner.phone)
        self.assertFalse(partner.active or partner.ebay_user_name)
        kept = json.dumps(self.order.document) + self.order.customer_name
        for word in ("goodbye", "Sam Rider", "12 Main Street", "555-0100"):
            self.assertNotIn(word, kept)
        self.assertTrue(self.order.order_id, "the order itself stays")

    def test_what_the_books_need_is_kept(self):
        partner = self.order.partner_id
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_line_ids": [
                    (0, 0, {"name": "Pads", "price_unit": 1, "tax_ids": []})
                ],
            }
        )
        move.action_post()
        self.forget()
        evidence = self.env["ebay.deletion"].search([])
        self.assertEqual((evidence.partner_count, evidence.kept_count), (0, 1))
        self.assertEqual(partner.name, "Sam Rider")
        self.assertFalse(partner.email, "eBay's own address is dead")
        self.assertFalse(partner.ebay_user_name)

    def test_a_notice_that_comes_twice_leaves_one_piece_of_evidence(self):
        self.remote.act("ebay", "delete-account", username="goodbye")
        self.remote.settle()
        post = list(self.postman.got)
        self.deliver()
        for body, seal in post:
            self.hand_on(body, seal)
        self.settle()
        self.assertEqual(len(self.env["ebay.deletion"].search([])), 1)
