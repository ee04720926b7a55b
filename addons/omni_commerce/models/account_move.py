"""An invoice of a channel's order: what the buyer has paid is recorded on it."""

from odoo import models


class AccountMove(models.Model):
    _inherit = "account.move"

    def _post(self, soft=True):
        posted = super()._post(soft)
        orders = posted.filtered(
            lambda move: move.move_type == "out_invoice"
        ).line_ids.sale_line_ids.order_id
        waiting = (
            self.env["integration.order.step"]
            .sudo()
            .search(
                [
                    ("binding_id", "in", orders.sudo().channel_binding_id.ids),
                    ("kind", "=", "payment"),
                    ("state", "=", "waiting"),
                ]
            )
        )
        waiting.binding_id._request_processing()
        return posted
