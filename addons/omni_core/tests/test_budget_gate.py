"""One budget per connection, whoever calls; nobody waits in a worker for it."""

from types import MappingProxyType
from typing import ClassVar

from odoo.tests import tagged

from ..engine import queries
from ..engine.desk import Desk
from ..engine.gate import Gate
from ..engine.operation import Operation, Outcome, register_operation
from ..engine.platform import BudgetSpec, Platform, register_platform
from ..lib.budget import BudgetReading
from ..lib.errors import ThrottledError
from .common import QueueCase

calls = []  # the lanes of the jobs that went through


@register_platform
class Snail(Platform):
    code = "snail"
    name = "Snail"
    budgets = (BudgetSpec("calls", "window", capacity=10, period_s=3600, reserve=0.2),)

    def client(self, settings, transport):
        return transport


@register_operation
class Crawl(Operation):
    platform = "snail"
    name = "crawl"

    def exchange(self, client, jobs, plan):
        payload = jobs[0].payload
        if "demanded" in payload:
            client.lease.demand(payload["demanded"])
        if payload.get("throttled"):
            raise ThrottledError("Slow down.", retry_after=120)
        client.lease.take(payload.get("cost", 1))
        if "left" in payload:
            client.lease.feed(BudgetReading(available=payload["left"]))
        calls.append(jobs[0].lane)
        return Outcome(results={jobs[0].id: None})


@register_platform
class Spider(Platform):
    """A budget for each of its two threads."""

    code = "spider"
    name = "Spider"
    budgets = tuple(
        BudgetSpec(name, "window", capacity=5, period_s=86_400, reserve=0.2)
        for name in ("silk", "glue")
    )
    spends = MappingProxyType({"weave": ("silk",)})

    def client(self, settings, transport):
        return transport


@register_operation
class Weave(Operation):
    platform = "spider"
    name = "weave"

    def exchange(self, client, jobs, plan):
        client.lease.take(budget="silk")
        calls.append("silk")
        return Outcome(results={jobs[0].id: None})


@register_operation
class Stick(Operation):
    platform = "spider"
    name = "stick"
    budgets = ("glue",)

    def exchange(self, client, jobs, plan):
        if jobs[0].payload.get("throttled"):
            error = ThrottledError("No glue left today.", retry_after=7200)
            error.budget = "glue"  # as the transport does it
            client.lease.feed(BudgetReading(retry_after=7200, name="glue"))
            raise error
        client.lease.take(budget="glue")
        calls.append("glue")
        return Outcome(results={jobs[0].id: None})


@tagged("post_install", "-at_install")
class TestSeveralBudgets(QueueCase):
    platform = "spider"
    secrets: ClassVar = {}

    def setUp(self):
        super().setUp()
        calls.clear()

    def test_a_used_up_budget_stops_nobody_who_does_not_need_it(self):
        silk = self.jobs.union(*(self.enqueue("weave") for _n in range(8)))
        glue = self.enqueue("stick")
        self.drain()
        self.assertEqual(calls.count("silk"), 4, "the last one is kept for the urgent")
        self.assertEqual(glue.status, "done")
        waiting = silk.filtered(lambda job: job.status == "pending")
        self.assertEqual(len(waiting), 4)
        self.assertEqual(set(waiting.mapped("retry_count")), {0})
        self.assertTrue(all(waiting.mapped("eta")), "they do not come back at once")

    def test_what_was_granted_and_not_spent_goes_back_where_it_came_from(self):
        self.enqueue("weave")
        self.drain()
        budgets = (
            self.env["integration.budget"]
            .search([])
            .filtered(lambda budget: budget.connection_id == self.connection)
        )
        self.assertEqual({b.name: b.left_now for b in budgets}["silk"], 4)
        self.assertEqual({b.name: b.left_now for b in budgets}.get("glue", 5), 5)

    def test_a_platform_that_throttles_one_budget_leaves_the_others_alone(self):
        tired = self.enqueue("stick", payload={"throttled": True})
        self.drain()
        fine = self.enqueue("weave")
        waits = self.enqueue("stick", lane="realtime")
        self.drain()
        self.assertEqual(tired.status, "pending")
        self.assertEqual(fine.status, "done")
        self.assertEqual(waits.status, "pending")


