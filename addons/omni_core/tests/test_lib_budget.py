"""The budget keeps its promise whatever the workers do: shown by simulation.

Workers take, send after an unpredictable delay, and settle later still. The platform
counts for itself; it must never see more than it allows.
"""

import heapq
import itertools
import random
import threading
from dataclasses import replace
from unittest import TestCase

from ..engine.platform import BudgetSpec
from ..lib.budget import (
    GENERATION_S,
    BudgetReading,
    Lease,
    expected_cost,
    initial,
    learn_cost,
    settle,
    take,
)

BUCKET = BudgetSpec("points", "bucket", capacity=100, period_s=20, reserve=0.2)
WINDOW = BudgetSpec("calls", "window", capacity=40, period_s=60, reserve=0.2)


class BucketPlatform:
    """Refills all the time and refuses what it has no points for."""

    def __init__(self, spec):
        self.spec, self.level, self.at = spec, spec.capacity, 0.0

    def call(self, cost, now):
        refill = (now - self.at) * self.spec.capacity / self.spec.period_s
        self.level, self.at = min(self.spec.capacity, self.level + refill), now
        self.level -= cost
        return self.level > -1e-3

    def reading(self, now):
        return BudgetReading(available=self.level)


class WindowPlatform:
    """Counts in fixed windows whose beginning nobody outside knows beforehand."""

    def __init__(self, spec, phase):
        self.spec, self.phase, self.window, self.count = spec, phase, None, 0

    def call(self, cost, now):
        window = (now - self.phase) // self.spec.period_s
        if window != self.window:
            self.window, self.count = window, 0
        self.count += cost
        return self.count <= self.spec.capacity

    def reading(self, now):
        ends = self.phase + (self.window + 1) * self.spec.period_s
        left = max(self.spec.capacity - self.count, 0)
        return BudgetReading(available=left, resets_at=ends)


class World:
    """Events in the order of their time, with delays that come from one seed."""

    def __init__(self, spec, platform, seed):
        self.spec, self.platform, self.random = spec, platform, random.Random(seed)
        self.state = initial(spec, 0.0)
        self.refused, self.sent, self.waits = 0, 0.0, []
        self.events, self.order = [], itertools.count()

    def at(self, when, action, *args):
        heapq.heappush(self.events, (when, next(self.order), action, args))

    def run(self, until):
        while self.events and self.events[0][0] <= until:
            now, _order, action, args = heapq.heappop(self.events)
            action(now, *args)
        return self

    def worker(self, now, realtime=False, crashes=False):
        cost = self.random.choice((1, 1, 3, 10))
        self.state, wait = take(self.state, self.spec, cost, now, realtime)
        self.waits.append((realtime, wait))
        again = wait or self.random.expovariate(5)
        if not wait:
            arrives = now + self.random.random() * 4
            self.at(arrives, self.arrive, cost, now, crashes)
        self.at(now + again, self.worker, realtime, crashes)

    def arrive(self, now, cost, granted_at, crashes):
        used = self.random.choice((cost, cost, cost / 2, 0))
        self.sent += used
        if used and not self.platform.call(used, now):
            self.refused += 1
        if crashes and self.random.random() < 0.1:
            return  # killed: this lease is never settled
        reading = self.platform.reading(now) if used else None
        ends = now + self.random.random() * 3
        self.at(ends, self.settle, cost, used, reading, granted_at)

    def settle(self, now, cost, used, reading, granted_at):
        self.state = settle(self.state, self.spec, cost, used, now, reading, granted_at)


