"""From an event to its jobs, and what happens to events that cannot get there."""

import json
from datetime import datetime, timedelta, timezone
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..engine.inbox import Doors, store
from ..engine.platform import Delivery, InboundRequest, JobRequest
from ..lib.call import CallRecord
from . import toy_operations, toy_platform
from .common import QueueCase

EVENT = "odoo.addons.omni_core.models.integration_event"


class InboxCase(QueueCase):
    def setUp(self):
        super().setUp()
        self.events = self.env["integration.event"]
        self.delivered = 0

    def deliver(self, body, connection=None, **delivery):
        """A verified webhook, as the controller stores it."""
        self.delivered += 1
        token = (connection or self.connection).webhook_token
        self.env.flush_all()
        door = Doors().find(self.env.cr, token)
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        inbound = InboundRequest("POST", "/", {"x-toy-id": "1"}, {}, body)
        delivery = {"delivery_id": f"d-{self.delivered}", "topic": "toy"} | delivery
        return self.events.browse(
            store(self.env.cr, door, inbound, Delivery(**delivery))
        )

    def sweep(self, limit=200):
        taken = self.events._sweep_here(limit)
        self.env.invalidate_all()
        return taken

    def jobs_of(self, event):
        return self.jobs.search([("trace_id", "=", event.trace_id)])


@tagged("post_install", "-at_install")
class TestSweep(InboxCase):
    def test_an_event_becomes_a_job_under_its_trace(self):
        event = self.deliver({"name": "bear"})
        self.assertEqual(self.sweep(), 1)
        self.assertRecordValues(
            event, [{"status": "processed", "job_count": 1, "object_ref": "bear"}]
        )
        self.assertRecordValues(
            self.jobs_of(event),
            [{"operation": "toy_push", "payload": {"name": "bear"}}],
        )

    def test_a_worker_empties_the_inbox_and_runs_what_came_of_it(self):
        toy_operations.done.clear()
        with patch.object(
            toy_platform.Toybox,
            "jobs_for",
            lambda self, event: [JobRequest("say", {"word": event.topic})],
        ):
            event = self.deliver({}, topic="hello")
            self.drain()
        self.assertEqual((event.status, toy_operations.done), ("processed", ["hello"]))

    def test_a_burst_about_one_thing_becomes_one_job(self):
        for _event in range(50):
            self.deliver({"name": "bear"})
        with self.trap_jobs() as jobs:
            self.assertEqual(self.sweep(), 50)
        self.assertEqual(len(jobs), 1)

    def test_a_bad_event_fails_alone_and_says_why(self):
        events = [self.deliver(body) for body in ({"name": "a"}, b"{", {"name": "b"})]
        with mute_logger(EVENT):
            self.sweep()
        self.assertEqual(
            [event.status for event in events], ["processed", "failed", "processed"]
        )
        self.assertIn("could not be understood", events[1].error)

    def test_an_event_that_asks_for_the_impossible_fails_alone(self):
        def jobs_for(platform, event):
            return [JobRequest(event.topic, {"text": "x\x00y\ud800"})]

        with patch.object(toy_platform.Toybox, "jobs_for", jobs_for):
            good, bad = self.deliver({}, topic="note"), self.deliver({}, topic="fly")
            self.sweep()
        self.assertEqual((good.status, bad.status), ("processed", "failed"))
        self.assertIn("fly", bad.error)
        self.assertEqual(self.jobs_of(good).payload, {"text": "xy\ufffd"})

    def test_an_event_that_does_not_concern_us_is_ignored(self):
        with patch.object(toy_platform.Toybox, "jobs_for", lambda self, event: ()):
            event = self.deliver({"name": "bear"})
            self.sweep()
        self.assertEqual((event.status, event.job_count), ("ignored", 0))

    def test_a_flooded_connection_does_not_hold_up_the_others(self):
        quiet = self.make_connection(name="Quiet")
        for number in range(30):
            self.deliver({"name": f"n{number}"})
        event = self.deliver({"name": "bear"}, quiet)
        self.sweep(limit=10)
        self.assertEqual(event.status, "processed")
        self.assertEqual(self.events.search_count([("status", "=", "received")]), 20)

    def test_what_is_over_the_cap_is_kept_for_a_later_minute(self):
        self.connection.event_cap = 4
        for number in range(10):
            self.deliver({"name": f"n{number}"})
        self.assertEqual([self.sweep(limit=3) for _sweep in range(3)], [3, 1, 0])
        self.assertEqual(self.events.search_count([("status", "=", "received")]), 6)
        self.assertIn("More than 4 webhooks", self.connection.health_text)
        taken = []
        while count := self.next_minute():
            taken.append(count)
        self.assertEqual(taken, [4, 2], "nothing is lost")

    def next_minute(self):
        self.env.cr.execute(
            """UPDATE integration_health
                  SET minute_began_at = minute_began_at - interval '1 minute'"""
        )
        return self.sweep()

    def test_without_a_cap_all_are_taken(self):
        self.connection.event_cap = 0
        for number in range(5):
            self.deliver({"name": f"n{number}"})
        self.assertEqual(self.sweep(), 5)

    def test_events_are_good_news_of_their_direction(self):
        self.deliver({"name": "bear"})
        self.sweep()
        health = self.connection.health_ids
        self.assertEqual(health.mapped("direction"), ["in"])
        self.assertTrue(health.last_success_at)

    def test_a_few_huge_events_do_not_fill_the_memory(self):
        for name in "abc":
            self.deliver({"name": name, "pad": "x" * 1000})
        with patch(f"{EVENT}._BYTES_AT_ONCE", 2500):
            self.assertEqual([self.sweep() for _sweep in range(3)], [2, 1, 0])
        with patch(f"{EVENT}._BYTES_AT_ONCE", 10):
            self.deliver({"name": "d"})
            self.assertEqual(self.sweep(), 1)

    def test_events_become_jobs_in_the_order_they_came(self):
        for name in "cab":
            self.deliver({"name": name})
        with self.trap_jobs() as jobs:
            self.sweep()
        self.assertEqual([job.payload["name"] for job in jobs], ["c", "a", "b"])

    def test_a_wrong_clock_over_there_changes_nothing(self):
        ahead = fields.Datetime.now() + timedelta(days=400)
        event = self.deliver({"name": "bear"}, triggered_at=ahead)
        self.sweep()
        self.assertEqual(event.status, "processed")
        self.assertFalse(self.jobs_of(event).eta)


