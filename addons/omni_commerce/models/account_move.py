"""Invoices and credit notes of a channel's order."""

from odoo import api, fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    channel_can_refund = fields.Boolean(compute="_compute_channel_can_refund")

    @api.depends("move_type", "reversed_entry_id", "state")
    def _compute_channel_can_refund(self):
        """Nobody has asked the channel yet for what this credit note gives back."""
        for move in self:
            order = move._channel_order()
            steps = order.sudo().channel_binding_id.step_ids
            told = move in steps.filtered(lambda s: s.state != "refused").move_id
            move.channel_can_refund = order.channel_can_refund and not told

    def _channel_order(self):
        """The one order of a channel that this credit note is about, else none."""
        if self.move_type != "out_refund":
            return self.env["sale.order"]
        lines = self.line_ids + self.reversed_entry_id.line_ids
        orders = lines.sale_line_ids.order_id.filtered("channel_binding_id")
        return orders if len(orders) == 1 else orders.browse()

    def action_channel_refund(self):
        self.ensure_one()
        action = self._channel_order().action_channel_refund()
        action["context"]["default_move_id"] = self.id
        return action

    def _post(self, soft=True):
        """What the buyer has paid or got back already is recorded on it."""
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
                    ("kind", "in", ("payment", "refund")),
                    ("state", "=", "waiting"),
                ]
            )
        )
        waiting.binding_id._request_processing()
        self.env["integration.order.write.back"]._request(orders)
        return posted
