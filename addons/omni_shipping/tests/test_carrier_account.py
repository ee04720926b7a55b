"""The carriers of an account: packages to choose from, money that runs out."""

from decimal import Decimal

from odoo.tests import tagged

from .common import ShippingCase
from .toy_carrier import POST_OFFICE


@tagged("post_install", "-at_install")
class TestCarrierAccount(ShippingCase):
    def read_services(self, **payload):
        self.enqueue("service_fetch", payload=payload)
        self.drain()
        return self.env["integration.carrier.account"].search(
            [("connection_id", "=", self.connection.id)]
        )

    def test_packages_of_the_carrier_are_package_types_of_odoo(self):
        account = self.read_services()
        self.read_services()
        box = self.env["stock.package.type"].search(
            [("omni_account_id", "=", account.id)]
        )
        self.assertEqual(box.shipper_package_code, "toybox")
        self.assertAlmostEqual(box.packaging_length, 254, places=3, msg="10 in in mm")

    def test_who_runs_out_of_money_is_told_once(self):
        account = self.read_services()
        self.assertEqual((account.balance, account.is_low), (100.0, False))
        POST_OFFICE.funds = Decimal(20)
        for _time in range(2):
            account.action_refresh()
            self.drain()
        self.assertTrue(account.is_low)
        warning = self.connection.activity_ids
        self.assertEqual(len(warning), 1)
        self.assertIn("20.00", warning.note)

    def test_reading_one_carrier_leaves_the_services_of_others_alone(self):
        self.read_services()
        service = self.env["integration.carrier.service"].create(
            {
                "connection_id": self.connection.id,
                "key": "ups/ground",
                "name": "Ground",
                "carrier_name": "UPS",
                "carrier_code": "ups",
            }
        )
        self.read_services(carrier="toy")
        self.assertTrue(service.active)
        self.read_services()
        self.assertFalse(service.active)
