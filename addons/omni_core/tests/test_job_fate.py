"""Jobs come with what asked for them, and go when they are old."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..engine.operation import LocalOperation, register_operation
from ..engine.platform import JobRequest
from . import toy_operations
from .common import QueueCase

LANDING = "odoo.addons.omni_core.engine.landing"


@register_operation
class Announce(LocalOperation):
    """Has an effect, and one more job that follows from it."""

    platform = "toybox"
    name = "announce"

    def apply(self, env, jobs, outcome):
        env["ir.config_parameter"].sudo().set_param("toy.announced", "yes")
        return [JobRequest(job.payload["next"], {"text": "after"}) for job in jobs]


@tagged("post_install", "-at_install")
class TestBeginning(QueueCase):
    def announce(self, follow_up):
        with self.trap_jobs() as jobs:
            self.enqueue("announce", payload={"next": follow_up})
            self.drain()
        effect = self.env["ir.config_parameter"].get_param("toy.announced")
        return effect, [job.operation for job in jobs]

    def test_a_follow_up_is_written_with_the_effect_or_not_at_all(self):
        self.assertEqual(self.announce("fly"), (False, ["announce"]))
        self.assertEqual(self.announce("note"), ("yes", ["announce", "note"]))

    def test_a_wish_goes_with_the_transaction_that_it_was_made_in(self):
        # assertRaises of Odoo rolls back what was done inside
        with self.trap_jobs() as jobs, self.assertRaises(ZeroDivisionError):
            self.enqueue("note", payload={"text": "never"})
            raise ZeroDivisionError
        self.assertFalse(jobs)


@tagged("post_install", "-at_install")
class TestTrouble(QueueCase):
    def test_whatever_an_error_quotes_is_put_on_record(self):
        """PostgreSQL knows no NUL, no half characters, and no endless keys."""
        for how in ({"error": "bug"}, {"error": "refused"}, {"unmapped": "colour"}):
            with self.subTest(**how), mute_logger(LANDING):
                job = self.enqueue("quote", payload=how)
                self.drain()
                self.assertIn("🏍️", job.last_error)
                self.pass_time(job)  # a mistake has a second chance
                self.drain()
                self.assertIn("🏍️", job.issue_id.name)
        mapping = self.env["integration.mapping"].search([("kind", "=", "colour")])
        mapping.value = "red"
        self.assertFalse(job.cause, "mapping the value lets its job go")

    def test_what_another_worker_created_a_moment_before_is_tried_again_at_once(self):
        toy_operations.Collide.tries = 0
        job = self.enqueue("collide")
        with mute_logger("odoo.sql_db"):
            self.drain()
        self.assertEqual((job.status, job.retry_count), ("done", 0))
        self.assertFalse(job.last_error)

    def test_what_collides_with_itself_is_a_mistake(self):
        toy_operations.Collide.tries = 0
        job = self.enqueue("collide", payload={"always": True})
        with mute_logger("odoo.sql_db", LANDING):
            self.drain()
        self.assertEqual((job.status, job.error_kind), ("pending", "bug"))
        self.assertEqual(toy_operations.Collide.tries, 2)


@tagged("post_install", "-at_install")
class TestEnd(QueueCase):
    def test_old_jobs_go_failed_ones_later_and_open_ones_never(self):
        kept = {
            (status, days): self.make(status, days)
            for status, days in (
                ("done", 29),
                ("cancelled", 29),
                ("failed", 31),
                ("pending", 400),
            )
        }
        gone = [self.make("done", 31), self.make("failed", 181)]
        self.assertEqual(self.jobs._gc_finished(), (2, 0))
        self.assertFalse(any(job.exists() for job in gone))
        for job in kept.values():
            self.assertTrue(job.exists(), job.status)

    def make(self, status, days):
        job = self.enqueue("note", payload={"text": "x"})
        self.env.cr.execute(
            """UPDATE sync_job
                  SET status = %(status)s,
                      finished_at = now() - make_interval(days => %(days)s)
                WHERE id = %(id)s""",
            {"status": status, "days": days, "id": job.id},
        )
        self.env.invalidate_all()
        return job
