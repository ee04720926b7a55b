"""A shop comes to Odoo with its stock: read there, looked at, counted here once."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .stock_common import StockCase


@tagged("post_install", "-at_install")
class TestStockLoad(StockCase):
    def setUp(self):
        super().setUp()
        self.connection.stock_push = False
        self.boots = self.add_product("BOOTS")
        self.channel.stock.update(
            {("s-HELMET", "main"): 25, ("s-BOOTS", "main"): 4, ("s-X", "main"): 9}
        )

    def load(self):
        action = self.connection.action_load_stock()
        self.settle()
        return self.env[action["res_model"]].browse(action["res_id"])

    def on_hand(self, product):
        return product.with_context(location=self.shelf.id).qty_available

    def test_what_is_there_is_seen_before_it_is_counted(self):
        load = self.load()
        self.assertEqual(load.state, "ready")
        lines = {line.product_id: line for line in load.line_ids}
        helmet = lines[self.helmet]
        self.assertEqual((helmet.there, helmet.here, helmet.becomes), (25, 10, 25))
        self.assertEqual(self.on_hand(self.helmet), 10, "nothing happened yet")

    def test_it_is_counted_when_somebody_approves(self):
        load = self.load()
        load.action_approve()
        self.assertEqual(self.on_hand(self.helmet), 25)
        self.assertEqual(self.on_hand(self.boots), 4)
        self.assertEqual((load.state, load.approved_by), ("done", self.env.user))
        move = self.env["stock.move"].search([("product_id", "=", self.boots.id)])
        self.assertIn("First stock from", move.inventory_name)

    def test_what_is_promised_here_is_on_hand_as_well(self):
        """The channel tells what can be sold; the rest is waiting to be packed."""
        self.quants._update_reserved_quantity(self.helmet, self.shelf, 3)
        load = self.load()
        load.action_approve()
        self.assertEqual(self.on_hand(self.helmet), 28)
        self.assertEqual(self.helmet.free_qty, 25)

    def test_it_is_done_once(self):
        load = self.load()
        load.action_approve()
        with self.assertRaisesRegex(UserError, "not ready"):
            load.action_approve()
        again = self.connection.action_load_stock()
        self.assertEqual(again["res_id"], load.id, "there is no second one")
        self.assertTrue(self.connection.stock_is_loaded)

    def test_a_line_can_be_left_out(self):
        load = self.load()
        line = load.line_ids.filtered(lambda x: x.product_id == self.helmet)
        line.is_taken = False
        load.action_approve()
        self.assertEqual(self.on_hand(self.helmet), 10)

    def test_lots_are_counted_by_hand(self):
        oil = self.add_product("OIL", tracking="lot")
        self.channel.stock["s-OIL", "main"] = 5
        load = self.load()
        line = load.line_ids.filtered(lambda x: x.product_id == oil)
        self.assertFalse(line.is_taken)
        line.is_taken = True
        with self.assertRaisesRegex(UserError, "count it by hand"):
            load.action_approve()

    def test_afterwards_nothing_has_to_be_told(self):
        self.load().action_approve()
        self.connection.stock_push = True
        self.settle()
        self.assertEqual(self.pushes(), 0, "the channel has what Odoo has")

    def test_where_odoo_sends_its_stock_there_is_nothing_to_take_over(self):
        self.connection.stock_push = True
        with self.assertRaisesRegex(UserError, "right already"):
            self.connection.action_load_stock()
        self.connection.stock_push = False
        load = self.load()
        self.connection.stock_push = True
        with self.assertRaisesRegex(UserError, "came from here"):
            load.action_approve()

    def test_only_who_may_count_stock_approves(self):
        load = self.load()
        clerk = new_test_user(
            self.env, "clerk", "omni_core.group_operator,stock.group_stock_user"
        )
        with self.assertRaises(AccessError):
            load.with_user(clerk).action_approve()
        with self.assertRaises(AccessError):
            load.line_ids.with_user(clerk).write({"there": 100})

    def test_one_that_was_given_up_makes_room_for_another(self):
        first = self.load()
        first.action_give_up()
        self.assertNotEqual(self.load(), first)
