"""A label costs money: bought once, before the validation, lost never."""

from dataclasses import replace

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..documents import AddressState, AddressVerdict
from ..operations.label_buy import Purchase
from .common import ShippingCase
from .toy_carrier import POST_OFFICE, ToyCarrier


@tagged("post_install", "-at_install")
class TestLabelPurchase(ShippingCase):
    def test_a_label_is_bought_before_the_validation(self):
        picking = self.transfer()
        label = self.buy(picking)
        self.assertEqual(label.state, "bought")
        self.assertEqual((label.cost, label.currency_id), (5.0, self.usd))
        self.assertEqual(picking.carrier_tracking_ref, "TOY00001")
        self.assertTrue(label.attachment_ids.name.endswith("TOY00001.pdf"))
        self.assertEqual(label.attachment_ids.raw, b"%PDF-toy")
        picking.move_ids.picked = True
        picking.button_validate()
        self.drain()
        self.assertEqual(picking.state, "done")
        self.assertEqual(len(POST_OFFICE.labels), 1, "the validation buys nothing")

    def test_a_validation_without_a_label_wishes_for_one_and_buys_nothing_itself(self):
        picking = self.transfer()
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual((picking.state, POST_OFFICE.labels), ("done", {}))
        self.assertEqual(picking.omni_label_state, "intent")
        self.drain()
        self.assertEqual(picking.carrier_tracking_ref, "TOY00001")

    def test_a_validation_that_can_wish_for_no_label_calls_somebody(self):
        self.product.weight = 0
        picking = self.transfer()
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual((picking.state, picking.omni_label_state), ("done", "none"))
        self.assertIn("weight", picking.activity_ids.note)

    def test_an_answer_that_got_lost_is_looked_up_not_bought_again(self):
        POST_OFFICE.lose_answers = 1
        picking = self.transfer()
        label = self.buy(picking)
        self.assertEqual(label.state, "intent", "nobody knows whether it was bought")
        self.pass_time(label.job_id)
        self.drain()
        self.assertEqual(label.state, "bought")
        self.assertEqual(len(POST_OFFICE.labels), 1)

    def test_the_second_try_of_a_person_buys_no_second_label(self):
        picking = self.transfer()
        self.buy(picking)
        self.buy(picking)
        self.assertEqual(len(POST_OFFICE.labels), 1)

    def test_a_refusal_is_said_in_the_words_of_the_carrier(self):
        POST_OFFICE.refuse = "Insufficient funds."
        picking = self.transfer()
        label = self.buy(picking)
        self.assertEqual(
            (label.state, label.problem), ("failed", "Insufficient funds.")
        )
        self.assertIn("Insufficient funds.", picking.activity_ids.note)
        POST_OFFICE.refuse = ""
        again = self.buy(picking) - label
        self.assertEqual(again.state, "bought", "a refused parcel may be tried again")

    def test_one_bad_transfer_never_stops_the_others(self):
        nowhere = self.env["res.partner"].create({"name": "Nobody"})
        good, bad, fine = self.transfer(), self.transfer(customer=nowhere), None
        fine = self.transfer()
        self.buy(good | bad | fine)
        self.assertTrue(good.carrier_tracking_ref and fine.carrier_tracking_ref)
        self.assertFalse(bad.omni_label_ids)
        self.assertIn("street", bad.activity_ids.note)
        with self.assertRaisesRegex(UserError, "street, city"):
            bad.action_omni_buy_labels()

    def test_each_parcel_has_its_label_and_all_numbers_are_told(self):
        picking = self.transfer(quantity=2)
        line = picking.move_line_ids
        line.quantity = 1
        line.result_package_id = self.env["stock.package"].create({"name": "P1"})
        second = line.copy({"quantity": 1})
        second.result_package_id = self.env["stock.package"].create({"name": "P2"})
        labels = self.buy(picking)
        self.assertEqual(len(labels), 2)
        self.assertEqual(picking.carrier_tracking_ref, "TOY00001,TOY00002")
        self.assertEqual(picking.carrier_price, 10.0)

    def test_a_voided_label_takes_its_number_along_and_may_be_bought_anew(self):
        picking = self.transfer()
        label = self.buy(picking)
        label.action_void()
        self.drain()
        self.assertEqual(label.state, "voided")
        self.assertFalse(picking.carrier_tracking_ref)
        self.assertFalse(picking.carrier_price)
        self.buy(picking)
        self.assertEqual(picking.carrier_tracking_ref, "TOY00002")

    def test_a_test_method_spends_no_money(self):
        self.method.prod_environment = False
        label = self.buy(self.transfer())
        self.assertTrue(label.test)
        self.assertEqual(label.cost, 0)

    def test_a_sandbox_connection_spends_no_money_whatever_it_is_asked_for(self):
        self.connection.write(
            {"environment": "sandbox", "base_url": "https://toy.example"}
        )
        label = self.buy(self.transfer())
        self.assertTrue(POST_OFFICE.labels[label.remote_ref].test)
        self.assertTrue(label.test)

    def test_trouble_on_the_way_is_somebodys_task(self):
        picking = self.transfer()
        label = self.buy(picking)
        self.enqueue("parcel_track_all")
        self.drain()
        self.assertEqual(label.progress, "exception")
        self.assertIn("Eaten by a snail", picking.activity_ids.note)

    def test_whoever_has_nothing_to_do_with_stock_voids_nothing(self):
        label = self.buy(self.transfer())
        clerk = new_test_user(self.env, "clerk", groups="omni_core.group_viewer")
        with self.assertRaisesRegex(UserError, "Only stock users"):
            label.with_user(clerk).action_void()

    def test_a_return_label_is_for_the_way_back(self):
        picking = self.transfer()
        self.buy(picking)
        picking.move_ids.picked = True
        picking.button_validate()
        wizard = self.env["stock.return.picking"].create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        back.carrier_id = self.method
        back.print_return_label()
        self.drain()
        label = back.omni_label_ids
        self.assertEqual(label.state, "bought", label.problem)
        self.assertTrue(POST_OFFICE.labels[label.remote_ref].is_return)
        self.assertEqual(back.return_label_ids, label.attachment_ids)

    def test_a_click_that_came_second_is_told_so(self):
        """The database decides, where two transactions do not see each other."""
        picking = self.transfer()
        picking.action_omni_buy_labels()
        twin = picking.omni_label_ids.copy_data()[0]
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.env["integration.label"].create(twin)

    def test_a_stock_user_needs_no_other_rights(self):
        clerk = new_test_user(self.env, "packer", groups="stock.group_stock_user")
        picking = self.transfer().with_user(clerk)
        picking.action_omni_buy_labels()
        self.drain()
        label = picking.omni_label_ids
        self.assertEqual((label.state, label.sudo().job_id.user_id), ("bought", clerk))
        label.action_void()
        self.drain()
        self.assertEqual(label.state, "voided")

    def test_a_job_that_gave_up_is_asked_to_look_again(self):
        POST_OFFICE.lose_answers = 1
        label = self.buy(self.transfer())
        label.job_id.status = "failed"
        label.action_try_again()
        self.drain()
        self.assertEqual(label.state, "bought")
        self.assertEqual(len(POST_OFFICE.labels), 1)

    def test_the_real_cost_comes_onto_the_order_once(self):
        self.method.invoice_policy = "real"
        order = self.sold()
        for _time in range(2):  # voided and bought again: still one line
            label = self.buy(order.picking_ids)[0]
            self.assertEqual(self.charged(order), [5.0])
            label.action_void()
            self.drain()

    def test_the_real_cost_comes_onto_an_order_that_is_locked(self):
        self.method.invoice_policy = "real"
        order = self.sold()
        order.action_lock()
        label = self.buy(order.picking_ids)
        self.assertEqual((label.state, self.charged(order)), ("bought", [5.0]))
        self.assertTrue(order.locked)

    def test_what_is_cancelled_before_its_turn_is_not_paid_for(self):
        picking = self.transfer()
        picking.action_omni_buy_labels()
        picking.action_cancel()
        self.drain()
        label = picking.omni_label_ids
        self.assertEqual((label.state, POST_OFFICE.labels), ("failed", {}))
        self.assertIn("cancelled", label.problem)

    def test_what_is_cancelled_after_it_was_paid_is_known_and_can_be_given_back(self):
        POST_OFFICE.lose_answers = 1
        picking = self.transfer()
        label = self.buy(picking)
        picking.action_cancel()
        self.pass_time(label.job_id)
        self.drain()
        self.assertEqual((label.state, label.tracking_number), ("bought", "TOY00001"))

    def test_a_paid_label_is_kept_though_the_address_was_broken_meanwhile(self):
        picking = self.transfer()
        picking.action_omni_buy_labels()
        label = picking.omni_label_ids
        wish = replace(label._ship_request(), service_code="snail")
        bought = ToyCarrier(may_spend=True).ship(wish)
        self.customer.city = False
        verdict = AddressVerdict(AddressState.VERIFIED)
        label._note_purchase(Purchase(bought, verdict=verdict))
        self.assertEqual((label.state, label.tracking_number), ("bought", "TOY00001"))

    def test_a_parcel_that_is_gone_keeps_no_cost_off_the_order(self):
        """Two parcels were wished for; packed anew, there is one."""
        self.method.invoice_policy = "real"
        order = self.sold(quantity=2)
        picking = order.picking_ids
        line = picking.move_line_ids
        line.quantity = 1
        boxes = self.env["stock.package"].create([{"name": "P1"}, {"name": "P2"}])
        line.result_package_id = boxes[0]
        line.copy({"quantity": 1}).result_package_id = boxes[1]
        picking.action_omni_buy_labels()
        picking.move_line_ids.result_package_id = boxes[0]
        self.drain()
        states = picking.omni_label_ids.sorted("parcel").mapped("state")
        self.assertEqual(states, ["bought", "failed"])
        self.assertEqual(self.charged(order), [5.0])

    def test_free_shipping_is_free_whatever_the_label_costs(self):
        self.method.write({"invoice_policy": "real", "free_over": True, "amount": 0})
        order = self.sold()
        label = self.buy(order.picking_ids)
        self.assertEqual((label.cost, self.charged(order)), (5.0, [0.0]))

    def sold(self, quantity=1):
        line = {"product_id": self.product.id, "price_unit": 20}
        line["product_uom_qty"] = quantity
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "carrier_id": self.method.id,
                "order_line": [Command.create(line)],
            }
        )
        order.action_confirm()
        return order

    def charged(self, order):
        return order.order_line.filtered("is_delivery").mapped("price_unit")
