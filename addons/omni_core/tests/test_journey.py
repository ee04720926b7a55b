"""One thing, followed through events, jobs and calls by any of its numbers."""

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..lib.call import CallRecord
from .test_queue import ToyCase


@tagged("post_install", "-at_install")
class TestJourney(ToyCase):
    def setUp(self):
        super().setUp()
        self.partner = self.env["res.partner"].create({"name": "Toy Inc."})
        self.event = self.env["integration.event"].create(
            {
                "connection_id": self.connection.id,
                "delivery_ref": "delivery-77",
                "topic": "toy/changed",
                "trace_id": "feedbeef" * 4,
                "received_at": "2026-01-01 10:00:00",
            }
        )
        self.job = self.enqueue(
            "rename",
            record=self.partner,
            payload={"to": "Toys Ltd"},
            trace_id=self.event.trace_id,
        )
        now = fields.Datetime.now()
        url = "https://api.toybox.example"
        call = CallRecord("toybox", "x", "", "GET", url, "api.toybox.example", now)
        call.job_ids = (self.job.id,)
        self.env["integration.call"]._record([(self.connection.id, call)])
        self.drain()

    def story(self, *question, user=None):
        journey = self.env["integration.journey"]
        return (journey.with_user(user) if user else journey).get_story(*question)

    def models(self, *question, **options):
        return [step["model"] for step in self.story(*question, **options)["steps"]]

    def test_any_number_finds_the_whole_story(self):
        whole = ["integration.event", "sync.job", "integration.call"]
        call = self.env["integration.call"].search([], limit=1, order="id desc")
        for term in (
            "delivery-77",
            self.event.trace_id,
            f"#{self.job.id}",
            f"job {self.job.id}",
            f"Event #{self.event.id}",
            f"call {call.id}",
        ):
            self.assertEqual(sorted(self.models(term)), sorted(whole), term)

    def test_a_record_finds_it_as_well(self):
        story = self.models("", "res.partner", self.partner.id)
        self.assertIn("sync.job", story)
        self.assertIn("integration.event", story)

    def test_it_is_told_in_the_order_it_happened(self):
        steps = self.story("delivery-77")["steps"]
        self.assertEqual(steps[0]["model"], "integration.event")
        self.assertEqual([s["at"] for s in steps], sorted(s["at"] for s in steps))

    def test_a_number_that_nothing_bears_finds_nothing(self):
        for term in ("", "no such thing", "99999999999999999999", "²", "%"):
            self.assertEqual(self.story(term)["steps"], [], term)

    def test_a_long_story_is_cut_and_says_so(self):
        for number in range(80):
            self.enqueue(
                "note", payload={"text": f"n{number}"}, trace_id=self.event.trace_id
            )
        more = self.story(self.event.trace_id)
        self.assertTrue(more["is_more"])
        self.assertLess(len(more["steps"]), 80)
        self.assertFalse(self.story(f"#{self.enqueue('chain').id}")["is_more"])

    def test_only_users_of_integrations_may_ask(self):
        stranger = new_test_user(self.env, "stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self.story("delivery-77", user=stranger)

    def test_nothing_of_another_company_is_told(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        user = new_test_user(
            self.env,
            "there",
            "omni_core.group_viewer",
            company_id=company.id,
            company_ids=[company.id],
        )
        for term in ("delivery-77", self.event.trace_id, f"#{self.job.id}"):
            self.assertEqual(self.story(term, user=user)["steps"], [], term)