@tagged("post_install", "-at_install")
class TestReplay(InboxCase):
    def test_a_failed_event_can_be_replayed_once_the_cause_is_solved(self):
        with (
            patch.object(toy_platform.Toybox, "jobs_for", side_effect=KeyError),
            mute_logger(EVENT),
        ):
            event = self.deliver({"name": "bear"})
            self.sweep()
        self.assertEqual(event.status, "failed")
        event.action_replay()
        self.sweep()
        self.assertRecordValues(
            event, [{"status": "processed", "error": False, "replay_count": 1}]
        )

    def test_many_are_replayed_at_once(self):
        for number in range(3):
            self.deliver({"name": f"n{number}"})
        self.sweep()
        self.jobs.search([("status", "=", "pending")]).action_cancel()
        with self.trap_jobs() as jobs:
            self.events.search([]).action_replay()
            self.sweep()
        self.assertEqual(len(jobs), 3)

    def test_replaying_is_for_operators(self):
        event = self.deliver({"name": "bear"})
        viewer = new_test_user(self.env, "viewer", "omni_core.group_viewer")
        operator = new_test_user(self.env, "operator", "omni_core.group_operator")
        with self.assertRaises(AccessError):
            event.with_user(viewer).action_replay()
        event.with_user(operator).action_replay()

    def test_other_companies_see_nothing(self):
        event = self.deliver({"name": "bear"})
        company = self.env["res.company"].create({"name": "Second Ltd"})
        stranger = new_test_user(
            self.env,
            "stranger",
            "omni_core.group_operator",
            company_id=company.id,
            company_ids=[company.id],
        )
        with self.assertRaises(AccessError):
            event.with_user(stranger).read(["topic", "body"])
        with self.assertRaises(AccessError):
            event.with_user(stranger).action_replay()


