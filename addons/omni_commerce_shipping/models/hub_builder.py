"""Under which numbers a shop would bring its orders to a hub itself."""

from odoo import models


class IntegrationHubBuilder(models.AbstractModel):
    _inherit = "integration.hub.builder"

    def _other_numbers(self, picking):
        order = picking.sale_id.sudo().channel_binding_id
        known = (order.name, order.external_ref) if order else ()
        return tuple(dict.fromkeys((*super()._other_numbers(picking), *known)))
