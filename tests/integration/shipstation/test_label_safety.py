"""Paid labels: whatever goes wrong around the purchase, no second one, none lost."""

from odoo.tests import tagged

from .common import ShipStationCase

PURCHASE = {"operation": "v2 POST /labels"}


@tagged("post_install", "-at_install")
class TestLabelSafety(ShipStationCase):
    def test_a_lost_answer_is_looked_up(self):
        self.remote.fault(
            "hangup",
            platform="shipstation",
            match=PURCHASE,
            times=1,
            args={"after": True},
        )
        label = self.buy(self.transfer())
        self.assertEqual(label.state, "intent")
        self.pass_time(label.job_id)
        self.drain()
        self.assertEqual(label.state, "bought")
        self.assertTrue(label.attachment_ids.raw.startswith(b"%PDF-"))
        self.assertEqual(len(self.over_there()), 1)

    def test_what_a_dead_worker_had_bought_is_found_by_one_question(self):
        """Its answers were lost; of three purchases one had not even been asked for."""
        self.remote.fault(
            "hangup",
            platform="shipstation",
            match=PURCHASE,
            times=2,
            args={"after": True},
        )
        lost = self.buy(self.transfer() | self.transfer())
        never = self.transfer()
        never.action_omni_buy_labels()
        label = never.omni_label_ids
        label.job_id.sudo().intent = {**lost[0].job_id.intent, "ref": label.ref}
        labels = lost | label
        before = self.env["integration.call"].search_count([])
        self.pass_time(labels.job_id)
        self.drain()
        self.assertEqual(set(labels.mapped("state")), {"bought"})
        self.assertEqual(len(self.over_there()), 3)
        self.assertTrue(all(one.attachment_ids for one in labels))
        calls = self.env["integration.call"].search([], order="id")[before:]
        self.assertEqual(
            sorted(calls.mapped("operation")),
            ["v2 GET /labels", "v2 POST /labels", "v2 download", "v2 download"],
        )

    def test_a_purchase_that_never_arrived_is_made(self):
        self.remote.fault("hangup", platform="shipstation", match=PURCHASE, times=1)
        label = self.buy(self.transfer())
        self.pass_time(label.job_id)
        self.drain()
        self.assertEqual(label.state, "bought")
        self.assertEqual(len(self.over_there()), 1)

    def test_what_a_rollback_forgot_is_an_orphan_with_a_price_and_can_be_voided(self):
        label = self.buy(self.transfer())
        price, balance = label.cost, self.seller.balance()
        label.job_id.unlink()
        label.unlink()
        self.enqueue("label_recover")
        self.drain()
        orphan = self.env["integration.label"].search([("state", "=", "orphan")])
        self.assertEqual(orphan.cost, price)
        orphan.action_void()
        self.drain()
        self.assertEqual(orphan.state, "voided")
        self.assertAlmostEqual(self.seller.balance(), balance + price, places=2)

    def test_a_label_voided_in_shipstation_is_void_in_odoo(self):
        picking = self.transfer()
        label = self.buy(picking)
        self.seller.act("void-shipment", tracking_number=label.tracking_number)
        self.enqueue("label_recover")
        self.drain()
        self.assertEqual(label.state, "voided")
        self.assertFalse(picking.carrier_tracking_ref)
