"""A delivery of a channel's order: what its workflow does when goods have left."""

from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _action_done(self):
        done = super()._action_done()
        bindings = self.sale_id.sudo().channel_binding_id
        bindings.filtered(lambda b: not b.record_only)._request_processing()
        return done
