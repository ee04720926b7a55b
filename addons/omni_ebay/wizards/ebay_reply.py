"""Write to a buyer from the order."""

from odoo import api, fields, models


class EbayReply(models.TransientModel):
    _name = "ebay.reply"
    _description = "Answer a Buyer on eBay"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    buyer = fields.Char(related="order_id.partner_id.ebay_user_name")
    history = fields.Text(compute="_compute_history")
    text = fields.Text("Message", required=True)

    @api.depends("order_id")
    def _compute_history(self):
        for reply in self:
            messages = self.env["ebay.message"].search(
                [("order_id", "=", reply.order_id.id)], limit=5
            )
            rows = [
                f"{self.env._('You') if m.is_ours else m.buyer}: {m.body}"
                for m in reversed(messages)
            ]
            reply.history = "\n\n".join(rows)

    def action_send(self):
        self.order_id.channel_connection_id._demand("operator")
        self.order_id.check_access("write")
        self.env["ebay.message"]._answer(self.order_id, self.text)
        return {"type": "ir.actions.act_window_close"}
