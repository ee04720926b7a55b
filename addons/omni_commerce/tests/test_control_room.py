"""Orders in the control room: at stake in the inbox, on cards, on their journey."""

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..models.integration_order_binding import order_job
from .orders_common import OrderCase, line, order, tax

LANDING = "odoo.addons.omni_core.engine.landing"


@tagged("post_install", "-at_install")
class TestStakes(OrderCase):
    def fail(self, *refs):
        """Jobs about these orders that fail for one reason."""
        jobs = self.jobs
        for ref in refs:
            [job] = self.jobs.enqueue_many(
                self.connection, [order_job("order_process", ref)]
            )
            jobs += job
        jobs.sudo().payload = {}  # what it needs is missing: a bug, twice
        with mute_logger(LANDING):
            self.drain()
            self.pass_time(jobs)
            self.drain()
        self.assertEqual(set(jobs.mapped("status")), {"failed"})
        return jobs.issue_id

    def test_the_orders_behind_an_error_are_counted_and_summed_up(self):
        self.arrive(order("1"), order("2", lines=[line(quantity=3)]))
        issue = self.fail("1", "2")
        totals = self.env["integration.order.binding"].search(
            [("connection_id", "=", self.connection.id)]
        )
        expected = sum(float(t.split()[0]) for t in totals.mapped("total_text"))
        self.assertIn("2 orders", issue.stake)
        self.assertIn(f"{expected:,.2f}", issue.stake)

    def test_what_waits_for_a_mapping_is_at_stake(self):
        self.arrive(order("1", lines=[line(taxes=(tax("3.00"),))]))
        [issue] = self.env["integration.issue"].search([("kind", "=", "mapping")])
        self.assertIn("1 order:", issue.stake)

    def test_two_jobs_about_one_order_count_it_once(self):
        self.arrive(order("1"))
        issue = self.fail("1")
        again = self.fail("1")
        self.assertEqual(issue, again)
        self.assertIn("1 order:", issue.stake)

    def test_an_error_without_orders_puts_nothing_at_stake(self):
        job = self.enqueue("stock_audit", payload={"nonsense": True})
        job.sudo().write({"platform": "nowhere"})
        with mute_logger(LANDING):
            self.drain()
        self.assertTrue(job.issue_id)
        self.assertFalse(job.issue_id.stake)


@tagged("post_install", "-at_install")
class TestNames(OrderCase):
    def test_a_job_is_called_by_the_number_that_people_know(self):
        self.arrive(order("1"), order("2", lines=[line(taxes=(tax("3.00"),))]))
        about = {
            (job.operation, job.record_name)
            for job in self.jobs.search([("operation", "like", "order_")])
        }
        self.assertLessEqual(
            {("order_import", "#1"), ("order_import", "#2"), ("order_wait", "#2")},
            about,
        )


@tagged("post_install", "-at_install")
class TestCards(OrderCase):
    def test_a_held_order_is_on_a_card_and_in_the_systray(self):
        board = self.env["integration.dashboard"]
        binding = self.arrive(order(lines=[line(sku="GONE")]))
        self.assertEqual(binding.state, "held")
        cards = {card["key"]: card for card in board.get_data()["cards"]}
        opened = cards["orders"]["open"]
        self.assertIn(binding, self.env[opened["res_model"]].search(opened["domain"]))
        self.assertIn("drift", cards)
        kinds = {kind["key"] for kind in self.env["integration.issue"].get_attention()}
        self.assertIn("orders", kinds)


@tagged("post_install", "-at_install")
class TestJourney(OrderCase):
    def models(self, *question, user=None):
        journey = self.env["integration.journey"].with_user(user or self.env.user)
        return {step["model"] for step in journey.get_story(*question)["steps"]}

    def test_an_order_is_followed_from_the_channel_to_the_invoice(self):
        self.fulfil()
        sale = self.arrive(order("1001")).order_id
        whole = {"sync.job", "integration.order.binding", "sale.order", "stock.picking"}
        invoice = sale._create_invoices() if not sale.invoice_ids else sale.invoice_ids
        invoice.filtered(lambda move: move.state == "draft").action_post()
        names = ("#1001", "1001", sale.name, sale.picking_ids[0].name, invoice[0].name)
        for name in names:
            self.assertLessEqual(whole | {"account.move"}, self.models(name), name)
        action = sale.action_open_journey()
        params = action["params"]
        self.assertLessEqual(
            whole, self.models("", params["model"], params["record_id"])
        )

    def test_an_order_is_found_by_whatever_people_call_it(self):
        self.fulfil()
        sale = self.arrive(order("o77")).order_id
        sale.picking_ids.carrier_tracking_ref = "1Z999AA1"
        sale.client_order_ref = "PO-5"
        whole = {"sync.job", "integration.order.binding", "sale.order", "stock.picking"}
        for term in ("#o77", "o77", sale.name, "PO-5", "O77@example.org", "1Z999AA1"):
            self.assertLessEqual(whole, self.models(term), term)

    def test_who_may_not_read_sales_sees_the_traffic_alone(self):
        viewer = new_test_user(self.env, "viewer", "omni_core.group_viewer")
        self.arrive(order("1001"))
        seen = self.models("#1001", user=viewer)
        self.assertIn("integration.order.binding", seen)
        self.assertNotIn("sale.order", seen)