class TestPromise(TestCase):
    def crowd(self, spec, platform, seed, **options):
        world = World(spec, platform, seed)
        for _worker in range(8):
            world.at(world.random.random(), world.worker, *options.values())
        return world

    def test_a_bucket_is_never_overdrawn(self):
        for seed in range(40):
            world = self.crowd(BUCKET, BucketPlatform(BUCKET), seed).run(120)
            self.assertEqual(world.refused, 0, f"seed {seed}")
            self.assertGreater(world.sent, 250, f"seed {seed}: it must also be used")

    def test_a_window_is_never_overdrawn_wherever_it_begins(self):
        for seed in range(40):
            # The platform begins counting with our first call, or has done so before
            # and tells us; then one window may be lost to find the beat.
            platform = WindowPlatform(WINDOW, phase=seed * 1.5 - 60)
            world = World(WINDOW, platform, seed)
            world.at(0, world.arrive, 1, 0.0, False)
            for _worker in range(8):
                world.at(8, world.worker)
            world.run(400)
            self.assertEqual(world.refused, 0, f"seed {seed}")
            self.assertGreater(world.sent, 80, f"seed {seed}: it must also be used")

    def test_crashed_workers_do_not_eat_the_budget_for_ever(self):
        for seed in range(10):
            platform = BucketPlatform(BUCKET)
            world = self.crowd(
                BUCKET, platform, seed, realtime=False, crashes=True
            ).run(400)
            world.events.clear()
            self.assertEqual(world.refused, 0)
            later = 400 + 2 * GENERATION_S + BUCKET.period_s
            state, wait = take(world.state, BUCKET, 0, later, False)
            self.assertEqual((state.level, wait), (BUCKET.capacity, 0), f"seed {seed}")

    def test_bulk_work_leaves_the_share_of_the_realtime_lane(self):
        for seed in range(20):
            world = World(BUCKET, BucketPlatform(BUCKET), seed)
            for _worker in range(8):
                world.at(world.random.random(), world.worker)
            for now in range(5, 100):
                world.run(now)
                self.assertGreaterEqual(world.state.level, 20 - 1e-6)


class TestBucket(TestCase):
    def test_what_was_not_used_comes_back(self):
        state, _wait = take(initial(BUCKET, 0), BUCKET, 50, 0, True)
        state = settle(state, BUCKET, granted=50, used=10, now=0)
        self.assertEqual((state.level, state.outstanding), (90, 0))

    def test_the_wait_is_exactly_as_long_as_the_refill_takes(self):
        state, _wait = take(initial(BUCKET, 0), BUCKET, 100, 0, True)
        state = settle(state, BUCKET, 100, 100, 0)
        state, wait = take(state, BUCKET, 10, 0, True)
        self.assertEqual(wait, 2)
        state, wait = take(state, BUCKET, 10, 2, True)
        self.assertEqual(wait, 0)

    def test_what_others_use_of_the_same_bucket_is_believed(self):
        state, _wait = take(initial(BUCKET, 0), BUCKET, 1, 0, True)
        state = settle(state, BUCKET, 1, 1, 0, BudgetReading(available=5))
        self.assertEqual(state.level, 5)

    def test_a_late_answer_does_not_hand_out_the_same_points_twice(self):
        state, _wait = take(initial(BUCKET, 0), BUCKET, 60, 0, True)
        state = settle(state, BUCKET, 60, 60, 0, BudgetReading(available=100))
        self.assertEqual(state.level, 40)

    def test_more_than_there_can_ever_be_waits_for_a_full_bucket(self):
        full = initial(BUCKET, 0)
        _state, wait = take(full, BUCKET, 500, 0, realtime=False)
        self.assertEqual(wait, 0)
        _state, wait = take(replace(full, level=50), BUCKET, 500, 0, realtime=False)
        self.assertEqual(wait, 10)

    def test_the_platform_teaches_its_real_limits(self):
        reading = BudgetReading(capacity=2000, restore_per_s=100, available=1900)
        state = settle(initial(BUCKET, 0), BUCKET, 0, 0, 0, reading)
        state, wait = take(state, BUCKET, 0, 1000, False)
        self.assertEqual((state.level, wait), (2000, 0))

    def test_retry_after_blocks_everybody_until_then(self):
        state = settle(
            initial(BUCKET, 0), BUCKET, 1, 1, 0, BudgetReading(retry_after=7)
        )
        state, wait = take(state, BUCKET, 1, 3, realtime=True)
        self.assertEqual(wait, 4)
        state, wait = take(state, BUCKET, 1, 7, realtime=True)
        self.assertEqual(wait, 0)

    def test_a_clock_that_goes_back_gives_nothing_away(self):
        state, _wait = take(initial(BUCKET, 1000), BUCKET, 100, 1000, True)
        state, wait = take(state, BUCKET, 1, 900, True)
        self.assertEqual(state.level, 0)
        self.assertGreater(wait, 0)


