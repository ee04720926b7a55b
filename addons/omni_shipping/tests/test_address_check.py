"""An address that does not exist costs a parcel: the register is asked before."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ShippingCase
from .toy_carrier import POST_OFFICE


@tagged("post_install", "-at_install")
class TestAddressCheck(ShippingCase):
    def test_nobody_is_asked_unless_the_method_says_so(self):
        self.buy(self.transfer())
        self.assertEqual(POST_OFFICE.checked, 0)

    def test_an_address_is_checked_once_and_tells_whether_somebody_lives_there(self):
        self.method.omni_address_check = "note"
        self.buy(self.transfer())
        self.buy(self.transfer())
        self.assertEqual(POST_OFFICE.checked, 1)
        self.assertEqual(self.customer.omni_address_state, "verified")
        homes = [request.ship_to.residential for request in POST_OFFICE.bought]
        self.assertEqual(homes, [True, True])

    def test_what_people_say_of_the_door_counts_more_than_the_register(self):
        self.method.omni_address_check = "note"
        self.customer.omni_residential = "no"
        self.buy(self.transfer())
        self.assertIs(POST_OFFICE.bought[0].ship_to.residential, False)

    def test_who_moves_is_checked_anew(self):
        self.method.omni_address_check = "note"
        self.buy(self.transfer())
        self.customer.street = "2 Other St"
        self.assertFalse(self.customer.omni_address_state)
        self.buy(self.transfer())
        self.assertEqual(POST_OFFICE.checked, 2)

    def test_no_label_is_paid_for_an_address_that_does_not_exist(self):
        POST_OFFICE.wrong = "There is no such street."
        self.method.omni_address_check = "refuse"
        picking = self.transfer()
        label = self.buy(picking)
        self.assertEqual((label.state, POST_OFFICE.labels), ("failed", {}))
        self.assertIn("no such street", label.problem)
        self.assertEqual(len(picking.activity_ids), 1, "said once")
        with self.assertRaisesRegex(UserError, "no such street"):
            picking.action_omni_buy_labels()
        picking.action_omni_trust_address()
        again = self.buy(picking) - label
        self.assertEqual(again.state, "bought", "somebody knew better")

    def test_a_method_that_only_notes_it_buys_and_calls_somebody(self):
        POST_OFFICE.wrong = "There is no such street."
        self.method.omni_address_check = "note"
        picking = self.transfer()
        self.assertEqual(self.buy(picking).state, "bought")
        self.assertIn("no such street", picking.activity_ids.note)

    def test_the_button_asks_without_buying(self):
        picking = self.transfer()
        picking.action_omni_check_address()
        self.drain()
        self.assertEqual(picking.omni_address_state, "verified")
        self.assertFalse(POST_OFFICE.labels)
