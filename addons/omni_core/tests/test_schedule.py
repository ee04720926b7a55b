"""Recurring operations: on time, once, and not at night."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tests.common import freeze_time
from odoo.tools import mute_logger

from . import toy_operations  # noqa: F401  (declares its operations)
from .common import QueueCase

SCHEDULE = "odoo.addons.omni_core.models.integration_schedule"


@tagged("post_install", "-at_install")
class TestSchedule(QueueCase):
    def setUp(self):
        super().setUp()
        self.schedule = self.env["integration.schedule"].create(
            {
                "connection_id": self.connection.id,
                "operation": "note",
                "payload": {"text": "tick"},
                "interval_minutes": 15,
            }
        )

    def run_due(self):
        with self.trap_jobs() as jobs:
            self.env["integration.schedule"]._cron_run_due()
        return [job for job in jobs if job.operation == "note"]

    def test_a_connection_starts_with_the_operations_of_its_platform(self):
        connection = self.make_connection(name="New")
        connection.state = "draft"
        connection.action_connect()
        operations = self.env["integration.schedule"].search(
            [("connection_id", "=", connection.id)]
        )
        self.assertEqual(operations.mapped("operation"), ["toy_push_all"])

    def test_what_an_update_of_the_platform_brings_is_scheduled_as_well(self):
        """And what somebody switched off stays off."""
        schedules = self.env["integration.schedule"].with_context(active_test=False)
        ours = [("connection_id", "=", self.connection.id)]
        self.run_due()
        brought = schedules.search([*ours, ("operation", "=", "toy_push_all")])
        self.assertTrue(brought.active)
        brought.active = False
        self.run_due()
        self.assertEqual(
            schedules.search([*ours, ("id", "!=", self.schedule.id)]), brought
        )
        self.assertFalse(brought.active)

    def test_a_due_operation_runs_once_and_keeps_its_rhythm(self):
        now = fields.Datetime.now()
        self.schedule.next_run = now - timedelta(minutes=5)
        [job] = self.run_due()
        self.assertEqual(job.payload, {"text": "tick"})
        self.assertEqual(self.schedule.last_job_id, job)
        self.assertEqual(self.schedule.next_run, now + timedelta(minutes=10))
        self.assertFalse(self.run_due(), "it is not due any more")

    def test_missed_runs_are_not_made_up_for(self):
        self.schedule.next_run = fields.Datetime.now() - timedelta(days=3)
        self.assertEqual(len(self.run_due()), 1)
        self.assertGreater(self.schedule.next_run, fields.Datetime.now())

    def test_a_run_that_is_still_pending_takes_the_next_one_in(self):
        [first] = self.run_due()
        self.schedule.next_run = fields.Datetime.now()
        self.assertFalse(self.run_due())
        self.assertEqual(first.coalesced_count, 1)

    def test_a_run_and_a_press_of_the_button_are_the_same_work(self):
        """So the one makes good where the other failed."""
        self.schedule.payload = False
        asked = self.enqueue("note", identity_key="note", order_key="note")
        self.schedule._run(fields.Datetime.now())
        self.assertEqual(self.schedule.last_job_id, asked)

    def test_nothing_is_scheduled_for_a_paused_connection(self):
        self.connection.action_pause()
        self.assertFalse(self.run_due())

    def test_nothing_is_scheduled_for_an_archived_connection(self):
        self.env["integration.credential"].search(
            [("connection_id", "=", self.connection.id)]
        ).expires_at = fields.Datetime.now()
        self.connection.active = False
        self.assertFalse(self.run_due())
        self.assertFalse(self.env["integration.connection"]._expiring())

    def test_quiet_hours_over_midnight_put_a_run_off_until_morning(self):
        self.env.user.tz = "Europe/Berlin"
        self.schedule.write({"quiet_from": 22.0, "quiet_to": 6.5})
        with freeze_time("2026-01-15 22:30:00"):  # 23:30 in Berlin
            self.schedule.next_run = fields.Datetime.now()
            self.assertFalse(self.run_due())
        self.assertEqual(str(self.schedule.next_run), "2026-01-16 05:30:00")

    def test_one_whose_operation_is_gone_stops_no_other(self):
        gone = self.schedule.copy({"operation": "toy_push_all"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE integration_schedule SET operation = 'gone' WHERE id = %s",
            [gone.id],
        )
        self.env.invalidate_all()
        before = fields.Datetime.now()
        with mute_logger(SCHEDULE):
            self.assertEqual(len(self.run_due()), 1)
        self.assertGreater(gone.next_run, before, "not once more every minute")

    def test_what_is_no_operation_is_not_scheduled(self):
        with self.assertRaisesRegex(ValidationError, "no operation “noet”.*note"):
            self.schedule.operation = "noet"
        with self.assertRaisesRegex(ValidationError, "JSON object"):
            self.schedule.payload = ["text"]

    def test_run_now_is_for_operators(self):
        viewer = new_test_user(self.env, "looker", "omni_core.group_viewer")
        with self.assertRaises(AccessError):
            self.schedule.with_user(viewer).action_run_now()
        operator = new_test_user(self.env, "doer", "omni_core.group_operator")
        with self.trap_jobs() as jobs:
            self.schedule.with_user(operator).action_run_now()
        self.assertEqual([job.operation for job in jobs], ["note"])
        self.assertEqual(jobs[0].user_id, operator)
