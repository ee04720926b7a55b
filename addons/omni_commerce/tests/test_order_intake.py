"""The way of an order: told, read, stored, proven, and on a salesperson's screen."""

from decimal import Decimal

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.omni_core.lib.errors import ConflictError

from ..documents import Discount, Kind, LineKind, Order, ShippingLine
from .orders_common import OrderCase, later, line, money, order, tax
from .sandbox_orders import document, world


@tagged("post_install", "-at_install")
class TestOrderIntake(OrderCase):
    def test_an_order_becomes_a_sales_order_that_says_where_it_came_from(self):
        binding = self.arrive(order("1001", purchase_order="PO 7", note="Ring twice"))
        sale = binding.order_id
        self.assertEqual(binding.state, "imported", binding.hold_text)
        self.assertEqual(sale.amount_total, 10)
        self.assertEqual(sale.order_line.product_id, self.chain)
        self.assertEqual(sale.channel_connection_id, self.connection)
        self.assertEqual((sale.channel_ref, sale.channel_name), ("1001", "#1001"))
        self.assertEqual(sale.client_order_ref, "PO 7")
        self.assertEqual(sale.channel_note, "Ring twice")
        self.assertEqual(str(sale.date_order), "2025-05-01 12:00:00")
        self.assertEqual(sale.channel_proof, "proven")

    def test_a_recorded_order_moves_no_stock_and_books_nothing(self):
        """The default policy is to see orders, whatever buttons people press."""
        sale = self.arrive(order()).order_id
        self.assertEqual((sale.state, sale.channel_guard), ("draft", "record"))
        for press in (
            sale.action_confirm,
            sale.action_quotation_sent,
            sale._create_invoices,
            lambda: sale.write({"state": "sale"}),
            lambda: sale.order_line.write({"product_uom_qty": 5}),
            sale.action_cancel,
            sale.with_user(self.env.ref("base.user_admin")).action_unlock,
        ):
            with self.assertRaises(UserError):
                press()
        self.assertFalse(sale.picking_ids)
        self.assertFalse(sale.invoice_ids)

    def test_nobody_lifts_the_guard_by_writing_to_the_record(self):
        sale = self.arrive(order()).order_id
        manager = self.env.ref("sales_team.group_sale_manager")
        person = self.env["res.users"].create(
            {"name": "Sam", "login": "sam", "group_ids": [(4, manager.id)]}
        )
        with self.assertRaises(UserError):
            sale.with_user(person).write({"channel_guard": False})

    def test_a_recorded_order_can_be_taken_over_and_is_then_left_alone(self):
        whole = order()
        sale = self.arrive(whole).order_id
        sale.action_take_over()
        sale.action_confirm()
        self.assertEqual(sale.state, "sale")
        binding = self.arrive(later(whole, total=money(12)))
        self.assertEqual(sale.amount_total, 10)
        self.assertIn("12 USD", binding.hold_text)

    def test_orders_of_a_whole_season_prove_to_the_cent_in_odoo(self):
        """300 orders of the seeded world: seven currencies, taxes in and out, duties,
        tips, gift cards, discounts and marketplace taxes."""
        sandbox = world()
        orders = [document(o, sandbox.customers) for o in sandbox.orders[:300]]
        self.connection.unknown_sku = "create"
        codes = {whole.currency for whole in orders}
        currencies = self.env["res.currency"].with_context(active_test=False)
        currencies.search([("name", "in", list(codes))]).active = True
        self.map_taxes(*orders)
        bindings = self.arrive(*orders)
        self.assertEqual(len(bindings), 300)
        wrong = bindings.filtered(lambda b: b.proof_state != "proven")
        self.assertFalse(wrong, wrong[:3].mapped("hold_text"))
        for whole, binding in zip(orders, bindings, strict=True):
            total = whole.total.shop
            self.assertAlmostEqual(
                binding.order_id.amount_total, float(total.amount), 2, whole.name
            )
            self.assertEqual(binding.order_id.currency_id.name, total.currency)
        self.assertNothingDiffers(bindings)

    def assertNothingDiffers(self, bindings):
        """Nobody has changed anything, so nobody is told that somebody has."""
        difference = self.env["integration.order.difference"]
        for binding in bindings:
            found = difference._compare(binding.order_id, binding)
            self.assertFalse(found, f"{binding.name}: {found}")

    def test_two_workers_never_import_the_same_order(self):
        """A lock on the reference, since there is no row yet that could be locked."""
        key = f"order:{self.connection.id}:o1"
        with self.registry.cursor() as other:
            other.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key]
            )
            with self.assertRaises(ConflictError):
                self.bindings._lock_refs(self.connection, ["o0", "o1"])
            self.bindings._lock_refs(self.connection, ["o2"])

    def test_a_batch_costs_few_queries_per_order(self):
        orders = [
            order(f"n{i}", [line("1"), line("2", "PADS", 2), line("3", price=3)])
            for i in range(40)
        ]
        self.arrive(order("warm"))
        self.channel.put(Kind.ORDER, *orders)
        bindings = self.bindings._stage(self.connection, [(o, None) for o in orders])
        self.env.flush_all()
        with self.assertQueryCount(40 * 14):
            self.env["integration.order.intake"]._process(bindings)
            self.env.flush_all()

    # -- again, late, out of order -----------------------------------------------------

    def test_the_same_order_twice_is_a_no_op_that_names_the_first_job(self):
        whole = order()
        binding = self.arrive(whole)
        first, sale = binding.job_id, binding.order_id
        self.arrive(whole)
        self.assertEqual(binding.order_id, sale)
        self.assertEqual(binding.job_id, first)
        self.assertIn(f"since job {first.id}", binding.repeat_note)
        self.assertEqual(self.env["sale.order"].search_count([
            ("channel_binding_id", "=", binding.id)
        ]), 1)  # fmt: skip

    def test_old_news_never_overwrites_new(self):
        whole = order()
        binding = self.arrive(later(whole, note="new"))
        self.arrive(whole)
        self.assertEqual(binding.document["note"], "new")
        self.assertIn("older", binding.repeat_note)

    def test_the_channels_own_version_goes_before_its_clock(self):
        whole = order(version="9")
        binding = self.arrive(whole)
        self.arrive(later(whole, version="8", note="late"))
        self.assertNotIn("note", binding.document)
        self.arrive(later(whole, version="10", note="newer"))
        self.assertEqual(binding.order_id.channel_note, "newer")

    def test_a_change_on_the_channel_reaches_the_recorded_order(self):
        whole = order()
        binding = self.arrive(whole)
        sale = binding.order_id
        more = (line(), line("2", "PADS", 2, 5))
        self.arrive(later(whole, lines=more, total=money(20)))
        self.assertEqual(binding.order_id, sale)
        self.assertEqual(sale.amount_total, 20)
        self.assertEqual(sale.order_line.product_id, self.chain + self.pads)

    def test_an_order_that_is_gone_fails_its_job_with_advice(self):
        self.bindings._request_reading(self.connection, ["nowhere"])
        self.drain()
        job = self.jobs.search([("operation", "=", "order_import")])
        self.assertEqual(job.status, "failed")
        self.assertIn("deleted or archived", job.last_error)

    # -- lines -------------------------------------------------------------------------

    def test_every_property_of_a_line_is_kept(self):
        """Not only the last one: they say what has to be made."""
        chosen = (("Engraving", "Ada"), ("Colour", "red"), ("Colour", "blue"))
        sale = self.arrive(order(lines=[line(properties=chosen)])).order_id
        self.assertIn("Engraving: Ada\nColour: red\nColour: blue", sale.order_line.name)
        self.assertEqual(
            sale.order_line.channel_properties, [list(pair) for pair in chosen]
        )

    def test_tips_duties_and_custom_lines_have_products_of_their_own(self):
        kinds = (LineKind.TIP, LineKind.DUTY, LineKind.CUSTOM, LineKind.GIFT_CARD)
        lines = [line(kind.value, "", kind=kind, price=3) for kind in kinds]
        sale = self.arrive(order(lines=lines)).order_id
        connection = self.connection
        self.assertEqual(
            sale.order_line.product_id,
            connection.product_tip_id
            + connection.product_duty_id
            + connection.product_custom_id
            + connection.product_gift_card_id,
        )

    def test_discounts_fall_where_the_channel_let_them_fall(self):
        """Also one that no percentage of two digits could express."""
        third = line(
            price="9.99", quantity=3, discounts=(Discount(money("1.00"), "X"),)
        )
        half = line("2", "PADS", 2, 10, discounts=(Discount(money(10), "HALF"),))
        sale = self.arrive(order(lines=[third, half], total="38.97")).order_id
        self.assertEqual(sale.amount_total, 38.97)
        self.assertEqual(sale.order_line.mapped("price_subtotal"), [28.97, 10.0])
        self.assertEqual(sale.order_line[1].discount, 50)
        self.assertEqual(sale.order_line[1].price_unit, 10)
        self.assertIn("HALF", sale.order_line[1].name)

    def test_shipping_lines_are_lines_with_taxes_of_their_own(self):
        ship = ShippingLine("s1", "UPS", money(5), taxes=(tax("0.50"),))
        more = ShippingLine("s2", "Island fee", money(2))
        whole = order(shipping_lines=(ship, more), total="17.50")
        self.map_taxes(whole)
        sale = self.arrive(whole).order_id
        freight = sale.order_line.filtered(lambda x: x.channel_kind == "shipping")
        self.assertEqual(freight.mapped("price_total"), [5.5, 2.0])

    def test_tax_that_the_channel_collects_is_kept_apart(self):
        """It is in the total, and neither revenue nor ours to report."""
        whole = order(
            lines=[line(taxes=(tax("1.00", by_channel=True),))], total="11.00"
        )
        sale = self.arrive(whole).order_id
        apart = sale.order_line.filtered(lambda x: x.channel_kind == "channel_tax")
        self.assertEqual(apart.product_id, self.connection.product_channel_tax_id)
        self.assertEqual((apart.price_total, sale.amount_tax), (1.0, 0.0))

    def test_a_component_is_delivered_and_its_bundle_is_not(self):
        lines = [
            line("b", "SET", price=30, title="Chain set"),
            line("c1", "CHAIN", price=0, bundle_ref="b"),
            line("c2", "PADS", price=0, bundle_ref="b"),
        ]
        sale = self.arrive(order(lines=lines)).order_id
        self.assertEqual(
            sale.order_line.product_id,
            self.connection.product_custom_id + self.chain + self.pads,
        )

    # -- currencies --------------------------------------------------------------------

    def test_both_currencies_are_kept_and_the_policy_chooses(self):
        both = money(10, buyer=("9.20", "EUR"))
        whole = order(lines=[line(price=both)], total=both)
        shop = self.arrive(whole)
        self.assertEqual(shop.order_id.currency_id.name, "USD")
        self.connection.order_currency = "buyer"
        binding = self.arrive(later(whole, note="again"))
        self.assertEqual(binding.order_id.currency_id.name, "EUR")
        self.assertEqual(binding.order_id.amount_total, 9.2)
        kept = binding._document()
        self.assertIsInstance(kept, Order)
        self.assertEqual(kept.total.shop.amount, Decimal(10))

    def test_orders_may_bear_the_channels_number(self):
        self.connection.write({"order_name_rule": "channel", "order_prefix": "US"})
        self.assertEqual(self.arrive(order("77")).order_id.name, "US#77")

    def test_tags_of_the_channel_are_tags_of_the_order(self):
        sale = self.arrive(order(tags=("VIP", "wholesale"))).order_id
        self.assertEqual(set(sale.tag_ids.mapped("name")), {"VIP", "wholesale"})

    def test_a_cancelled_order_is_recorded_as_cancelled(self):
        whole = order()
        sale = self.arrive(whole).order_id
        self.arrive(later(whole, cancelled_at=whole.created_at))
        self.assertEqual(sale.state, "cancel")
