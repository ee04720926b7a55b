"""A worker is gone: what becomes of the jobs that it was at.

With real processes and kill -9: tests/chaos/test_kill.py.
"""

import unittest

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..engine.claim import Batch, suspect_alone
from ..engine.job import Job
from ..engine.queries import MAX_LOST
from . import toy_operations
from .test_queue import LANDING, ToyCase

HOUSEKEEPING = "odoo.addons.omni_core.engine.housekeeping"


@tagged("post_install", "-at_install")
class TestLostWorker(ToyCase):
    def orphan(self, operation="say", word="hello", **vals):
        """A job whose worker died: it runs, and nobody holds its lock."""
        job = self.enqueue(operation, payload={"word": word})
        now = fields.Datetime.now()
        job.sudo().write(
            {"status": "processing", "worker": 7, "started_at": now, **vals}
        )
        return job

    def test_a_job_of_a_dead_worker_runs_again_at_once(self):
        job = self.orphan()
        self.drain()
        self.assertEqual((job.status, job.lost_count), ("done", 1))

    def test_it_runs_before_those_that_wait_already(self):
        lost = self.orphan(word="lost")
        for _number in range(30):
            self.enqueue("say", payload={"word": "waits"})
        self.drain()
        self.assertEqual(lost.status, "done")
        self.assertEqual(toy_operations.done[0], "lost")

    def test_being_cut_off_uses_up_none_of_its_tries(self):
        job = self.orphan("crash")  # which has two
        with mute_logger(LANDING):
            self.drain()
        self.assertEqual((job.status, job.retry_count), ("pending", 1))
        self.assertEqual(job.lost_count, 0, "this worker survived the job")

    def test_a_job_that_kills_every_worker_ends_as_failed(self):
        job = self.orphan(lost_count=MAX_LOST - 1)
        self.drain()
        self.assertEqual((job.status, job.error_kind), ("failed", "lost"))
        job.action_requeue()
        self.assertEqual(job.lost_count, 0)

    def test_what_was_cut_off_twice_in_a_row_goes_alone(self):
        for lost, together in ((1, 3), (2, 1)):
            toy_operations.Nap.most_together = 0
            for _number in range(3):
                self.orphan("nap", lost_count=lost - 1)
            self.drain()
            self.assertEqual(toy_operations.Nap.most_together, together)

    def test_a_purchase_is_looked_up_when_it_is_over_for_certain(self):
        job = self.orphan("buy", intent={"ref": "mine"})
        self.drain()
        self.assertEqual(job.status, "pending")
        self.assertGreater(job.eta, job.started_at)
        self.assertIn("looked up", job.wait_reason)
        self.assertFalse(toy_operations.Buy.bought)

    def test_trouble_beside_the_work_takes_no_job_along(self):
        self.env.cr.execute(  # as a crash may leave it: the numbers are taken already
            """INSERT INTO bus_bus (id, channel, message)
               SELECT nextval('bus_bus_id_seq') + taken, '"a"', '"b"'
                 FROM generate_series(1, 100) AS taken"""
        )
        job = self.enqueue("note", payload={"text": "hello"})
        with mute_logger(HOUSEKEEPING, "odoo.sql_db"):
            self.drain()
        self.assertEqual((job.status, job.lost_count), ("done", 0))

    def test_trouble_with_one_job_brings_the_others_home(self):
        other = self.enqueue("nap", payload={"seconds": 0.3})
        doomed = self.enqueue("doom")
        self.drain_that_breaks_off()
        self.assertEqual((other.status, doomed.status), ("done", "processing"))
        for _try in range(MAX_LOST - 1):
            self.drain_that_breaks_off()
        self.drain()
        self.assertEqual((doomed.status, doomed.error_kind), ("failed", "lost"))

    def drain_that_breaks_off(self):
        try:
            self.drain()
        except ZeroDivisionError:
            self.env.invalidate_all()
        else:
            self.fail("nothing went wrong")


class TestSuspects(unittest.TestCase):
    """A job whose workers died twice in a row may be what killed them."""

    plain = Batch(None, [Job(1, "toybox", "say", "normal")])
    suspect = Batch(None, [Job(2, "toybox", "say", "normal", lost_count=2)])
    other = Batch(None, [Job(3, "toybox", "say", "normal", lost_count=3)])

    def test_after_one_loss_nobody_is_a_suspect(self):
        once = Batch(None, [Job(1, "toybox", "say", "normal", lost_count=1)])
        self.assertEqual(suspect_alone([once, self.plain], True), [once, self.plain])

    def test_a_suspect_goes_when_nothing_is_under_way(self):
        batches = [self.plain, self.suspect, self.other]
        self.assertEqual(suspect_alone(batches, busy=False), [self.suspect])

    def test_it_waits_for_what_is_under_way_and_nothing_more_is_started(self):
        self.assertEqual(suspect_alone([self.plain, self.suspect], busy=True), [])
