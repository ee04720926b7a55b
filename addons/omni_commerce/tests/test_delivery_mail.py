"""The buyer gets one mail about a parcel."""

from unittest.mock import patch

from odoo.modules import module
from odoo.tests import tagged

from odoo.addons.sms.tools.sms_api import SmsApi

from .fulfilment_common import FulfilmentCase


@tagged("post_install", "-at_install")
class TestDeliveryMail(FulfilmentCase):
    def setUp(self):
        super().setUp()
        self.env.company.stock_move_email_validation = True
        self.template = self.env.company.stock_mail_confirmation_template_id
        self.template.subject = "Your parcel has left"

    def mails(self, picking):
        return picking.message_ids.filtered(
            lambda one: one.subject == "Your parcel has left"
        )

    def test_odoo_is_silent_where_the_shop_writes_to_the_buyer(self):
        picking = self.sold().picking_ids
        self.validate(picking)
        self.assertTrue(self.told()[0].notify_buyer)
        self.assertFalse(self.mails(picking))

    def sms_of(self, picking):
        """What Odoo's SMS add-on sends at the end of a validation, tests apart."""
        picking.partner_id.phone = "+1 503 555 0100"
        company = self.env.company
        company.stock_text_confirmation = True
        company.stock_confirmation_type = "sms"
        with (
            patch.object(module, "current_test", False),
            patch.object(SmsApi, "_send_sms_batch", return_value=[]),
        ):
            picking._send_confirmation_email()
        return picking.message_ids.filtered(lambda one: one.message_type == "sms")

    def test_nor_does_it_send_an_sms_beside_the_shops_mail(self):
        picking = self.sold().picking_ids
        self.validate(picking)
        self.assertFalse(self.sms_of(picking))
        self.connection.fulfilment_notify = False
        self.assertEqual(len(self.sms_of(picking)), 1)

    def test_odoo_writes_where_the_shop_does_not(self):
        self.connection.fulfilment_notify = False
        picking = self.sold().picking_ids
        self.validate(picking)
        self.assertFalse(self.told()[0].notify_buyer)
        self.assertEqual(len(self.mails(picking)), 1)

    def test_orders_of_no_shop_are_mailed_as_ever(self):
        self.connection.fulfilment_notify = True
        sale = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Jo"}).id,
                "order_line": [(0, 0, {"product_id": self.chain[0].id})],
            }
        )
        sale.action_confirm()
        [picking] = sale.picking_ids
        self.validate(picking)
        self.assertEqual(len(self.mails(picking)), 1)
