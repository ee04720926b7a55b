"""What is kept of people: for how long, and how they are forgotten."""

import json
from datetime import datetime, timezone

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..lib.call import CallRecord
from .test_inbox import EVENT, InboxCase

EMAIL, PHONE, CUSTOMER = "jo.rider@example.com", "+49 (170) 123-4567", "6100200300"


@tagged("post_install", "-at_install")
class TestForgetting(InboxCase):
    def forget(self, **person):
        person = person or {"emails": [EMAIL], "phones": [PHONE], "refs": [CUSTOMER]}
        erasure = self.connection._forget_person(reason="Request 7", **person)
        self.env.invalidate_all()
        return erasure

    def is_forgotten(self, body):
        event = self.deliver(body.encode())
        self.env.cr.execute("UPDATE integration_event SET status = 'processed'")
        self.forget()
        return event.is_forgotten

    def test_what_was_said_of_a_person_goes_and_that_it_was_said_stays(self):
        event, other = self.deliver({"name": EMAIL}), self.deliver({"name": "bear"})
        self.sweep()
        job = self.jobs_of(event)
        (job + self.jobs_of(other)).action_cancel()
        call = self.record(f'{{"buyer": "{EMAIL}"}}')
        erasure = self.forget()
        self.assertEqual(
            (erasure.event_count, erasure.job_count, erasure.call_count), (1, 1, 1)
        )
        for record in (event, job, call, erasure):
            self.assertNotIn(EMAIL, json.dumps(record.read(), default=str))
        self.assertRecordValues(
            event, [{"status": "processed", "topic": "toy", "object_ref": False}]
        )
        self.assertEqual((job.status, job.operation), ("cancelled", "toy_push"))
        self.assertEqual(call.method, "PUT")
        self.assertFalse(other.is_forgotten)
        self.assertEqual(self.jobs_of(other).payload, {"name": "bear"})

    def record(self, body):
        call = CallRecord(
            "toybox",
            "",
            "",
            "PUT",
            f"https://h/{EMAIL}",
            "h",
            datetime.now(timezone.utc),
        )
        call.request_body = body
        self.env["integration.call"]._record([(self.connection.id, call)])
        return self.env["integration.call"].search([], limit=1)

    def test_a_person_is_found_in_whatever_way_they_are_written(self):
        for body in (
            '{"email": "Jo.Rider@EXAMPLE.com"}',
            "email=jo.rider%40example.com&x=1",
            '{"email": "jo.rider\\u0040example.com"}',
            '{"note": "umläut\\njo.rider@example.com"}',
            '{"phone": "+491701234567"}',
            "<Phone>0170 / 123 45 67</Phone>",
            '{"customer": {"id": 6100200300}}',
            '{"id": "gid://shopify/Customer/6100200300"}',
        ):
            with self.subTest(body):
                self.assertTrue(self.is_forgotten(body))

    def test_others_are_not(self):
        for body in (
            '{"email": "jo.driver@example.com"}',
            '{"phone": "+491701234568"}',
            '{"id": 61002003001}',
            '{"id": 16100200300}',
        ):
            with self.subTest(body):
                self.assertFalse(self.is_forgotten(body))

    def test_too_little_to_mean_one_person_is_refused(self):
        for person in ({"refs": ["12"]}, {"phones": ["110"]}, {"emails": [""]}):
            with self.subTest(person), self.assertRaises(UserError):
                self.forget(**person)

    def test_neither_corrections_nor_errors_name_them(self):
        job = self.enqueue("note", payload={"text": EMAIL, "fail": True})
        self.drain()
        job.action_edit_and_retry({"text": f"{EMAIL}!", "fail": True}, f"for {EMAIL}")
        self.drain()
        self.env.cr.execute(
            "UPDATE integration_issue SET name = name || %s", [f" “{EMAIL}”"]
        )
        self.forget()
        for record in (job, job.edit_ids, job.issue_id):
            self.assertTrue(record)
            self.assertNotIn(EMAIL, json.dumps(record.read(), default=str))

    def test_work_under_way_keeps_what_it_needs_and_is_counted(self):
        event = self.deliver({"name": EMAIL})
        self.sweep()
        waiting = self.deliver({"name": EMAIL, "again": 1})
        erasure = self.forget()
        self.assertEqual((erasure.event_count, erasure.open_count), (1, 2))
        self.assertEqual(self.jobs_of(event).payload, {"name": EMAIL})
        self.assertFalse(waiting.is_forgotten)

    def test_what_was_forgotten_cannot_run_again(self):
        event = self.deliver({"name": EMAIL})
        self.sweep()
        self.jobs_of(event).action_cancel()
        self.forget()
        with self.assertRaisesRegex(UserError, "forgotten"):
            self.jobs_of(event).action_requeue()
        with self.assertRaisesRegex(UserError, "deleted"):
            event.action_replay()

    def test_the_evidence_proves_whom_without_naming_them(self):
        first, again = self.forget(emails=[EMAIL]), self.forget(emails=[EMAIL.upper()])
        other = self.forget(emails=["else@example.com"])
        self.assertEqual(first.fingerprint, again.fingerprint)
        self.assertNotEqual(first.fingerprint, other.fingerprint)
        self.assertEqual(first.reason, "Request 7")

    def test_other_connections_are_left_alone(self):
        event = self.deliver({"name": EMAIL}, self.make_connection(name="Other"))
        self.sweep()
        self.forget()
        self.assertFalse(event.is_forgotten)


@tagged("post_install", "-at_install")
class TestContentOfEvents(InboxCase):
    def processed_days_ago(self, days, body):
        event = self.deliver(body)
        with mute_logger(EVENT):
            self.sweep()
        self.env.cr.execute(
            """UPDATE integration_event
                  SET processed_at = processed_at - make_interval(days => %s)
                WHERE id = %s""",
            [days, event.id],
        )
        return event

    def test_goes_a_week_after_it_was_processed_and_the_fact_stays(self):
        old = self.processed_days_ago(8, {"name": "bear"})
        failed = self.processed_days_ago(8, b"{")
        young = self.processed_days_ago(6, {"name": "train"})
        self.assertEqual(self.events._gc_bodies(), (1, 0))
        self.assertEqual(self.events._gc_bodies(), (0, 0))
        events = old + failed + young
        self.assertEqual(events.mapped("is_forgotten"), [True, False, False])
        self.assertEqual((old.status, old.topic), ("processed", "toy"))
        self.assertFalse(old.headers)

    def test_stays_as_long_as_the_settings_say(self):
        event = self.processed_days_ago(8, {"name": "bear"})
        self.env["res.config.settings"].create({"omni_event_body_days": 9}).execute()
        self.assertEqual(self.events._gc_bodies(), (0, 0))
        self.assertFalse(event.is_forgotten)
