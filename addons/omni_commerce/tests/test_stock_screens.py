"""What people see of stock: every screen opens, and says what it should."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .stock_common import StockCase


@tagged("post_install", "-at_install")
class TestStockScreens(StockCase):
    def test_an_administrator_sets_up_stock_on_the_connection(self):
        self.add_location("second", self.shelf.browse())
        with Form(self.connection) as form:
            form.stock_basis = "on_hand"
            form.buffer_fixed = 2
            with form.location_binding_ids.edit(1) as second:
                second.location_ids.add(self.shelf)
                second.share = 50
            with form.buffer_ids.new() as buffer:
                buffer.categ_id = self.env["product.category"].create({"name": "Food"})
                buffer.buffer_maximum = 5
        self.settle()
        self.assertEqual(self.offered(self.helmet, "main"), 8)
        self.assertEqual(self.offered(self.helmet, "second"), 3)

    def test_a_listing_says_what_the_channel_has(self):
        listing = self.listing(self.helmet)
        self.assertEqual(listing.stock_note, "Main: 10")
        with Form(listing) as form:
            form.stock_excluded = True
            form.stock_excluded_reason = "Kept in Texas"
        self.assertIn("Kept in Texas", listing.stock_note)

    def test_excluding_asks_why(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.listing(self.helmet).stock_excluded = True

    def test_a_product_shows_where_it_is_listed(self):
        template = self.helmet.product_tmpl_id
        self.assertEqual(template.channel_listing_count, 1)
        action = template.action_open_listings()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found.variant_ids, self.listing(self.helmet))
        Form(template)
        Form(self.helmet)

    def user(self, name, group):
        return self.env["res.users"].create(
            {
                "name": name,
                "login": name.lower(),
                "group_ids": [Command.link(self.env.ref(group).id)],
            }
        )

    def test_people_in_the_warehouse_see_how_a_listing_stands(self):
        clerk = self.user("Clerk", "stock.group_stock_user")
        listing = self.listing(self.helmet).with_user(clerk)
        self.assertEqual(listing.stock_note, "Main: 10")

    def test_only_operators_decide(self):
        viewer = self.user("Viewer", "omni_core.group_viewer")
        listing = self.listing(self.helmet).with_user(viewer)
        self.assertEqual(listing.stock_note, "Main: 10", "a viewer sees it")
        with self.assertRaisesRegex(UserError, "role “operator”"):
            listing.action_ignore()
        finding = self.findings.create(
            {"binding_id": listing.id, "kind": "drift", "reason": "So what"}
        )
        with self.assertRaisesRegex(UserError, "role “operator”"):
            finding.with_user(viewer).action_ignore()
        with self.assertRaisesRegex(UserError, "Operator|operator"):
            self.connection.with_user(viewer).action_send_all_stock()
