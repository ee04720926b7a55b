"""What else a sales order takes over from the channel's, and what it does with it."""

from dataclasses import replace

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..documents import ShippingLine
from .orders_common import HOME, OrderCase, line, money, order, paid_by


@tagged("post_install", "-at_install")
class TestOrderTerms(OrderCase):
    def test_an_order_on_account_has_its_terms_and_the_buyers_number(self):
        sale = self.arrive(order(payment_terms_days=30, purchase_order="PO-7")).order_id
        self.assertEqual(sale.client_order_ref, "PO-7")
        self.assertEqual(sale.payment_term_id.line_ids.mapped("nb_days"), [30])
        again = self.arrive(order("o2", payment_terms_days=30)).order_id
        self.assertEqual(again.payment_term_id, sale.payment_term_id)
        paid = self.arrive(order("o3")).order_id
        self.assertFalse(paid.payment_term_id, "it is paid over there")

    def test_terms_that_nobody_has_are_made_once(self):
        sales = self.arrive(
            order("a", payment_terms_days=37), order("b", payment_terms_days=37)
        ).order_id
        self.assertEqual(len(sales.payment_term_id), 1)
        self.assertEqual(sales.payment_term_id.company_id, self.env.company)

    def test_the_campaign_is_known_whatever_its_case(self):
        source = {"utm_source": "Newsletter", "utm_campaign": "50%_off"}
        sales = self.arrive(
            order("a", source=source),
            order("b", source={"utm_source": "newsletter"}),
            order("c"),
        ).order_id
        first, second, third = sales.sorted("client_order_ref")
        self.assertEqual(first.source_id.name, "Newsletter")
        self.assertEqual(second.source_id, first.source_id)
        self.assertEqual(first.campaign_id.name, "50%_off")
        self.assertFalse(first.medium_id)
        self.assertFalse(third.source_id)

    def test_a_sales_channel_has_its_team_and_staff_their_salesperson(self):
        self.connection.write(
            {"order_team_by_channel": True, "order_user_by_staff": True}
        )
        binding = self.arrive(order(channel="pos", staff="sam@example.org"))
        self.assertEqual((binding.state, binding.hold_codes), ("held", "unmapped"))
        team = self.env["crm.team"].create({"name": "Store"})
        self.map("sales_channel", "pos", team)
        self.map("staff", "sam@example.org", self.env.user)
        self.drain()
        self.assertEqual(binding.order_id.team_id, team)
        self.assertEqual(binding.order_id.user_id, self.env.user)

    def test_whoever_does_not_ask_for_it_maps_no_channels(self):
        self.assertEqual(self.arrive(order(channel="pos", staff="x")).state, "imported")

    def test_a_shipping_title_is_mapped_to_a_delivery_method(self):
        self.fulfil()
        shipping = ShippingLine("s1", "Express", money(5), code="EXP")
        whole = order(
            shipping_lines=(shipping,), total=15, payments=(paid_by("card", 15),)
        )
        binding = self.arrive(whole)
        self.assertIn("Express", binding.hold_text)
        service = self.env["product.product"].create(
            {"name": "Sent", "type": "service"}
        )
        express = self.env["delivery.carrier"].create(
            {"name": "UPS Express", "product_id": service.id}
        )
        self.map("carrier", "EXP", express)
        self.drain()
        sale = binding.order_id
        self.assertEqual((sale.state, sale.carrier_id), ("sale", express))
        self.assertEqual(sale.picking_ids.carrier_id, express)

    def test_cash_rounding_is_a_line_of_its_own(self):
        binding = self.arrive(order(rounding=money("-0.02"), total="9.98"))
        self.assertEqual(binding.proof_state, "proven")
        [extra] = binding.order_id.order_line.filtered(
            lambda row: row.channel_kind == "rounding"
        )
        self.assertEqual(extra.product_id, self.connection.product_rounding_id)
        self.assertEqual(binding.order_id.amount_total, 9.98)

    def test_a_deleted_product_does_not_fail_the_order(self):
        """Its line still says what was sold; by SKU it may be another product now."""
        gone = line(sku="CHAIN", variant_ref="deleted-there", product_ref="")
        sale = self.arrive(order(lines=[gone])).order_id
        self.assertEqual(sale.order_line.product_id, self.chain)
        nameless = replace(gone, ref="2", sku="", title="Old lever")
        self.connection.unknown_sku = "placeholder"
        sale = self.arrive(order("o2", lines=[gone, nameless])).order_id
        self.assertEqual(
            sale.order_line.product_id,
            self.chain | self.connection.product_placeholder_id,
        )
        self.assertIn("Old lever", sale.order_line[1].name)

    def test_the_invoice_is_mailed_where_the_workflow_says_so(self):
        self.fulfil(invoice=True, mail_invoice=True)
        paid = (paid_by("card", 10),)
        told = self.arrive(order(payments=paid)).order_id.invoice_ids
        self.assertEqual(told.sending_data["author_user_id"], self.env.uid)
        self.assertTrue(
            self.env["ir.cron.trigger"].search(
                [("cron_id", "=", self.env.ref("account.ir_cron_account_move_send").id)]
            ),
            "Odoo's own sender takes it from there",
        )
        bob = replace(HOME, name="Bob Norman", street="9 Elm St")
        guest = order("o2", payments=paid, customer=None, billing=bob, shipping=bob)
        silent = self.arrive(guest).order_id.invoice_ids
        self.assertEqual(silent.state, "posted")
        self.assertFalse(silent.sending_data, "there is no address to send it to")

    def test_an_invoice_is_not_mailed_unless_somebody_wants_it(self):
        self.fulfil(invoice=True)
        sale = self.arrive(order(payments=(paid_by("card", 10),))).order_id
        self.assertFalse(sale.invoice_ids.sending_data)

    def test_goods_for_inspection_need_a_place(self):
        with self.assertRaisesRegex(UserError, "wait for inspection"):
            self.connection.return_to = "inspection"
