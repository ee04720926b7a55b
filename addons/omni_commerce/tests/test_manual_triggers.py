"""The Action menu of products, orders, transfers, customers and connections.

Each entry shows first what it would do; see omni_core's test_manual_trigger for that.
"""

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .. import documents as doc
from ..adapter import SetStock
from .fulfilment_common import FulfilmentCase
from .listing_common import ListingCase
from .orders_common import OrderCase, order, paid_by
from .stock_common import StockCase


class Menu:
    """Mixed into a test case: chooses an entry of the menu, as the web client does."""

    def choose(self, entry, records):
        entry = self.env.ref(f"omni_commerce.trigger_{entry}").with_env(records.env)
        action = entry.with_context(
            active_model=records._name, active_ids=records.ids, active_id=records[:1].id
        ).run()
        return records.env["integration.preview"].browse(action["res_id"])

    def lines(self, preview):
        return {(x.name, x.what, x.before, x.after) for x in preview.line_ids}

    def run_all(self, preview):
        preview.action_run()
        self.env.cr.flush()
        self.pass_time(self.jobs.search([("status", "=", "pending")]))
        self.drain()
        self.assertTrue(preview.total)
        self.assertEqual((preview.done, preview.failed), (preview.total, 0))


@tagged("post_install", "-at_install")
class TestProductTriggers(Menu, ListingCase):
    def test_a_product_is_sent_again_after_a_look_at_the_difference(self):
        self.list(self.draft(self.helmet))
        self.helmet.name = "Helm"
        preview = self.choose("product_send", self.helmet)
        self.assertIn(("Helmet", "Title", "Helmet", "Helm"), self.lines(preview))
        self.assertEqual(self.sent(), 1, "nothing was sent by looking")
        self.run_all(preview)
        self.assertEqual(self.told().product.title, "Helm")

    def test_many_products_are_sent_again_together(self):
        boots = self.add_product("BOOTS")
        self.list(self.draft(self.helmet) | self.draft(boots))
        self.run_all(self.choose("product_send", self.helmet | boots))
        self.assertEqual(self.sent(), 4)

    def test_a_variant_is_sent_with_its_listing(self):
        self.list(self.draft(self.helmet))
        self.run_all(self.choose("variant_send", self.helmet.product_variant_ids))
        self.assertEqual(self.sent(), 2)

    def test_a_product_is_read_from_its_channel(self):
        listing = self.list(self.draft(self.helmet))
        preview = self.choose("product_read", self.helmet)
        self.assertEqual(set(preview.line_ids.mapped("effect")), {"run"})
        self.run_all(preview)
        self.assertTrue(listing.last_seen_at)

    def test_a_draft_goes_on_sale_after_a_look_at_what_would_be_there(self):
        listing = self.draft(self.helmet)
        preview = self.choose("listing_list", listing)
        self.assertIn("create", preview.line_ids.mapped("effect"))
        self.assertEqual(listing.state, "draft")
        self.run_all(preview)
        self.assertEqual(listing.state, "listed")

    def test_a_product_on_no_channel_says_what_to_do(self):
        with self.assertRaisesRegex(UserError, "List on Channels"):
            self.choose("product_send", self.helmet)

    def test_a_salesperson_sends_nothing(self):
        self.list(self.draft(self.helmet))
        seller = new_test_user(
            self.env, "seller", "sales_team.group_sale_manager,omni_core.group_viewer"
        )
        entries = self.env["ir.actions.actions"].with_user(seller)
        shown = entries.get_bindings("product.template").get("action", ())
        self.assertNotIn("Send Listing Again", [entry["name"] for entry in shown])
        with self.assertRaisesRegex(UserError, "role “operator”"):
            self.helmet.with_user(seller).action_channel_send()


@tagged("post_install", "-at_install")
class TestStockTriggers(Menu, StockCase):
    def test_the_stock_of_a_product_is_shown_and_sent(self):
        self.set_stock(self.helmet, 7)
        preview = self.choose("product_send_stock", self.helmet.product_tmpl_id)
        [line] = preview.line_ids
        self.assertEqual((line.name, line.before, line.after), ("Helmet", "10", "7"))
        self.assertFalse(self.channel.pushed)
        self.run_all(preview)
        told = [one for one in self.channel.pushed if isinstance(one, SetStock)]
        self.assertEqual([one.level.available for one in told], [7])


@tagged("post_install", "-at_install")
class TestOrderTriggers(Menu, OrderCase):
    def test_an_order_is_read_again(self):
        binding = self.arrive(order("o1"))
        preview = self.choose("order_read", binding.order_id)
        self.assertEqual(preview.line_ids.name, binding.display_name)
        self.run_all(preview)

    def test_a_held_order_is_approved_after_a_look(self):
        self.fulfil()
        risky = order(payments=(paid_by("card", 10),), risk="high")
        binding = self.arrive(risky)
        self.assertEqual(binding.state, "held")
        preview = self.choose("order_approve", binding.order_id)
        self.assertEqual(preview.line_ids.name, binding.display_name)
        self.assertFalse(binding.approved_by, "looking is not approving")
        self.run_all(preview)
        self.assertEqual((binding.state, binding.order_id.state), ("imported", "sale"))
        self.assertEqual(binding.approved_by, self.env.user)

    def test_all_orders_of_a_customer_are_read_again(self):
        ada = doc.Customer(email="ada@example.org", first_name="Ada")
        orders = [order(ref, customer=ada) for ref in ("o1", "o2")]
        customer = self.arrive(*orders).order_id.partner_id
        self.assertEqual(len(customer), 1)
        preview = self.choose("partner_read", customer)
        self.assertEqual(len(preview.line_ids), 2)
        self.run_all(preview)

    def test_a_customer_of_no_channel_says_so(self):
        somebody = self.env["res.partner"].create({"name": "Somebody"})
        with self.assertRaisesRegex(UserError, "came from a channel"):
            self.choose("partner_read", somebody)

    def test_new_orders_are_looked_for_at_all_chosen_shops(self):
        other = self.make_connection(name="Second shop")
        preview = self.choose("connection_read_orders", self.connection | other)
        self.assertEqual(
            set(preview.line_ids.mapped("name")), {self.connection.name, other.name}
        )
        self.run_all(preview)


@tagged("post_install", "-at_install")
class TestTransferTriggers(Menu, FulfilmentCase):
    def test_a_clerk_tells_the_shop_after_a_look(self):
        self.connection.fulfilment_tell = "button"
        picking = self.sold().picking_ids
        self.validate(picking)
        self.assertFalse(self.told())
        clerk = new_test_user(self.env, "clerk", "stock.group_stock_user")
        preview = self.choose("picking_tell", picking.with_user(clerk))
        self.assertIn("1Z1", preview.line_ids.after)
        self.assertFalse(self.told())
        self.run_all(preview)
        self.assertEqual(len(self.told()), 1)

    def test_what_has_not_left_is_not_told(self):
        with self.assertRaisesRegex(UserError, "Validate the transfer first"):
            self.choose("picking_tell", self.sold().picking_ids)