@tagged("post_install", "-at_install")
class TestScreen(InboxCase):
    def test_the_content_is_laid_out_for_reading(self):
        event = self.deliver({"name": "bear", "size": {"cm": 30}})
        self.assertIn('\n  "size": {\n    "cm": 30', event.body_text)
        self.assertIn("x-toy-id: 1", event.headers_text)

    def test_what_followed_from_an_event_is_one_click_away(self):
        event = self.deliver({"name": "bear"})
        self.sweep()
        job = self.jobs_of(event)
        record = CallRecord(
            "toybox", "", "", "PUT", "u", "h", datetime.now(timezone.utc)
        )
        record.job_ids = (job.id,)
        self.env["integration.call"]._record([(self.connection.id, record)])
        for action, found in (
            (event.action_open_jobs(), job),
            (event.action_open_calls(), self.env["integration.call"].search([])),
        ):
            records = self.env[action["res_model"]].search(action["domain"])
            self.assertTrue(found)
            self.assertEqual(records, found)

    def test_hostile_content_can_be_shown(self):
        event = self.deliver(b"\x00\xff<script>\xed\xa0\x80")
        self.assertIn("<script>", event.body_text)
        self.assertNotIn("\x00", event.body_text)


@tagged("post_install", "-at_install")
class TestRetention(InboxCase):
    def test_old_events_go_and_waiting_ones_stay(self):
        old, waiting = self.deliver({"name": "a"}), self.deliver({"name": "b"})
        self.sweep()
        waiting.action_replay()
        self.env.cr.execute(
            "UPDATE integration_event "
            "SET received_at = received_at - interval '31 days'"
        )
        young = self.deliver({"name": "c"})
        self.assertEqual(self.events._gc_events(), (1, 0))
        self.assertFalse(old.exists())
        self.assertEqual(waiting + young, (waiting + young).exists())


@tagged("post_install", "-at_install")
class TestSilence(InboxCase):
    def setUp(self):
        super().setUp()
        self.hours_ago = lambda hours: fields.Datetime.now() - timedelta(hours=hours)
        self.connection.events_expected_since = self.hours_ago(100)

    def warnings(self):
        self.env["integration.connection"]._cron_check_silence()
        return self.connection.activity_search(["omni_core.mail_activity_silence"])

    def hear(self, hours_ago):
        event = self.deliver({"name": "bear"})
        self.env.cr.execute(
            "UPDATE integration_event SET received_at = %s WHERE id = %s",
            [self.hours_ago(hours_ago), event.id],
        )
        self.env.invalidate_all()

    def test_news_without_webhooks_is_told_once_to_the_owner(self):
        self.hear(hours_ago=10)
        self.connection._note_polled_news()
        self.warnings()
        warning = self.warnings()
        self.assertEqual(len(warning), 1)
        self.assertEqual(warning.user_id, self.connection.user_id)

    def test_webhooks_that_come_again_take_the_warning_back(self):
        self.connection._note_polled_news()
        self.assertTrue(self.warnings())
        self.hear(hours_ago=0)
        self.assertFalse(self.warnings())

    def test_a_quiet_shop_is_not_a_broken_one(self):
        self.hear(hours_ago=48)
        self.assertFalse(self.warnings())
        self.connection.news_polled_at = self.hours_ago(45)
        self.assertFalse(self.warnings())

    def test_who_has_no_webhooks_is_not_warned(self):
        self.connection._expect_events(False)
        self.connection._note_polled_news()
        self.assertFalse(self.warnings())