@tagged("post_install", "-at_install")
class TestBudgetGate(QueueCase):
    platform = "snail"
    secrets: ClassVar = {}

    def setUp(self):
        super().setUp()
        calls.clear()

    def crawl(self, count=1, **wish):
        return self.jobs.union(*(self.enqueue("crawl", **wish) for _n in range(count)))

    def budget(self):
        return self.env["integration.budget"].search(
            [("connection_id", "=", self.connection.id)]
        )

    def test_no_more_calls_than_the_platform_allows(self):
        jobs = self.crawl(15)
        self.drain()
        self.assertEqual(len(calls), 8, "the rest is kept for the realtime lane")
        waiting = jobs.filtered(lambda job: job.status == "pending")
        self.assertEqual(len(waiting), 7)
        self.assertEqual(set(waiting.mapped("retry_count")), {0}, "waiting is no try")

    def test_nobody_is_woken_before_there_is_budget_again(self):
        self.crawl(15)
        self.drain()
        self.assertEqual(self.due(), 0)
        self.crawl(lane="realtime")
        self.assertEqual(self.due(), 1, "for what is urgent there is a reserve")
        self.budget().opens_at = 1
        self.assertEqual(self.due(), 8, "all that waits, at once")

    def due(self):
        self.env.flush_all()
        self.env.cr.execute(queries.DUE, {"limit": 100, "now": None})
        due, _not_bulk = self.env.cr.fetchone()
        return due

    def test_the_reserve_is_for_what_is_urgent(self):
        self.crawl(15)
        self.drain()
        urgent = self.crawl(lane="realtime")
        self.drain()
        self.assertEqual(urgent.status, "done")

    def test_the_platforms_own_word_counts_more_than_our_sum(self):
        self.crawl(payload={"left": 3})
        self.drain()
        self.assertEqual(self.budget().left_now, 3)
        self.assertEqual(self.budget().share_left, 30)

    def test_a_throttled_connection_rests_and_its_job_is_not_blamed(self):
        job = self.crawl(payload={"throttled": True}, lane="realtime")
        self.drain()
        later = self.crawl()
        self.drain()
        self.assertEqual((job.status, job.retry_count), ("pending", 0))
        self.assertEqual(later.status, "pending")
        self.assertTrue(self.budget().rests_until)
        self.assertFalse(calls)

    def test_what_an_operation_costs_is_learned_and_taken_before_the_next_exchange(
        self,
    ):
        """A bucket must not be overdrawn by exchanges that turn out dear, all at once.

        Of ten, two are kept for what is urgent. The first exchange turns out to cost
        three, which leaves room for one more like it, and not for the seven others.
        """
        self.crawl(payload={"cost": 3})
        self.drain()
        self.assertEqual(self.budget().costs, {"crawl": 3})
        self.crawl(8, payload={"cost": 3})
        self.drain()
        self.assertEqual(len(calls), 2)
        self.assertEqual(self.budget().level, 4)

    def test_what_failed_teaches_no_cost(self):
        self.crawl(payload={"throttled": True}, lane="realtime")
        self.drain()
        self.assertFalse(self.budget().costs)

    def test_what_was_throttled_halfway_shows_how_much_has_to_be_left(self):
        """Else it begins again with as little, and is refused at the same place."""
        self.crawl(payload={"throttled": True, "demanded": 4}, lane="realtime")
        self.drain()
        self.assertEqual(self.budget().costs, {"crawl": 4})

    def test_what_the_platform_demands_is_left_though_it_takes_less(self):
        """Shopify wants to see what the dearest answer would cost, and gives back."""
        self.crawl(payload={"demanded": 4, "cost": 1})
        self.drain()
        self.assertEqual((self.budget().costs, self.budget().level), ({"crawl": 4}, 9))

    def test_a_dead_workers_calls_count_as_made_and_not_as_under_way(self):
        """Else a small budget stands still for minutes after each crash."""
        jobs = self.crawl(2)
        self.env.flush_all()
        with self.enter_registry_test_mode(), Desk.open(self.registry) as desk:
            gate, platform = Gate(desk), self.connection._platform()
            for _job in jobs:
                lease = gate.take(platform, self.connection.id, Crawl(), False)
                self.assertTrue(lease)
        self.env.cr.execute(
            """UPDATE sync_job SET status = 'processing', worker = 1,
                      started_at = now() AT TIME ZONE 'UTC' WHERE id = ANY(%s)""",
            [jobs.ids],
        )
        self.assertEqual(self.budget().outstanding, 2)
        self.drain()
        self.assertEqual(set(jobs.mapped("status")), {"done"})
        self.assertEqual(self.budget().outstanding, 0)
        self.assertEqual(self.budget().level, 6, "two of the dead, two of the living")
