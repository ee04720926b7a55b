"""When a failed try is made again."""

from unittest import TestCase

from ..lib.retry import RetryPolicy


class TestRetryPolicy(TestCase):
    policy = RetryPolicy(max_tries=5, base_s=4, factor=2, cap_s=20)

    def delays(self, tries, **options):
        return [self.policy.delay(tries, **options) for _sample in range(200)]

    def test_each_wait_is_longer_up_to_the_longest(self):
        for tries, full in ((1, 4), (2, 8), (3, 16), (4, 20), (9, 20)):
            delays = self.delays(tries)
            self.assertGreaterEqual(min(delays), full / 2)
            self.assertLessEqual(max(delays), full)

    def test_a_crowd_does_not_come_back_at_once(self):
        self.assertGreater(len(set(self.delays(3))), 100)

    def test_nobody_is_back_before_the_platform_allows(self):
        self.assertGreaterEqual(min(self.delays(1, retry_after=90)), 90)

    def test_it_gives_up_after_the_last_try(self):
        self.assertEqual([self.policy.gives_up(n) for n in (4, 5)], [False, True])
