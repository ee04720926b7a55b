"""What a buyer asked the bank for is on the order, with the day to answer."""

from odoo.tests import tagged

from .shipment_common import ShipmentCase


@tagged("post_install", "-at_install")
class TestDisputes(ShipmentCase):
    def disputed(self, **more):
        _there, sale = self.ordered()
        self.act("open-dispute", order=sale.channel_ref, **more)
        self.look()
        return sale

    def act(self, action, **body):
        return self.remote.act("shopify", action, shop=self.merchant.shop, **body)

    def look(self):
        self.enqueue("case_poll")
        self.settle()

    def asked(self, sale):
        return sale.activity_ids.filtered(
            lambda activity: activity.summary.startswith("Answer the shop")
        )

    def test_a_chargeback_is_on_its_order_with_the_day_to_answer(self):
        sale = self.disputed(reason="PRODUCT_NOT_RECEIVED")
        case = sale.channel_open_case_id
        self.assertEqual(case.kind, "dispute")
        self.assertEqual(case.state, "Chargeback, needs response")
        self.assertEqual(case.reason, "Product not received")
        self.assertTrue(case.amount.endswith(" USD"))
        self.assertEqual(self.asked(sale).date_deadline, case.respond_by.date())
        self.assertTrue(case.page_there.startswith("http"), "it is answered there")
        [attention] = [
            row
            for row in self.env["integration.issue"].get_attention()
            if row["key"] == "cases"
        ]
        self.assertEqual(attention["count"], 1)

    def test_read_again_it_is_told_once(self):
        sale = self.disputed()
        self.look()
        told = sale.message_ids.filtered(lambda m: "Fraudulent" in (m.body or ""))
        self.assertEqual((len(told), len(self.asked(sale))), (1, 1))

    def test_answered_over_there_it_asks_no_more_and_its_end_is_known(self):
        sale = self.disputed()
        case = sale.channel_case_ids
        self.act(
            "move-dispute", dispute=case.external_ref, status="UNDER_REVIEW", sent=True
        )
        self.look()
        self.assertFalse(self.asked(sale))
        self.assertTrue(case.is_open)
        self.act("move-dispute", dispute=case.external_ref, status="LOST")
        self.look()
        self.assertEqual((case.is_open, case.state), (False, "Chargeback, lost"))
        self.assertFalse(sale.channel_open_case_id)

    def test_an_inquiry_that_becomes_a_chargeback_is_one_case(self):
        sale = self.disputed(type="INQUIRY")
        case = sale.channel_case_ids
        self.assertEqual(case.state, "Inquiry, needs response")
        self.act("move-dispute", dispute=case.external_ref, type="CHARGEBACK")
        self.look()
        self.assertEqual(sale.channel_case_ids.state, "Chargeback, needs response")

    def test_without_the_scope_all_else_goes_on(self):
        scopes = self.act("set-app")["scopes"]
        kept = [one for one in scopes if "disputes" not in one]
        self.act("set-app", scopes=kept)
        self.addCleanup(self.act, "set-app", scopes=scopes)
        sale = self.disputed()
        self.assertFalse(sale.channel_case_ids)
        self.assertEqual(self.connection.state, "connected")
        self.assertFalse(self.jobs.search([("status", "=", "failed")]))
