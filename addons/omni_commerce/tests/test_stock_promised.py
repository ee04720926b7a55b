"""An order that waits keeps its pieces: no other channel may sell them meanwhile."""

from datetime import datetime, timedelta, timezone

from odoo.tests import tagged

from ..documents import Paid
from .orders_common import OrderCase, later, line, order, paid_by
from .stock_common import StockCase


@tagged("post_install", "-at_install")
class TestStockPromised(StockCase, OrderCase):
    def unpaid(self, quantity=3):
        now = datetime.now(timezone.utc)
        return order(
            lines=[line(sku="HELMET", quantity=quantity)],
            paid=Paid.PENDING,
            created_at=now,
            updated_at=now,
        )

    def arrive(self, *orders):
        """A worker's commit runs no hooks in a test: what follows it is done here."""
        bindings = super().arrive(*orders)
        with self.enter_registry_test_mode():
            self.env["integration.stock.change"]._after_commit()
        return bindings

    def test_an_unpaid_order_keeps_its_pieces_and_later_reserves_the_same(self):
        self.fulfil()
        whole = self.unpaid()
        binding = self.arrive(whole)
        self.assertEqual(binding.state, "held")
        self.settle()
        self.assertEqual(self.offered(self.helmet), 7)
        calls = self.pushes()
        self.arrive(later(whole, paid=Paid.PAID, payments=(paid_by("card", 30),)))
        self.assertEqual(binding.order_id.state, "sale")
        self.settle()
        self.assertEqual(self.offered(self.helmet), 7)
        self.assertEqual(self.pushes(), calls, "promised or reserved: the same number")

    def test_an_order_that_is_dropped_gives_them_back(self):
        self.fulfil()
        binding = self.arrive(self.unpaid())
        self.settle()
        self.assertEqual(self.offered(self.helmet), 7)
        binding.state = "ignored"
        self.settle()
        self.assertEqual(self.offered(self.helmet), 10)

    def test_they_are_kept_for_some_hours_only(self):
        self.fulfil()
        binding = self.arrive(self.unpaid())
        self.settle()
        self.assertEqual(self.offered(self.helmet), 7)
        release = self.jobs.search([("operation", "=", "stock_release")])
        self.assertEqual(release.status, "pending")
        binding.ordered_at -= timedelta(hours=25)
        self.pass_time(release, seconds=25 * 3600)
        self.settle()
        self.assertEqual(release.status, "done")
        self.assertEqual(self.offered(self.helmet), 10)

    def test_orders_that_are_only_recorded_keep_nothing(self):
        self.arrive(self.unpaid())
        self.settle()
        self.assertEqual(self.offered(self.helmet), 10)

    def test_a_connection_may_do_without(self):
        self.connection.stock_guard_hours = 0
        self.fulfil()
        self.arrive(self.unpaid())
        self.settle()
        self.assertEqual(self.offered(self.helmet), 10)
