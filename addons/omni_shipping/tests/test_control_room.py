"""Labels in the control room and on a journey."""

from odoo.tests import tagged

from .common import ShippingCase
from .toy_carrier import POST_OFFICE


@tagged("post_install", "-at_install")
class TestControlRoom(ShippingCase):
    def models(self, *question):
        story = self.env["integration.journey"].get_story(*question)
        return {step["model"] for step in story["steps"]}

    def test_a_parcel_is_followed_by_its_tracking_number(self):
        picking = self.transfer()
        label = self.buy(picking)
        whole = {"stock.picking", "integration.label", "sync.job"}
        for name in (label.tracking_number, picking.name, label.ref):
            self.assertLessEqual(whole, self.models(name), name)
        params = picking.action_open_journey()["params"]
        story = self.models("", params["model"], params["record_id"])
        self.assertLessEqual(whole, story)

    def test_a_refused_label_is_on_a_card(self):
        POST_OFFICE.refuse = "Insufficient funds."
        label = self.buy(self.transfer())
        cards = self.env["integration.dashboard"].get_data()["cards"]
        [card] = [card for card in cards if card["key"] == "labels"]
        opened = card["open"]
        self.assertIn(label, self.env[opened["res_model"]].search(opened["domain"]))
