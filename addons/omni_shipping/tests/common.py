"""A warehouse, a customer, a delivery method of the toy carrier, things to send."""

from odoo.addons.omni_core.tests.common import QueueCase

from .toy_carrier import POST_OFFICE, PostOffice


class ShippingCase(QueueCase):
    platform = "toypost"
    secrets = {}  # noqa: RUF012
    environment = "production"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.connection.environment = cls.environment
        cls.usd = cls.env.ref("base.USD")
        cls.env.company.currency_id.rate_ids.unlink()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        place = {"zip": "78701", "city": "Austin", "street": "500 Main St"}
        place |= {
            "country_id": cls.env.ref("base.us").id,
            "state_id": cls.env.ref("base.state_us_44").id,
        }
        cls.warehouse.partner_id.write({"name": "Us", "phone": "512-555-0100", **place})
        cls.customer = cls.env["res.partner"].create(
            {"name": "Jo Rider", **place, "zip": "10001", "city": "New York"}
            | {"state_id": cls.env.ref("base.state_us_27").id}
        )
        cls.product = cls.env["product.product"].create(
            {"name": "Chain", "type": "consu", "is_storable": True, "weight": 1.2}
        )
        cls.env["stock.quant"]._update_available_quantity(
            cls.product, cls.warehouse.lot_stock_id, 1000
        )
        cls.method = cls.make_method()

    def setUp(self):
        super().setUp()
        for name, value in vars(PostOffice()).items():
            setattr(POST_OFFICE, name, value)

    @classmethod
    def make_method(cls, **values):
        product = cls.env["product.product"].create(
            {"name": "Shipping", "type": "service", "list_price": 0}
        )
        return cls.env["delivery.carrier"].create(
            {
                "name": "Toy",
                "delivery_type": "omni",
                "product_id": product.id,
                "omni_connection_id": cls.connection.id,
                "prod_environment": True,
                **values,
            }
        )

    def transfer(self, quantity=1, customer=None, method=None):
        """Reserved and ready to be packed."""
        stock = self.warehouse.lot_stock_id
        picking = self.env["stock.picking"].create(
            {
                "partner_id": (customer or self.customer).id,
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": stock.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "carrier_id": (method or self.method).id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.product.id,
                            "product_uom_qty": quantity,
                            "location_id": stock.id,
                            "location_dest_id": self.env.ref(
                                "stock.stock_location_customers"
                            ).id,
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        return picking

    def buy(self, pickings):
        pickings.action_omni_buy_labels()
        self.drain()
        return pickings.omni_label_ids
