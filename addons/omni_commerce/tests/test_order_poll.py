"""Asking the channel: the truth behind the webhooks, and the past."""

from datetime import datetime, timedelta, timezone

from odoo import fields
from odoo.tests import tagged

from ..documents import Kind
from .orders_common import NOON, OrderCase, later, order


def some(count, at, prefix="p"):
    return [order(f"{prefix}{i}", created_at=at, updated_at=at) for i in range(count)]


@tagged("post_install", "-at_install")
class TestOrderPoll(OrderCase):
    def setUp(self):
        super().setUp()
        self.now = datetime.now(timezone.utc).replace(microsecond=0)
        hour_ago = fields.Datetime.now() - timedelta(hours=1)
        self.connection.orders_polled_until = hour_ago

    def poll(self):
        self.enqueue("order_poll")
        self.drain()

    def test_a_poll_finds_what_no_webhook_told(self):
        self.channel.put(Kind.ORDER, *some(3, self.now - timedelta(minutes=30)))
        self.poll()
        self.assertEqual(self.bindings.search_count([("state", "=", "imported")]), 3)
        self.assertTrue(self.connection.news_polled_at)

    def test_what_is_fresh_may_still_be_told_by_a_webhook(self):
        self.channel.put(Kind.ORDER, *some(1, self.now - timedelta(seconds=30)))
        self.poll()
        self.assertEqual(self.bindings.search_count([]), 1)
        self.assertFalse(self.connection.news_polled_at)

    def test_a_poll_goes_on_from_page_to_page_and_then_moves_its_mark(self):
        self.channel.page_size = 2
        self.channel.put(Kind.ORDER, *some(5, self.now - timedelta(minutes=30)))
        mark = self.connection.orders_polled_until
        self.poll()
        self.assertEqual(self.bindings.search_count([]), 5)
        self.assertEqual(self.channel.calls.count("fetch order"), 3)
        self.assertGreater(self.connection.orders_polled_until, mark)

    def test_windows_overlap_and_what_is_known_is_not_read_again(self):
        self.channel.put(Kind.ORDER, *some(2, self.now - timedelta(minutes=5)))
        self.poll()
        calls = len(self.channel.calls)
        self.poll()
        self.assertEqual(self.channel.calls[calls:], ["fetch order"])

    def test_a_lost_answer_loses_no_order(self):
        self.channel.put(Kind.ORDER, *some(2, self.now - timedelta(minutes=30)))
        self.channel.lose = 1
        self.poll()
        job = self.jobs.search([("operation", "=", "order_poll")])
        self.assertEqual(job.status, "pending")
        self.pass_time(job)
        self.drain()
        self.assertEqual(self.bindings.search_count([]), 2)

    def test_a_slow_channel_is_asked_again(self):
        self.channel.throttle = 1
        self.channel.put(Kind.ORDER, *some(1, self.now - timedelta(minutes=30)))
        self.poll()
        self.drain()
        self.assertEqual(self.bindings.search_count([]), 1)

    def test_a_hundred_orders_are_read_in_one_question(self):
        orders = some(100, NOON)
        self.arrive(*orders)
        self.assertEqual(self.channel.calls, ["get order"])

    def test_orders_of_some_days_are_brought_in(self):
        may = some(2, NOON, "may")
        june = some(2, NOON + timedelta(days=31), "june")
        self.channel.put(Kind.ORDER, *may, *june)
        self.env["integration.order.fetch"].create(
            {
                "connection_id": self.connection.id,
                "date_from": "2025-05-01",
                "date_to": "2025-05-31",
            }
        ).action_import()
        self.drain()
        found = self.bindings.search([]).mapped("external_ref")
        self.assertEqual(sorted(found), ["may0", "may1"])

    def test_days_are_those_of_the_people_here(self):
        """Ten in the evening of May 31 in Portland is June by the platform's clock."""
        self.connection.company_id.partner_id.tz = "America/Los_Angeles"
        evening = NOON.replace(month=6, day=1, hour=5)
        self.channel.put(Kind.ORDER, *some(1, evening, "may"))
        self.channel.put(Kind.ORDER, *some(1, evening - timedelta(days=31), "april"))
        fetch = self.env["integration.order.fetch"].create(
            {
                "connection_id": self.connection.id,
                "date_from": "2025-05-01",
                "date_to": "2025-05-31",
            }
        )
        fetch.action_import()
        self.drain()
        self.assertEqual(self.bindings.search([]).mapped("external_ref"), ["may0"])

    def test_one_order_is_brought_in_by_its_number(self):
        self.channel.put(Kind.ORDER, *some(3, NOON))
        self.env["integration.order.fetch"].create(
            {"connection_id": self.connection.id, "number": " #p1 "}
        ).action_import()
        self.drain()
        self.assertEqual(self.bindings.search([]).mapped("name"), ["#p1"])

    def test_paid_before_created_ends_as_paid(self):
        """Events only say: look. So their order does not matter."""
        whole = later(order(), note="paid meanwhile")
        self.channel.put(Kind.ORDER, whole)
        for _event in ("paid", "created"):
            self.bindings._request_reading(self.connection, [whole.ref])
        self.assertEqual(
            self.jobs.search_count([("operation", "=", "order_import")]), 1
        )
        self.drain()
        binding = self.bindings.search([])
        self.assertEqual(binding.order_id.channel_note, "paid meanwhile")
