"""The way of a parcel, scan by scan."""

from datetime import datetime, timedelta, timezone

from odoo.tests import tagged

from ..documents import Progress, Tracking, TrackingEvent
from .common import ShippingCase

NOON = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


@tagged("post_install", "-at_install")
class TestTracking(ShippingCase):
    def test_each_scan_is_kept_once_though_all_come_each_time(self):
        label = self.buy(self.transfer())
        first = TrackingEvent(NOON, Progress.ACCEPTED, "Accepted", "Austin")
        second = TrackingEvent(
            NOON + timedelta(hours=5), Progress.IN_TRANSIT, "Arrived", "Dallas"
        )
        for events in ((first,), (first, second), (second, first)):
            label._note_progress(
                Tracking("TOY00001", Progress.IN_TRANSIT, events=events)
            )
        label.invalidate_recordset()
        self.assertEqual(label.event_ids.mapped("place"), ["Dallas", "Austin"])
        self.assertEqual(label.progress, "in_transit")
