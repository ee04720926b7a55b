"""Which stock a channel sees: bases, buffers, locations in both directions."""

from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .stock_common import StockCase


@tagged("post_install", "-at_install")
class TestStockPlaces(StockCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        places = cls.env["stock.location"]
        cls.rack = places.create({"name": "Rack", "location_id": cls.shelf.id})
        cls.shop = places.create(
            {
                "name": "Shop",
                "location_id": cls.warehouse.view_location_id.id,
                "usage": "internal",
            }
        )

    def reserve(self, product, quantity):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env.user.partner_id.id,
                "order_line": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": quantity}
                    )
                ],
            }
        )
        order.action_confirm()
        return order

    def test_the_basis_decides_what_is_counted(self):
        self.reserve(self.helmet, 3)
        self.settle()
        self.assertEqual(self.offered(self.helmet), 7, "free")
        self.connection.stock_basis = "on_hand"
        self.settle()
        self.assertEqual(self.offered(self.helmet), 10)
        self.connection.stock_basis = "forecast"
        self.settle()
        self.assertEqual(self.offered(self.helmet), 7)

    def test_a_forecast_follows_what_is_only_planned(self):
        self.connection.stock_basis = "forecast"
        self.settle()
        receipt = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.shelf.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.helmet.id,
                            "product_uom_qty": 5,
                            "location_id": self.env.ref(
                                "stock.stock_location_suppliers"
                            ).id,
                            "location_dest_id": self.shelf.id,
                        }
                    )
                ],
            }
        )
        receipt.action_confirm()
        self.settle()
        self.assertEqual(self.offered(self.helmet), 15)
        receipt.action_cancel()
        self.settle()
        self.assertEqual(self.offered(self.helmet), 10)

    def test_stock_inside_of_a_location_counts_and_counts_once(self):
        self.here.location_ids = self.shelf | self.rack  # one lies in the other
        self.set_stock(self.helmet, 4, self.rack)
        self.settle()
        self.assertEqual(self.offered(self.helmet), 14)

    def test_several_places_fill_one_location_of_the_channel(self):
        self.set_stock(self.helmet, 5, self.shop)
        self.settle()
        self.assertEqual(self.offered(self.helmet), 10, "not one of its places yet")
        self.here.location_ids = self.shelf | self.shop
        self.settle()
        self.assertEqual(self.offered(self.helmet), 15)

    def test_each_location_of_the_channel_has_its_own_places(self):
        self.add_location("store", self.shop)
        self.set_stock(self.helmet, 5, self.shop)
        self.settle()
        self.assertEqual(self.offered(self.helmet, "main"), 10)
        self.assertEqual(self.offered(self.helmet, "store"), 5)

    def test_one_place_is_shared_out_to_two_locations(self):
        self.here.share = 60
        self.add_location("second", self.shelf, share=40)
        self.settle()
        self.assertEqual(self.offered(self.helmet, "main"), 6)
        self.assertEqual(self.offered(self.helmet, "second"), 4)

    def test_a_location_that_nothing_fills_gets_nothing(self):
        self.add_location("elsewhere", self.shelf.browse())
        self.settle()
        self.assertIsNone(self.offered(self.helmet, "elsewhere"))

    def test_customers_are_no_place_to_sell_from(self):
        with self.assertRaisesRegex(ValidationError, "internal"):
            self.here.location_ids = self.env.ref("stock.stock_location_customers")

    def test_the_nearest_buffer_counts(self):
        self.connection.buffer_fixed = 1
        self.settle()
        self.assertEqual(self.offered(self.helmet), 9, "of the connection")
        protection = self.env["product.category"].create({"name": "Protection"})
        heads = self.env["product.category"].create(
            {"name": "Heads", "parent_id": protection.id}
        )
        self.helmet.categ_id = heads
        buffers = self.env["integration.stock.buffer"]
        ours = {"connection_id": self.connection.id}
        buffers.create({**ours, "categ_id": protection.id, "buffer_fixed": 2})
        self.settle()
        self.assertEqual(self.offered(self.helmet), 8, "of the category above")
        buffers.create(
            {
                **ours,
                "product_tmpl_id": self.helmet.product_tmpl_id.id,
                "buffer_maximum": 3,
            }
        )
        self.settle()
        self.assertEqual(self.offered(self.helmet), 3, "of the product itself")

    def test_a_product_that_moves_to_another_category_takes_its_buffer(self):
        food = self.env["product.category"].create({"name": "Food"})
        self.env["integration.stock.buffer"].create(
            {
                "connection_id": self.connection.id,
                "categ_id": food.id,
                "buffer_fixed": 4,
            }
        )
        self.settle()
        self.helmet.categ_id = food
        self.settle()
        self.assertEqual(self.offered(self.helmet), 6)

    def test_what_odoo_does_not_sell_is_not_offered(self):
        self.helmet.action_archive()
        self.settle()
        self.assertEqual(self.offered(self.helmet), 0)
        self.helmet.action_unarchive()
        self.settle()
        self.assertEqual(self.offered(self.helmet), 10)
        self.helmet.sale_ok = False
        self.settle()
        self.assertEqual(self.offered(self.helmet), 0)

    def test_a_buffer_is_for_one_thing(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.env["integration.stock.buffer"].create(
                {"connection_id": self.connection.id, "buffer_fixed": 4}
            )

    def test_a_kit_follows_its_components(self):
        if "mrp.bom" not in self.env:
            self.skipTest("Manufacturing is not installed")
        visor = self.add_product("VISOR", 3)
        kit = self.add_product("KIT")
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create({"product_id": self.helmet.id, "product_qty": 1}),
                    Command.create({"product_id": visor.id, "product_qty": 1}),
                ],
            }
        )
        self.set_stock(visor, 4)
        self.settle()
        self.assertEqual(self.offered(kit), 4)
        self.set_stock(self.helmet, 2)
        self.settle()
        self.assertEqual(self.offered(kit), 2)
