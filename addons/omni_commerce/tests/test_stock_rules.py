"""How much of the stock a channel sees: fractions, buffers, quarrels."""

from datetime import datetime, timedelta
from unittest import TestCase

from ..stock_rules import Buffer, is_loop, offered, remember

NOON = datetime(2030, 1, 1, 12)


class TestOffered(TestCase):
    def test_only_whole_pieces_and_never_less_than_none(self):
        self.assertEqual(offered(2.9, Buffer()), 2)
        self.assertEqual(offered(0.1 + 0.2 + 2.7, Buffer()), 3, "floats add up")
        self.assertEqual(offered(-4, Buffer()), 0)

    def test_pieces_and_percent_are_kept_back_together(self):
        self.assertEqual(offered(10, Buffer(fixed=2)), 8)
        self.assertEqual(offered(10, Buffer(percent=15)), 8, "1.5 pieces are two")
        self.assertEqual(offered(10, Buffer(fixed=2, percent=15)), 6)
        self.assertEqual(offered(1, Buffer(fixed=2)), 0)

    def test_the_last_pieces_are_not_offered(self):
        self.assertEqual(offered(3, Buffer(minimum=3)), 3)
        self.assertEqual(offered(2, Buffer(minimum=3)), 0)

    def test_a_large_stock_does_not_show(self):
        self.assertEqual(offered(500, Buffer(maximum=20)), 20)

    def test_a_share_is_taken_before_the_buffer(self):
        self.assertEqual(offered(11, Buffer(fixed=1), share=50), 4)


class TestLoop(TestCase):
    def history(self, *values, step=timedelta(minutes=1)):
        history, moment = [], NOON
        for value in values:
            history, moment = remember(history, value, moment), moment + step
        return history, moment

    def test_the_third_flip_is_a_loop(self):
        history, now = self.history(5, 8, 5, 8)
        self.assertTrue(is_loop(history, 5, now))

    def test_two_flips_are_none(self):
        history, now = self.history(5, 8, 5)
        self.assertFalse(is_loop(history, 8, now))

    def test_falling_stock_is_none(self):
        history, now = self.history(9, 8, 7, 6)
        self.assertFalse(is_loop(history, 5, now))

    def test_slow_changes_are_none(self):
        history, now = self.history(5, 8, 5, 8, step=timedelta(minutes=30))
        self.assertFalse(is_loop(history, 5, now))
