"""V1 speaks Pacific time without saying so."""

from datetime import datetime, timezone
from unittest import TestCase

from odoo.addons.omni_core.lib.errors import PayloadError
from odoo.addons.omni_core.lib.moments import moment

from ..client.moments import read_v1, write_v1, write_v2


def utc(*parts):
    return datetime(*parts, tzinfo=timezone.utc)


class TestMoments(TestCase):
    def test_v1_is_eight_hours_behind_in_winter_and_seven_in_summer(self):
        self.assertEqual(read_v1("2026-01-15T10:00:00.0000000"), utc(2026, 1, 15, 18))
        self.assertEqual(read_v1("2026-07-15T10:00:00.0000000"), utc(2026, 7, 15, 17))

    def test_what_is_written_reads_back_the_same(self):
        for at in (utc(2026, 3, 8, 9, 59), utc(2026, 3, 8, 10, 1)):
            self.assertEqual(read_v1(write_v1(at)), at)
            self.assertEqual(moment(write_v2(at)), at)

    def test_an_offset_that_is_said_is_believed(self):
        self.assertEqual(read_v1("2026-01-15T10:00:00Z"), utc(2026, 1, 15, 10))

    def test_what_is_no_time_is_said_to_be_none(self):
        for text in ("yesterday", "0001-01-01T00:00:00+14:00"):
            with self.assertRaises(PayloadError):
                read_v1(text)
