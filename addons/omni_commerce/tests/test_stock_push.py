"""Stock to the channels: from a move in the warehouse to the number in the shop."""

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.omni_core.lib.errors import RejectedError

from ..adapter import SetStock
from .stock_common import StockCase


@tagged("post_install", "-at_install")
class TestStockPush(StockCase):
    def test_a_count_in_the_warehouse_reaches_the_shop(self):
        self.set_stock(self.helmet, 7)
        self.settle()
        self.assertEqual(self.offered(self.helmet), 7)

    def test_a_confirmed_order_takes_its_pieces_out_of_the_shop(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env.user.partner_id.id,
                "order_line": [
                    Command.create({"product_id": self.helmet.id, "product_uom_qty": 3})
                ],
            }
        )
        order.action_confirm()
        self.settle()
        self.assertEqual(self.offered(self.helmet), 7)
        order.picking_ids.move_ids.write({"quantity": 3, "picked": True})
        order.picking_ids.button_validate()
        self.settle()
        self.assertEqual(self.offered(self.helmet), 7)
        self.assertEqual(self.pushes(), 1, "shipping what was reserved is no news")

    def test_many_changes_are_one_call(self):
        products = [self.add_product(f"P{number}", 5) for number in range(20)]
        self.commit()
        for product in products:
            self.set_stock(product, 3)
        self.settle()
        self.assertEqual(self.pushes(), 1)
        self.assertEqual({self.offered(product) for product in products}, {3})

    def test_what_comes_and_goes_within_a_moment_is_not_sent(self):
        self.set_stock(self.helmet, 4)
        self.commit()
        self.set_stock(self.helmet, 10)
        self.settle()
        self.assertEqual(self.pushes(), 0)
        self.assertFalse(self.listing(self.helmet).stock_due)

    def test_a_transaction_leaves_one_row_per_product(self):
        self.set_stock(self.helmet, 4)
        self.set_stock(self.helmet, 5)
        self.env.cr.flush()
        changes = self.env["integration.stock.change"].search([])
        self.assertEqual(changes.product_id, self.helmet)
        self.assertEqual(len(changes), 1)

    def test_changes_while_a_sweep_is_pending_ask_for_no_other(self):
        with self.trap_jobs() as asked:
            self.set_stock(self.helmet, 4)
            self.commit()
            self.set_stock(self.helmet, 5)
            self.commit()
        self.assertEqual([job.operation for job in asked], ["stock_sweep"])
        self.assertEqual(asked[0].coalesced_count, 0, "not even asked again")

    def test_a_lost_answer_is_sent_again_as_the_same_wish(self):
        self.channel.lose = 1
        self.set_stock(self.helmet, 6)
        self.settle()
        self.assertTrue(self.listing(self.helmet).stock_due, "nobody knows yet")
        self.settle()
        self.assertEqual(self.offered(self.helmet), 6)
        self.assertEqual(len(self.channel.pushed), 1)
        self.assertFalse(self.listing(self.helmet).stock_due)

    def test_a_bad_item_fails_alone(self):
        gloves = self.add_product("GLOVES", 5)
        self.channel.refused["s-GLOVES"] = RejectedError("Not stocked here.")
        self.set_stock(self.helmet, 8)
        self.settle()
        self.assertEqual(self.offered(self.helmet), 8)
        self.assertIsNone(self.offered(gloves))
        self.assertIn("Not stocked here.", self.listing(gloves).stock_note)
        finding = self.findings.search([("kind", "=", "refused")])
        self.assertEqual(finding.binding_id, self.listing(gloves))
        # the reason is gone: a person heals it
        self.channel.refused.clear()
        finding.action_heal()
        self.settle()
        self.assertEqual(self.offered(gloves), 5)
        self.assertEqual(finding.state, "healed")

    def test_a_value_that_changed_over_there_is_read_again_and_set(self):
        gloves = self.add_product("GLOVES", 5)
        self.settle()
        self.channel.stock["s-HELMET", "main"] = 9  # the shop has just sold one
        self.channel.pushed.clear()
        self.channel.calls.clear()
        self.set_stock(self.helmet, 8)
        self.set_stock(gloves, 4)
        self.settle()
        self.assertEqual((self.offered(self.helmet), self.offered(gloves)), (8, 4))
        self.assertEqual(self.channel.calls, ["push", "get stock", "push"])
        again = self.channel.pushed[-1]
        self.assertEqual((again.level.stock_ref, again.expected), ("s-HELMET", 9))

    def test_the_first_value_is_set_whatever_is_there(self):
        self.channel.stock["s-GLOVES", "main"] = 99
        gloves = self.add_product("GLOVES", 5)
        self.settle()
        self.assertEqual(self.offered(gloves), 5)

    def test_nothing_is_sent_before_it_is_switched_on(self):
        self.connection.stock_push = False
        self.set_stock(self.helmet, 2)
        self.settle()
        self.assertEqual(self.pushes(), 0)
        self.connection.stock_push = True
        self.settle()
        self.assertEqual(self.offered(self.helmet), 2)

    def test_switched_off_while_something_waits_it_is_quiet_until_switched_on(self):
        """No job asks for the next one, on and on, about what it may not send."""
        self.set_stock(self.helmet, 7)
        self.commit()
        self.connection.stock_push = False
        self.listing(self.helmet).stock_due = 1
        self.connection._request_stock()
        self.settle()
        self.assertEqual(self.offered(self.helmet), 10)
        self.connection.stock_push = True
        self.settle()
        self.assertEqual(self.offered(self.helmet), 7)

    def test_a_paused_connection_has_one_job_waiting_and_then_sends_the_last_value(
        self,
    ):
        self.connection.action_pause("Stocktaking")
        for quantity in (9, 8, 7):
            self.set_stock(self.helmet, quantity)
            self.settle()
        waiting = self.jobs.search(
            [("operation", "=", "inventory_update"), ("status", "=", "pending")]
        )
        self.assertEqual(len(waiting), 1)
        self.connection.action_resume()
        self.settle()
        self.assertEqual([c.level.available for c in self.channel.pushed], [7])

    def test_more_than_a_job_takes_is_sent_by_the_next(self):
        products = [self.add_product(f"P{number}", 5) for number in range(5)]
        self.patch(
            type(self.env["integration.stock.planner"]),
            "_levels_per_job",
            2,
        )
        self.settle()
        self.assertEqual({self.offered(product) for product in products}, {5})

    def test_excluding_needs_a_reason_and_ends_the_sending(self):
        listing = self.listing(self.helmet)
        listing.write(
            {"stock_excluded": True, "stock_excluded_reason": "Kept in Texas"}
        )
        self.set_stock(self.helmet, 1)
        self.settle()
        self.assertEqual(self.pushes(), 0)
        self.assertIn("Kept in Texas", listing.stock_note)
        listing.stock_excluded = False
        self.settle()
        self.assertEqual(self.offered(self.helmet), 1)

    def test_keys_are_new_for_a_value_that_comes_back(self):
        for quantity in (8, 6, 8):
            self.set_stock(self.helmet, quantity)
            self.settle()
        keys = [c.key for c in self.channel.pushed if isinstance(c, SetStock)]
        self.assertEqual(len(set(keys)), 3)
        self.assertEqual(self.offered(self.helmet), 8)

    def test_a_job_is_nobodys_in_particular(self):
        """Who moved the goods may be gone when the channel can be told at last."""
        clerk = self.env["res.users"].create(
            {
                "name": "Clerk",
                "login": "clerk",
                "group_ids": [
                    Command.link(self.env.ref("stock.group_stock_manager").id)
                ],
            }
        )
        self.connection.action_pause()
        self.set_stock(self.helmet.with_user(clerk), 3)
        self.settle()
        clerk.active = False
        self.connection.action_resume()
        self.settle()
        self.assertEqual(self.offered(self.helmet), 3)

    def test_somebody_elses_value_does_not_start_a_war(self):
        """A webhook only says what is there: nothing is sent back."""
        self.a_while_later()
        self.channel.stock["s-HELMET", "main"] = 9
        self.connection._request("stock_import", payload={"ref": "s-HELMET"})
        self.settle()
        self.assertEqual(self.listing(self.helmet).level_ids.quantity, 9)
        self.assertEqual(self.pushes(), 0)
        # the sale arrives as an order: Odoo comes to the same number by itself
        self.set_stock(self.helmet, 9)
        self.settle()
        self.assertEqual(self.pushes(), 0)

    def test_two_systems_that_flip_a_value_are_stopped(self):
        for _round in range(2):
            self.set_stock(self.helmet, 8)
            self.settle()
            self.set_stock(self.helmet, 5)
            self.settle()
        listing = self.listing(self.helmet)
        self.assertFalse(listing.stock_stopped)
        self.set_stock(self.helmet, 8)
        self.settle()
        self.assertTrue(listing.stock_stopped)
        self.assertIn("8 and 5 took turns", listing.stock_stop_reason)
        self.assertEqual(self.offered(self.helmet), 5, "nothing was sent any more")
        finding = self.findings.search([("kind", "=", "loop")])
        listing.action_resume_stock()
        self.settle()
        self.assertEqual(self.offered(self.helmet), 8)
        self.assertEqual(finding.state, "healed")
