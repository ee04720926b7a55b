"""What a salesperson sees of an order that came from a channel."""

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .orders_common import OrderCase, line, order


@tagged("post_install", "-at_install")
class TestOrderScreens(OrderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sales = new_test_user(cls.env, "sales", "sales_team.group_sale_manager")
        cls.operator = new_test_user(
            cls.env, "ops", "omni_core.group_operator,sales_team.group_sale_manager"
        )

    def test_a_salesperson_opens_the_order_and_its_proof(self):
        """Without being let into the connections."""
        sale = self.arrive(order()).order_id.with_user(self.sales)
        Form(sale)
        action = sale.action_open_channel_order()
        binding = self.env[action["res_model"]].with_user(self.sales)
        proof = Form(binding.browse(action["res_id"])).proof_html
        self.assertIn("Chain 520", proof)
        self.assertIn("Total of the channel", proof)

    def test_who_sees_only_own_orders_sees_only_their_documents(self):
        group = "sales_team.group_sale_salesman"
        seller = new_test_user(self.env, "seller", group)
        mine, others, nobodys = (self.arrive(order(ref)) for ref in "abc")
        mine.order_id.user_id = seller
        others.order_id.user_id = self.sales
        everything = mine + others + nobodys
        seen = self.bindings.with_user(seller).search([])
        self.assertEqual(seen & everything, mine + nobodys)
        with self.assertRaises(AccessError):
            others.with_user(seller).read(["document"])
        for user in (self.sales, self.operator):
            self.assertEqual(everything.with_user(user).search([]), everything)

    def test_the_proof_says_by_which_rule_a_line_found_its_product(self):
        binding = self.arrive(order(lines=[line(quantity=2)]))
        self.assertIn("2 × 10", binding.proof_html)
        self.assertIn("(SKU)", binding.proof_html)

    def test_orders_are_found_by_what_the_channel_calls_them(self):
        sale = self.arrive(order("1001")).order_id
        sales = self.env["sale.order"].with_user(self.sales)
        for domain in (
            [("channel_name", "=", "#1001")],
            [("channel_proof", "=", "proven"), ("channel_guard", "=", "record")],
            [("channel_connection_id", "=", self.connection.id)],
        ):
            self.assertIn(sale, sales.search(domain))

    def test_only_operators_decide_about_orders(self):
        binding = self.arrive(order(lines=[line(sku="GONE")]))
        for decide in ("action_approve", "action_process", "action_ignore"):
            with self.assertRaisesRegex(Exception, "role “operator”"):
                getattr(binding.with_user(self.sales), decide)()
        binding.with_user(self.operator).action_ignore()
        self.assertEqual(binding.state, "ignored")

    def test_nobody_rewrites_what_a_channel_said(self):
        binding = self.arrive(order()).with_user(self.operator)
        for forged in ({"state": "imported"}, {"document": {}}, {"order_id": False}):
            with self.assertRaises(AccessError):
                binding.write(forged)
        binding.partner_choice_id = self.env.user.partner_id

    def test_an_operator_takes_over_and_opens_what_is_behind(self):
        binding = self.arrive(order()).with_user(self.operator)
        Form(binding)
        self.assertEqual(binding.action_open_order()["res_id"], binding.order_id.id)
        jobs = self.env["sync.job"].search(binding.action_open_jobs()["domain"])
        self.assertEqual(
            set(jobs.mapped("operation")), {"order_import", "order_process"}
        )
        binding.order_id.action_take_over()
        self.assertFalse(binding.order_id.channel_guard)

    def test_the_connection_has_a_page_for_orders(self):
        with Form(self.connection) as form:
            form.order_policy = "fulfil"
            form.hold_risk = "medium"
        self.assertEqual(self.connection.order_policy, "fulfil")
        self.assertEqual(self.connection.product_tip_id.default_code, "OMNI-TIP")
