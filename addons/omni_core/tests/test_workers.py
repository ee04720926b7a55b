"""Who is called for what: a worker that may do the work, and is free."""

from odoo.tests import tagged

from ..engine import pacemaker
from . import toy_operations  # noqa: F401  (declares its operations)
from .common import QueueCase


@tagged("post_install", "-at_install")
class TestWorkers(QueueCase):
    def setUp(self):
        super().setUp()
        self.crons = self.env["ir.cron"].sudo()
        self.crons._omni_set_workers(2)
        self.first, self.second = self.workers()
        self.jobs.search([("status", "=", "pending")]).unlink()

    def workers(self):
        return self.crons.search([("omni_worker", ">", 0)], order="omni_worker")

    def called(self):
        """The workers that the pacemaker calls now."""
        self.env.flush_all()
        triggers = self.env["ir.cron.trigger"].sudo()
        triggers.search([("cron_id", "in", self.workers().ids)]).unlink()
        self.env.flush_all()
        pacemaker._call(self.env.cr, pacemaker._need(self.env.cr))
        self.env.invalidate_all()
        return triggers.search([("cron_id", "in", self.workers().ids)]).cron_id

    def test_nobody_is_called_while_nothing_is_due(self):
        self.assertFalse(self.called())

    def test_a_job_is_for_the_first_worker(self):
        self.enqueue("note", lane="normal")
        self.assertEqual(self.called(), self.first)

    def test_bulk_alone_is_for_the_second_since_the_first_leaves_it_alone(self):
        self.enqueue("note", lane="bulk")
        self.assertEqual(self.called(), self.second)
        self.assertNotIn("bulk", self.first._omni_lanes())
        self.assertIn("bulk", self.second._omni_lanes())

    def test_a_worker_that_is_alone_does_bulk_as_well(self):
        self.crons._omni_set_workers(1)
        self.enqueue("note", lane="bulk")
        self.assertEqual(self.called(), self.first)
        self.assertIn("bulk", self.first._omni_lanes())
