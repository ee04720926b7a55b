"""A label gives a transfer its number; the shipment of the order tells it on."""

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.omni_commerce.documents import Parcel
from odoo.addons.omni_commerce.models.order_handover import NO_CARRIER


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _channel_parcels(self):
        """Its labels know carrier and link; numbers that were typed in do not."""
        labels = self.sudo().omni_label_ids.filtered(
            lambda label: label.state == "bought" and label.tracking_number
        )
        by_number = {
            label.tracking_number: Parcel(
                label.tracking_number,
                label.carrier_code or "",
                label.tracking_url or "",
            )
            for label in labels
        }
        return [
            by_number.get(parcel.tracking_number, parcel)
            for parcel in super()._channel_parcels()
        ]

    def _channel_awaits_tracking(self, connection):
        """Its label is on the way: the buyer should get one mail, with the number."""
        waits = super()._channel_awaits_tracking(connection)
        by_label = self.delivery_type == "omni"
        return waits or (by_label and self.channel_handover not in NO_CARRIER)

    def _omni_intend(self):
        """A label for what its buyer comes for is money thrown away."""
        if self.channel_handover == "pickup" and not self.is_return_picking:
            raise UserError(
                self.env._("The buyer comes for %s: it needs no label.", self.name)
            )
        return super()._omni_intend()

    def send_to_shipper(self):
        """No carrier comes: the delivery method says no more than what it cost."""
        if self.channel_handover not in NO_CARRIER:
            return super().send_to_shipper()

    def _channel_is_told(self):
        """A hub that is connected to the shop tells it by itself: one owner is enough.

        The shop's own word of it comes with the order, and is matched with ours.
        """
        labels = self.sudo().omni_label_ids.filtered("told_shop")
        return bool(labels) or super()._channel_is_told()
