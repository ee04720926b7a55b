"""The same is wished for again while a job is at it: the newer wish counts."""

from odoo import fields
from odoo.tests import tagged

from ..lib.budget import GENERATION_S
from . import toy_operations
from .test_queue import ToyCase


@tagged("post_install", "-at_install")
class TestTwins(ToyCase):
    def use_up_the_budget(self):
        self.env.cr.execute(
            """INSERT INTO integration_budget (connection_id, name, level, updated_at,
                      outstanding, outstanding_before, window_started_at, blocked_until)
               SELECT %s, 'calls', 0, now, 0, 0, now, now + %s
                 FROM extract(epoch FROM clock_timestamp()) AS now""",
            [self.connection.id, GENERATION_S],
        )

    def test_a_job_without_budget_gives_way_to_a_wish_that_came_meanwhile(self):
        self.use_up_the_budget()
        first = self.enqueue("say", payload={"word": "old"}, identity_key="word")
        again = {"operation": "say", "payload": {"word": "new"}, "identity_key": "word"}
        self.enqueue("wish", payload=again, priority=99)  # runs while ``first`` is ours
        self.drain()
        twin = self.jobs.search([("operation", "=", "say"), ("id", "!=", first.id)])
        self.assertEqual((first.status, twin.status), ("cancelled", "pending"))
        self.assertTrue(first.finished_at, "or it would be kept for ever")
        self.assertEqual((twin.lost_count, twin.payload), (0, {"word": "new"}))

    def test_of_two_that_died_together_the_newer_wish_runs_again(self):
        now, jobs = fields.Datetime.now(), self.jobs
        for word in ("old", "new"):
            job = self.enqueue("say", payload={"word": word}, identity_key="word")
            job.sudo().write({"status": "processing", "worker": 7, "started_at": now})
            jobs += job
        other = self.enqueue("say", payload={"word": "other"})
        other.sudo().write({"status": "processing", "worker": 7, "started_at": now})
        self.drain()
        self.assertEqual(jobs.mapped("status"), ["cancelled", "done"])
        self.assertEqual(other.status, "done")
        self.assertCountEqual(toy_operations.done, ["new", "other"])

    def test_one_that_never_happened_and_is_wished_for_again_ends(self):
        keys = [{"identity_key": key, "order_key": key} for key in ("a", "b")]
        jobs = self.jobs.union(*(self.enqueue("buy_many", **key) for key in keys))
        for job in jobs.sudo():
            job.intent = {"ref": job.trace_id}
        again = {"operation": "buy_many", **keys[0]}
        self.enqueue("wish", payload=again, priority=99)
        self.drain()
        gone = jobs.filtered(lambda job: job.status == "cancelled")
        self.assertEqual(gone, jobs[0])
        self.assertTrue(gone.finished_at, "or it would be kept for ever")
