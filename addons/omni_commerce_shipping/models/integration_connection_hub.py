"""What no carrier comes for is not packed in a hub."""

from odoo import models
from odoo.fields import Domain

from odoo.addons.omni_commerce.models.order_handover import NO_CARRIER


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    def _hub_ready(self):
        """Nothing that the buyer comes for, or that the shop brings itself."""
        order = [("handover", "in", NO_CARRIER)]
        return super()._hub_ready() & Domain(
            "sale_id", "not any", [("channel_binding_id", "any", order)]
        )
