"""A paid order that was confirmed, with goods on the shelf to be sent."""

from decimal import Decimal

from .. import documents as doc
from ..adapter import CancelShipment, CorrectTracking, Ship
from .orders_common import OrderCase, line, order, paid_by

UPS = "UPS Ground"


class FulfilmentCase(OrderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.shelf = warehouse.lot_stock_id
        for product in cls.chain + cls.pads:
            cls.env["stock.quant"]._update_available_quantity(product, cls.shelf, 100)
        service = cls.env["product.product"].create({"name": "Sent", "type": "service"})
        cls.ups = cls.env["delivery.carrier"].create(
            {
                "name": UPS,
                "product_id": service.id,
                "tracking_url": "https://ups.example/<shipmenttrackingnumber>",
            }
        )

    def setUp(self):
        super().setUp()
        self.fulfil()

    def sold(self, *lines, ref="o1", **changes):
        """The sales order of a paid order of the channel."""
        lines = lines or (line(quantity=3),)
        total = sum(x.unit_price.shop.amount * x.quantity for x in lines)
        whole = order(ref, lines, payments=(paid_by("card", total),), **changes)
        sale = self.arrive(whole).order_id
        self.assertEqual(sale.state, "sale", sale.channel_hold_text)
        return sale

    def validate(self, picking, tracking="1Z1", **quantities):
        """Ship all of it, or so much of each SKU; the rest is a backorder."""
        picking.action_assign()
        for move in picking.move_ids:
            wanted = quantities.get(move.product_id.default_code)
            if quantities:
                move.quantity = wanted or 0
            move.picked = bool(move.quantity)
        picking.write({"carrier_id": self.ups.id, "carrier_tracking_ref": tracking})
        picking._action_done()
        self.drain()
        return picking.channel_fulfilment_ids

    def told(self, kind=Ship):
        return [one for one in self.channel.pushed if isinstance(one, kind)]

    def shipped(self, ref, quantity=1, number="X1", line_ref="1", **more):
        """What the channel says of a shipment."""
        return doc.Fulfilment(
            ref,
            more.pop("status", "success"),
            ((line_ref, Decimal(quantity)),),
            (doc.Parcel(number, "UPS"),) if number else (),
            **more,
        )


__all__ = ["CancelShipment", "CorrectTracking", "FulfilmentCase", "Ship"]
