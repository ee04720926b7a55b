"""One kind of work on hold: it waits and says why, all else goes on."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from . import toy_operations
from .common import QueueCase


@tagged("post_install", "-at_install")
class TestHold(QueueCase):
    def setUp(self):
        super().setUp()
        toy_operations.done.clear()
        self.operator = new_test_user(self.env, "op", "omni_core.group_operator")

    def say(self, word, connection=None):
        connection = connection or self.connection
        return self.jobs.enqueue(connection, "say", payload={"word": word})

    def hold(self):
        return self.env["integration.hold"].create(
            {"connection_id": self.connection.id, "operation": "say"}
        )

    def test_its_jobs_wait_and_the_others_go_on(self):
        before = self.say("before")
        self.hold()
        after, note = self.say("after"), self.enqueue("note", payload={"text": "x"})
        other = self.say("other", self.make_connection(name="Other"))
        self.drain()
        for job in before + after:
            self.assertEqual((job.status, job.retry_count), ("pending", 0))
            self.assertIn("on hold", job.wait_reason)
        self.assertEqual((note + other).mapped("status"), ["done", "done"])

    def test_letting_go_runs_them_all(self):
        self.say("before")
        hold = self.hold()
        self.say("after")
        self.drain()
        hold.unlink()
        self.drain()
        self.assertEqual(sorted(toy_operations.done), ["after", "before"])

    def test_a_job_that_was_put_aside_too_late_is_found(self):
        job = self.say("late")
        job.sudo().cause = f"hold:{self.connection.id}:say"
        self.env["integration.schedule"]._cron_run_due()
        self.drain()
        self.assertEqual(job.status, "done")

    def test_an_operator_holds_a_kind_from_the_list_of_jobs(self):
        jobs = self.say("one") + self.say("two")
        jobs.with_user(self.operator).action_hold_kind()
        jobs.with_user(self.operator).action_hold_kind()
        self.assertEqual(self.connection.hold_ids.mapped("operation"), ["say"])
        viewer = new_test_user(self.env, "look", "omni_core.group_viewer")
        with self.assertRaises(AccessError):
            jobs.with_user(viewer).action_hold_kind()

    def test_an_operation_that_does_not_exist_is_refused_by_name(self):
        hold = {"connection_id": self.connection.id, "operation": "sey"}
        with self.assertRaisesRegex(ValidationError, "no operation “sey”.*say"):
            self.env["integration.hold"].create(hold)
