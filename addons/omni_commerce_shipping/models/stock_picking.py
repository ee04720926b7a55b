"""A label gives a transfer its number; the shipment of the order tells it on."""

from odoo import models

from odoo.addons.omni_commerce.documents import Parcel


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
        return waits or self.delivery_type == "omni"

    def _channel_is_told(self):
        """A hub that is connected to the shop tells it by itself: one owner is enough.

        The shop's own word of it comes with the order, and is matched with ours.
        """
        labels = self.sudo().omni_label_ids.filtered("told_shop")
        return bool(labels) or super()._channel_is_told()
