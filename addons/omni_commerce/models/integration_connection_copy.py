"""What a second shop takes over of how the first one works."""

from odoo import models

from .integration_order_filter import EVERYWHERE


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    def _copy_configuration(self, twin):
        """Not what is said by places and sales channels: the other shop has its own."""
        super()._copy_configuration(twin)
        mine = {"connection_id": twin.id}
        rules = self.env["integration.order.filter"].search(
            [("connection_id", "=", self.id)]
        )
        rules.filtered(lambda rule: any(rule[name] for name in EVERYWHERE)).copy(
            mine | {"location_ids": False}
        )
        self.buffer_ids.copy(mine)
        self.listing_profile_ids.copy(mine | {"publication_ids": False})
