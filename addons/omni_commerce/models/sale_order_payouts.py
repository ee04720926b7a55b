"""Of an order: did its money arrive?"""

from odoo import api, models
from odoo.fields import Domain


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model
    def action_open_not_paid_out(self):
        """Paid by the buyer, and in no payout that was read: oldest first."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sold, Not Paid Out"),
            "res_model": "sale.order",
            "view_mode": "list,pivot,graph,form",
            "domain": list(self._not_paid_out()),
            "context": {"pivot_row_groupby": ["channel_connection_id"]},
        }

    @api.model
    def _not_paid_out(self):
        connections = self.env["integration.connection"].sudo()
        watched = connections.search([("payout_policy", "!=", "off")])
        paid = ("paid", "partly_refunded")
        return (
            Domain("channel_connection_id", "in", watched.ids)
            & Domain("channel_binding_id.paid", "in", paid)
            & Domain("channel_binding_id.payout_line_ids", "=", False)
        )
