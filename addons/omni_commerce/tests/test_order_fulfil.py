"""Orders that are fulfilled here: what goes on by itself, what waits for a person."""

from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..documents import Fulfilment, LineKind, Paid, Refund
from .orders_common import NOON, OrderCase, later, line, money, order, paid_by, tax


@tagged("post_install", "-at_install")
class TestOrderFulfil(OrderCase):
    def paid_order(self, ref="o1", **changes):
        return order(ref, payments=(paid_by("card", 10),), **changes)

    # -- what goes on by itself --------------------------------------------------------

    def test_a_paid_order_is_confirmed_and_its_goods_are_to_be_delivered(self):
        self.fulfil()
        sale = self.arrive(self.paid_order()).order_id
        self.assertEqual((sale.state, sale.locked), ("sale", False))
        self.assertEqual(sale.picking_ids.move_ids.product_id, self.chain)
        self.assertEqual(str(sale.date_order), "2025-05-01 12:00:00")
        self.assertFalse(sale.invoice_ids)

    def test_a_workflow_invoices_and_records_the_payment(self):
        bank = self.env["account.journal"].search([("type", "=", "bank")], limit=1)
        self.fulfil(invoice=True, register_payment=True, journal_id=bank.id)
        whole = self.paid_order(
            lines=[line(price=9, taxes=(tax("0.99", "0.11"),))], total="9.99"
        )
        whole = later(whole, payments=(paid_by("card", "9.99"),))
        self.map_taxes(whole)
        sale = self.arrive(whole).order_id
        invoice = sale.invoice_ids
        self.assertEqual(invoice.amount_total, 9.99)
        self.assertEqual(invoice.amount_tax, 0.99)
        self.assertIn(invoice.payment_state, ("paid", "in_payment"))

    def test_a_gift_card_pays_from_what_is_owed_for_it(self):
        """Sold, it is a liability; used, it is a payment from that liability."""
        journals = self.env["account.journal"]
        bank = journals.search([("type", "=", "bank")], limit=1)
        cards = journals.create({"name": "Gift cards", "type": "cash", "code": "GC"})
        flow = {"invoice": True, "register_payment": True}
        self.fulfil(**flow, journal_id=bank.id)
        card_flow = self.env["integration.workflow"].create(
            {"name": "Gift card", **flow, "journal_id": cards.id}
        )
        self.map("gateway", "gift_card", card_flow)
        payments = (paid_by("card", 6), paid_by("gift_card", 4, gift_card_ref="g1"))
        sale = self.arrive(order(payments=payments)).order_id
        paid = self.env["account.payment"].search([("memo", "like", "#o1")])
        self.assertEqual(
            {(p.journal_id, p.amount) for p in paid}, {(bank, 6.0), (cards, 4.0)}
        )
        self.assertEqual(sale.invoice_ids.amount_residual, 0)

    def test_many_orders_are_confirmed_in_one_go(self):
        self.fulfil()
        bindings = self.arrive(*(self.paid_order(f"m{i}") for i in range(12)))
        self.assertEqual(set(bindings.order_id.mapped("state")), {"sale"})

    def test_what_was_shipped_or_given_back_already_is_only_recorded(self):
        self.fulfil()
        gone = Fulfilment("f", "success", (("1", Decimal(1)),))
        cases = (
            self.paid_order("shipped", fulfilments=(gone,)),
            self.paid_order("refunded", paid=Paid.REFUNDED),
            self.paid_order("cancelled", cancelled_at=NOON),
        )
        for binding in self.arrive(*cases):
            self.assertTrue(binding.record_only, binding.name)
            self.assertFalse(binding.order_id.picking_ids)

    # -- what waits --------------------------------------------------------------------

    def test_doubtful_orders_wait_with_a_reason_and_reserve_nothing(self):
        self.fulfil()
        gone = Fulfilment("f", "success", (("1", Decimal(1)),))
        two = (line("1"), line("2", "PADS"))
        refund = Refund("r", NOON, adjustments=(("goodwill", money(1)),))
        nowhere = order().shipping.__class__(name="Ada", street="Somewhere 1")
        cases = {
            "risk": {"risk": "high"},
            "test": {"is_test": True},
            "unpaid": {"paid": Paid.PENDING},
            "unproven": {"total": money("10.01")},
            "cancel": {"cancel_requested": True},
            "shipped": {"lines": two, "total": money(20), "fulfilments": (gone,)},
            "refunded": {"refunds": (refund,), "paid": Paid.PARTLY_REFUNDED},
            "edited": {"lines": (line(current_quantity=Decimal(0)),)},
            "address": {"shipping": nowhere},
        }
        orders = [self.paid_order(code, **change) for code, change in cases.items()]
        for code, binding in zip(cases, self.arrive(*orders), strict=True):
            with self.subTest(code):
                self.assertEqual((binding.state, binding.hold_codes), ("held", code))
                self.assertEqual(binding.order_id.channel_guard, "held")
                self.assertFalse(binding.order_id.picking_ids)
                with self.assertRaisesRegex(UserError, "is held"):
                    binding.order_id.action_confirm()

    def test_a_person_approves_and_the_order_goes_on(self):
        self.fulfil()
        binding = self.arrive(self.paid_order(risk="high"))
        binding.action_approve()
        self.drain()
        self.assertEqual((binding.state, binding.order_id.state), ("imported", "sale"))
        self.assertEqual(binding.approved_by, self.env.user)

    def test_an_approval_is_for_what_was_looked_at(self):
        """What changes on the channel afterwards is held again."""
        self.fulfil()
        whole = self.paid_order(is_test=True)
        binding = self.arrive(whole)
        binding.approved_hash = binding.content_hash
        self.arrive(later(whole, note="and one thing more"))
        self.assertEqual(binding.state, "held")

    def test_an_unpaid_order_goes_on_by_itself_when_it_is_paid(self):
        self.fulfil()
        whole = order(paid=Paid.PENDING)
        binding = self.arrive(whole)
        self.assertEqual(binding.state, "held")
        self.arrive(later(whole, paid=Paid.PAID, payments=(paid_by("card", 10),)))
        self.assertEqual((binding.state, binding.order_id.state), ("imported", "sale"))
        self.assertEqual(len(binding.order_id.order_line), 1)

    def test_a_workflow_may_confirm_on_authorisation_or_leave_it_to_people(self):
        flow = self.fulfil(confirm_on="authorized")
        first = self.arrive(self.paid_order("a", paid=Paid.AUTHORIZED))
        flow.confirm_on = "never"
        second = self.arrive(self.paid_order("b"))
        self.assertEqual(first.order_id.state, "sale")
        self.assertEqual((second.state, second.order_id.state), ("imported", "draft"))
        second.order_id.order_line.price_unit = 9  # a person is at work on it
        self.arrive(later(self.paid_order("b"), note="please hurry"))
        self.assertEqual(second.order_id.amount_total, 9)
        second.order_id.action_confirm()
        self.assertEqual(second.order_id.state, "sale")

    def test_the_connection_says_how_the_sales_order_looks(self):
        company = self.connection.company_id
        warehouse = self.env["stock.warehouse"].create({"name": "US", "code": "US2"})
        team = self.env["crm.team"].create({"name": "Web"})
        position = self.env["account.fiscal.position"].create({"name": "Export US"})
        self.connection.write(
            {
                "order_warehouse_id": warehouse.id,
                "order_team_id": team.id,
                "order_user_id": self.env.user.id,
            }
        )
        self.map("fiscal_position", "US", position)
        sale = self.arrive(order()).order_id
        self.assertEqual(
            (sale.warehouse_id, sale.team_id, sale.user_id, sale.fiscal_position_id),
            (warehouse, team, self.env.user, position),
        )
        self.assertEqual(sale.company_id, company)

    # -- what somebody has to map ------------------------------------------------------

    def test_an_unmapped_tax_holds_the_order_until_it_is_mapped(self):
        """The order is visible at once; mapping the value is all there is to do."""
        whole = order(lines=[line(taxes=(tax("1.00"),))], total="11.00")
        binding = self.arrive(whole)
        self.assertEqual(binding.state, "held")
        self.assertIn("Sales Tax 10 %", binding.hold_text)
        self.assertFalse(binding.order_id)
        inbox = self.env["integration.mapping"].search([("kind", "=", "tax")])
        self.assertEqual(inbox.external_key, "US/OR/0.1/Sales Tax/excluded")
        self.assertEqual(inbox.waiting_count, 1)
        inbox.res_id = self.make_tax(inbox.external_key).id
        self.drain()
        self.assertEqual(binding.state, "imported")
        self.assertEqual(binding.order_id.amount_total, 11)

    def test_a_whole_country_can_be_mapped_to_one_tax(self):
        """A shop in the USA meets hundreds of names of taxes."""
        catch_all = self.make_tax("US/*/0.07/US sales tax/excluded")
        self.map("tax", "US/*/*/*/excluded", catch_all)
        taxes = (tax("0.63", "0.0625", "Texas"), tax("0.10", "0.01", "Austin"))
        sale = self.arrive(order(lines=[line(taxes=taxes)], total="10.73")).order_id
        self.assertEqual((sale.amount_tax, sale.amount_total), (0.73, 10.73))
        self.assertEqual(sale.order_line.tax_ids, catch_all)

    def test_mapping_a_whole_country_lets_go_of_all_that_waits_for_it(self):
        texas = order("tx", [line(taxes=(tax("0.63", "0.0625", "TX"),))], "10.63")
        utah = order("ut", [line(taxes=(tax("0.50", "0.05", "UT"),))], "10.50")
        bindings = self.arrive(texas, utah)
        self.assertEqual(set(bindings.mapped("state")), {"held"})
        self.map("tax", "US/*/*/*/excluded", self.make_tax("US/*/0/US/excluded"))
        self.drain()
        self.assertEqual(set(bindings.mapped("state")), {"imported"})

    def test_a_tax_mapped_to_another_rate_does_not_pass(self):
        self.map(
            "tax", "US/OR/0.1/Sales Tax/excluded", self.make_tax("x/0.2/x/excluded")
        )
        whole = order(lines=[line(taxes=(tax("1.00"),))], total="11.00")
        binding = self.arrive(whole)
        self.assertEqual(binding.proof_state, "unproven")
        self.assertIn("another rate", binding.hold_text)

    def test_an_unmapped_gateway_holds_orders_that_are_fulfilled(self):
        self.connection.order_policy = "fulfil"
        binding = self.arrive(order(payments=(paid_by("klarna", 10),)))
        self.assertEqual(binding.hold_codes, "unmapped")
        flow = self.env["integration.workflow"].create({"name": "Klarna"})
        inbox = self.env["integration.mapping"].search([("kind", "=", "gateway")])
        inbox.res_id = flow.id
        self.drain()
        self.assertEqual(binding.order_id.state, "sale")

    def test_a_small_difference_can_be_tolerated_in_the_open(self):
        self.fulfil()
        self.connection.tolerance_cents = 2
        binding = self.arrive(
            self.paid_order("near", total=money("10.02")),
            self.paid_order("far", total=money("10.03")),
        )
        self.assertEqual(binding.mapped("state"), ["imported", "held"])
        near = binding[0].order_id
        extra = near.order_line.filtered(lambda x: x.channel_kind == "tolerance")
        self.assertEqual(near.amount_total, 10.02)
        self.assertEqual(extra.product_id, self.connection.product_rounding_id)
        self.assertAlmostEqual(extra.price_total, 0.02)

    # -- products ----------------------------------------------------------------------

    def test_a_product_that_odoo_does_not_know_is_handled_as_the_shop_wishes(self):
        deleted = order("a", [line(sku="GONE", title="Old lever", variant_ref="v9")])
        held = self.arrive(deleted)
        self.assertEqual((held.state, held.hold_codes), ("held", "product"))
        self.assertIn("“GONE” (Old lever)", held.hold_text)
        self.connection.unknown_sku = "placeholder"
        held.action_process()
        self.drain()
        self.assertEqual(
            held.order_id.order_line.product_id, self.connection.product_placeholder_id
        )
        self.connection.unknown_sku = "create"
        made = self.arrive(order("b", [line(sku="NEW", title="New lever")])).order_id
        self.assertEqual(made.order_line.product_id.default_code, "NEW")

    def test_an_ambiguous_sku_is_asked_about_and_never_guessed(self):
        self.env["product.product"].create({"name": "Twin", "default_code": "CHAIN"})
        binding = self.arrive(order())
        self.assertIn("2 products have the SKU “CHAIN”", binding.hold_text)

    def test_what_was_matched_by_hand_goes_before_any_sku(self):
        self.env["integration.variant.binding"].create(
            {
                "connection_id": self.connection.id,
                "external_ref": "v7",
                "product_id": self.pads.id,
            }
        )
        binding = self.arrive(order(lines=[line(variant_ref="v7")]))
        self.assertEqual(binding.order_id.order_line.product_id, self.pads)

    def test_a_barcode_is_enough(self):
        self.chain.barcode = "4006381333931"
        binding = self.arrive(order(lines=[line(sku="", barcode="4006381333931")]))
        self.assertEqual(binding.order_id.order_line.product_id, self.chain)

    def test_custom_lines_keep_their_text(self):
        custom = line(sku="", kind=LineKind.CUSTOM, title="Wheel truing")
        sale = self.arrive(order(lines=[custom])).order_id
        self.assertEqual(sale.order_line.name, "Wheel truing")

    def test_ignored_orders_stay_ignored(self):
        whole = order(is_test=True)
        binding = self.arrive(whole)
        binding.action_ignore()
        self.arrive(later(whole, note="news"))
        self.assertEqual(binding.state, "ignored")
