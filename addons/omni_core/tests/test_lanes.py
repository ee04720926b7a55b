"""Lanes: bulk never holds up what is urgent, and is never forgotten itself."""

from unittest import TestCase

from odoo.tests import tagged

from ..engine.claim import SLOTS_KEPT_FREE, choose
from ..engine.job import Job
from ..engine.threads import SLOTS
from . import toy_operations
from .common import QueueCase


def job(number, lane):
    return Job(number, "toybox", "nap", lane, connection_id=1)


class TestSlots(TestCase):
    """Of the exchanges that one worker has under way at once."""

    def started(self, *lanes, slots=SLOTS, unserved=()):
        jobs = [job(number, lane) for number, lane in enumerate(lanes)]
        batches, _strangers = choose(jobs, slots, unserved)
        return [batch.lane for batch in batches]

    def test_bulk_leaves_some_free_for_what_is_urgent(self):
        self.assertEqual(
            len(self.started(*["bulk"] * 50)), SLOTS - SLOTS_KEPT_FREE["bulk"]
        )
        left = SLOTS_KEPT_FREE["bulk"]
        self.assertEqual(self.started("realtime", "bulk", slots=left), ["realtime"])

    def test_what_is_urgent_takes_all_there_are(self):
        self.assertEqual(len(self.started(*["realtime"] * 50)), SLOTS)

    def test_a_lane_with_nothing_under_way_is_owed_one(self):
        flood = ["realtime"] * 50 + ["bulk"] * 5
        self.assertEqual(self.started(*flood, slots=1, unserved={"bulk"}), ["bulk"])
        started = self.started(*flood, unserved={"realtime", "bulk"})
        self.assertEqual(started.count("bulk"), 1)
        self.assertEqual(started.count("realtime"), SLOTS - 1)


@tagged("post_install", "-at_install")
class TestLanes(QueueCase):
    def setUp(self):
        super().setUp()
        toy_operations.done.clear()

    def say(self, count, lane, word):
        for _number in range(count):
            self.enqueue("say", payload={"word": word}, lane=lane)

    def test_an_urgent_job_passes_those_that_wait_already(self):
        self.say(200, "bulk", "bulk")
        self.say(1, "realtime", "urgent")
        self.drain()
        self.assertEqual(toy_operations.done[0], "urgent")

    def test_bulk_has_its_share_however_much_is_urgent(self):
        self.say(600, "realtime", "urgent")
        self.say(1, "bulk", "bulk")
        self.drain()
        self.assertNotEqual(toy_operations.done[-1], "bulk")
