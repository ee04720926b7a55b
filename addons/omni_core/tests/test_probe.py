"""A platform that did not answer is tried by one exchange, whoever makes it."""

from odoo.tests import tagged

from ..engine.queries import BREAKER_FAILURES
from . import toy_operations
from .common import QueueCase


@tagged("post_install", "-at_install")
class TestProbe(QueueCase):
    def setUp(self):
        super().setUp()
        toy_operations.done.clear()
        self.env.flush_all()
        with self.enter_registry_test_mode():
            for _failure in range(BREAKER_FAILURES):
                self.env["integration.health"]._note(self.connection.id, "out", False)
        self.set_health("breaker_until = now() - interval '1 minute'")

    def set_health(self, assignment):
        self.env.cr.execute(
            f"UPDATE integration_health SET {assignment} WHERE connection_id = %s",
            [self.connection.id],
        )

    def say(self, *words, **wish):
        return self.jobs.union(
            *(self.enqueue("say", payload={"word": word}, **wish) for word in words)
        )

    def test_one_job_in_all_tries_and_the_others_wait_for_its_news(self):
        jobs = self.say("mumble", "mumble", lane="bulk")
        jobs += self.say("mumble", "mumble", lane="realtime")
        self.drain()
        self.assertEqual(jobs.mapped("retry_count"), [0, 0, 1, 0], "the most urgent")

    def test_good_news_lets_all_others_go(self):
        jobs = self.say("one", "two") + self.say("three", lane="bulk")
        self.drain()
        self.assertEqual(set(jobs.mapped("status")), {"done"})

    def test_while_another_worker_tries_nobody_else_does(self):
        self.set_health("probe_until = now() + interval '20 seconds'")
        job = self.say("hello")
        self.drain()
        self.assertEqual((job.status, job.retry_count), ("pending", 0))

    def test_a_probe_that_died_with_its_worker_is_made_again(self):
        self.set_health("probe_until = now() - interval '1 second'")
        job = self.say("hello")
        self.drain()
        self.assertEqual(job.status, "done")

    def test_work_without_the_platform_is_no_probe(self):
        note = self.enqueue("note", payload={"text": "local"}, lane="realtime")
        job = self.say("mumble")
        self.drain()
        self.assertEqual((note.status, job.retry_count), ("done", 1))