class TestWindow(TestCase):
    def test_a_used_up_window_waits_for_its_end(self):
        state = initial(WINDOW, 0)
        for now in range(32):
            state, wait = take(state, WINDOW, 1, now, realtime=False)
            self.assertEqual(wait, 0)
        _state, wait = take(state, WINDOW, 1, 40, realtime=False)
        self.assertEqual(wait, 20)
        _state, wait = take(state, WINDOW, 1, 40, realtime=True)
        self.assertEqual(wait, 0)

    def test_what_is_under_way_counts_in_the_new_window(self):
        state, _wait = take(initial(WINDOW, 0), WINDOW, 30, 59, realtime=True)
        state, _wait = take(state, WINDOW, 1, 61, realtime=True)
        self.assertEqual(state.level, 9)

    def test_the_platforms_beat_is_followed(self):
        reading = BudgetReading(available=0, resets_at=25)
        state = settle(initial(WINDOW, 0), WINDOW, 0, 0, 10, reading)
        _state, wait = take(state, WINDOW, 1, 11, realtime=True)
        self.assertEqual(wait, 14)
        _state, wait = take(state, WINDOW, 1, 25, realtime=True)
        self.assertEqual(wait, 0)


class TestCost(TestCase):
    """What an exchange will cost, in the budget's own unit."""

    def test_unknown_it_is_what_the_platform_says_of_a_call(self):
        points = replace(BUCKET, per_call=25)
        state = initial(points, 0)
        self.assertEqual(expected_cost(state, points, "order_fetch", calls=2), 50)

    def test_a_dear_exchange_counts_at_once_and_is_forgotten_slowly(self):
        state = initial(BUCKET, 0)
        for used, expected in ((40, 40), (80, 80), (40, 75), (40, 70.625)):
            state = learn_cost(state, "order_fetch", used)
            self.assertEqual(expected_cost(state, BUCKET, "order_fetch", 1), expected)

    def test_each_operation_has_its_own(self):
        state = learn_cost(initial(BUCKET, 0), "order_fetch", 40)
        state = learn_cost(state, "stock_push", 10)
        self.assertEqual(state.costs, {"order_fetch": 40, "stock_push": 10})


class TestLease(TestCase):
    def test_threads_share_one_lease_to_the_last_call(self):
        lease = Lease(300)

        def spend():
            for _call in range(30):
                lease.take()

        threads = [threading.Thread(target=spend) for _thread in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((lease.used, lease.remaining), (240, 60))

    def test_work_that_was_guessed_too_cheap_ends_and_is_paid_by_the_next(self):
        lease = Lease(1)
        lease.take(cost=4)
        self.assertEqual((lease.used, lease.remaining), (4, 0))
        state, _wait = take(initial(WINDOW, 0), WINDOW, 1, 0, realtime=True)
        state = settle(state, WINDOW, lease.granted, lease.used, 0)
        self.assertEqual(state.level, WINDOW.capacity - 4)

    def test_a_demand_comes_on_top_of_what_was_spent_before(self):
        lease = Lease(25)
        lease.take(90)
        lease.demand(200)
        lease.take(60)
        self.assertEqual(
            (lease.used_of("points"), lease.needed_of("points")), (150, 290)
        )

    def test_one_api_does_not_pay_for_the_calls_of_another(self):
        lease = Lease(2)
        lease.take(budget="fast")
        lease.take()
        self.assertEqual(lease.used, 2)
        self.assertEqual((lease.used_of("fast"), lease.used_of("slow")), (2, 1))
