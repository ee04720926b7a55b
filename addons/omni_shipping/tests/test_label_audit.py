"""What the platform says we bought must be known here, or it is money to get back."""

from dataclasses import replace
from datetime import datetime, timezone

from odoo.tests import tagged

from .common import ShippingCase
from .toy_carrier import POST_OFFICE


@tagged("post_install", "-at_install")
class TestLabelAudit(ShippingCase):
    def audit(self):
        self.enqueue("label_recover")
        self.drain()

    def orphans(self):
        return self.env["integration.label"].search([("state", "=", "orphan")])

    def forget(self, label):
        """As a rollback does: bought over there, nothing known here."""
        label.job_id.unlink()
        label.unlink()

    def test_what_is_known_is_no_orphan(self):
        self.buy(self.transfer() | self.transfer() | self.transfer())
        self.audit()
        self.assertFalse(self.orphans())

    def test_a_label_that_a_rollback_forgot_is_found_with_its_price(self):
        kept = self.buy(self.transfer() | self.transfer())
        lost = self.buy(self.transfer())
        number = lost.tracking_number
        self.forget(lost)
        self.audit()
        orphan = self.orphans()
        self.assertEqual((orphan.tracking_number, orphan.cost), (number, 5.0))
        self.assertEqual(set(kept.mapped("state")), {"bought"})

    def test_one_click_gives_the_money_back(self):
        self.forget(self.buy(self.transfer()))
        self.audit()
        orphan = self.orphans()
        orphan.action_void()
        self.drain()
        self.assertEqual(orphan.state, "voided")
        self.assertTrue(POST_OFFICE.labels[orphan.remote_ref].voided_at)

    def test_an_orphan_whose_transfer_is_known_can_be_used_instead(self):
        picking = self.transfer()
        label = self.buy(picking)
        label.write({"state": "failed", "remote_ref": False, "job_id": False})
        self.audit()
        self.assertEqual(label.state, "orphan")
        label.action_adopt()
        self.drain()
        self.assertEqual(label.state, "bought")
        self.assertEqual(len(POST_OFFICE.labels), 1)

    def test_a_second_label_under_one_reference_is_an_orphan_until_it_is_void(self):
        label = self.buy(self.transfer())
        second = replace(POST_OFFICE.labels[label.remote_ref], remote_ref="label-2")
        POST_OFFICE.labels["label-2"] = second
        for _run in range(2):
            self.audit()
            self.assertEqual(self.orphans().mapped("remote_ref"), ["label-2"])
        orphan = self.orphans()
        now = datetime.now(timezone.utc)
        POST_OFFICE.labels["label-2"] = replace(second, voided_at=now)
        self.audit()
        self.assertEqual((orphan.state, label.state), ("voided", "bought"))

    def test_an_account_that_is_connected_twice_has_no_orphan_for_the_other(self):
        label = self.buy(self.transfer())
        again = self.connection.copy({"name": "The same once more"})
        again.state = "connected"
        job = self.jobs.enqueue(again, "label_recover")
        self.drain()
        self.assertEqual((job.status, job.last_error), ("done", False))
        self.assertEqual((label.state, self.orphans().ids), ("bought", []))

    def test_a_label_of_somebody_else_is_none_of_our_business(self):
        label = self.buy(self.transfer())
        stranger = "omni-00000000-abc"
        self.forget(label)
        for remote_ref, one in list(POST_OFFICE.labels.items()):
            object.__setattr__(one, "ref", stranger)
            POST_OFFICE.labels[remote_ref] = one
        self.audit()
        self.assertFalse(self.orphans())

    def test_a_label_voided_over_there_is_void_here(self):
        picking = self.transfer()
        label = self.buy(picking)
        self.connection._platform().client(self.connection._settings(), None).void(
            label.remote_ref
        )
        self.audit()
        self.assertEqual(label.state, "voided")
        self.assertFalse(picking.carrier_tracking_ref)
