"""Once a day a channel's stock is held against Odoo's; people decide what differs."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..operations import stock_audit
from .stock_common import StockCase


@tagged("post_install", "-at_install")
class TestStockAudit(StockCase):
    def audit(self):
        self.a_while_later()
        self.connection._request("stock_audit")
        self.settle()
        return self.findings.search([("binding_id", "=", self.listing(self.helmet).id)])

    def drift(self, value):
        self.channel.stock["s-HELMET", "main"] = value

    def test_where_both_agree_nothing_is_found(self):
        self.assertFalse(self.audit())

    def test_a_difference_is_reported_and_left_alone(self):
        self.drift(4)
        finding = self.audit()
        self.assertEqual((finding.kind, finding.state), ("drift", "open"))
        self.assertEqual((finding.expected, finding.actual), (10, 4))
        self.assertEqual(self.offered(self.helmet), 4)

    def test_a_person_heals_it(self):
        self.drift(4)
        finding = self.audit()
        finding.action_heal()
        self.settle()
        self.assertEqual(self.offered(self.helmet), 10)
        self.assertEqual(finding.state, "healed")

    def test_ignoring_needs_a_reason_and_lasts_until_the_numbers_change(self):
        self.drift(4)
        finding = self.audit()
        with self.assertRaisesRegex(UserError, "why"):
            finding.action_ignore()
        finding.reason = "Six are in the show room"
        finding.action_ignore()
        self.assertEqual(self.audit().state, "ignored")
        self.drift(3)
        self.assertEqual(self.audit().state, "open")

    def test_what_came_right_by_itself_is_no_finding_any_more(self):
        self.drift(4)
        finding = self.audit()
        self.drift(10)
        self.audit()
        self.assertEqual(finding.state, "healed")

    def test_the_connection_may_heal_by_itself(self):
        self.connection.stock_heal = True
        self.drift(4)
        finding = self.audit()
        self.assertEqual(finding.state, "healed")
        self.assertEqual(self.offered(self.helmet), 10)

    def test_what_somebody_ignored_is_not_healed_by_itself(self):
        self.drift(4)
        finding = self.audit()
        finding.reason = "Six are in the show room"
        finding.action_ignore()
        self.connection.stock_heal = True
        self.audit()
        self.assertEqual(self.offered(self.helmet), 4)

    def test_what_the_channel_does_not_stock_is_found_and_can_be_sent(self):
        del self.channel.stock["s-HELMET", "main"]
        finding = self.audit()
        self.assertEqual(finding.kind, "missing")
        finding.action_heal()
        self.settle()
        self.assertEqual(self.offered(self.helmet), 10)

    def test_what_waits_to_be_sent_is_no_difference(self):
        self.connection.action_pause()
        self.set_stock(self.helmet, 2)
        self.settle()
        auditor = self.env["integration.stock.auditor"]
        listing = self.listing(self.helmet)
        now = self.env.cr.now()
        auditor._compare(self.connection, {listing.stock_ref: listing.id}, {}, now)
        self.assertFalse(self.findings.search([]))

    def test_the_audit_walks_through_all_listings_in_portions(self):
        self.patch(stock_audit, "PORTION", 2)
        products = [self.add_product(f"P{number}", 5) for number in range(5)]
        self.settle()
        for product in products:
            self.channel.stock[self.listing(product).stock_ref, "main"] = 1
        self.audit()
        found = self.findings.search([("kind", "=", "drift")])
        self.assertEqual(len(found), 5)
        self.assertEqual(self.channel.calls.count("get stock"), 3)
