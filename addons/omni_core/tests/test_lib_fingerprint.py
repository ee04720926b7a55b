"""A fingerprint changes when the content does, and only then."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from unittest import TestCase

from ..lib.fingerprint import fingerprint


class TestFingerprint(TestCase):
    def test_the_form_does_not_matter(self):
        two_hours_east = timezone(timedelta(hours=2))
        for one, other in (
            ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
            (Decimal("1.50"), Decimal("1.5")),
            (Decimal(100), Decimal("1E2")),
            (Decimal("0.00"), Decimal(0)),
            ({"x", "y"}, {"y", "x"}),
            (datetime(2030, 1, 1, 10), datetime(2030, 1, 1, 12, tzinfo=two_hours_east)),
        ):
            with self.subTest(one):
                self.assertEqual(fingerprint(one), fingerprint(other))

    def test_the_content_does(self):
        seen = [
            fingerprint(data)
            for data in (
                None,
                "",
                [],
                {},
                "1",
                1,
                Decimal("1.5"),
                [1, 2],
                [2, 1],
                "\udcff",
            )
        ]
        self.assertEqual(len(set(seen)), len(seen))

    def test_what_has_no_content_is_refused(self):
        with self.assertRaises(TypeError):
            fingerprint(object())
