"""A label is bought: the shop hears the number, from one owner, once."""

from odoo.tests import tagged

from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_commerce.tests.fulfilment_common import (
    CorrectTracking,
    FulfilmentCase,
)
from odoo.addons.omni_commerce.tests.orders_common import later, line
from odoo.addons.omni_shipping.tests.toy_carrier import POST_OFFICE, PostOffice


class LabelCase(FulfilmentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carrier_account = cls.env["integration.connection"].create(
            {"name": "Post", "platform": "toypost", "environment": "production"}
        )
        cls.carrier_account.state = "connected"
        place = {"zip": "78701", "city": "Austin", "street": "500 Main St"}
        place |= {"country_id": cls.env.ref("base.us").id, "name": "Us"}
        cls.shelf.warehouse_id.partner_id.write(place)
        cls.chain.weight = 1
        cls.method = cls.env["delivery.carrier"].create(
            {
                "name": "Toy",
                "delivery_type": "omni",
                "product_id": cls.ups.product_id.id,
                "omni_connection_id": cls.carrier_account.id,
                "prod_environment": True,
            }
        )

    def setUp(self):
        super().setUp()
        for name, value in vars(PostOffice()).items():
            setattr(POST_OFFICE, name, value)
        self.picking = self.sold(line(quantity=2)).picking_ids
        self.picking.carrier_id = self.method
        self.picking.action_assign()


@tagged("post_install", "-at_install")
class TestLabelToShop(LabelCase):
    def leave(self):
        self.picking.move_ids.picked = True
        self.picking._action_done()
        self.drain()

    def test_a_label_that_was_bought_first_goes_along_with_the_shipment(self):
        self.picking.action_omni_buy_labels()
        self.drain()
        self.assertFalse(self.told(), "nothing has left yet")
        self.leave()
        [parcel] = self.told()[0].parcels
        self.assertEqual(
            (parcel.tracking_number, parcel.carrier, parcel.tracking_url),
            ("TOY00001", "toy", "https://toy.example/TOY00001"),
        )

    def test_a_label_that_is_bought_after_the_validation_is_waited_for(self):
        """One mail to the buyer, and that with the number."""
        self.leave()
        self.assertEqual(len(self.told()), 1)
        self.assertEqual(self.told()[0].parcels[0].tracking_number, "TOY00001")
        self.assertFalse(self.told(CorrectTracking))

    def test_a_label_that_was_refused_tells_nothing_until_somebody_decides(self):
        POST_OFFICE.refuse = "Insufficient funds."
        self.leave()
        self.assertEqual((self.picking.channel_told, self.told()), ("pending", []))
        self.picking.action_channel_tell()
        self.drain()
        self.assertEqual(self.told()[0].parcels, ())

    def test_a_voided_label_takes_its_number_from_the_shop(self):
        self.leave()
        self.picking.omni_label_ids.action_void()
        self.drain()
        [correction] = self.told(CorrectTracking)
        self.assertEqual(correction.parcels, ())
        self.picking.action_omni_buy_labels()
        self.drain()
        again = self.told(CorrectTracking)[-1]
        self.assertEqual(again.parcels[0].tracking_number, "TOY00002")

    def test_what_the_hub_has_told_the_shop_is_not_told_again(self):
        self.picking.action_omni_buy_labels()
        self.drain()
        self.picking.omni_label_ids.told_shop = True
        self.leave()
        self.assertEqual((self.picking.channel_told, self.told()), ("pending", []))
        whole = self.channel.documents[Kind.ORDER]["o1"]
        echo = self.shipped("f1", 2, "TOY00001")
        self.arrive(later(whole, fulfilments=(echo,)))
        self.assertEqual((self.picking.channel_told, self.told()), ("done", []))
        self.assertFalse(self.picking.activity_ids)

    def test_what_left_elsewhere_buys_no_label(self):
        whole = self.channel.documents[Kind.ORDER]["o1"]
        self.arrive(later(whole, fulfilments=(self.shipped("f1", 2, number=""),)))
        self.drain()
        self.assertEqual(self.picking.state, "done")
        self.assertFalse(self.picking.omni_label_ids or POST_OFFICE.labels)
